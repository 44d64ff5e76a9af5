"""The days before a talk: what to see to, what research has found, and which questions it answers already."""
