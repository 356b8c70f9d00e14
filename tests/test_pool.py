"""Work is shared out to any executor, in order, and never far ahead of who takes the results."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from benchmarks.generate import write
from onrecord import pipeline
from onrecord.pool import PARALLEL_FROM, meanwhile, pool, run, workers
from tests.conftest import ROOT


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


def test_other_work_goes_to_processes_that_are_started_already() -> None:
    with pool(2) as executor:
        assert meanwhile(executor, process, 0)() == os.getpid(), "none is started for it"
        assert set(run(process, range(3), executor))
        asked = meanwhile(executor, process, 0)
    assert asked() != os.getpid()
    assert meanwhile(None, double, 4)() == 8


def ended(program: str) -> tuple[int, str, str]:
    """Exit status and output of a program in a process of its own, which has one thread and answers an interrupt."""
    lines = "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n" + program
    done = subprocess.run([sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes are forked here")
def test_an_interrupt_does_not_end_a_process_that_is_just_begun() -> None:
    """It would tell of it with a traceback, beside the one word of the process that was called."""
    program = """
from onrecord.processes import started
os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))
with started(2, "fork") as executor:
    print(sum(executor.map(abs, range(-5, 0))))
"""
    assert ended(program) == (0, "15\n", "")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no interrupt is held here")
def test_an_interrupt_that_was_held_comes_afterwards() -> None:
    program = """
from onrecord.interrupts import held
try:
    with held():
        os.kill(os.getpid(), signal.SIGINT)
        print("the block", flush=True)
    print("what follows")
except KeyboardInterrupt:
    print("interrupted")
"""
    assert ended(program) == (0, "the block\ninterrupted\n", "")
