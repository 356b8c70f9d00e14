"""Putting a finished folder in the place of another: a reader finds the old one or the new one, never a mixture.

Linux and macOS can exchange two folders in one step (`renameat2` with RENAME_EXCHANGE, `renamex_np` with RENAME_SWAP).
Elsewhere two renames do it, with a journal: an interruption between them is mended by `recover` at the next command.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100  # fcntl.h: "relative to the current folder"
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
JOURNAL = "journal"


def _exchange_at_once(first: Path, second: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(os.fsencode(first), os.fsencode(second), _RENAME_SWAP) == 0)
        paths = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
        return bool(libc.renameat2(*paths, _RENAME_EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # no such function, or no C library to ask (Windows)
        return False


def exchange(new: Path, live: Path, old: Path, *, at_once: bool = True) -> None:
    """Put `new` in the place of `live`; what stood there ends as `old`.

    All three lie on one file system; `old` must not exist. `at_once=False` takes the two renames even where one step
    would do.
    """
    if not live.exists():
        new.rename(live)
    elif at_once and _exchange_at_once(new, live):
        new.rename(old)
    else:
        journal = old.parent / JOURNAL
        journal.write_text("exchange\n", encoding="utf-8")
        live.rename(old)
        new.rename(live)
        journal.unlink()


def recover(new: Path, live: Path, old: Path) -> None:
    """Finish what an interrupted `exchange` left: afterwards `live` is there if it ever was."""
    journal = old.parent / JOURNAL
    if not journal.exists():
        return
    if not live.exists() and new.exists():
        new.rename(live)
    elif not live.exists() and old.exists():
        old.rename(live)
    journal.unlink()
