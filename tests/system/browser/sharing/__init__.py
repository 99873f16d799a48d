"""The browser that the visitors of the tests share, and the imports that their servers share."""
