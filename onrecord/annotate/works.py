"""What stands between quotation marks and is a quotation: all but titles of works and names (on "The Late Hour")."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from onrecord.annotate.lexicon.reporting import reporting_verbs
from onrecord.annotate.marks import Passage, find_passages, paragraphs
from onrecord.annotate.syntax import hide, is_thing
from onrecord.model import Block, Span
from onrecord.patterns import regex

_SMALL = frozenset("a an the of in on at for to with from by and or but nor as is vs vs. into over".split())
_BEFORE = regex(r"([\w’'-]+)(\W*)$")
_DESCRIBED = regex(r",? (?:by |(?:his|her|their|its|a|an|the) (?:[\w-]+ ){0,2}([\w-]+))")
_SUBJECT = regex(
    r",? (?:is|was|are|were|has|had|which|by|starring|directed|follows|tells|stars|ran|aired|"
    r"[Ss]tar|host|author|director|creator|actor|actress)\b"
)
_CHANNEL = regex(r"\b(?:[Oo]n|of) (?:[A-Z][\w.]*[ -]){0,2}[A-Z][\w.]*['’]s? $")
"""What stands before the name of a programme: on Harbor News' |“The Late Hour”."""
_CALLED = regex(r"\b([a-z]+) called $")
_CLOSING = regex(r"[.,]?[”»\"]")
_TITLE = regex(r"(?:[“«]|(?<!\S)\")[^“”«»\"]*\Z")
_TITLE_WITHIN = 100
"""Characters that a title has, at most."""
_LONGEST = 14
_TELLING = 3
"""Words that tell of most quotations that they are no title."""
# "as" and the articles often lead up to a term that somebody used; the verbs of reporting to words that somebody said.
_TERM = frozenset("as a an than so is was be are were it him her them".split())
_HEARERS = frozenset("told tell tells telling".split())
_WORKS = frozenset(
    "book novel memoir song album single film movie show series episode program programme play musical opera poem "
    "essay article column story magazine newspaper blog podcast painting sculpture drama comedy hit classic anthem "
    "tune ballad bestseller documentary sitcom titled entitled speech report paper study exhibition headline".split()
)


@lru_cache(maxsize=4)
def quotations(text: str, blocks: tuple[Block, ...]) -> tuple[list[Span], list[Passage], list[Passage], str]:
    """A text's paragraphs, all its passages, the outermost quotations among them, and the text with these hidden."""
    pieces = paragraphs(text, blocks)
    everything = find_passages(text, pieces)
    starts = [piece.start for piece in pieces]
    outer = [
        passage
        for passage in everything
        if passage.depth == 0 and not is_work(text, passage, starts[bisect_right(starts, passage.start) - 1])
    ]
    return pieces, everything, outer, hide(text, outer)


def title_end(text: str, end: int) -> int:
    """Where a stretch ends whose last word ends at `end`: behind the mark that closes the title of a work."""
    mark = _CLOSING.match(text, end)
    return mark.end() if mark and _TITLE.search(text, max(0, end - _TITLE_WITHIN), end) else end


def is_work(text: str, passage: Passage, paragraph_start: int) -> bool:
    """Whether what stands between these marks is a title or name: capitals throughout, led up to like a thing."""
    if passage.start and text[passage.start - 1] == "=":
        return True  # a value in what is left of a tag: author="…"
    inner = text[passage.start + 1 : passage.end - passage.closed]
    if inner[-1:] in "!?":
        return False
    inner = inner.strip(" ,.;:")
    words = inner.split(None, _TELLING)
    if not words or not _capitalised(words[:_TELLING]):
        return False
    words = inner.split()
    if len(words) > _LONGEST or not _capitalised(words):
        return False
    before = _BEFORE.search(text, max(paragraph_start, passage.start - 40), passage.start)
    low = before.group(1).lower() if before else ""
    told = _DESCRIBED.match(text, passage.end)
    if low in _WORKS or (told and (told.group(1) is None or told.group(1) in _WORKS)):
        return True
    if low == "called" and _is_called(text, passage.start):
        return True
    if before is None or before.group(2).strip(" \n"):
        return bool(_SUBJECT.match(text, passage.end)) and len(words) > 1
    if low in _TERM or (low in reporting_verbs() and low not in _HEARERS):
        return False
    if _CHANNEL.search(text, max(paragraph_start, passage.start - 40), passage.start):
        return True
    return not _capitalised(text[max(paragraph_start, passage.start - 60) : passage.start].split()[1:] or ["a"])


def _is_called(text: str, start: int) -> bool:
    """Whether the quotation at `start` is what a thing is called: a website |called "…"."""
    before = _CALLED.search(text, max(0, start - 40), start)
    return before is not None and is_thing(before.group(1))


def _capitalised(words: list[str]) -> bool:
    """Whether all words but the small ones begin with a capital or a digit, the first too."""
    first = words[0].lstrip("'‘“\"([")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    for word in words:
        initial = word[0]
        if not initial.isupper() and initial.isalpha() and word.lower() not in _SMALL:
            return False
    return True
