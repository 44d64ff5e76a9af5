"""Days as people's files write them: in many languages and orders, and never guessed.

`08/02/2023` is a different day in Paris and in Boston. Such a day is reported with both readings; the person says which
order the column has. The order that the other rows prove is offered, not taken.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class DateOrder(StrEnum):
    """In which order a column's days are written with figures alone."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class Doubt(NamedTuple):
    """Why a text is not taken as a day, and what one can do."""

    message: str
    mend: str


_MONTHS = """
january february march april may june july august september october november december
januar februar marz april mai juni juli august september oktober november dezember
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia
styczen luty marzec kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
janner feber marz april mai juni juli august septiembre oktober november dezember
"""
"""English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish twice, Russian,
Turkish, and Austria's own; accents removed. Any beginning of three letters that only one month has stands for it."""

_SHORT = {"mrt": 3, "mrz": 3, "июн": 6, "июл": 7, "май": 5, "мая": 5}
"""Short forms that are no beginning of the word, or of which the rule above is not sure."""


def _month_names() -> dict[str, int]:
    meant: dict[str, set[int]] = {}
    for line in _MONTHS.strip().splitlines():
        for number, name in enumerate(_plain(line).split(), 1):
            for length in range(min(3, len(name)), len(name) + 1):
                meant.setdefault(name[:length], set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1} | {
        _plain(name): number for name, number in _SHORT.items()
    }


def _plain(text: str) -> str:
    """Without accents and case: `févr` and `Fevr` are one; so are Turkish i with and without its dot."""
    return (
        "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        .casefold()
        .replace("\u0131", "i")
    )


_NAMES = _month_names()
_TIME = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:[ap]\.?m\.?|utc|gmt|z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_FIGURES = re.compile(r"(\d{1,4})([./\- ])\s?(\d{1,2})\2\s?(\d{1,4})\.?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?$")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 60
_WRITE = "Write it as 2023-02-08."


@lru_cache(maxsize=8192)
def read_date(text: str, order: DateOrder | None = None) -> date | Doubt:
    """The day that the text means, or why it can't be known. A time after the day is left aside."""
    text = text.strip()
    if len(text) > _LONGEST:
        return Doubt("This is no date.", _WRITE)
    day = _TIME.sub("", text)
    if figures := _FIGURES.match(day):
        return _from_figures(figures, order, text)
    if ordered := _COMPACT.match(day) or _CJK.match(day):
        return _make(ordered[1], ordered[2], ordered[3]) or Doubt(f"There is no such day: {text}.", _WRITE)
    if day.isdigit():
        return Doubt(
            f"{text} may be a day as Excel counts it.", "In Excel give the column the form Date and save again."
        )
    return _from_words(day, text)


def order_shown_by(text: str) -> DateOrder | None:
    """The one order in which a text of figures is a day: what the column's other days are then likely written in."""
    figures = _FIGURES.match(_TIME.sub("", text.strip()[:_LONGEST]))
    if not figures or figures[2] == "." or len(figures[1]) > 2:
        return None
    readings = _readings(figures[1], figures[3], figures[4])
    return next(iter(readings)) if len(set(readings.values())) == 1 and len(readings) == 1 else None


def _readings(first: str, second: str, third: str) -> dict[DateOrder, date]:
    if len(first) > 2:
        found = {DateOrder.YEAR_FIRST: _make(first, second, third)}
    else:
        found = {
            DateOrder.DAY_FIRST: _make(third, second, first),
            DateOrder.MONTH_FIRST: _make(third, first, second),
        }
        if len(first) == len(second) == len(third) == 2:
            found[DateOrder.YEAR_FIRST] = _make(first, second, third)
    return {order: day for order, day in found.items() if day is not None}


def _from_figures(figures: re.Match[str], order: DateOrder | None, text: str) -> date | Doubt:
    first, sign, second, third = figures.groups()
    if sign == ".":  # nobody writes the month first with dots
        order = DateOrder.DAY_FIRST
    readings = _readings(first, second, third)
    if order in readings:
        return readings[order]
    if order is not None and sign != "." and len(first) <= 2:
        return Doubt(f"{text} is no day in the order that was chosen.", _WRITE)
    days = sorted(set(readings.values()))
    if not days:
        return Doubt(f"There is no such day: {text}.", _WRITE)
    if len(days) > 1:
        meanings = " or ".join(day.isoformat() for day in days)
        return Doubt(f"{text} may be {meanings}.", "Say in which order the days of this file are written.")
    return days[0]


def _from_words(day: str, text: str) -> date | Doubt:
    numbers: list[str] = []
    months: list[int] = []
    for word in _WORDS.findall(_plain(day)):
        figures = re.match(r"(\d+)(?:st|nd|rd|th|er|eme|o|a)?$", word)
        if figures:
            numbers.append(figures[1])
        elif word in _NAMES:
            months.append(_NAMES[word])
    if len(months) != 1:
        return Doubt(f"{text} is no date that can be read.", _WRITE)
    if len(numbers) == 1:
        return Doubt(f"{text} says no day of the month.", _WRITE)
    if len(numbers) != 2:
        return Doubt(f"{text} is no date that can be read.", _WRITE)
    year, number = (numbers[0], numbers[1]) if len(numbers[0]) == 4 else (numbers[1], numbers[0])
    return _make(year, str(months[0]), number) or Doubt(f"There is no such day: {text}.", _WRITE)


def _make(year: str, month: str, day: str) -> date | None:
    """A day from figures; two figures of a year mean 1969 to 2068, as in POSIX's strptime."""
    if len(year) not in (2, 4) or len(day) > 2:
        return None
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= 68 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
