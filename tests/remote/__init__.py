"""The command line against a real server, through the public API alone."""
