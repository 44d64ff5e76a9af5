"""Assistants that help the person prepare and remember: they look, and where the person lets them they write down."""
