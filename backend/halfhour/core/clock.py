"""The one source of time and of ids, so that tests own both."""

import re
import secrets
import threading
import time
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime

zoneinfo.reset_tzpath(to=())
"""Zones come from the package tzdata, pinned with the rest: Debian's own (2025b) is wrong in 2026 for three zones."""

_WELL_FORMED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")


class Clock:
    """Tells the time in UTC. A test replaces `tell` to move through days in no time."""

    def __init__(self, tell: Callable[[], float] = time.time) -> None:
        self.tell = tell

    def now(self) -> datetime:
        """The present instant, aware, in UTC, to the microsecond."""
        return datetime.fromtimestamp(self.tell(), UTC)


clock = Clock()


class _Ids:
    """UUIDv7 (RFC 9562, section 6.2, method 1): 48 bits of milliseconds, then a 26 bit counter, then chance.

    The counter keeps ids of one millisecond in order; a naive version does not, and keyset pages would skip rows.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._count = 0

    def next(self) -> str:
        with self._lock:
            now = int(clock.tell() * 1000)
            if now > self._last:
                self._last, self._count = now, secrets.randbits(24)
            else:
                self._count += 1
                if self._count >> 26:
                    self._last, self._count = self._last + 1, 0
            stamp, count = self._last, self._count
        high, low = count >> 14, count & 0x3FFF
        value = stamp << 80 | 7 << 76 | high << 64 | 2 << 62 | low << 48 | secrets.randbits(48)
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_ids = _Ids()


def new_id() -> str:
    """A fresh UUIDv7 string; within one process each is greater than the one before."""
    return _ids.next()


def is_id(text: str) -> bool:
    """Whether the text has the form of an id; anything else can't exist and is answered like what doesn't."""
    return _WELL_FORMED.match(text) is not None
