"""The careers that the person explores, what they assume about them, and what they decide."""
