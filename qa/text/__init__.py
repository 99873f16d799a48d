"""Text as it is quoted, compared, printed and highlighted: tokens, agreement, phrases, segments."""
