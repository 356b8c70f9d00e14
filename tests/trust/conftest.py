"""Fixtures of the tests against bad input."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.command import STORY, Commands, write


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """The command, without the time that it takes to start."""
    running = Commands(tmp_path_factory.mktemp("told"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, commands: Commands) -> Path:
    """One source and a site built from it."""
    folder = write(tmp_path_factory.mktemp("built"), {"seeds/hearing.txt": STORY})
    done = commands.run(folder)
    assert done.code == 0, done.told
    return folder


@pytest.fixture
def dossier(tmp_path: Path, built: Path) -> Path:
    """A working folder with one source and a site built from it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path
