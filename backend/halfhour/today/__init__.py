"""What today asks of the person: the next conversation, what is due, and whom to ask next."""
