"""Regular expressions that are compiled when they are first used.

The rules have some three hundred, of which reading one source uses half; compiling them all took a sixth of the start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn")


class _Regex:
    """Stands for a pattern: has its methods from the first use on."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not there yet
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, when the pattern is first used. To search from before a text is to search from its start."""
    return cast("re.Pattern[AnyStr]", _Regex(source, flags))
