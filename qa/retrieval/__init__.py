"""The passages of a question: retrieved, ranked, and searched for in the articles' own words."""
