"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("onrecord", deadline=None, print_blob=True)  # how long a case takes is no test
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference sets (see CONTRIBUTING); the test is reported as not run without it."""
    folder = Path(os.environ.get("ONRECORD_REFERENCE", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("not run: no reference sets")
    return folder


# ---------------------------------------------------------------- what did not run, told last

_not_run: dict[str, int] = {}
_INSTALL = {
    "browser": "install Chromium and Firefox (on Debian: sudo apt install chromium firefox-esr)",
    "java": "install a Java (on Debian: sudo apt install default-jre-headless)",
    "reference": "put the reference sets beside the checkout (CONTRIBUTING)",
}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count skipped tests by what they need."""
    if report.skipped:
        needed = next((name for name in _INSTALL if name in report.keywords), "other")
        _not_run[needed] = _not_run.get(needed, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run, a skipped test is a failure (the reference sets are not for everybody)."""
    if os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1" and set(_not_run) - {"reference"}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last how many tests did not run and what they need, the browser's at the very end."""
    if hasattr(config, "workerinput"):
        return
    for name in sorted(_not_run, key=lambda name: (name == "browser", name)):
        print(f"{_not_run[name]} {name} tests did not run: {_INSTALL.get(name, 'see pytest -rs')}")
