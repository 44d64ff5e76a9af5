"""People, talks and follow-ups shown to a CRM, one way, for the people that were chosen."""
