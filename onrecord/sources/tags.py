r"""Inline tags, the annotations as editable text: `[Keller]{.person #maria-keller}`, `::: {.related}` … `:::`.

A tag names one class, perhaps the `#id` of an entity, and `key=value` pairs; a value with spaces stands in quotation
marks (`of="school meals"`, with `\"` and `\\` inside). Tags of one utterance share `part`. A stretch that would cross
another is cut: each piece but the last says `cut=yes`, and all of them share `part`.

They are read in two settings. In Markdown they are one construct among others (`markdown` asks `braces` and `fence`).
Under `markup: tags` in the front matter (`verbatim`) the body is the text itself, character for character, in which
only three things are read: tags in brackets; lines of colons, each taken out with one line end (that behind the
opening line, that before the closing one); and `\[`, `\]`, `\\`, `\:`, a backslash before the character that is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import get_args

from msgspec import Struct, structs

from onrecord.model import EntityKind, FigureKind, QuoteForm, SpeakerRef, Tag, Zone
from onrecord.patterns import regex
from onrecord.problems import Problem
from onrecord.strict import did_you_mean

ENTITY_KINDS: tuple[str, ...] = get_args(EntityKind)
ZONE_KINDS = (
    *("section", "title", "title-repeat", "dateline", "byline", "caption", "related", "promo", "highlights"),
    *("header", "copyright", "tags", "boilerplate"),
)
_PARTS = ("quoted", "cue", "speaker")
"""Classes that belong to a quote."""
_KEYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ENTITY_KINDS, ("form", "name", "role")),
    **dict.fromkeys((*ZONE_KINDS, *_PARTS), ()),
    "quote": ("by", "form", "ref", "for", "inside"),
    "figure": ("kind", "value", "unit", "approximate", "qualifier", "of", "by", "deictic"),
}
"""The classes, and what each can say besides `part` and `cut`."""
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    **{(kind, "form"): ("name", "nominal", "pronoun") for kind in ENTITY_KINDS},
    ("quote", "form"): get_args(QuoteForm),
    ("quote", "ref"): get_args(SpeakerRef),
    ("figure", "kind"): get_args(FigureKind),
    ("figure", "deictic"): ("yes",),
}
_ID = regex(r"[\w][\w.:-]*")
_LOOKS_LIKE_TAG = regex(r"\{\s*(?:[.#]\w|[A-Za-z-]+=)")
_ITEM = regex(
    r"\s*(?:\.(?P<kind>[\w-]+)|\#(?P<id>[^\s{}\"]+)|"
    r"(?P<key>[A-Za-z-]+)=(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s{}\"]+)))(?=[\s}])",
    re.DOTALL,
)
_CLOSE = regex(r"\s*\}")
_ESCAPED = regex(r"\\(.)", re.DOTALL)
_NUMBER = r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?"
_NUMBERS = regex(rf"{_NUMBER}|\[\s*{_NUMBER}(?:\s*,\s*{_NUMBER})*\s*\]")
_DATE = regex(r"(?=[^\d]{0,8}\d)[\dXTW:/.+-]{1,40}")
_SURE_DATE = regex(r"\d{4}-(?:\d\d|W\d\d)\b.*|--\d\d.*|T\d\d.*|\d{3}X")
_CURRENCY = regex(r"[A-Z]{3}")
_DURATION = regex(r"(?:second|minute|hour|day|week|month|quarter|year|decade|century|centurie)s?\b.*")
_TOKEN = regex(r"\\[\\\[\]:]|[\[\]]|^:::.*", re.MULTILINE)
_FENCE = regex(r":::+[ \t]*(?P<rest>.*?)[ \t]*")
_WORD = regex(r"[\w-]+")


class Trouble(Struct, frozen=True):
    """What is wrong with one tag; the line is for the caller to add."""

    message: str
    hint: str = ""


class Braces(Struct, frozen=True):
    """What stands between `{` and `}`: a class, an id, attributes, and what is wrong with them."""

    end: int
    """Offset behind the closing brace."""
    kind: str = ""
    id: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def tag(self, start: int, end: int, line: int) -> Tag:
        """The tag that these braces make of `start`-`end`."""
        return Tag(start, end, self.kind, self.id, self.attributes, line)


class Tagged(Struct, frozen=True):
    """A body with its tags taken out."""

    text: str
    tags: tuple[Tag, ...]
    zones: tuple[Zone, ...]
    problems: tuple[Problem, ...] = ()


def value_of(tag: Tag, key: str, default: str = "") -> str:
    """The first value that the tag gives for `key`."""
    return next((value for name, value in tag.attributes if name == key), default)


# ---------------------------------------------------------------- one tag


def braces(text: str, at: int) -> Braces | None:
    """Read the `{…}` at `at`; None when what stands there is no tag at all but words in braces, or nothing."""
    if not _LOOKS_LIKE_TAG.match(text, at):
        return None
    kinds: list[str] = []
    ids: list[str] = []
    attributes: list[tuple[str, str]] = []
    position = at + 1
    while item := _ITEM.match(text, position):
        position = item.end()
        if item["kind"]:
            kinds.append(item["kind"])
        elif item["id"]:
            ids.append(item["id"])
        else:
            attributes.append((item["key"], _unescaped(item["quoted"]) if item["bare"] is None else item["bare"]))
    close = _CLOSE.match(text, position)
    if not close:
        return Braces(position, troubles=(_unreadable(text, at, position),))
    found = Braces(close.end(), kinds[0] if kinds else "", ids[0] if ids else "", tuple(attributes))
    return _checked(found, kinds, ids)


def _unescaped(quoted: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], quoted) if "\\" in quoted else quoted


def _unreadable(text: str, at: int, position: int) -> Trouble:
    line = text[at:].split("\n", 1)[0] if position - at < 60 else text[position - 40 : position + 20]
    hint = 'Write {.class #id key=value key="several words"}, or \\[ for a bracket that is none.'
    return Trouble(f'the tag cannot be read: "{line[:60].strip()}"', hint)


def _checked(found: Braces, kinds: list[str], ids: list[str]) -> Braces:
    """The braces with `kind` filled in for a figure, and everything that is wrong with them."""
    if len(kinds) != 1 or found.kind not in _KEYS:
        return structs.replace(found, troubles=(_class_trouble(kinds),))
    if found.kind == "figure" and not any(key == "kind" for key, _ in found.attributes):
        found = structs.replace(found, attributes=(("kind", _figure_kind(dict(found.attributes))), *found.attributes))
    return structs.replace(found, troubles=tuple(_troubles(found, ids)))


def _class_trouble(kinds: list[str]) -> Trouble:
    if not kinds:
        return Trouble("a tag without a class", "Write what it is: {.person}, {.agency}, {.quote}, {.figure}, …")
    if len(kinds) > 1:
        return Trouble(f"a tag with several classes: {', '.join(kinds)}", "Put one tag inside the other.")
    known = ", ".join(_KEYS)
    return Trouble(f"unknown class `{kinds[0]}`", did_you_mean(kinds[0], _KEYS) or f"Known classes are {known}.")


def _troubles(found: Braces, ids: list[str]) -> Iterator[Trouble]:
    if ids and found.kind not in ENTITY_KINDS:
        yield Trouble(f"`#{ids[0]}` on a tag of class `{found.kind}`", "An id stands on persons, agencies, … only.")
    if len(ids) > 1 or (ids and not _ID.fullmatch(ids[0])):
        yield Trouble(f"`{' '.join('#' + word for word in ids)}` is no id", "Write one id, as in #maria-keller.")
    if not ids and any(pair in found.attributes for pair in (("form", "nominal"), ("form", "pronoun"))):
        yield Trouble("a phrase or pronoun without an id", "Say whom it means, as in #maria-keller.")
    if found.kind in _PARTS and not any(key == "part" for key, _ in found.attributes):
        yield Trouble(f"a tag of class `{found.kind}` without `part`", "Write part=1 here and on its quote.")
    seen: set[str] = set()
    for key, value in found.attributes:
        if key in seen and key != "role":
            yield Trouble(f"`{key}` stands here twice", "Keep one of the two.")
        seen.add(key)
        yield from _value_troubles(found.kind, key, value, dict(found.attributes).get("kind", ""))


def _value_troubles(kind: str, key: str, value: str, figure: str) -> Iterator[Trouble]:
    known = (*_KEYS[kind], "part", "cut")
    if key not in known:
        hint = did_you_mean(key, known) or f"Known here are {', '.join(known)}."
        yield Trouble(f"unknown attribute `{key}` on a tag of class `{kind}`", hint)
        return
    choices = ("yes",) if key == "cut" else _CHOICES.get((kind, key), ())
    if choices and value not in choices:
        hint = did_you_mean(value, choices) or f"Known are {', '.join(choices)}."
        yield Trouble(f'`{key}` cannot be "{value[:60]}"', hint)
    elif key in ("by", "for", "part", "inside") and not _ID.fullmatch(value):
        yield Trouble(f'`{key}`: "{value[:60]}" is no id', f"Write one word, as in {key}=maria-keller or part=1.")
    elif key == "value" and figure == "date" and not _DATE.fullmatch(value):
        yield Trouble(f'`value`: "{value[:60]}" is no date', "Write 2026-02-28, 2026-02, --02-28, 2026-W05, T21:30, …")
    elif key in ("value", "approximate") and figure != "date" and not _NUMBERS.fullmatch(value):
        yield Trouble(f'`{key}`: "{value[:60]}" is no number', 'Write digits, as value=1200 or value="[10, 15]".')


def _figure_kind(given: dict[str, str]) -> str:
    """The kind of a figure whose tag does not say it, from its unit, else from the look of its value."""
    unit, value = given.get("unit", ""), given.get("value", "")
    if unit == "percent":
        return "percent"
    if _CURRENCY.fullmatch(unit):
        return "money"
    if _DURATION.fullmatch(unit):
        return "duration"
    return "date" if _SURE_DATE.fullmatch(value) else "count"


def fence(line: str) -> Braces | None:
    """Read a line that starts with `:::`: the zone it opens, or None when it closes one."""
    found = _FENCE.fullmatch(line)
    rest = found["rest"] if found else line
    if not rest:
        return None
    if _WORD.fullmatch(rest):  # `::: related`, as Pandoc allows it
        rest = "{." + rest + "}"
    opened = braces(rest, 0)
    if opened is None or (opened.end < len(rest) and not opened.troubles):
        hint = r"Write `::: {.related}`, and `\:::` for a line that really starts with colons."
        return Braces(0, troubles=(Trouble(f'no zone is opened by "{line[:60]}"', hint),))
    if not opened.troubles and opened.kind not in ZONE_KINDS:
        hint = did_you_mean(opened.kind, ZONE_KINDS) or f"Zones are {', '.join(ZONE_KINDS)}."
        return structs.replace(opened, troubles=(Trouble(f"`{opened.kind}` is no kind of zone", hint),))
    return opened


# ---------------------------------------------------------------- all tags of a source


def assembled(text: str, tags: Sequence[Tag], path: str, problems: Sequence[Problem]) -> Tagged:
    """Put cut tags together, part zones from the rest, and check that parts meet their quotes."""
    found = list(problems)
    whole = _joined(sorted(tags, key=lambda tag: (tag.start, -tag.end)), path, found)
    zones = tuple(sorted(Zone(tag.start, tag.end, tag.kind) for tag in whole if tag.kind in ZONE_KINDS))
    rest = tuple(tag for tag in whole if tag.kind not in ZONE_KINDS)
    quotes = {value_of(tag, "part") for tag in rest if tag.kind == "quote"}
    for tag in rest:
        if tag.kind in _PARTS and value_of(tag, "part") not in quotes:
            message = f"`part={value_of(tag, 'part')}` on a {tag.kind}, but no quote has this part"
            found.append(Problem(path, tag.line, message, "Give the quote the same part."))
        elif tag.kind == "quote" and value_of(tag, "inside", "none") not in (*quotes, "none"):
            found.append(Problem(path, tag.line, f"`inside={value_of(tag, 'inside')}`: no quote has this part"))
    return Tagged(text, rest, zones, tuple(found))


def _joined(tags: list[Tag], path: str, problems: list[Problem]) -> list[Tag]:
    whole: list[Tag] = []
    going_on: dict[tuple[str, str], int] = {}
    for tag in tags:
        key = (tag.kind, value_of(tag, "part"))
        index = going_on.pop(key, None)
        if index is not None and whole[index].end == tag.start:
            whole[index] = structs.replace(whole[index], end=tag.end)
        else:
            index = len(whole)
            whole.append(tag)
        if value_of(tag, "cut"):
            going_on[key] = index
    for index in going_on.values():
        tag = whole[index]
        message = f"`cut=yes` on a {tag.kind}, but no tag with this part goes on behind it"
        problems.append(Problem(path, tag.line, message, "Take `cut=yes` out, or put the pieces side by side."))
    return whole


# ---------------------------------------------------------------- `markup: tags`


class _Open(Struct):
    """A bracket or a line of colons that waits for its end."""

    at: int
    content: int
    """Offset of the first character inside."""
    opened: Braces | None = None
    """What a line of colons says; a bracket says it at its end."""


class _Verbatim:
    """Reads a body in which only tags, lines of colons and escapes are anything but text."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self.body, self.path, self.first_line = body, path, first_line
        self.tags: list[Tag] = []
        self.cuts: list[tuple[int, int]] = []
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.newlines = [found.start() for found in re.finditer("\n", body)]

    def read(self) -> Tagged:
        """The text without tags, and the tags with offsets in it."""
        position = 0
        while token := _TOKEN.search(self.body, position):
            position = self.step(token)
        for left in self.stack:
            if left.opened:
                self.wrong(left.at, Trouble("a zone is opened here and never closed", "Close it with a line `:::`."))
        return self.finished()

    def step(self, token: re.Match[str]) -> int:
        at, sign = token.start(), token.group()
        if sign == "[":
            self.stack.append(_Open(at, at + 1))
        elif sign == "]":
            return self.bracket_closed(at)
        elif sign.startswith(":::"):
            return self.fence_line(at, token.end())
        else:
            self.cuts.append((at, at + 1))
        return token.end()

    def bracket_closed(self, at: int) -> int:
        found = braces(self.body, at + 1)
        opener = self.stack.pop() if self.stack and not self.stack[-1].opened else None
        if found is None:
            return at + 1
        if opener is None:
            self.wrong(at, Trouble("a tag closes here that was not opened before it", r"Write \] for a bracket."))
            return found.end
        self.cuts += [(opener.at, opener.content), (at, found.end)]
        self.add(found, opener, at)
        return found.end

    def fence_line(self, at: int, end: int) -> int:
        opened = fence(self.body[at:end])
        if opened:
            after = min(end + 1, len(self.body))
            self.cuts.append((at, after))
            self.stack.append(_Open(at, after, opened))
            return after
        while self.stack and not self.stack[-1].opened:
            self.stack.pop()
        if not self.stack:
            hint = r"Open one with `::: {.related}`, or write `\:::` for a line of colons."
            self.wrong(at, Trouble("a zone is closed here that was never opened", hint))
            return end
        opener = self.stack.pop()
        self.cuts.append((max(opener.content, at - 1), end))
        if opener.opened:
            self.add(opener.opened, opener, at - 1)
        return end

    def add(self, found: Braces, opener: _Open, end: int) -> None:
        for trouble in found.troubles:
            self.wrong(opener.at, trouble)
        if end <= opener.content:
            self.wrong(opener.at, Trouble("a tag round nothing", "Put the words in, or take the tag out."))
        elif not found.troubles:
            self.tags.append(found.tag(opener.content, end, self.line(opener.at)))

    def line(self, at: int) -> int:
        return self.first_line + bisect_left(self.newlines, at)

    def wrong(self, at: int, trouble: Trouble) -> None:
        self.problems.append(Problem(self.path, self.line(at), trouble.message, trouble.hint))

    def finished(self) -> Tagged:
        cuts = sorted(self.cuts)
        removed = [0, *accumulate(end - start for start, end in cuts)]
        starts = [start for start, _ in cuts]
        pieces = zip([0, *(end for _, end in cuts)], [*starts, len(self.body)], strict=True)
        text = "".join(self.body[start:end] for start, end in pieces)

        def at(offset: int) -> int:
            return offset - removed[bisect_right(starts, offset - 1)]

        tags = [structs.replace(tag, start=at(tag.start), end=at(tag.end)) for tag in self.tags]
        return assembled(text, tags, self.path, self.problems)


def verbatim(body: str, path: str, first_line: int) -> Tagged:
    """Read the body of a file with `markup: tags`; `first_line` is the line of the file on which it starts."""
    return _Verbatim(body, path, first_line).read()
