"""Property tests choose the same examples each time, judge by counts, and leave nothing on disk."""
