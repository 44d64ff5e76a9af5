"""Our fields that can be shown to a CRM, in words."""

from .models import What

MEANINGS: dict[What, dict[str, str]] = {
    What.PERSON: {
        "given_name": "Given name",
        "family_name": "Family name",
        "email": "E-mail address",
        "headline": "Headline or job title",
        "company": "Organization",
        "linkedin": "LinkedIn address",
        "phone": "Phone number",
    },
    What.TALK: {
        "title": "What the talk is called",
        "starts_at": "When it began",
        "ends_at": "When it ended",
        "outcome": "Whether it took place",
        "place": "Where it was",
    },
    What.FOLLOW_UP: {
        "title": "What is due",
        "due_at": "When it is due",
        "done": "Whether it is done",
    },
    What.NOTE: {
        "text": "The note",
        "written_at": "When it was written",
    },
}
"""All of them, in the order in which they are shown. Nothing else of a person ever leaves."""

HELD = "held"
NOT_HELD = "not_held"
"""The values of a talk's `outcome`."""
