"""Other processes of this program: loaded when there is work for them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

from onrecord import interrupts

T = TypeVar("T")


class _Processes(ProcessPoolExecutor):
    """Begins processes when it is given work."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        with interrupts.held():
            return super().submit(fn, *args, **kwargs)


def started(number: int, method: str) -> ProcessPoolExecutor:
    """An executor of so many processes, which are begun by a method of `multiprocessing`."""
    return _Processes(number, multiprocessing.get_context(method), serve_parent)


def serve_parent() -> None:
    """Make this process one that only works for the one that began it: for every process pool's `initializer`.

    Ctrl-C reaches a whole group of processes; the parent is the one to answer it. And when the parent is killed, a
    worker would wait for work for ever, with the lock of the output folder in its hands.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
