"""Saved questions whose answers have changed: what was said, when, and what a user has accepted."""
