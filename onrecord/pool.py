"""Processes that work on many sources: batches go to an executor, or are worked on here where one process is enough."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

T = TypeVar("T")
Work = TypeVar("Work")
Result = TypeVar("Result")
Track = Callable[[Iterable[T], str, int], Iterable[T]]
"""Shows progress: (items, what is done with them, how many) → the same items."""

PARALLEL_FROM = 200
"""Sources from which on starting processes pays (measured; see docs/performance.md)."""
BATCH = 32
"""Sources handed to a process at a time."""
_AHEAD = 8
"""Batches that wait to be worked on or to be taken: enough to keep the processes busy, few enough to fit in memory."""


def untracked(items: Iterable[T], _label: str, _length: int) -> Iterable[T]:
    """No progress shown."""
    return items


def workers(count: int, jobs: int = 0) -> int:
    """How many processes work on `count` sources: `jobs`, or (0) one a core where that pays."""
    return jobs or ((os.cpu_count() or 1) if count >= PARALLEL_FROM else 1)


def can_fork() -> bool:
    """Whether a process can go on as two with all that it has in memory."""
    return os.name == "posix" and "fork" in multiprocessing.get_all_start_methods()


def serve_parent() -> None:
    """Make this process one that only works for the one that forked it: for every process pool's `initializer`.

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


class Pool(Executor):
    """Processes that are started when the first work comes for them."""

    def __init__(self, number: int, few: int) -> None:
        self.few = few
        """Batches up to which the work is not worth starting them."""
        self._number = number
        self._executor: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call made by one of the processes."""
        if self._executor is None:
            context = multiprocessing.get_context("fork" if can_fork() else "spawn")
            self._executor = ProcessPoolExecutor(self._number, context, serve_parent)
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def pool(jobs: int = 0) -> Iterator[Executor | None]:
    """An executor of `jobs` processes (0: one a core, where there is work for them), or None for this one alone."""
    number = jobs or os.cpu_count() or 1
    if number < 2:
        yield None
        return
    with Pool(number, 0 if jobs else PARALLEL_FROM // BATCH) as executor:
        yield executor


def batches(items: Sequence[T]) -> list[Sequence[T]]:
    """The items in runs of `BATCH`."""
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def run(work: Callable[[Work], Result], tasks: Iterable[Work], executor: Executor | None) -> Iterator[Result]:
    """The result of each task, in order of the tasks: by the executor, or by this process where the tasks are few.

    Tasks are made only shortly before they are worked on, so that not all of them are in memory at once.
    """
    if executor is None:
        yield from map(work, tasks)
        return
    waiting = iter(tasks)
    few = executor.few if isinstance(executor, Pool) else 0
    first = list(islice(waiting, few + 1))
    if len(first) <= few:
        yield from map(work, first)
        return
    begun: deque[Future[Result]] = deque()
    for task in chain(first, waiting):
        begun.append(executor.submit(work, task))
        if len(begun) > _AHEAD:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()
