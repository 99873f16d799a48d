"""Constants and figures from a reader's answers to questions whose answers are known."""
