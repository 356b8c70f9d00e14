"""The same input gives the same bytes: whatever the hash seed, the processes, the language, the clock, the folder."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.generate import write as generate
from tests.conftest import ROOT
from tests.trust.command import pages

COUNT = 220  # so many that a pool of processes works on them
HARBOR = ROOT / "examples/harbor"


def foreign_language() -> str:
    """A language of this system in which letters have other cases and numbers other signs, if it has one."""
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    wanted = [name for name in ("tr_TR.utf8", "tr_TR.UTF-8", "de_DE.utf8", "de_DE.UTF-8", "C.utf8") if name in known]
    return wanted[0] if wanted else "C.UTF-8"


def laid_out(made: Path, folder: Path, order: random.Random | None) -> None:
    """The same dossier, its files written in another order and at another time."""
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    if order:
        order.shuffle(names)
    for age, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made / name, folder / name)
        if order:
            os.utime(folder / name, (86_400 * age, 86_400 * age))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    made = tmp_path / "made"
    generate(COUNT, made / "seeds/generated")
    for path in (made / "seeds/generated").rglob("*.txt"):
        path.write_text("\n\n".join(path.read_text(encoding="utf-8").split("\n\n")[:6]) + "\n", encoding="utf-8")
    shutil.copytree(HARBOR / "seeds", made / "seeds", dirs_exist_ok=True)
    shutil.copytree(HARBOR / "content", made / "content")
    deep = tmp_path / "a folder with Ümlaut" / "and more" / "below"
    memory = Path("/dev/shm")  # a file system that lists folders in another order, where there is one
    tries = (
        (tmp_path / "a", None, "1", {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}),
        (
            deep,
            random.Random(1),
            "0",
            {"PYTHONHASHSEED": "4711", "LC_ALL": foreign_language(), "TZ": "Pacific/Kiritimati", "LANGUAGE": "tr"},
        ),
        (
            tmp_path / "c",
            random.Random(2),
            "3",
            {"PYTHONHASHSEED": "99", "LC_ALL": "POSIX", "TZ": "America/St_Johns", "HOME": "/", "COLUMNS": "40"},
        ),
    )
    sites = []
    for folder, order, jobs, env in tries:
        laid_out(made, folder, order)
        command = [sys.executable, str(ROOT / "build.py"), "--jobs", jobs]
        where: Path = folder
        if order and memory.is_dir() and os.access(memory, os.W_OK) and jobs == "3":
            where = memory / f"onrecord-{os.getpid()}"
            laid_out(made, where, order)
        try:
            done = subprocess.run(command, cwd=where, env={**os.environ, **env}, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()
            sites.append(pages(where / "site"))
        finally:
            if where != folder:
                shutil.rmtree(where)
    assert len(sites[0]) > 1000
    for site in sites[1:]:
        assert sorted(site) == sorted(sites[0])
        assert [name for name in site if site[name] != sites[0][name]] == []
