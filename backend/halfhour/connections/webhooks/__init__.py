"""What changed, told to an address of the person's choice, signed."""
