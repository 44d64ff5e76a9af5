"""The people to talk to, where they work, and what has passed between them and the person."""
