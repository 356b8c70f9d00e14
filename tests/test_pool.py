"""Work is shared out to any executor, in order, and never far ahead of who takes the results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from benchmarks.generate import write
from onrecord import pipeline
from onrecord.pool import PARALLEL_FROM, pool, run, workers


def double(number: int) -> int:
    return 2 * number


def process(_number: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_makes_the_same_records(tmp_path_factory: pytest.TempPathFactory, kind: type[Executor]) -> None:
    folder = tmp_path_factory.mktemp("seeds")
    write(70, folder)
    alone = pipeline.assemble(pipeline.read([folder], None))
    with kind() as executor:
        shared = pipeline.assemble(pipeline.read([folder], None, executor=executor), executor=executor)
    assert list(shared.records) == list(alone.records)
    assert shared.records.gists == alone.records.gists


def test_results_come_in_order_and_tasks_are_made_as_they_are_needed() -> None:
    made = 0

    def tasks() -> Iterator[int]:
        nonlocal made
        for number in range(100):
            made += 1
            yield number

    with ThreadPoolExecutor(2) as executor:
        for taken, result in enumerate(run(double, tasks(), executor)):
            assert result == 2 * taken
            assert made < taken + 15, "not all tasks are in memory at once"
    assert made == 100


def test_processes_are_started_only_for_enough_work() -> None:
    with pool() as executor:
        assert set(run(process, range(3), executor)) == {os.getpid()}
    with pool(2) as executor:
        assert os.getpid() not in set(run(process, range(3), executor)), "who asks for two gets two"
    with pool(1) as executor:
        assert executor is None
    assert (workers(PARALLEL_FROM - 1), workers(3, jobs=4)) == (1, 4)
