"""What the value of a figure may be, by its kind: as the curator writes it, and as the record has it."""

from __future__ import annotations

import datetime

from onrecord.model import Value
from onrecord.patterns import regex
from onrecord.strict import date_trouble

_CLOCK = regex(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_WEEK = regex(r"(\d{4})-W(\d\d)")
_YEARLY = regex(r"--(\d\d)(?:-(\d\d))?")
_DECADE = regex(r"\d{3}X|\d\dXX")
_LEAP = 2000
"""A year that has every day there is."""


def as_value(kind: str, value: Value) -> Value:
    """The value as the record has it: a year is a date, though it is written as a number."""
    return str(value) if kind == "date" and isinstance(value, int) and 1000 <= value <= 9999 else value


def value_trouble(kind: str, value: Value) -> str:
    """Say why a figure of a kind ("" where none is known) cannot have a value; "" where it can. None is no value."""
    value = as_value(kind, value)
    if value is None:
        return ""
    if kind == "date" or (isinstance(value, str) and not kind):
        return when_trouble(value) if isinstance(value, str) else f"{shown(value)} is not a date"
    if isinstance(value, str):
        return f'a {kind} is a number, not "{value}"'
    if not isinstance(value, tuple) or kind in ("", "ratio"):
        return ""  # a score has as many numbers as there are sides
    if len(value) > 2:
        return f"a {kind} is a number or a range of two, not {len(value)} numbers"
    return f"the range {shown(value)} ends below its beginning" if value[0] > value[1] else ""


def when_trouble(written: str) -> str:
    """Say what is wrong with a date as the record writes it, or with a range of two; "" when nothing is."""
    ends = written.split("/")
    if len(ends) > 2:
        return f'"{written}" is not a date'
    return next((trouble for end in ends if (trouble := _end_trouble(end))), "")


def shown(value: Value) -> str:
    """A value as a curator writes it."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _end_trouble(written: str) -> str:
    day, time, clock = written.partition("T")
    if time and not _CLOCK.fullmatch(time + clock):
        return f'"{written}" is not a time of day' if not day else f'"{written}" is not a date'
    if not day or _DECADE.fullmatch(day):
        return ""
    if week := _WEEK.fullmatch(day):
        return "" if _is_week(int(week[1]), int(week[2])) else f"there is no {day} in the calendar"
    if yearly := _YEARLY.fullmatch(day):
        trouble = date_trouble(f"{_LEAP}-{yearly[1]}-{yearly[2] or '01'}")
        return f"there is no {day} in the calendar" if trouble else ""
    return date_trouble(day)


def _is_week(year: int, week: int) -> bool:
    try:
        datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return False
    return True
