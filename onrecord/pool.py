"""Processes that work on many sources: batches go to an executor, or are worked on here where one process is enough."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:  # most builds start no process, and loading what does takes a hundredth of a second
    from concurrent.futures import Future, ProcessPoolExecutor

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
    return hasattr(os, "fork")


class Executor(Protocol):
    """Whom work is given to: any `concurrent.futures.Executor` is one."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call made, here or elsewhere."""


class Pool:
    """Processes that are started when the first work comes for them."""

    def __init__(self, number: int, few: int) -> None:
        self.few = few
        """Batches up to which the work is not worth starting them."""
        self._number = number
        self._executor: ProcessPoolExecutor | None = None

    @property
    def begun(self) -> bool:
        """Whether the processes are started."""
        return self._executor is not None

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call made by one of the processes."""
        if self._executor is None:
            from onrecord.processes import started  # noqa: PLC0415 -- see above

            self._executor = started(self._number, "fork" if can_fork() else "spawn")
        return self._executor.submit(fn, *args, **kwargs)

    def end(self) -> None:
        """End the processes."""
        if self._executor is not None:
            self._executor.shutdown()


@contextmanager
def pool(jobs: int = 0) -> Iterator[Executor | None]:
    """An executor of `jobs` processes (0: one a core, where there is work for them), or None for this one alone."""
    number = jobs or os.cpu_count() or 1
    if number < 2:
        yield None
        return
    executor = Pool(number, 0 if jobs else PARALLEL_FROM // BATCH)
    try:
        yield executor
    finally:
        executor.end()


def meanwhile(executor: Executor | None, work: Callable[[Work], Result], task: Work) -> Callable[[], Result]:
    """Gives the result of a task: by a process that does it now, where some are started, or done when asked for."""
    if executor is None or (isinstance(executor, Pool) and not executor.begun):
        return partial(work, task)
    return executor.submit(work, task).result


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
