"""Making what stays in memory: Python's look for garbage would go through it again and again, and find none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """What the block makes lasts: no garbage is looked for in it, neither now nor later, until `released`.

    Forked processes go on sharing it, too.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looking:
            gc.enable()


@contextmanager
def released() -> Iterator[None]:
    """What was made to last is looked at again after the block."""
    try:
        yield
    finally:
        gc.unfreeze()
