"""Walls: between people, between scopes, and against other sites. All is read off the OpenAPI document."""
