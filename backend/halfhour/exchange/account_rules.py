"""What an export of a whole account may be, and why one is refused. All of it is checked before anything is kept."""

from ..core.errors import Refusal, TooLarge

ACCOUNT_BYTES = 4 * 2**30 - 2**20
"""The largest file: what a ZIP holds without its extension for larger ones, which no honest account needs."""
ENTRIES = 20_000
DIRECTORY_BYTES = 4 * 2**20
UNPACKED_BYTES = 8 * 2**30
TABLE_BYTES = 2**30
"""All tables together, unpacked. 10,000 people with five years of talks have about 50 MB."""
RATIO, RATIO_FROM = 200, 2**20
"""Unpacked to packed size of a table; a bomb has 1,000."""
LINE_BYTES = 4 * 2**20
ROWS = 500_000
MANIFEST_BYTES = 8 * 2**20


class AccountTooLarge(TooLarge):
    """The export is too large."""


class BrokenExport(Refusal):
    """The file is no whole export of an account."""

    status = 422


class ExportTooNew(Refusal):
    """The export was made by a newer Halfhour."""

    status = 422


class AlreadyTakenIn(Refusal):
    """This export was brought in already."""


class ExportForgotten(Refusal):
    """The export is no longer kept."""
