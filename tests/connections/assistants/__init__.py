"""The endpoint for assistants, asked over HTTP as they ask it."""
