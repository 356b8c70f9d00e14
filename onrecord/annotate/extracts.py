"""Words of somebody without marks: block quotations, set apart by their source (Markdown's `>`, HTML's `blockquote`) or
by the line before them alone ("Moss wrote:"), and statements and speeches, which are all somebody's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from onrecord.model import Block, NameMention, Span
from onrecord.patterns import regex

_OPENING = "“\"'‘«„"
_NOTE = regex(
    r"\W*(?:(?:[Ee]ditor(?:’s|'s|s)? )?[Nn]ote|Correction|Clarification|Update|Read more|Read also|See also|Related|"
    r"Source|Photo|Image|Video|Listen|Watch)s?\b[^.!?\n]{0,30}?(?::|\Z)"
)
"""What a source sets apart and nobody said."""
_LEADS = tuple(
    f" {verb}:"
    for verb in "said says wrote writes added adds stated explained explains reported reports tweeted tweets posted "
    "posts noted continued continues concluded concludes argued argues replied replies responded responds declared "
    "announced remarked commented".split()
)
"""How a line ends that leads up to somebody's words: verbs of saying that are no plural of a noun but "reports"."""
_PROSE, _STOPS = regex(r"(?:\[?…|\.\.\. ?|\[)?[A-Za-z][^:\n]{12}"), '.!?…)]”"'
"""How somebody's words begin and end where nothing but the line before sets them apart: sentences, no label."""
_OWN = regex(r"\b(?:I(?:['’][a-z]+)? [a-z]|[Ww]e\b|[Mm]y\b|[Oo]urs?\b)")
_REPORTED = regex(r"[“”\"«]|\b(?:said|says|told|added|adds|wrote|according to)\b")
_STATEMENT = regex(
    r"(?:(?:Full )?[Tt](?:ext|ranscript) of (?:the |an? )?)?(?:[A-Z][a-z]+ )?"
    r"(?:[Ss]tatement|[Rr]emarks|[Ss]peech|[Aa]ddress|[Tt]estimony) (?:by|from|of) "
)
_TITLES, _NEAR = 4, 60
"""Paragraphs in which the title stands, and characters behind "by" within which it names somebody."""
_LONGEST = 40
"""Paragraphs of a statement, at most."""


def find_extracts(text: str, blocks: Sequence[Block], pieces: Sequence[Span]) -> list[list[Span]]:
    """What may be block quotations, each as its paragraphs; one that has marks of its own needs none."""
    apart = [block.start for block in blocks if block.kind == "quotation"]
    found = list(_set_apart(text, pieces, frozenset(apart))) if apart else []
    led_up = [at for at, piece in enumerate(pieces[:-1], 1) if text[piece.end - 1] == ":"]
    if not led_up:
        return found
    others = {block.start for block in blocks if block.kind != "paragraph"}
    for number in led_up:
        if text.endswith(_LEADS, 0, pieces[number - 1].end) and _is_plain(text, pieces[number], others):
            found.append([pieces[number], *_going_on(text, pieces[number + 1 : number + _LONGEST], others)])
    return found


def find_statement(
    text: str, hidden: str, pieces: Sequence[Span], mentions: Sequence[NameMention]
) -> tuple[Span, list[Span]] | None:
    """The name of who speaks and the paragraphs of a statement or speech; None where the source is none.

    Its title names who speaks, and a third of its paragraphs speak of "I" and "we" beside what they quote, which the
    `hidden` text has filled.
    """
    for number, title in enumerate(pieces[:_TITLES]):
        if (lead := _STATEMENT.match(text, title.start, title.end)) is None:
            continue
        named = (mention for mention in mentions if lead.end() <= mention.start < lead.end() + _NEAR)
        name = next((mention for mention in named if mention.end <= title.end), None)
        words = [piece for piece in pieces[number + 1 :] if text[piece.end - 1] in _STOPS]
        own = [piece for piece in words if _OWN.search(hidden, piece.start, piece.end)]
        if name is None or len(own) * 3 < len(words) or not own:
            return None
        return Span(name.start, name.end), words
    return None


def _set_apart(text: str, pieces: Sequence[Span], starts: Set[int]) -> Iterator[list[Span]]:
    """The paragraphs that the source itself sets apart, those together that follow each other."""

    def is_one(piece: Span) -> bool:
        apart = piece.start in starts and text[piece.start] not in _OPENING
        return apart and _NOTE.match(text, piece.start, piece.end) is None

    return (list(some) for one, some in groupby(pieces, is_one) if one)


def _is_plain(text: str, piece: Span, others: Set[int]) -> bool:
    """Whether a paragraph may be somebody's words where nothing but the line before sets it apart.

    `others` are the starts of blocks that are no paragraphs.
    """
    sentences = text[piece.end - 1] in _STOPS and _PROSE.match(text, piece.start, piece.end) is not None
    return sentences and piece.start not in others


def _going_on(text: str, pieces: Sequence[Span], others: Set[int]) -> Sequence[Span]:
    """The paragraphs of a statement behind its first: as far as they speak of "I" and "we", and nobody else speaks."""
    count = 0
    for number, piece in enumerate(pieces, 1):
        if not _is_plain(text, piece, others) or _REPORTED.search(text, piece.start, piece.end):
            break
        if _OWN.search(text, piece.start, piece.end):
            count = number
    return pieces[:count]
