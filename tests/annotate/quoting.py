"""Case files for quotes: a text with its names marked, and below it one line for each utterance that it holds.

    > "We won," {f:Maria Keller} said. ¶ {=Harbor Board} officials left.
    direct | Maria Keller | said | "We won,"

A name stands in braces: `f:` or `m:` tells a gender, `=` a body, `@` a place; a surname in braces is the person of
that surname. `¶` is a blank line, `⏎` a line break. An utterance: form, speaker (in brackets the words for one
without a name), cue, its pieces with ` / ` between them; then `for` whom an unnamed spokesperson speaks, `inside`
which quote it stands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.annotate.quotes import find_quotes
from onrecord.annotate.speakers import find_speakers
from onrecord.model import EntityKind, Found, LocalName, NameMention, Source, Utterance

CASES = Path(__file__).parent / "cases"
_KINDS: dict[str | None, EntityKind] = {"=": "agency", "@": "place", None: "person"}
_NAME = re.compile(r"\{(?:([fm]):|([=@]))?([^}]*)\}")


def cases(file: str) -> list[tuple[str, list[str]]]:
    """The cases of one file: (text as written, lines of utterances)."""
    found: list[tuple[str, list[str]]] = []
    for line in (CASES / file).read_text("utf-8").splitlines():
        if line.startswith("> "):
            found.append((line[2:], []))
        elif line and not line.startswith("#"):
            found[-1][1].append(line)
    return found


def read(written: str) -> tuple[Source, Found]:
    """The source that a case writes, with its names and its quotes."""
    names: list[LocalName] = []
    mentions: list[NameMention] = []
    plain, done = "", 0
    for match in _NAME.finditer(written):
        plain += written[done : match.start()]
        name = match.group(3)
        local = _bearer(names, name, match.group(1) or "", _KINDS[match.group(2)])
        mentions.append(NameMention(len(plain), len(plain) + len(name), local))
        plain, done = plain + name, match.end()
    plain += written[done:]
    text = plain.replace(" ¶ ", "\n\n\n").replace("⏎", "\n")  # as long as the mark and its spaces
    source = Source(id="case", path="case.txt", sha256="", text=text, text_sha256="")
    found = Found(names=tuple(names), mentions=tuple(mentions))
    return source, find_speakers(source, find_quotes(source, found))


def _bearer(names: list[LocalName], name: str, gender: str, kind: EntityKind) -> int:
    for local, known in enumerate(names):
        if known.name == name or (kind == "person" and known.name.split()[-1] == name):
            return local
    known = LocalName(kind, name, (name, name.split()[-1]))
    genders: dict[str, Literal["f", "m", ""]] = {"f": "f", "m": "m"}
    names.append(msgspec.structs.replace(known, gender=genders.get(gender, "")))
    return len(names) - 1


def told(source: Source, found: Found, quote: Utterance) -> str:
    """An utterance as a line of a case file."""
    text = source.text
    speaker = "-"
    if quote.speakers:
        speaker = found.names[quote.speakers[0]].name
    elif quote.speaker_span:
        speaker = f"[{text[quote.speaker_span.start : quote.speaker_span.end]}]"
    cue = text[quote.cue.start : quote.cue.end] if quote.cue else "-"
    pieces = " / ".join(text[span.start : span.end].replace("\n", "⏎") for span in quote.spans)
    parts = [quote.form, speaker, cue, pieces]
    if quote.speaker_for is not None:
        parts.append(f"for {found.names[quote.speaker_for].name}")
    if quote.inside is not None:
        parts.append(f"inside {quote.inside}")
    return " | ".join(parts)
