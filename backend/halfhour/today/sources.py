"""How later steps say what is due, without this step knowing them."""

from collections.abc import Callable, Iterable

from ..core.store import Store
from .rules import Due

Source = Callable[[Store], Iterable[Due]]
_SOURCES: list[Source] = []


def source(told: Source) -> Source:
    """Have a function asked for what else the person should do now."""
    _SOURCES.append(told)
    return told


def further(store: Store) -> list[Due]:
    """What is due beside the talks, the introductions and the people of this step."""
    return [due for told in _SOURCES for due in told(store)]
