"""A calendar and an address book kept in step with Halfhour, in both directions."""
