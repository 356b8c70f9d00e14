"""Taking over what was made before of the same: how pure stages ask for it without knowing where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Recall(Protocol):
    """Gives what was made before of the same, or what is made now."""

    def __call__(self, what: str, made_of: object, kind: type[T], make: Callable[[], T], /) -> T:
        """What `make` makes, which is of a `kind` that can be kept, or what it made before.

        `what` names it, and `made_of` is all that it is made of: plain values, as `digests.digest` takes them.
        """


def anew(_what: str, _made_of: object, _kind: type[T], make: Callable[[], T], /) -> T:
    """Makes everything anew."""
    return make()
