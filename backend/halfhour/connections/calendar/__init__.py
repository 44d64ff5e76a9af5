"""A calendar that people subscribe to: what is arranged and what is due, at an address that only they know."""
