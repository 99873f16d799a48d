"""Text as it is printed, highlighted and compared: characters, phrases, segments, similarity."""
