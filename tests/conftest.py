"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference sets (see CONTRIBUTING); the test is reported as not run without it."""
    folder = Path(os.environ.get("ONRECORD_REFERENCE", ROOT.parent / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip("not run: no reference sets")
    return folder
