"""What passes between the person and somebody before they talk: warming up, asking, and being careful with both."""
