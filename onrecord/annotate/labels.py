"""The people behind the labels of a transcript: KELLER is Maria Keller; in an interview A is who it is with."""

from __future__ import annotations

import re

import msgspec

from onrecord.model import Found, LocalName, NameMention
from onrecord.patterns import regex

_LETTERS = frozenset({"Q", "A"})
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sen senator rep representative gov governor mayor president chair chairman "
    "chairwoman judge justice secretary minister commissioner councilman councilwoman councillor councilmember coun "
    "the hon rev sir dame lord lady gen col capt lt sgt officer director".split()
)
_NOBODY = frozenset(
    "moderator host interviewer interviewee question answer reporter reporters speaker audience member unidentified "
    "male female voice crowd operator narrator anchor caller translator interpreter clerk staff all video q a".split()
)
_TALK = regex(
    r"\b(?:talk(?:s|ed)?|speaks?|spoke|sat down) (?:to|with)\b|\bin conversation with\b|\binterviewed by\b",
    re.IGNORECASE,
)
_INTERVIEW = regex(r"\b(?:interviews?|interviewed|meets|met|asks|asked)\b", re.IGNORECASE)


def name_labels(text: str, found: Found) -> Found:
    """Add the people whom only the labels of a transcript name, with a mention at each label."""
    labels = [quote.speaker_span for quote in found.quotes if quote.speaker_ref == "label" and quote.speaker_span]
    if not labels:
        return found
    taken = {mention.start for mention in found.mentions}
    known = {form.split()[-1].casefold() for name in found.names if name.kind == "person" for form in name.forms}
    names, mentions = list(found.names), list(found.mentions)
    fresh: dict[str, int] = {}
    for label in sorted(labels, key=lambda span: (span.start - span.end, span.start)):
        words = _bare(text[label.start : label.end])
        last = words[-1].casefold() if words else ""
        if not last or last in known or not _NOBODY.isdisjoint(word.casefold() for word in words):
            continue
        if last not in fresh:
            fresh[last] = len(names)
            written = " ".join(word.title() if word.isupper() else word for word in words)
            names.append(LocalName("person", written, (written,), why="label of a transcript"))
        start = label.end - len(" ".join(words))
        if start not in taken and text[start : label.end] == " ".join(words):
            mentions.append(NameMention(start, label.end, fresh[last], 0.9, "label of a transcript"))
    return msgspec.structs.replace(found, names=tuple(names), mentions=tuple(sorted(mentions))) if fresh else found


def _bare(label: str) -> list[str]:
    """The words of a label without the titles before the name."""
    words = label.split()
    while words and words[0].rstrip(".").casefold() in _TITLES:
        words = words[1:]
    return words


def interview(text: str, found: Found) -> dict[str, int]:
    """Who asks (Q) and who answers (A), where the lines before the first turn say who talks to whom."""
    labels = [quote.speaker_span for quote in found.quotes if quote.speaker_ref == "label" and quote.speaker_span]
    if not labels or not any(text[label.start : label.end] in _LETTERS for label in labels):
        return {}
    opening = min(labels).start
    people = [item for item in found.mentions if item.end <= opening and found.names[item.local].kind == "person"]
    for pattern, (first, second) in ((_TALK, "AQ"), (_INTERVIEW, "QA")):
        for match in pattern.finditer(text, 0, opening):
            before = [item.local for item in people if item.end <= match.start()]
            after = [item.local for item in people if item.start >= match.end()]
            if before and after and before[-1] != after[0]:
                return {first: before[-1], second: after[0]}
    return {}
