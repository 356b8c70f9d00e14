"""Patterns are compiled when they are first used, and then do what those of `re` do."""

from __future__ import annotations

import re

import pytest

from onrecord.patterns import regex
from tests.conftest import ROOT


def test_a_pattern_does_what_that_of_re_does() -> None:
    text = "one 12 two 345"
    lazy, own = regex(r"(?P<n>\d)(\d+)"), re.compile(r"(?P<n>\d)(\d+)")
    assert [each.groupdict() for each in lazy.finditer(text)] == [each.groupdict() for each in own.finditer(text)]
    assert (lazy.sub("#", text), lazy.split(text), lazy.findall(text)) == (
        own.sub("#", text),
        own.split(text),
        own.findall(text),
    )
    assert lazy.groups == own.groups
    assert regex("ONE", re.IGNORECASE).match(text)
    assert regex(rb"\d+").findall(b"1 22") == [b"1", b"22"]


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.match("")


def test_no_group_is_repeated_possessively() -> None:
    """Python 3.11.0 to 3.11.4 match what they should not there, or for ever (gh-106052); an atomic group does not."""
    repeated = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]*\})\+")
    assert repeated.search("(?:ab)*+")
    paths = sorted((ROOT / "onrecord").rglob("*.py"))
    assert [path.name for path in paths if repeated.search(path.read_text("utf-8"))] == []
