"""Web pages: the article, without navigation, advertising and other boilerplate."""
