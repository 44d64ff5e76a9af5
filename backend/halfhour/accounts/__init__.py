"""The people who sign in, their sessions and their tokens."""
