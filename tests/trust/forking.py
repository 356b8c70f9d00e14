"""Runs `build.py` again and again, each time in a process forked from this one: only the first pays for the imports.

Reads a request, tells the number of the process, reads an empty line, and tells the exit status once there is one. A
request may ask for what a test cannot do from outside: permissions that bind even root, a limit on the size of files,
an end at a chosen step.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import build
import onrecord.cli


def _give_up_privileges() -> None:
    """Let permission bits bind: root keeps its files and loses the right to pass over their bits."""
    if os.geteuid():
        return
    if sys.platform != "linux":
        os.seteuid(65534)
        return
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()  # linux/capability.h, version 3
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


class _Steps:
    """Every step of the program that changes a file below `folder`, in order; ends the process before a chosen one."""

    def __init__(self, folder: str, wanted: dict[str, Any]) -> None:
        self.folder, self.log = folder, wanted["log"]
        self.end_before: int = wanted.get("end_before", -1)
        self.two_renames: bool = wanted.get("two_renames", False)
        self.count = 0
        for name in ("sync", "fsync", "fdatasync"):  # which no audit event tells of
            setattr(os, name, self._told(name, getattr(os, name)))
        sys.addaudithook(self)

    def _told(self, name: str, call: Any) -> Any:
        def telling(*arguments: Any) -> Any:
            call(*arguments)
            self.step(name)

        return telling

    def step(self, *what: str) -> None:
        with open(self.log, "a", encoding="utf-8") as log:
            log.write("\t".join(what) + "\n")
        self.count += 1
        if self.count == self.end_before:
            os.kill(os.getpid(), signal.SIGKILL)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "ctypes.dlsym" and arguments[1] in ("renameat2", "renamex_np"):
            if self.two_renames:
                raise OSError("this file system exchanges no folders")
            self.step("exchange")
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            self._of_ours("write", arguments[0])
        elif event in ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir"):
            self._of_ours(event, *(each for each in arguments if isinstance(each, str | bytes | os.PathLike)))

    def _of_ours(self, event: str, *paths: Any) -> None:
        names = [os.fsdecode(path) for path in paths if not isinstance(path, int)]
        if names and self.log not in names and any(not os.path.isabs(name) or self.folder in name for name in names):
            self.step(event, *names)


def _command(request: dict[str, Any]) -> None:
    """Become the command that was asked for."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where a shell started us behind its back
    os.chdir(request["folder"])
    os.environ.update(request.get("env", {}))
    for number, name in ((1, request["stdout"]), (2, request["stderr"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    if request.get("steps"):
        _Steps(request["folder"], request["steps"])
    if request.get("bound"):
        _give_up_privileges()
    if limit := request.get("largest_file"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv = ["build.py", *request["arguments"]]
    build.main()


def main() -> None:
    assert onrecord.cli  # imported beforehand, for every command to come
    for line in sys.stdin:
        sys.stdout.flush()
        process = os.fork()
        if not process:
            code: Any = 1
            try:
                _command(json.loads(line))
            except SystemExit as end:
                code = end.code or 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code if isinstance(code, int) else 1)
        print("started", process, flush=True)
        sys.stdin.readline()
        print("ended", os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
