"""The lines above an article: section label, title, byline, date; and the dateline with which its first words begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.english import PARTICLES, TIME_ZONES
from onrecord.model import Block, Zone
from onrecord.patterns import regex
from onrecord.prose import MONTH, dateline
from onrecord.sources.furniture import hints, line_kind
from onrecord.sources.outlets import is_outlet, outlet_ahead

MAX_OPENING = 15
"""Blocks above the article, at most."""
MAX_HEADLINE = 200
"""Characters."""

_CLOSERS = "\"”'’)]"
_FULL_STOP = regex(r"[.!?][\"”'’)\]]*\s.*[!?]", re.DOTALL)
"""A sentence before one that ends in a question or exclamation: a lone one may be a headline."""
_TURN = regex(r"(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w.'’-]*:\s")
_LONGER = regex(r"[^\W\d_][\w’'-]{3,}")
_PLAIN = regex(r"[\W_]+")
_BULLET = regex(r"^(?:[•●▪◦‣⁃·*]|[-–—](?=\s)|\(?\d{1,2}[.)]\s)\s*")

_SECTIONS = frozenset(
    "news|politics|business|technology|tech|science|health|sport|sports|world|us|uk|local|national|international|"
    "opinion|opinions|editorial|entertainment|culture|arts|lifestyle|life|travel|food|education|environment|climate|"
    "economy|finance|markets|money|crime|courts|law|immigration|energy|weather|housing|transport|religion|media|"
    "breaking news|exclusive|analysis|features|feature|investigations|investigation|obituaries|letters|video|podcast|"
    "elections|election|government|community|region|regional|world news|us news|uk news|local news|top stories|"
    "commentary|explainer|fact check|interview|agriculture|military|defense|defence|nation|state|metro|city".split("|")
)

DATE = regex(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b|"
    rf"\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{MONTH}),?\s+(?P<year2>\d{{4}})\b",
    re.IGNORECASE,
)
"""A full date as datelines write it; groups by name, each also with a 2 for day before month."""
_SHORT_DATE = regex(
    rf"\b{MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|"
    r"\b\d+\s*(?:min(?:ute)?s?|hours?|hrs?|days?)\s+(?:read|ago)\b|"
    r"\bread(?:ing)? time:?\s+\d+\s*min(?:ute)?s?\b",
    re.IGNORECASE,
)
_CLOCK = regex(
    r"\bT?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:Z|[+-]\d\d:?\d\d)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.I
)
_DATE_WORDS = regex(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|published|updated|posted|modified|created|"
    rf"last|first|originally|date|on|at|by|read|views?|shares?|comments?|min|minutes?|{'|'.join(TIME_ZONES)}|[cmp]t|"
    r"local time|\d+ (?:views?|comments?|shares?))\b",
    re.IGNORECASE,
)

_PLACE = regex(
    r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}(?:,\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?,?\s+(?=\S*\d|[A-Z][a-z])"
)
"""Where a report was written, in capitals, before its date."""
_NAME = r"[A-Z][\w.'’-]*"
_PERSON = rf"{_NAME}(?:\s+(?:{_NAME}|{'|'.join(sorted(PARTICLES))})){{0,5}}"
_BYLINE = regex(
    rf"(?i:(?:(?:written|words|story|report|posted|reported|edited|compiled|curated|published) )?by):?\s+"
    rf"(?P<names>{_PERSON}(?:(?:,|,? and|,? &)\s+{_PERSON}){{0,5}})(?:\s*[,|•·/–—-].{{0,80}})?$"
)
_ROLE = regex(
    rf"(?P<names>{_PERSON})\s*[,|•·/–—-]\s*(?:.{{0,40}}\b)?(?i:staff|reporter|writer|editor|correspondent|contributor|"
    r"columnist|news service|associated press|press association)\b.{0,40}$"
)
_ROLE_BEHIND = regex(r",\s(?:[^,]*\s)?(?:staff|reporter|writer|editor|correspondent|press|news)\b.*", re.IGNORECASE)
_STAFF = regex(
    r"(?:from )?(?:staff|wire|agency|news|newsroom)(?: (?:and wire|news|wire))? "
    r"(?:reports?|reporters?|writers?|services?)|"
    r"(?:the )?associated press|reuters|agence france-presse|press association|staff",
    re.IGNORECASE,
)
_BARE_NAME = regex(r"[A-Z][a-z’'-]+(?: [A-Z]\.)?(?: (?:[A-Z][\w’'-]+)){1,2}")


def is_prose(words: str) -> bool:
    """Whether a block's words are running text: long, or a sentence of some length with its end."""
    if not 60 <= len(words) < 200:
        return len(words) >= 200
    ended = words.rstrip(_CLOSERS)
    return ended.endswith((".", "…")) or (ended.endswith(("!", "?")) and _FULL_STOP.search(words) is not None)


def opening_zones(text: str, blocks: Sequence[Block], title: str | None) -> Iterator[Zone]:
    """Zones above the first block of the article, and the dateline at its head.

    `title` is the title as the file states it, or None; with one, only its own words are a title zone, or where they do
    not stand there, the main heading.
    """
    top = _top(text, blocks, title)
    if top is None:
        return
    above = blocks[:top]
    dateline = _dateline(text, blocks[top]) if top < len(blocks) else None
    dated = dateline is not None or any(_is_date_line(text[block.start : block.end]) for block in above)
    titles = _titles([text[block.start : block.end] for block in above], title, _headline(text, above, title, dated))
    for index, block in enumerate(above):
        words = text[block.start : block.end]
        if index in titles:
            yield Zone(block.start, block.end, "title" if index == titles[0] else "title-repeat")
        elif kind := edge_kind(words) or label_kind(words):
            yield Zone(block.start, block.end, kind)
        elif titles and index < titles[0] and (_is_section(words, index) or (index == 0 and is_outlet(words, text))):
            yield Zone(block.start, block.end, "section")
        elif titles and index > titles[0] and _BARE_NAME.fullmatch(words) and _dated(text, blocks, index + 1):
            yield Zone(block.start, block.end, "byline")
    if dateline:
        yield Zone(dateline.start(), dateline.end(), "dateline")


def _top(text: str, blocks: Sequence[Block], title: str | None) -> int | None:
    """The index of the block with which the article begins: a dateline, or prose that no dateline follows soon.

    Where there is neither, None, or the end of the blocks looked at when a title is known by its rank.
    """
    for index, block in enumerate(blocks[:MAX_OPENING]):
        if _dateline(text, block):
            return index
        if _starts_article(text, block, title):
            short = block.end - block.start <= MAX_HEADLINE
            if not (short and any(_dated(text, blocks, after) for after in range(index + 1, index + 4))):
                return index
    ranked = title is not None or any(block.kind == "heading" and block.level == 1 for block in blocks[:2])
    return min(len(blocks), MAX_OPENING) if ranked and len(blocks) > 1 else None


def _dateline(text: str, block: Block) -> re.Match[str] | None:
    found = dateline(text, block.start, block.end)
    return found if found and found.end() < block.end else None


def _dated(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Whether the block at `index`, if there is one, is a date line or begins with a dateline."""
    if index >= len(blocks):
        return False
    block = blocks[index]
    return _dateline(text, block) is not None or _is_date_line(text[block.start : block.end])


def _starts_article(text: str, block: Block, title: str | None) -> bool:
    words = text[block.start : block.end]
    if block.kind == "heading" or (title and _normal(words) == _normal(title)):
        return False
    return is_prose(words) and not (_title_case(words) or edge_kind(words) or label_kind(words))


def _titles(lines: Sequence[str], title: str | None, headline: str) -> list[int]:
    """The indexes of the lines that are the title: those alike to the stated one, else to the headline found."""
    plain = [_normal(line) for line in lines]
    wanted = _normal(title or "")
    if wanted not in plain:
        wanted = _normal(headline)
    return [index for index, line in enumerate(plain) if line == wanted != ""]


def _headline(text: str, above: Sequence[Block], title: str | None, dated: bool) -> str:
    """The words of the main heading, else (unless a title is stated) of the first line that looks like a headline."""
    lines = [text[block.start : block.end] for block in above]
    for block, words in zip(above, lines, strict=True):
        if block.kind == "heading" and block.level == 1 and not _is_section(words, 1):
            return words
    if title is not None:
        return ""
    likely = [
        words for words in lines if looks_like_headline(words, dated) and not (edge_kind(words) or label_kind(words))
    ]
    if len(likely) > 1 and likely[0] == lines[0] and is_outlet(likely[0], text):
        return likely[1]
    return likely[0] if likely else ""


def _title_case(words: str) -> bool:
    """Whether a line is written as American headlines are: at least five in six of its longer words with a capital."""
    longer = _LONGER.findall(words)
    return len(longer) >= 3 and 6 * sum(word[0].isupper() for word in longer) >= 5 * len(longer)


def looks_like_headline(words: str, dated: bool = False) -> bool:
    """Three to thirty words in one line, begun with a capital, digit or quotation mark.

    With a full stop only one in title case, or one above a dateline (`dated`), where nothing else can stand.
    """
    return (
        len(words.split()) >= 3
        and could_be_headline(words)
        and (dated or _title_case(words) or not (words.endswith(".") or _is_turn(words)))
    )


def _is_turn(words: str) -> bool:
    """Whether a line is a turn of a conversation: a section's name before a colon ("Opinion: …") is nobody's."""
    return bool(_TURN.match(words)) and words.partition(":")[0].lower() not in _SECTIONS


def could_be_headline(words: str) -> bool:
    """What every headline has, wherever it stands: one line, not long, begun like a sentence, not broken off."""
    return (
        len(words.split()) <= 30
        and len(words) <= MAX_HEADLINE
        and "\n" not in words
        and (words[0].isupper() or words[0].isdigit() or words[0] in "\"“'‘")
        and not words.endswith((",", ";", ":", "…"))
        and not _BULLET.match(words)
    )


def _is_section(words: str, index: int) -> bool:
    """A section's label: one of the usual names, or up to three words in the very first line, above the title."""
    if words.lower().strip(" /|>»").replace(".", "") in _SECTIONS:
        return True
    parts = [part.strip().lower() for part in re.split(r"[/|>»]", words)]
    if len(words) <= 60 and len(parts) > 1 and any(part in _SECTIONS for part in parts):
        return True
    return index == 0 and len(words) <= 30 and len(words.split()) <= 3 and words[0].isupper() and words[-1].isalnum()


@lru_cache(maxsize=64)
def edge_kind(words: str) -> str:
    """The kind of a line that only means something above or below the article: byline or dateline."""
    if len(words) > 200:
        return ""
    if _BYLINE.match(words) or _ROLE.match(words) or _STAFF.fullmatch(words):
        return "byline"
    return "dateline" if _is_date_line(words) else ""


def byline_names(words: str) -> str | None:
    """Who a byline names, as it names them; None where it names nobody."""
    found = _BYLINE.match(words) or _ROLE.match(words)
    return _ROLE_BEHIND.sub("", found["names"]) if found else None


@lru_cache(maxsize=64)
def _is_date_line(words: str) -> bool:
    """A line of nothing but dates, times and the words that go with them, perhaps behind an outlet's name."""
    if len(words) > 120 or not any(map(str.isdigit, words)):
        return False
    rest, dates = DATE.subn(" ", _PLACE.sub("", words.removeprefix(outlet_ahead(words)), count=1))
    rest, short = _SHORT_DATE.subn(" ", rest)
    if not dates + short:
        return False
    rest = _DATE_WORDS.sub(" ", _CLOCK.sub(" ", rest))
    return len(_PLAIN.sub("", rest)) <= 2


def _normal(words: str) -> str:
    """Letters and digits alone, to hold two printings of a title together."""
    return _PLAIN.sub(" ", words).strip().casefold()


def label_kind(words: str, likely: Sequence[bytes] | None = None) -> str:
    """The kind of zone that a line says it is, or ""; `likely` are the hints of the text it stands in, if known."""
    bullet = None if words[:1].isalpha() else _BULLET.match(words)
    if bullet:
        words = words[bullet.end() :] or words
    return line_kind(words, hints(words) if likely is None else likely)
