"""Knowing oneself: what one leaves and looks for, and the criteria by which careers are judged."""
