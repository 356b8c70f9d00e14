"""The people behind the labels of a transcript: KELLER is Maria Keller; in an interview A is who it is with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from onrecord.english import TITLES
from onrecord.model import Found, LocalName, NameMention, Span
from onrecord.patterns import regex

_LETTERS = frozenset({"Q", "A"})
_TITLES = TITLES.union(
    "chair chairman chairwoman commissioner councilman councilwoman councillor councilmember coun director".split()
)
_LEADS = _TITLES | {"the"}
"""What stands before the name in a label: THE REV. ADA HILL."""
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
    """Add the people whom only the labels of a transcript name, and make each label a mention of its person."""
    labels = [quote.speaker_span for quote in found.quotes if quote.speaker_ref == "label" and quote.speaker_span]
    if not labels:
        return found
    inside: dict[Span, list[NameMention]] = {label: [] for label in labels}
    found = _without_guesses(text, found, inside)
    names, known = list(found.names), _surnames(found.names)
    mentions = set(found.mentions)
    for label in sorted(labels, key=lambda span: (span.start - span.end, span.start)):
        words = _bare(text[label.start : label.end])
        last = words[-1].casefold() if words else ""
        if not last or not _NOBODY.isdisjoint(word.casefold() for word in words):
            continue
        if last not in known:
            if text.startswith(("The ", "THE "), label.start):  # who asks ("The Herald"), or an office
                continue
            known[last] = len(names)
            written = " ".join(word.title() if word.isupper() else word for word in words)
            names.append(LocalName("person", written, (written,), why="label of a transcript"))
        start, local = label.end - len(" ".join(words)), known[last]
        if text[start : label.end] == " ".join(words) and all(one.local == local for one in inside[label]):
            mentions -= set(inside[label])
            mentions.add(NameMention(start, label.end, local, 0.9, "label of a transcript"))
    return msgspec.structs.replace(found, names=tuple(names), mentions=tuple(sorted(mentions)))


def _surnames(names: Sequence[LocalName]) -> dict[str, int]:
    """The last word of each person's forms in small letters → the person, of several the first."""
    known: dict[str, int] = {}
    for local, name in enumerate(names):
        if name.kind == "person":
            for form in name.forms:
                known.setdefault(form.split()[-1].casefold(), local)
    return known


def _without_guesses(text: str, found: Found, inside: dict[Span, list[NameMention]]) -> Found:
    """`found` without what was taken for a body or a place in a label that names somebody ("DR. OMAR FAYED", "QUIST");
    the mentions left in each label are noted as what is `inside` it."""
    labels = sorted(inside)
    starts = [label.start for label in labels]
    kept: list[NameMention] = []
    for mention in found.mentions:
        at = bisect_right(starts, mention.start) - 1
        label = labels[at] if at >= 0 and mention.end <= labels[at].end else None
        if label is None or not _is_guess(text, found.names[mention.local].kind, mention, label):
            kept.append(mention)
    left = sorted({mention.local for mention in kept})
    renamed = {local: at for at, local in enumerate(left)}
    kept = [msgspec.structs.replace(mention, local=renamed[mention.local]) for mention in kept]
    for mention in kept:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and mention.end <= labels[at].end:
            inside[labels[at]].append(mention)
    return msgspec.structs.replace(found, names=tuple([found.names[local] for local in left]), mentions=tuple(kept))


def _is_guess(text: str, kind: str, mention: NameMention, label: Span) -> bool:
    """Whether a mention within a label is no person's, and is led by a title, is one, or is there for its capitals."""
    title = text[label.start : label.end].split()[0].rstrip(".").casefold() in _TITLES
    return kind != "person" and (title or mention.end < label.end or mention.why == "acronym")


def _bare(label: str) -> list[str]:
    """The words of a label without the titles before the name."""
    words = label.split()
    while words and words[0].rstrip(".").casefold() in _LEADS:
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
