"""Against Radicale and Xandikos, as real processes."""
