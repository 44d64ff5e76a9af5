"""Reading in a process of its own: what it gives, what it refuses, and that it can be killed."""

import sys

import pytest

from halfhour.core.apart import TooCostly, Unreadable, apart

READERS = "tests.core.readers"


def test_it_gives_what_was_read_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALFHOUR_SECRET_KEY", "key")
    assert apart(f"{READERS}:loud", "é".encode()) == {"said": "É", "secret": None}


def test_it_refuses_in_words() -> None:
    with pytest.raises(Unreadable, match="not a calendar"):
        apart(f"{READERS}:refuse", b"")


def test_a_reader_that_never_ends_is_killed() -> None:
    with pytest.raises(TooCostly):
        apart(f"{READERS}:never_end", b"", cpu_seconds=1)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit a process's memory")
def test_a_reader_that_eats_all_memory_is_stopped() -> None:
    with pytest.raises(TooCostly):
        apart(f"{READERS}:eat", b"")


def test_a_reader_that_dies_without_a_word_is_no_answer() -> None:
    with pytest.raises((TooCostly, ValueError)):
        apart(f"{READERS}:die", b"")
