"""How the benches say what they found."""

from __future__ import annotations

from collections.abc import Iterable


def judge(what: str, value: float, unit: str, *, most: float | None = None, least: float | None = None) -> bool:
    """Print one line of a table; whether the aim is met."""
    fits = (most is None or value <= most) and (least is None or value >= least)
    aim = f"at most {most:g}" if most is not None else f"at least {least:g}"
    print(f"  {what:46} {value:9.2f} {unit:6} ({aim}) {'met' if fits else 'MISSED'}", flush=True)
    return fits


def every(met: Iterable[bool]) -> bool:
    """Whether all are met; asks each, where `all` stops at the first that is not."""
    return all(list(met))
