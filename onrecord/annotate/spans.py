"""The capitalised words of a source with what stands between them: what every finder of names reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.annotate import lexicon as lx

_UPPER = "[" + "".join(chr(c) for c in range(0x24F) if chr(c).isupper()) + "Α-ΩА-ЯḀẸỌṢẠ]"
# a name's word: an Arabic or French article, then initials ("U.S.", "J.") or a capitalised word with what hyphens,
# apostrophes and & add to it
_TOKEN = re.compile(
    rf"(?<![\w@#.])(?:(?:[ae]l|ul|ad|as|ash|ar|an|az|d|l|dell)[-'](?={_UPPER}))?"
    rf"(?:(?:{_UPPER}\.)+(?:{_UPPER}(?!\w))?|{_UPPER}\w*(?:[-'&](?=\w)\w+)*)"
)
_JOINTS = {
    " ": " ", "\u00a0": " ", " of ": "of", " of the ": "of", " of The ": "of", " for ": "for", " for the ": "for",
    " on ": "on", " on the ": "on", " to ": "to", " and ": "and", " and the ": "and", " & ": "&", ", ": ",", ", "
    "and ": ",and",
    " at ": "at", "-": "-", "/": "/", " (": "(",
}  # fmt: skip
_WRAPPED = (
    50  # a line at least this long that breaks between two capitals was broken by a typesetter, not by the writer
)
_OPENERS = '"“‘('
_CUTTING = lx.PLACE | lx.NATION | lx.BODY


class Reading:
    """A source's capitalised words, one entry a word in every list.

    `words` and `ends` are without possessive, `stops` include it. `joints[i]` says what stands between word i and the
    next: " " (only a space), "de" (particles), "of", "and", … or "" for anything that parts two names. `opens[i]`: the
    capital means nothing, because a sentence, a quotation or a headline puts it there. `caps[i]`: the word stands in a
    line of capitals. `owner[i]`: what the word was given to, -1 for nothing.
    """

    __slots__ = ("caps", "ends", "flags", "held", "joints", "opens", "owner", "starts", "stops", "text", "words")

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
        self.held: dict[str, bool] = {"": True}

    def span(self, first: int, last: int) -> str:
        """The text from the first word to the last, without the last one's possessive."""
        return self.text[self.starts[first] : self.ends[last]]

    def tight(self, index: int) -> bool:
        """Whether only a space stands between the word and the next, and no possessive."""
        return self.joints[index] == " " and self.ends[index] == self.stops[index]

    def flag(self, index: int) -> int:
        """What the word may be; 0 beyond either end."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0

    def holds(self, words: str) -> bool:
        """Whether the text holds the words; looked up once."""
        if words not in self.held:
            self.held[words] = words in self.text
        return self.held[words]

    def ending_at(self, offset: int) -> int:
        """The index of the word that ends at `offset`, -1 for none."""
        index = bisect_left(self.ends, offset)
        return index if index < len(self.ends) and self.ends[index] == offset else -1


def _joint(text: str, start: int, end: int) -> str:
    gap = text[start:end]
    joint = _JOINTS.get(gap)
    if joint is not None:
        return joint
    if len(gap) > 16:
        return ""
    if "\n" in gap and gap.strip(" ") == "\n":
        return " " if start - text.rfind("\n", 0, start) > _WRAPPED else ""
    inner = gap.split()
    return "de" if inner and gap[0] == " " and all(word in lx.particles() for word in inner) else ""


def _opens(text: str, start: int, dotted: int) -> bool:
    """Whether a capital may be there only because a sentence begins; `dotted` is where an abbreviation before it
    ends."""
    at = start - 1
    if at < 0:
        return True
    if text[at] == " " and (text[at - 1].isalnum() or text[at - 1] in ",%)"):
        return False
    while at >= 0 and text[at] in " ([*•\t\"'“”‘":
        if text[at] in _OPENERS and (text[at] != '"' or text[at + 1] != " "):
            return True
        at -= 1
    return at < 0 or text[at] in "\n!?:;•–—-|>" or (text[at] == "." and dotted != at + 1)


def _cut(word: str, known: dict[str, int]) -> int:
    """Where a hyphen parts two names ("Israel-PLO") or a body and what it did ("NATO-led"); 0 for nowhere."""
    at = word.find("-")
    if at < 2 or word in known:
        return 0
    head = known.get(word[:at], 0)
    if word[at + 1].isupper():
        tail = known.get(word[at + 1 :], 0)
        parted = head & _CUTTING or (tail & (lx.PLACE | lx.BODY) and head & lx.ORGANIZATION_LAST)
        return at if parted and not head & (lx.GIVEN | lx.SURNAME) and not tail & lx.GIVEN else 0
    body = (head & lx.BODY and not head & (lx.COMMON | lx.PLACE)) or (word[:at].isupper() and not head)
    return at if body and word[at + 1 :] in _ENDINGS else 0


_ENDINGS = frozenset(
    "based owned led backed controlled held born style sponsored listed trained ruled run made built era wide "
    "dominated "
    "funded related bound occupied administered brokered linked like type educated appointed elected supported allied "
    "friendly area inspired imposed".split()
)


def _adjective(word: str, known: dict[str, int]) -> bool:
    """A word with a common ending after its hyphen: "London-based", "Third-seeded"; not "Kwok-hung"."""
    head, _, tail = word.rpartition("-")
    if tail in _ENDINGS:
        return True
    common = known.get(tail.capitalize(), 0) & lx.COMMON if len(tail) > 2 and tail.islower() else 0
    return bool(common) and bool(known.get(head, 0) & ~(lx.GIVEN | lx.SURNAME))


def _flag(word: str, known: dict[str, int]) -> int:
    flag = known.get(word)
    if flag is not None:
        return flag
    if "-" in word:
        if word[1] == "-" and word[0] in "RDI":
            return lx.FUNCTION  # a party and a state: "R-Ohio"
        if _adjective(word, known):
            parts = word.lower().split("-")
            return lx.OFFICE if parts[-1] in lx.occupations() and len(parts[0]) > 1 else lx.NATION
        if any(known.get(part.capitalize(), 0) & lx.TITLE for part in word.split("-")):
            return lx.OFFICE
    if word.isupper() and len(word) > 3:
        return known.get(word.capitalize(), 0) & (lx.COMMON | lx.FUNCTION)
    return 0


def _closes(reading: Reading, word: str, end: int) -> bool:
    """Whether the full stop after "Inc" or "Jr" at the end of a paragraph ends the sentence and no more: elsewhere
    in the text the word has none."""
    return reading.text[end + 1 : end + 2] in ("\n", "") and not reading.holds(f"{word}. ")


def _tokens(reading: Reading, known: dict[str, int]) -> Iterator[tuple[str, int, int, int]]:
    """(word, start, end, end with possessive) of the capitalised words."""
    text = reading.text
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == "/" and "." in text[text.rfind(" ", max(0, start - 60), start) + 1 : start]:
            continue  # inside an address
        word = match.group()
        stop = end
        if word[-2:] in ("'s", "'S"):
            end -= 2
            word = word[:-2]
        elif text[end : end + 1] == "." and f"{word}." in known and not _closes(reading, word, end):
            end = stop = end + 1
            word += "."
        elif text[end : end + 2] in ("' ", "'\n") and word[-1] in "sz":
            stop += 1
        cut = _cut(word, known) if "-" in word else 0
        if cut:
            yield word[:cut], start, start + cut, start + cut
            if word[cut + 1].islower():
                continue
            word, start = word[cut + 1 :], start + cut + 1
        yield word, start, end, stop


def read(text: str) -> Reading:
    """The capitalised words of a source's text."""
    known = lx.flags()
    reading = Reading(text.replace("’", "'"))
    text, previous, dotted = reading.text, 0, -1
    for word, start, end, stop in _tokens(reading, known):
        if reading.words:
            reading.joints.append(_joint(text, previous, start))
        reading.words.append(word)
        reading.starts.append(start)
        reading.ends.append(end)
        reading.stops.append(stop)
        reading.flags.append(_flag(word, known))
        reading.opens.append(_opens(text, start, dotted))
        previous, dotted = stop, (stop if word[-1] == "." else -1)
    count = len(reading.words)
    reading.joints.append("")
    reading.caps, reading.owner = [False] * count, [-1] * count
    _mark_headlines(reading)
    return reading


def _mark_headlines(reading: Reading) -> None:
    """Mark the words of lines whose capitals mean nothing, because nearly every word has one."""
    start, index, count = 0, 0, len(reading.words)
    for line in reading.text.split("\n"):
        end = start + len(line)
        upper = line.isupper()
        if 4 < len(line) < 250 and (upper or _title_case(line)):
            index = bisect_left(reading.starts, start, index)
            while index < count and reading.starts[index] < end:
                reading.opens[index] = True
                reading.caps[index] = upper
                index += 1
        start = end + 1


_LONG_WORD = re.compile(r"[^\W\d_][\w']{3,}")
_SMALL = frozenset("from with over into after than that this about amid".split())


def _title_case(line: str) -> bool:
    if line.count(" ") < 3:
        return False
    long_words = [word for word in _LONG_WORD.findall(line) if word not in _SMALL]
    return len(long_words) >= 4 and sum(word[0].islower() for word in long_words) <= 0.15 * len(long_words)
