"""When two criteria are one, and the refusals of this step."""

from ..core.errors import AlreadyThere, FieldError
from ..core.search import fold


class CriterionThere(AlreadyThere):
    """There is a criterion of this name already."""

    def __init__(self, name: str, criterion_id: str) -> None:
        super().__init__(
            f"You have “{name}” already. Change that one, or find the word that tells the two apart.",
            errors=[FieldError("#/name", "a criterion has this name", "Choose another name.")],
            criterion_id=criterion_id,
        )


def name_key(name: str) -> str:
    """Names that differ in case, accents or punctuation have one key; a name of signs alone is its own."""
    return " ".join(fold(name))[:300] or name.casefold()[:300]
