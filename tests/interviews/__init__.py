"""One talk with one person, from the wish to ask for it to what was answered."""
