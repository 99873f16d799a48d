"""Speech in articles: who said what, with which verb, in their own words or reported."""
