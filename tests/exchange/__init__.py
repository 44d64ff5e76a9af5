"""Reading other people's files, and keeping what they hold."""
