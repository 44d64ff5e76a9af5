"""The careers that the person explores, and what they assume about them."""
