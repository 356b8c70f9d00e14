"""The capitalised words of a source with what stands between them: what every finder of names reads."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.annotate import lexicon

_UPPER = "".join(chr(c) for c in range(0x24F) if chr(c).isupper()) + "Ⅰ-Ⅹ"
_UPPER = f"[{_UPPER}Α-ΩА-ЯḀẸỌṢẠ]"
TOKEN = re.compile(
    rf"(?<![\w@#/.])(?:(?:[ae]l|ul|ad|as|ash|ar|an|az|d|l|dell)[-'’](?={_UPPER}))?"
    rf"(?:(?:{_UPPER}\.)+(?:{_UPPER}(?!\w))?|{_UPPER}\w*(?:[-'’&/](?=\w)\w+)*)"
)
_PARTICLE = lexicon.words("position.txt")["particle"]
_JOINTS = {
    " ": " ", "\u00a0": " ", " of ": "of", " of the ": "of", " of The ": "of", " for ": "for", " for the ": "for", " on ": "on", " on the ": "on", " and ": "and",
    " and the ": "and", " & ": "&", ", ": ",", " to ": "to", " to the ": "to", " in ": "in", " at ": "at", " in the ": "in", " against ": "to", " with ": "to",
    ", and ": ",and", " - ": "", "-": "-", " from ": "from", " by ": "by", "/": "/", " (": "(", ") ": ")",
}  # fmt: skip
_WRAPPED = (
    50  # a line at least this long that breaks between two capitals was broken by a typesetter, not by the writer
)


class Reading:
    """A source's capitalised words, one entry a word in every list.

    `words` are without possessive; `ends` too, `stops` include it; `joints[i]` says what stands between word i and the next:
    " " (only a space), a particle ("de "), "of", "and", … or "" for anything that parts two names; `opens[i]`: the capital means nothing
    because a sentence, a quotation or a headline puts it there.
    """

    __slots__ = ("caps", "ends", "flags", "joints", "opens", "owner", "starts", "stops", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.stops: list[int] = []
        self.flags: list[int] = []
        self.opens: list[bool] = []
        self.joints: list[str] = []
        self.caps: list[bool] = []
        self.owner: list[int] = []

    def span(self, first: int, last: int) -> str:
        """The text from the first word to the last, without the last one's possessive."""
        return self.text[self.starts[first] : self.ends[last]]

    def tight(self, index: int) -> bool:
        """Whether only a space stands between the word and the next, and no possessive."""
        return self.joints[index] == " " and self.ends[index] == self.stops[index]


def _joint(text: str, start: int, end: int) -> str:
    gap = text[start:end]
    joint = _JOINTS.get(gap)
    if joint is not None:
        return joint
    if len(gap) > 16 or "," in gap or "." in gap:
        return ""
    if gap.strip(" ") == "\n":
        line = text.rfind("\n", 0, start) + 1
        return " " if start - line >= _WRAPPED else ""
    inner = gap.split()
    if inner and gap[0] == " " and all(word in _PARTICLE for word in inner):
        return "de"
    return ""


def _opens(text: str, start: int, previous_stop: int, previous_dotted: bool) -> bool:
    """Whether a capital at `start` may be there only because a sentence or a quotation begins."""
    at = start - 1
    if at < 0:
        return True
    if text[at] == " " and (text[at - 1].isalnum() or text[at - 1] in ",%)"):
        return False
    while at >= 0 and text[at] in " \"'“”‘’([*•\t":
        if text[at] in '"“‘(':
            return True
        at -= 1
    if at < 0 or text[at] in "\n!?:;•–—-|>":
        return True
    return text[at] == "." and not (previous_dotted and previous_stop == at + 1)


def _headlines(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, all in capitals) of the lines whose capitals mean nothing, because nearly every word has one."""
    found, start = [], 0
    for line in text.split("\n"):
        if 4 < len(line) < 250 and (line.isupper() or line.count(" ") >= 3):
            if line.isupper():
                found.append((start, start + len(line), True))
            else:
                long_words = [
                    word
                    for word in re.findall(r"[^\W\d_][\w'’]{3,}", line)
                    if word not in ("from", "with", "over", "into", "after")
                ]
                small = sum(word[0].islower() for word in long_words)
                if len(long_words) >= 4 and small <= 0.2 * len(long_words):
                    found.append((start, start + len(line), False))
        start += len(line) + 1
    return found


def _tokens(reading: Reading) -> None:
    text, known = reading.text, lexicon.flags()
    stop, dotted = 0, False
    for match in TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        full = end
        if word[-2:] in ("'s", "'S"):
            end -= 2
            word = word[:-2]
        elif text[end : end + 1] == "'" and word[-1] in "sz" and text[end + 1 : end + 2].isspace():
            full += 1
        elif text[end : end + 1] == "." and (f"{word}." in known):
            end = full = end + 1
            word += "."
        flag = known.get(word)
        if flag is None:
            flag = known.get(word.capitalize(), 0) & lexicon.COMMON if word.isupper() and len(word) > 3 else 0
        reading.words.append(word)
        reading.starts.append(start)
        reading.ends.append(end)
        reading.stops.append(full)
        reading.flags.append(flag)
        reading.opens.append(_opens(text, start, stop, dotted))
        reading.joints.append("")
        if len(reading.words) > 1:
            reading.joints[-2] = _joint(text, stop, start)
        stop, dotted = full, word[-1] == "."


@lru_cache(maxsize=4)
def read(text: str) -> Reading:
    """Read a source's text once; the stages that find names share what comes of it."""
    reading = Reading(text.replace("’", "'"))
    _tokens(reading)
    reading.caps = [False] * len(reading.words)
    index, count = 0, len(reading.words)
    for start, end, upper in _headlines(text):
        while index < count and reading.starts[index] < start:
            index += 1
        while index < count and reading.starts[index] < end:
            reading.opens[index] = True
            reading.caps[index] = upper
            index += 1
    reading.owner = [-1] * count
    return reading
