"""The seam: what Halfhour asks of any CRM, and how a CRM's refusals are told.

A connector is opened for the length of one errand. It translates our fields into theirs and back, and knows nothing of
our database. Whatever is created carries a mark of ours, so that a try that broke off is found again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from .models import What

Value = str | bool | None
"""Text, an instant in RFC 3339 with Z, or yes and no. None: empty."""
Values = dict[str, Value]
"""Values by our names of the fields, see `fields.MEANINGS`."""


class Spec(NamedTuple):
    """Where one of our fields can go. `choices`: its only names there; none: whatever fits the kind's pattern."""

    theirs: str | None
    needed: bool = False
    choices: tuple[str, ...] = ()


Specs = Mapping[What, Mapping[str, Spec]]
Names = Mapping[What, Mapping[str, str]]
"""Their name for each of our fields that is sent."""


class Account(NamedTuple):
    """Whom a key belongs to."""

    name: str


class Theirs(NamedTuple):
    """A row of theirs: its id, where a person sees it, and its values under our names of the fields."""

    id: str
    link: str | None
    values: Values


class Sought(NamedTuple):
    """How a person is found: by e-mail, or after a try that broke off by what it would have made since then."""

    emails: tuple[str, ...]
    given_name: str | None
    family_name: str | None
    began_at: datetime | None
    mark: str


class Crm(Protocol):
    """One CRM, with somebody's key. Each call may raise `Trouble`."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def who(self) -> Account:
        """Whom the key belongs to; it must also be good for what is to be sent."""

    def find_person(self, sought: Sought) -> Theirs | None:
        """The person there, if there is one.

        Raises:
            Rejected: there are several, and nothing tells which.
        """

    def find(self, what: What, person_id: str, mark: str, values: Values) -> Theirs | None:
        """What a try that broke off has made on the person: it carries the mark."""

    def read(self, what: What, id_: str) -> Theirs:
        """The row as it is there.

        Raises:
            Gone
        """

    def create(self, what: What, person_id: str | None, values: Values, mark: str) -> Theirs:
        """Make a row, for other things than people on a person.

        Raises:
            Known: the person is there already.
        """

    def change(self, what: What, id_: str, person_id: str | None, values: Values, mark: str) -> None:
        """Write some fields of a row and no others.

        Raises:
            Gone: there is none any more.
        """


class Trouble(Exception):
    """The other system did not do what was asked. `says` and `advice` are sentences for the person."""

    def __init__(self, says: str, advice: str) -> None:
        super().__init__(says)
        self.says = says
        self.advice = advice


class Refused(Trouble):
    """The key is not accepted, or may not do this: nothing will work until the person does something."""


class Rejected(Trouble):
    """This one row is not taken; others may be."""


class Gone(Trouble):
    """The row is not there any more."""


class Known(Trouble):
    """The person is there already, which no search has told yet."""

    def __init__(self, id_: str) -> None:
        super().__init__("They are there already.", "Press push again.")
        self.id = id_


class Later(Trouble):
    """The server can't just now. `wait`: how long it asked us to wait, if it did."""

    def __init__(self, says: str, advice: str, wait: timedelta | None = None) -> None:
        super().__init__(says, advice)
        self.wait = wait


def only(values: Values, names: Iterable[str]) -> Values:
    """Those values that have one of the names."""
    return {name: values[name] for name in names if name in values}
