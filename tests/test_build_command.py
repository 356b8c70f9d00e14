"""`build.py` on a bare Python: what it says, what it makes, what it leaves alone."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the command and its lock files alone."""
    for name in ("build.py", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(folder: Path, *hidden: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a Python that lacks the modules `hidden`."""
    lines = ["import runpy, sys", *(f"sys.modules[{name!r}] = None" for name in hidden)]
    lines += ["sys.argv = ['build.py']", "runpy.run_path('build.py', run_name='__main__')"]
    command = [sys.executable, "-c", "\n".join(lines)]
    environment = {name: value for name, value in os.environ.items() if name != "ONRECORD_VENV"}
    return subprocess.run(
        command, cwd=folder, text=True, capture_output=True, check=False, env={**environment, **(env or {})}
    )


def test_it_parses_on_python_3_8() -> None:
    ast.parse((ROOT / "build.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_old_python_is_told_which_one_is_wanted(bare: Path) -> None:
    text = (bare / "build.py").read_text(encoding="utf-8")
    (bare / "build.py").write_text(text.replace("OLDEST = (3, 11)", "OLDEST = (3, 99)"), encoding="utf-8")
    done = run(bare)
    assert done.returncode == 1
    assert "needs Python 3.99 or later; this is Python 3." in done.stderr


def test_without_venv_the_package_to_install_is_named(bare: Path) -> None:
    done = run(bare, "click", "ensurepip")
    assert done.returncode == 1
    assert "sudo apt install python3" in done.stderr
    assert not (bare / ".venv").exists()


def test_an_environment_of_somebody_else_is_left_alone(bare: Path) -> None:
    (bare / ".venv").mkdir()
    (bare / ".venv/mine").write_text("kept")
    done = run(bare, "click")
    assert done.returncode == 1
    assert "this command did not make it" in done.stderr
    assert (bare / ".venv/mine").read_text() == "kept"


def test_with_the_dependencies_installed_nothing_is_made(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--version"], cwd=tmp_path, text=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert os.listdir(tmp_path) == []


def test_the_locks_name_every_dependency_with_hashes() -> None:
    run_time = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    testing = (ROOT / "requirements-test.lock").read_text(encoding="utf-8")
    pins = {line.split(" ")[0] for line in run_time.splitlines() if "==" in line}
    assert pins <= {line.split(" ")[0] for line in testing.splitlines() if "==" in line}
    for lock in (run_time, testing):
        entries = lock.replace("\\\n", " ").splitlines()
        assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)
        assert "http" not in lock
