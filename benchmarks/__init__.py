"""Speed, memory and the constants that were fitted: every measured figure has its command here."""
