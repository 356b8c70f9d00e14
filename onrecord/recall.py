"""Taking over what was made before of the same: how pure stages ask for it without knowing where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Recall(Protocol):
    """Gives what was made before of the same, or what is made now."""

    def __call__(self, what: str, made_of: object, kind: type[T], make: Callable[[], T], /) -> T:
        """What `make` makes, which is of a `kind` that can be kept, or what it made before.

        `what` names it, and `made_of` is all that it is made of: plain values, as `digests.digest` takes them.
        """


class Resume(Protocol):
    """Lets a stage go on from what it knew the last time; what it comes to is the same without."""

    def __call__(self, what: str, kind: type[T], go_on: Callable[[T | None], tuple[R, T]], /) -> R:
        """What `go_on` comes to, by what it left the last time (None the first time) and leaving that for the next.

        `what` names it. It may be of any time: `go_on` has to tell by what it holds of what it was made.
        """


def anew(_what: str, _made_of: object, _kind: type[T], make: Callable[[], T], /) -> T:
    """Makes everything anew."""
    return make()


def afresh(_what: str, _kind: type[T], go_on: Callable[[T | None], tuple[R, T]], /) -> R:
    """Nothing was known before."""
    return go_on(None)[0]
