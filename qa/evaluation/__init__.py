"""Questions with known answers: figures of merit, and check-ups of a user's own questions."""
