"""Names of outlets, told by the word that newspapers, stations and agencies are commonly called with.

The list is of such words in English in general, written down for this project; nobody's name is among them.
"""

from __future__ import annotations

import re

from onrecord.patterns import regex

_CALLED = frozenset(
    "advertiser advocate argus banner beacon bee bugle bulletin chronicle citizen clarion courant courier "
    "daily democrat dispatch echo enquirer examiner express gazette globe guardian herald independent inquirer "
    "intelligencer journal ledger mail mercury messenger mirror monitor news newspaper newswire observer "
    "outlook post press radio record recorder register reporter republican review sentinel standard star sun "
    "telegram telegraph times today tribune tv weekly wire world".split()
)
_GENERAL = frozenset(
    "the a an of and & us uk u.s. u.k. all breaking business city culture economy general health international "
    "latest live local metro more national other our politics region regional science sport sports state "
    "technology top weather world this that free new good bad big".split()
)
"""Words that make a heading of a section: "Local News", "World Press"."""
_NAME = regex(r"[A-Z0-9][\w.&’'-]*(?: (?:of(?: the)?|and|&|[A-Z0-9][\w.&’'-]*)){0,5}")
_AHEAD = regex(r"([A-Z0-9][\w.&’' -]{2,50}?)(?:\s*[,|•·]|\s+[/–—-])\s")
_SIGNED = r"(?:©|\([cC]\)|[Cc]opyright)[^\n]{0,40}|\("
"""What stands before the outlet's name in a copyright line or a dateline."""


def is_outlet(words: str, text: str = "") -> bool:
    """Whether a line is the name of an outlet: by its last word, or because the text's dateline or copyright has it."""
    if not _NAME.fullmatch(words):
        return False
    *others, last = words.lower().split()
    if last in _CALLED and (_tells(others) or (others == ["the"] and last != "news")):
        return True
    return bool(text.count(words) > 1 and others and re.search(f"(?:{_SIGNED}){re.escape(words)}", text))


def outlet_ahead(words: str) -> str:
    """The outlet that a line begins with, before a comma, bar or dash: |The Harbor Courier, 14 October 2025; or ""."""
    found = _AHEAD.match(words)
    return found[1] if found and is_outlet(found[1]) else ""


def _tells(others: list[str]) -> bool:
    return any(word not in _GENERAL for word in others)
