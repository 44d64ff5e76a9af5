"""What clocks show in two places at once, and how one says it to somebody elsewhere: from plain values."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .rules import instant_of


class Clock(NamedTuple):
    """What a clock on the wall of some place shows while a talk lasts."""

    time_zone: str
    city: str
    abbreviation: str | None
    offset: str
    local: str
    day: str
    begins: str
    ends: str

    @property
    def place(self) -> str:
        """Where and on which time: `Berlin (CET, UTC+1)`."""
        inside = ", ".join(part for part in (self.abbreviation, self.offset) if part and part != self.city)
        return f"{self.city} ({inside})" if inside else self.city

    @property
    def words(self) -> str:
        return f"{self.day}, {self.begins}–{self.ends} in {self.place}"


def clock_of(at: datetime, minutes: int, zone: str) -> Clock:
    """What the clock of a zone shows at an instant."""
    begins = at.astimezone(ZoneInfo(zone))
    ends = (at + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    name = begins.strftime("%Z")
    return Clock(
        zone,
        city_of(zone),
        name if name.isalpha() else None,  # many zones have no letters, only their offset once more
        _offset(begins.utcoffset() or timedelta()),
        begins.strftime("%Y-%m-%dT%H:%M"),
        f"{begins:%A}, {begins.day} {begins:%B %Y}",
        f"{begins:%H:%M}",
        f"{ends:%H:%M}",
    )


def city_of(zone: str) -> str:
    """The place that a zone is called after."""
    if zone.startswith("Etc/") or "/" not in zone:
        return "UTC" if zone.rpartition("/")[2] in ("UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich") else zone
    return zone.rpartition("/")[2].replace("_", " ")


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def both(theirs: Clock, own: Clock) -> str:
    """One time in one sentence: first on their clock, then on one's own where that shows anything else."""
    if theirs.time_zone == own.time_zone:
        return theirs.words
    if theirs.local == own.local:
        return f"{theirs.words}, which is the same time for me in {own.city}"
    day = "" if theirs.day == own.day else f"{own.day}, "
    return f"{theirs.words}; for me that is {day}{own.begins}–{own.ends} in {own.place}"


def oddity(local: str, zone: str) -> str | None:
    """What is odd about a time on the night when clocks change; None on every other."""
    clock = ZoneInfo(zone)
    wall = datetime.fromisoformat(local)
    _, shown = instant_of(local, zone)
    if shown != local:
        return f"Clocks go forward then and skip {local[11:]}: {shown[11:]} is meant."
    if wall.replace(tzinfo=clock, fold=0).utcoffset() != wall.replace(tzinfo=clock, fold=1).utcoffset():
        return f"Clocks go back then and show {local[11:]} twice: the first one is meant."
    return None


def letter(sentences: Sequence[str], minutes: int, *, assumed: str | None) -> str:
    """The text to paste into a message. `assumed` is the city whose clock was taken where theirs is not known."""
    if not sentences:
        return ""
    one = len(sentences) == 1
    ask = f"Would {'this time' if one else 'one of these times'} suit you for a talk of {minutes} minutes?"
    otherwise = f"If {'it does not' if one else 'none of them does'}, please tell me what would."
    if assumed:
        otherwise += f" These are times in {assumed}, where I am; I will gladly put them in yours."
    return "\n\n".join((ask, "\n".join(f"– {each}" for each in sentences), otherwise))
