"""From what a source says of a day to ISO values, by the day the source was published.

A value is `2026-02-02`, `2026-02`, `2026`, `2026-W05`, `197X`, `T21:30`, `--11` or `--05-09` where the year is open,
two of them with `/` for a range, or None where only a reader of that day could know.
"""

from __future__ import annotations

from datetime import date, timedelta

_WEEK = 7


def day_of(published: str | None) -> date | None:
    """The day of publication, or None when it is not known to the day."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def valid(year: int, month: int, day: int) -> bool:
    """Whether such a day exists."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def weekday(published: date | None, index: int, ahead: bool, strict: bool = False) -> str | None:
    """The day meant by a weekday (Monday is 0): the last one up to the day of publication, or the next one.

    `strict` leaves the day of publication itself out ("last Monday", "next Monday").
    """
    if published is None:
        return None
    days = (index - published.weekday()) % _WEEK if ahead else (published.weekday() - index) % _WEEK
    if strict and days == 0:
        days = _WEEK
    return (published + timedelta(days if ahead else -days)).isoformat()


def month_day(published: date | None, month: int, day: int, sense: int) -> str:
    """A day without a year: the nearest such day, the next (`sense` 1) or the last (-1); `--05-09` when the source has
    no date."""
    if published is None:
        return f"--{month:02}-{day:02}"
    near = [date(year, month, day) for year in range(published.year - 1, published.year + 2) if valid(year, month, day)]
    pool = [d for d in near if (d - published).days * sense >= 0] or near
    return min(pool, key=lambda d: abs(d - published)).isoformat() if pool else f"--{month:02}-{day:02}"


def month_only(published: date | None, month: int, ahead: bool) -> str:
    """A month without a year: the nearest one, past ones first; `--11` when the source has no date."""
    if published is None:
        return f"--{month:02}"
    year = published.year
    if ahead and month < published.month:
        year += 1
    elif not ahead and month > published.month:
        year -= 1
    return f"{year}-{month:02}"


RELATIVES = {"last": -1, "this": 0, "next": 1}
"""How many steps from the week, month or year of publication each says."""
DAY_WORDS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
"""How many days from the day of publication each says."""
HOURS = {"noon": "T12:00", "midnight": "T00:00"}
DAY_PARTS = ("morning", "afternoon", "evening", "night")


def relative(published: date | None, which: str, unit: str) -> str | None:
    """ "last week", "this month", "next year" as an ISO week, month or year; None for seasons and the like."""
    if published is None:
        return None
    step = RELATIVES[which]
    if unit == "week":
        year, week, _ = (published + timedelta(_WEEK * step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "weekend":
        saturday = published + timedelta(5 - published.weekday() + _WEEK * step)
        return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "year":
        return str(published.year + step)
    if unit in DAY_PARTS:
        return (published + timedelta(min(step, 0))).isoformat()
    return None


def day_word(published: date | None, word: str) -> str | None:
    """ "yesterday", "today", "tonight", "tomorrow"."""
    return None if published is None else (published + timedelta(DAY_WORDS[word])).isoformat()


def clock(hour: int, minute: int, half: str) -> str | None:
    """A time of day from a twelve-hour clock (`half` is "a" or "p") or a 24-hour one (`half` is "")."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
