"""A list of 30,000 people costs ten times one of 3,000 in steps, and hardly more in memory."""

import sys
import tracemalloc
from io import BytesIO
from types import FrameType
from typing import Any

from halfhour.exchange.preview import Counts, preview
from halfhour.exchange.reading import open_table
from tests.exchange.files import HIDDEN, archive, linkedin, opener, understood


def many(number: int) -> bytes:
    """A list of so many invented people; every tenth is hidden, every seventh has an address."""
    return linkedin(HIDDEN if n % 10 == 0 else person(n) for n in range(1, number + 1))


def person(n: int) -> tuple[str, ...]:
    email = f"p{n}@example.org" if n % 7 == 0 else ""
    return (f"Given{n}", f"Family{n}", f"given-{n}", email, f"Org {n % 900}", "Nurse", f"{n % 28 + 1:02} Feb 2023")


def read(data: bytes) -> int:
    known = understood(data)
    return preview(known, known.plan()).counts.usable


def steps(data: bytes) -> int:
    """Calls of functions while the file is read, the interpreter's own included: the same on every machine."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        read(data)
    finally:
        sys.setprofile(None)
    return count


def peak(data: bytes) -> int:
    tracemalloc.start()
    try:
        read(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_thirty_thousand_people_are_counted() -> None:
    known = understood(many(30_000))

    seen = preview(known, known.plan())

    assert seen.counts == Counts(rows=30_000, usable=27_000, hidden=3_000)


def test_steps_grow_with_the_rows() -> None:
    assert steps(many(8_000)) < 8.5 * steps(many(1_000))


def test_memory_does_not_grow_with_the_rows_but_for_the_keys_of_the_seen() -> None:
    small, large = many(3_000), many(30_000)
    read(small)  # what is loaded once is no growth

    assert peak(large) - peak(small) < 6 * 2**20


def test_memory_does_not_grow_with_what_is_packed() -> None:
    data = archive({"Connections.csv": many(30_000)})

    assert peak(data) < 8 * 2**20


def test_a_file_is_read_a_fixed_number_of_times() -> None:
    data = many(5_000)
    read_bytes = 0

    class Counted(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal read_bytes
            found = super().read(size)
            read_bytes += len(found)
            return found

        read1 = read

    known = open_table(lambda: Counted(data))
    preview(known, known.plan())

    assert read_bytes < 3 * len(data)
    assert opener(data)().read() == data
