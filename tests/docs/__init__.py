"""What is written for people is true: guides run as they stand, and whatever they name is there."""
