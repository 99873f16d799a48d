"""Questions with known answers: figures of merit, and a user's own questions asked again."""
