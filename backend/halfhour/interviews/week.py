"""A week of talks: what is agreed, what is on offer, what is free, and what does not fit."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..core.store import Store
from ..core.views import Shown
from . import busy, clocks, fit, offers
from .scheduling_schemas import WeekQuery

EARLIEST, LATEST = date(1900, 1, 1), date(9990, 1, 1)
"""Between them every zone can tell the time."""


def show(store: Store, query: WeekQuery) -> Shown:
    """Seven days on one clock."""
    zone = query.time_zone or offers.own_zone(store)
    today = store.now.astimezone(ZoneInfo(zone)).date()
    start = min(max(query.start or today - timedelta(days=today.weekday()), EARLIEST), LATEST)
    days = [start + timedelta(days=number) for number in range(7)]
    begin, end = _midnight(start, zone), _midnight(start + timedelta(days=7), zone)
    talks = sorted(offers.dated(store, begin, end), key=lambda each: each[1].starts_at)
    offered = sorted(
        (each for each in offers.open_offers(store) if begin <= each[1].starts_at < end),
        key=lambda each: each[1].starts_at,
    )
    taken = busy.between(store, begin, end)
    return {
        "start": start,
        "time_zone": zone,
        "days": [_day(store.now, day, zone, talks, offered, taken=taken) for day in days],
    }


def _day(
    now: datetime,
    day: date,
    zone: str,
    talks: list[tuple[offers.Talk, fit.Slot]],
    offered: list[tuple[offers.Talk, fit.Slot]],
    *,
    taken: list[busy.Span],
) -> Shown:
    begin, end = _midnight(day, zone), _midnight(day + timedelta(days=1), zone)
    agreed = [each for each in talks if begin <= each[1].starts_at < end]
    possible = [each for each in offered if begin <= each[1].starts_at < end]
    slots = [slot for _, slot in agreed]
    found = fit.conflicts(slots)
    for talk, slot in possible:
        against = [each for each in slots if each.id != talk.id]
        found += [conflict for each in against if (conflict := fit.between(slot, each)) is not None]
    spans = [each for each in taken if each[0] < end and each[1] > begin]
    found += [each for _, slot in (*agreed, *possible) for each in offers.while_busy(slot, spans, zone)]
    free = fit.gaps(
        [*slots, *(fit.taken(*each) for each in spans)],
        max(_at(day, fit.DAY_FROM, zone), now),
        _at(day, fit.DAY_TO, zone),
    )
    return {
        "date": day,
        "day": f"{day:%A}, {day.day} {day:%B %Y}",
        "talks": [_slot(talk, slot, zone) for talk, slot in agreed],
        "offers": [_slot(talk, slot, zone) for talk, slot in possible],
        "busy": [_span(max(starts_at, begin), min(ends_at, end), zone) for starts_at, ends_at in spans],
        "gaps": [{**_span(gap.starts_at, gap.ends_at, zone), "minutes": gap.minutes} for gap in free],
        "travel_minutes": fit.travel(slots),
        "conflicts": [offers.conflict_read(each) for each in found],
    }


def _span(starts_at: datetime, ends_at: datetime, zone: str) -> Shown:
    begins, ends = _clock(starts_at, zone), _clock(ends_at, zone)
    return {"starts_at": starts_at, "ends_at": ends_at, "begins": begins, "ends": ends}


def _slot(talk: offers.Talk, slot: fit.Slot, zone: str) -> Shown:
    clock = clocks.clock_of(slot.starts_at, slot.minutes, zone)
    goes = bool(slot.way)
    return {
        "interview_id": talk.id,
        "version": talk.version,
        "contact_id": talk.contact_id,
        "contact_name": talk.name,
        "state": talk.state,
        "mode": talk.mode,
        "place": talk.place,
        "minutes": talk.minutes,
        "travel_minutes": talk.travel,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "begins": clock.begins,
        "ends": clock.ends,
        "leave": _clock(slot.leave_at, zone) if goes else None,
        "back": _clock(slot.back_at, zone) if goes else None,
    }


def _midnight(day: date, zone: str) -> datetime:
    return _at(day, 0, zone)


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
