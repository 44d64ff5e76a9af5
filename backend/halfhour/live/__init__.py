"""Hold the half hour: leave to record, and the close with thanks, promises and the people to meet next."""
