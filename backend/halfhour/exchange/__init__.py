"""Files in and out: people bring the contacts they have, look before they keep them, and can take it back."""
