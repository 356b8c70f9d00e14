"""Known bodies, places and things: names of the word lists, where they mean what the lists say."""

from __future__ import annotations

from onrecord.annotate import lexicon as lx
from onrecord.annotate.people import word_before
from onrecord.annotate.pieces import Piece, claim
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_STRONG = frozenset("Congress Senate Parliament Pentagon Kremlin Treasury Labour".split())
"""Known bodies that are common words too and mean the body even where a sentence opens."""
_ARABIC, _ARTICLE = ("Al ", "al-", "Al-"), len("al ")
"""How names begin that have the Arabic article, and how long it is where it stands by itself."""


def find_known(reading: Reading, pieces: list[Piece]) -> None:
    """Bodies, places and things of the word lists."""
    done = -1
    table, text, phrase_flag = lx.openings(), reading.text, lx.PHRASE
    words, starts, ends = reading.words, reading.starts, reading.ends
    for index in [index for index, flag in enumerate(reading.flags) if flag & phrase_flag]:
        if index <= done:
            continue
        word, start, end = words[index], starts[index], ends[index]
        behind, short = table[word]
        for phrase in behind.get(text[end : end + 3], short) if behind else short:
            form = phrase.form
            if form == word or text.startswith(form, start):
                last = index if form == word and word[-1] != "." else _reaches(reading, index, start + len(form))
                if last >= index and _stands(reading, index, last, phrase):
                    claim(reading, pieces, _piece(reading, index, last, phrase))
                    done = last
                    break
    for index in reading.shouted:
        if reading.owner[index] < 0 and len(words[index]) > 2:
            second = index and reading.joints[index - 1] == "/" and reading.owner[index - 1] >= 0  # "ROME/|PARIS"
            if reading.opens[index] or second:
                _shouted(reading, pieces, index)


def _shouted(reading: Reading, pieces: list[Piece], index: int) -> None:
    """Claim what a line of capitals or a dateline writes in capitals."""
    if reading.flags[index] & lx.PHRASE:
        return
    start = reading.starts[index]
    for phrase in lx.phrases().get(reading.words[index].capitalize(), ()):
        end = start + len(phrase.form)
        if reading.text[start:end] == phrase.form.upper():
            last = _reaches(reading, index, end)
            if last >= index and _stands(reading, index, last, phrase):
                claim(reading, pieces, _piece(reading, index, last, phrase))
                break


def _piece(reading: Reading, index: int, last: int, phrase: lx.Phrase) -> Piece:
    first, form, name = index + (reading.words[index] == "The"), phrase.form, phrase.name
    stretch = 0
    if len(form) > reading.ends[last] - reading.starts[index]:
        rest = form[reading.stops[last] - reading.starts[index] :]
        stretch = len(rest) if rest and any(map(str.isdigit, rest)) else 0  # "Group of 20"; not "… news agency"
        if form.endswith("'s"):
            stretch = reading.stops[last] - reading.ends[last]  # "Moody's"
    why = "known place" if phrase.kind == "place" else "known name"
    confidence = _known_confidence(reading, first, last, phrase)
    article = name[0] in "Aa" and name.startswith(_ARABIC) and reading.text.endswith(" al ", 0, reading.starts[first])
    lead = _ARTICLE if article else 0
    return Piece(first, last, phrase.kind, confidence, why, name, phrase.acronym, stretch, lead)


def _known_confidence(reading: Reading, first: int, last: int, phrase: lx.Phrase) -> float:
    """How often a known form of that shape is what the list says, as measured on news of other years and countries."""
    if phrase.kind in ("place", "thing"):
        return 0.95
    if phrase.building:
        return 0.8
    if first < last:
        return 0.94
    if reading.words[first].isupper():
        return 0.95 if phrase.kind == "agency" and not reading.opens[first] else 0.86
    return 0.8 if reading.flags[first] & (lx.COMMON | lx.NAMED) else 0.85


def _reaches(reading: Reading, index: int, end: int) -> int:
    """The last word of a known form that begins at `index` and ends at `end`; -1 where the words go on."""
    if reading.text[end : end + 1].isalnum():
        return -1
    starts, ends, last = reading.starts, reading.ends, index
    while ends[last] < end and last + 1 < len(starts) and starts[last + 1] < end:
        last += 1
    return last if ends[last] <= end or reading.stops[last] == end else -1


def _stands(reading: Reading, index: int, last: int, phrase: lx.Phrase) -> bool:
    """Whether a known form means what it may mean where it stands: no common word, no sign of money, and no part of a
    person's name."""
    end = reading.ends[last]
    if end < len(reading.text) and reading.text[end] == "$":
        return False  # "US$5"
    if phrase.needs and not reading.holds(phrase.needs):
        return False
    if index < last:
        people = reading.words[index] == "The" and index + 1 == last and reading.flags[last] & lx.NATION
        return not (people and reading.opens[index]) or _REPORTS.match(reading.text, reading.ends[last]) is not None
    flag, word = reading.flags[index], reading.words[index]
    if flag & lx.TITLE and reading.flag(index + 1) & lx.GIVEN:
        rank = flag & lx.RANK and reading.tight[index] and reading.joints[index - 1] != ","
        if word[-1] == "." or (rank and not reading.flag(index + 1) & (lx.COMMON | lx.PLACE)):
            return False  # "said |Del. Ada Hill", "|DC Ada Hill"; not "Washington, |DC"
    joined = reading.tight[index - 1]
    before = reading.flags[index - 1] if joined else 0
    if joined and flag & lx.NAMED and reading.words[index - 1][-1] == "." and len(reading.words[index - 1]) < 5:
        return False  # initials before a surname
    if word.isupper() and len(word) > 1:
        return not (before & lx.GIVEN and not before & lx.PLACE) and not (reading.caps[index] and flag & lx.COMMON)
    if joined and not before and flag & lx.SURNAME and _behind_role(reading, index - 1):
        return False  # "the runner Tolvi |Houston"
    owned = phrase.form.endswith("'s")
    plain = phrase.kind != "place" and flag & lx.COMMON and not (owned and phrase.form == phrase.name)
    if plain and _only_a_word(reading, index, joined and not before & _EDGE):
        return False
    return not _in_a_persons_name(reading, index, before, owned and joined)


def _behind_role(reading: Reading, index: int) -> bool:
    """Whether a role in small letters stands before a word that nobody has."""
    start = reading.starts[index]
    return reading.owner[index] < 0 and word_before(reading.text, start - 1) in lx.occupations()


_REPORTS = regex(r",| (?:newspaper|daily|said|says|reported|reports|quoted|wrote|writes|revealed)\b")
"""What stands after an outlet that is called after a people where a sentence begins: "The Australian |reported"."""
_EDGE = lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.ROLE | lx.PLACE | lx.BODY


def _only_a_word(reading: Reading, index: int, joined: bool) -> bool:
    """A common word with a capital for its place in the sentence or in a longer name."""
    if joined or (reading.opens[index] and reading.words[index] not in _STRONG):
        return True
    after, joint = reading.flag(index + 1), reading.joints[index]
    if reading.tight[index]:
        return not after & (lx.ROLE | lx.CALENDAR | lx.BEFORE_OFFICE)
    return joint in ("and", "&") and after & (lx.COMMON | lx.BODY) == lx.COMMON


def _in_a_persons_name(reading: Reading, index: int, before: int, owned: bool) -> bool:
    """ "Paris Moss", "Tom Mayfair", "Laquan Moss's": a word with a given name before it or a surname after
    it."""
    flag, follows = reading.flags[index], reading.tight[index]
    after = reading.flags[index + 1] if follows else 0
    given = before & lx.GIVEN and not before & lx.PLACE and not (after & lx.LAST and follows)
    if given and (not before & lx.COMMON or not reading.opens[index - 1]):
        return True
    if owned and not before & (lx.FUNCTION | lx.CALENDAR | lx.NATION):
        return True
    if before & lx.TITLE and not before & lx.GIVEN and flag & lx.NAMED:
        return True
    unlike = lx.LAST | lx.FUNCTION | lx.CALENDAR | lx.NATION | lx.TITLE | lx.PLACE
    if follows and flag & lx.GIVEN and not after & unlike:
        return not after & lx.COMMON or bool(after & lx.SURNAME)
    return False
