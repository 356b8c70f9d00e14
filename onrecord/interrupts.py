"""Ctrl-C, which reaches every process of a build at once: the one that was called answers it, and no other."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held() -> Iterator[None]:
    """Hold Ctrl-C back while the block runs: a process that is half begun, or half loaded, answers with a traceback.

    What comes meanwhile comes after the block. A process that is begun inside holds it back until it says otherwise.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where no process is forked
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
