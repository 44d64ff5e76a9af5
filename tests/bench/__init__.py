"""What the server costs, measured as ratios within one run."""
