"""Invitations that the person sends from their own mail account, and the replies that come back."""
