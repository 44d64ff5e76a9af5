"""Saying it aloud before the talk, one question at a time, until it no longer sounds like the first time."""
