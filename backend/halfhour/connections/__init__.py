"""The seams to the tools people already have: each a step of its own, and off until somebody turns it on."""
