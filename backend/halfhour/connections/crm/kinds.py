"""The kinds of CRM there are: one line for each."""

from collections.abc import Callable
from typing import NamedTuple

from ...core.settings import Settings
from . import hubspot, monica, none, twenty
from .models import CrmKind
from .seam import Crm, Names, Specs


class Kind(NamedTuple):
    """A kind of CRM: what it is called, what of ours can go where, and how one is opened with an address and a key."""

    name: str
    specs: Specs
    pattern: str
    hosted: bool
    """Whether it runs at an address of its own, which the person gives."""
    keyed: bool
    open: Callable[[Settings, Names, str, str], Crm]


KINDS: dict[CrmKind, Kind] = {
    CrmKind.HUBSPOT: Kind(hubspot.NAME, hubspot.SPECS, hubspot.PATTERN, False, True, hubspot.HubSpot),
    CrmKind.TWENTY: Kind(twenty.NAME, twenty.SPECS, twenty.PATTERN, True, True, twenty.Twenty),
    CrmKind.MONICA: Kind(monica.NAME, monica.SPECS, monica.PATTERN, True, True, monica.Monica),
    CrmKind.NONE: Kind(none.NAME, none.SPECS, none.PATTERN, False, False, none.Nobody),
}
