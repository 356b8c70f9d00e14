"""What is wrong with an input, said for people, and the one tree of exceptions that carries it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.patterns import regex

Level = Literal["error", "warning"]
_UNSAFE = regex(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys instead of showing it: escapes, a return to the line's start, a turn of the direction."""


class Problem(Struct, frozen=True, order=True):
    """One thing that is wrong, at a place somebody can open in an editor."""

    path: str
    """The file, as the reader of the message would name it; "" when no file is meant."""
    line: int | None
    """1-based line, or None when the whole file is meant."""
    message: str
    hint: str = ""
    """What to do about it, a full sentence or nothing."""
    level: Level = "error"

    def __str__(self) -> str:
        path = self.path.replace("\n", "\ufffd")  # a name may hold a line end; `path:line:` stays on one line
        place = ":".join(str(part) for part in (path, self.line) if part not in ("", None))
        text = f"{place}: {self.message}" if place else self.message
        return _UNSAFE.sub("\ufffd", f"{text}\n  hint: {self.hint}" if self.hint else text)


class OnrecordError(Exception):
    """Root of everything this program raises on purpose; carries the problems to print."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class InputError(OnrecordError):
    """A source or a file of `content/` cannot be used as it is."""


class PublishError(OnrecordError):
    """The site could not be written; the previous one stands."""


class UsageError(OnrecordError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2
