"""What is not about interviews: settings, storage, errors, events, jobs, search and the edge of the server."""
