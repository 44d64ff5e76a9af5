"""No CRM at all: to try choosing, mapping and comparing, with nobody at the other end. Nothing leaves."""

from types import TracebackType
from typing import Self

from .fields import MEANINGS
from .models import What
from .seam import Account, Sought, Spec, Specs, Theirs, Values

NAME = "Nobody"
PATTERN = r"^[a-z_]{1,40}$"
NEEDED = {"family_name", "title", "text"}
OFF = {"phone"}
SPECS: Specs = {
    what: {field: Spec(None if field in OFF else field, field in NEEDED) for field in fields}
    for what, fields in MEANINGS.items()
}


class Nobody:
    """Takes everything and keeps nothing."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def who(self) -> Account:
        return Account("nobody")

    def find_person(self, sought: Sought) -> Theirs | None:  # noqa: ARG002  # there is nobody to be found
        return None

    def find(self, what: What, person_id: str, mark: str, values: Values) -> Theirs | None:  # noqa: ARG002
        return None

    def read(self, what: What, id_: str) -> Theirs:  # noqa: ARG002
        return Theirs(id_, None, {})

    def create(self, what: What, person_id: str | None, values: Values, mark: str) -> Theirs:  # noqa: ARG002
        return Theirs(mark, None, values)

    def change(self, what: What, id_: str, person_id: str | None, values: Values, mark: str) -> None:
        """Nothing changes where nobody is."""
