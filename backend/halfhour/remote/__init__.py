"""Halfhour from the command line, through the public API of a server: what a person or a script may do, and no more."""
