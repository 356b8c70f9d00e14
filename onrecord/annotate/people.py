"""People in a source: by a title, a known given name, a role or a verb of saying beside the name."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import BODIES, Piece
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex


class Person(Struct, frozen=True, gc=False):
    """A run of words that names somebody, and what stands before it."""

    first: int
    last: int
    confidence: float
    why: str
    role: str = ""
    gender: str = ""
    implied: str = ""
    """The surname that stands only with a partner's given name ("John and Mary Smith")."""


NAMELESS = lx.FUNCTION | lx.CALENDAR | lx.NATION
_DOUBTFUL = NAMELESS | lx.COMMON
_TOLD = lx.COMMON | lx.BEFORE_OFFICE | lx.BODY | lx.PLACE | lx.NATION | lx.LAST | lx.FIRST | lx.ROLE
"""What a word may be that opens a role, and that it is common."""
_PLAIN = lx.COMMON | lx.NAMED | lx.ROLE
SUFFIXES = frozenset("Jr Jr. Sr Sr. I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split())
_BEHIND_COMMA = SUFFIXES - {"I"}
_LETTERED = 0.9
"""Confidence of a name behind which letters stand ("Ann Moss KC"): nothing else has them."""
_DESK = regex(r" (?:editor|correspondent|reporter|writer|staff)\b")
_MR = frozenset("Mr Mr. Mrs Mrs. Ms Ms. Miss Mx. Sir Lord Lady Dame".split())
SAYING = (
    "said|says|told|added|adds|asked|wrote|argued|explained|noted|insisted|warned|tweeted|admitted|replied|"
    "continued|recalled|testified|denied|"
    "claimed|declared|announced|acknowledged|conceded|stressed|predicted|commented|complained|vowed|joked|"
    "quipped|responded|concluded"
)
_SAID_AFTER = regex(rf",? (?:(?:has|had|also|later|then|who|himself|herself) )?(?:{SAYING})\b")
_SAYING = frozenset(SAYING.split("|"))
_NO_SUBJECT = regex(r"\b(?:of|in|at|from|near|for|to|on|with|by) $")
_APPOSITION = regex(r",? \(?(?:aged )?\d\d\b[,)]|, (?:an?|the|who|whose|former) |, [a-z]+ (?:of|at|for|with) ")
_BEFORE_A_WORD = "given name before a common word"
_EASTERN = regex(r"[A-Z][a-z]+-[a-zA-Z][a-z]+$")
_NUMBER_ONE = regex(r" I(?=[,.;:)’'\n]|$| (?:of|and|in|born|died|who|became)\b)")
_INITIAL = regex(r"[A-Z]\.(?:-?[A-Z]\.)*$|[A-Z]{2,3}$")


def gender_of(flag: int) -> str:
    """The gender a given name mostly has: f, m or ""."""
    given = flag & lx.GIVEN
    return "f" if given == lx.FEMALE else "m" if given == lx.MALE else ""


# ---------------------------------------------------------------- runs of words


def _belongs(reading: Reading, index: int) -> bool:
    """Whether a word that may be no name is part of a run that holds a person's name."""
    flag = reading.flags[index]
    if flag & _PLAIN == lx.COMMON and reading.opens[index] and _in_headline(reading, index):
        return False
    return not flag & NAMELESS or (flag & lx.NAMED > 0 and _name_anyway(reading, index))


def _in_headline(reading: Reading, index: int) -> bool:
    """Whether the word beside this one has a capital that means nothing too."""
    after = index + 1
    return bool(index and reading.joints[index - 1] and reading.opens[index - 1]) or (
        after < len(reading.words) and bool(reading.joints[index]) and reading.opens[after]
    )


def _name_anyway(reading: Reading, index: int) -> bool:
    """A month, weekday, adjective or function word that is a name where it stands: "April Jones", "Theresa May",
    "Jack English"."""
    flag = reading.flags[index]
    joined = reading.joints[index] in (" ", "de") and reading.ends[index] == reading.stops[index]
    if flag & lx.GIVEN and not flag & lx.NATION and joined and (not reading.opens[index] or not flag & lx.COMMON):
        after = reading.flag(index + 1)
        known = after & lx.SURNAME or (reading.joints[index] == "de" and not after & lx.COMMON)
        return bool(known) and not after & (NAMELESS | lx.LAST)
    if not reading.tight[index - 1]:
        return False
    before = reading.flags[index - 1]
    return bool(before & (lx.GIVEN | lx.HONORIFIC)) and not before & (NAMELESS | lx.COMMON)


def runs(reading: Reading) -> list[tuple[int, int]]:
    """(first, last) of the runs of words that nobody owns, joined by spaces or particles."""
    found: list[tuple[int, int]] = []
    flags, joints, ends, stops = reading.flags, reading.joints, reading.ends, reading.stops
    words, tight, owners, last = reading.words, reading.tight, reading.owner, -1
    for index in [index for index, owner in enumerate(owners) if owner < 0]:
        flag = flags[index]
        if index <= last or (flag & NAMELESS and not flag & lx.NAMED):
            continue
        if flag & _DOUBTFUL and not _belongs(reading, index):
            continue
        last = index
        while tight[last] or (joints[last] == "de" and ends[last] == stops[last]):
            after = last + 1
            if owners[after] >= 0 or (flags[after] & _DOUBTFUL and not _belongs(reading, after)):
                break
            if words[after].isupper() and _next_line_shouts(reading, last):
                break
            last = after
        if joints[last] == ",":
            last = _with_suffix(reading, last)
        elif tight[last] and words[last + 1] == "I" and _reigns(reading, index, last):
            last += 1
        found.append((index, last))
    return found


def _next_line_shouts(reading: Reading, last: int) -> bool:
    """Whether a line of capitals, a dateline, begins after the word with a word that has only these: Ada Hill⏎|LEEDS -
    …"""
    return (
        len(reading.words[last + 1]) > 2
        and not reading.words[last].isupper()
        and "\n" in reading.text[reading.stops[last] : reading.starts[last + 1]]
    )


def _with_suffix(reading: Reading, last: int) -> int:
    """The last word of the run, or the "Jr." that follows it after a comma."""
    if last + 1 < len(reading.words) and reading.joints[last] == "," and reading.words[last + 1] in _BEHIND_COMMA:
        return last + 1
    return last


def _reigns(reading: Reading, first: int, last: int) -> bool:
    """Whether the I behind a run is a ruler's number: Queen Elizabeth |I of England."""
    titled = any(word in lx.heads("ruler") for word in reading.words[first:last])
    return titled and _NUMBER_ONE.match(reading.text, reading.ends[last]) is not None


def _name_start(reading: Reading, first: int, last: int) -> int:
    """The index after the last word of a title in the run; `first` where there is none."""
    flags, start = reading.flags, first
    if last - first > 1 and not flags[first] and flags[first + 1] & lx.GIVEN and _is_elsewhere(reading, first):
        return first + 1  # "MP for Dunmore |Ann Hill"
    if reading.opens[first] and reading.words[first].lower().removesuffix("s") in lx.heads("company before a name"):
        return first + 1  # "Drugmaker |Tolvi"
    for index in range(first, last):
        if flags[index] & lx.ROLE and not _name_like_title(reading, first, last, index):
            start = index + 1
    if start > first or last - first < 2:
        return start
    if ends_office(reading, first):
        return first + 1
    if flags[first] & lx.NAMED or not flags[first] & lx.COMMON:
        return first
    telling = flags[first + 1] & lx.GIVEN or flags[first] & lx.LAST
    return first + 1 if telling and not flags[first + 1] & lx.COMMON else first


def _is_elsewhere(reading: Reading, index: int) -> bool:
    """Whether an unknown word stands alone after "in" and the like: the town of somebody rather than a name."""
    text, starts = reading.text, reading.starts
    return any(text.endswith((" in ", " at ", " near "), 0, starts[at]) for at in reading.alone(reading.words[index]))


def ends_office(reading: Reading, index: int) -> bool:
    """Whether the word ends an office before a given name: Secretary of |State Jack Hill."""
    if not index or reading.joints[index - 1] != "of":
        return False
    return bool(reading.flags[index - 1] & lx.TITLE and reading.flag(index + 1) & lx.GIVEN)


def _name_like_title(reading: Reading, first: int, last: int, index: int) -> bool:
    """A word that is a title elsewhere and part of the name here ("Tom Luther King", "Dean Moss")."""
    flag, after = reading.flags[index], reading.flags[index + 1]
    if not flag & lx.NAMED:
        return False
    if index > first and reading.flags[index - 1] & lx.GIVEN and not reading.flags[index - 1] & lx.ROLE:
        return True
    if flag & lx.GIVEN and index + 1 == last and not flag & lx.RANK:
        return not flag & lx.HONORIFIC or bool(after & lx.SURNAME and not after & lx.GIVEN)
    return not flag & lx.TITLE and not flag & lx.COMMON


# ---------------------------------------------------------------- evidence


VERB_AFTER, VERB_BEFORE = "verb of saying after", "verb of saying before"
ROLE_BEFORE, ROLE_AND_COMMA = "role before name", "role before, after a comma"
APPOSITION = "apposition after"
SPEAKING = (VERB_AFTER, VERB_BEFORE)
_BESIDE = {ROLE_BEFORE: 0.92, ROLE_AND_COMMA: 0.88, APPOSITION: 0.88, VERB_BEFORE: 0.88, VERB_AFTER: 0.8}
"""How sure unknown words are somebody's name by what stands beside them."""


def word_before(text: str, end: int) -> str:
    """The word that ends at `end`, without what opens a quotation or bracket before it."""
    word = text[end - 30 if end > 30 else 0 : end].rpartition(" ")[2]
    return word if word.isalpha() else word.rpartition("\n")[2].lstrip("\"'“‘(")


def context_of(reading: Reading, first: int, last: int) -> str:
    """What beside the words says that they name a person, as one of the rules above; "" for nothing."""
    text, start, end = reading.text, reading.starts[first], reading.ends[last]
    aside = text[end : end + 1] in (" ", ",", "(")
    if aside and _SAID_AFTER.match(text, end) and not _NO_SUBJECT.search(text, start - 8, start):
        return VERB_AFTER
    if start > 2 and text[start - 1] == " ":
        comma = text[start - 2] == ","
        word = word_before(text, start - 1 - comma)
        if not comma and word in _SAYING:
            return VERB_BEFORE
        if word.rpartition("-")[2] in lx.occupations():
            return ROLE_AND_COMMA if comma else ROLE_BEFORE
    return APPOSITION if aside and _APPOSITION.match(text, end) else ""


def plainly_somebody(reading: Reading, first: int, last: int) -> str:
    """What says that a given name and a word that seldom is a surname are somebody: said |Robert Cousin, a clerk."""
    flag, words = reading.flags[first], reading.words
    given = flag & lx.GIVEN and not flag & (lx.COMMON | lx.PLACE | lx.NATION | lx.TITLE)
    initial = last - first == 2 and words[first + 1][-1] == "."
    body = reading.flags[last] & (lx.AGENCY_LAST | lx.ORGANIZATION_LAST | lx.OFFICE_LAST)  # "Kelly Services said"
    if not given or body or reading.opens[last] or not (last - first == 1 or initial):
        return ""
    context = context_of(reading, first, last)
    return context if context in SPEAKING else ""


def _titled(flag: int, title: int) -> tuple[float, str]:
    """Confidence and rule for a name after a title; `flag` is its last word's."""
    if flag & (lx.COMMON | lx.NAMED) == lx.COMMON:
        if flag & lx.ROLE or not title & lx.TITLE:
            return 0.0, ""
        if not title & lx.HONORIFIC and flag & (lx.LAST | lx.FIRST | lx.BEFORE_OFFICE):
            return 0.0, ""
        return (0.9 if title & lx.HONORIFIC and not title & lx.COMMON else 0.65), "title before a common word"
    return 0.94, "title before name"


def _judge(reading: Reading, first: int, last: int, title: int) -> tuple[float, str]:
    """Confidence and rule for the words as a person's name; 0 for none. `title` is what the word before them may be."""
    flags, words = reading.flags, reading.words
    tail = last - 1 if words[last] in SUFFIXES and last > first else last
    count = tail - first + 1
    if count == 1 and tail < last and flags[first] & lx.GIVEN:
        return 0.9, "given name and a ruler's number"
    if count > 5 or (count == 1 and words[first].isupper() and len(words[first]) > 3 and not reading.caps[first]):
        return 0.0, ""
    if title & lx.ROLE:
        if count == 1 and words[tail][-1] == "s" and flags[tail] & _PLAIN == lx.COMMON and not title & lx.HONORIFIC:
            return 0.0, ""  # "Greyline Coach |Tours"
        return _titled(flags[tail] | (lx.FIRST if reading.opens[tail] else 0), title)
    plain_tail = flags[tail] & (lx.COMMON | lx.NAMED) == lx.COMMON
    doubtful = flags[first] & lx.COMMON and reading.opens[first]
    if count >= 2 and flags[first] & lx.GIVEN:
        if plain_tail and (doubtful or reading.opens[tail] or flags[tail] & (lx.LAST | lx.ROLE)):
            return (0.88, told) if (told := plainly_somebody(reading, first, last)) else (0.0, "")
        return (0.92, _BEFORE_A_WORD) if plain_tail or doubtful else (0.95, "given name and surname")
    if (
        count >= 2
        and _INITIAL.match(words[first])
        and not flags[first] & lx.NO_BODY
        and not plain_tail
        and len(words[tail]) > 2
        and ("." in words[first] or not words[tail].isupper())  # "CONGRESS |HAS ASKED HIM"
    ):
        return 0.9, "initials and surname"
    if count == 1:
        return _single(reading, first)
    inside = range(first, tail + 1)
    context = context_of(reading, first, last)
    if plain_tail and count == 2 and not flags[first] & _PLAIN and _a_name_elsewhere(reading, tail):
        return 0.85, "a common word that is a name elsewhere"
    if any(flags[index] & lx.COMMON and not flags[index] & lx.NAMED for index in inside):
        likely = flags[tail] & lx.SURNAME or (not flags[tail] and context not in ("", *SPEAKING))
        return (0.75, context) if context and count == 2 and likely and not reading.opens[first] else (0.0, "")
    if any(words[index].isupper() and len(words[index]) > 2 for index in inside):
        return 0.0, ""
    if context:
        return _BESIDE[context], context
    if count == 2 and _EASTERN.match(words[tail]):
        return 0.85, "family name and hyphenated given name"
    return 0.5, "capitalised words"


def _a_name_elsewhere(reading: Reading, index: int) -> bool:
    """Whether a common word stands alone with a capital inside a sentence, and never without: "… |Roof was angry"."""
    word = reading.words[index]
    if reading.flags[index] & (lx.BODY | lx.LAST) or reading.has_small(word.lower()):
        return False
    return any(at != index for at in reading.alone(word))


def _single(reading: Reading, index: int) -> tuple[float, str]:
    """One word is nobody's name by itself: what is known elsewhere in the source decides."""
    flag, word = reading.flags[index], reading.words[index]
    if word.isupper() or (flag & lx.ROLE and not flag & lx.NAMED):
        return 0.0, ""
    if flag & (lx.LAST | lx.FIRST) and reading.text.endswith(("the ", "The "), 0, reading.starts[index]):
        return 0.0, ""
    plural = not flag and word[-1] == "s" and lx.flags().get(word[:-1], 0) & (lx.COMMON | lx.NAMED) == lx.COMMON
    if (flag & lx.COMMON or plural) and (reading.opens[index] or not flag & lx.NAMED):
        return 0.1, "common word"
    return 0.3, "one capitalised word"


def find_people(reading: Reading, pieces: list[Piece]) -> list[Person]:
    """People and, with a confidence below 0.6, words that may name somebody; in text order."""
    found: list[Person] = []
    flags, caps, tight, words, done = reading.flags, reading.caps, reading.tight, reading.words, -1
    for first, last in runs(reading):
        if caps[first] or first <= done:
            continue
        if first == last:
            if tight[first] and _in_adjective(reading, first):
                continue
            if flags[first] & lx.GIVEN and (done := _behind_nickname(reading, first, first)):
                found.append(Person(first, done, 0.9, "a nickname inside the name", "", gender_of(flags[first])))
                continue
            confidence, why = _single(reading, first)
            if confidence:
                found.append(Person(first, last, confidence, why))
            continue
        run, last = last, _without_things(reading, first, last)
        start = _name_start(reading, first, last)
        if flags[start] & lx.GIVEN and (done := _behind_nickname(reading, last, start)):
            role, last = _role(reading, pieces, first, start) if start > first else "", done
            found.append(Person(start, last, 0.9, "a nickname inside the name", role, gender_of(flags[start])))
            continue
        confidence, why = _judge(reading, start, last, flags[start - 1] if start > first else 0)
        if run > last > start and words[run].isupper() and 0 < confidence < _LETTERED:
            confidence, why = _LETTERED, "letters behind the name"
        if confidence and not (why == _BEFORE_A_WORD and _of_a_body(reading, pieces, start)):
            role = gender = ""
            if start > first:
                role, gender = _role(reading, pieces, first, start), _title_gender(words[start - 1])
            if not gender and last > start:
                gender = gender_of(flags[start])
            found.append(Person(start, last, confidence, why, "" if role in _MR else role, gender))
    return _couples(reading, found)


def _in_adjective(reading: Reading, index: int) -> bool:
    """Whether the word begins a place of which the rest is in an adjective behind it: |Hong Kong-based."""
    after = reading.words[index + 1]
    if "-" not in after or not after[-1].islower():
        return False
    place = f"{reading.words[index]} {after.partition('-')[0]}"
    return any(phrase.form == place for phrase in lx.phrases().get(reading.words[index], ()))


_NICKNAME = regex(r" (?:[\"“'‘][A-Za-z][\w -]{1,24}[\"”'’]|\([A-Z][a-z]+\)) (?=[A-Z])")
_BEFORE_NICKNAME = frozenset((' "', " “", " '", " ‘", " ("))


def _behind_nickname(reading: Reading, index: int, first: int) -> int:
    """The surname behind the given name `first` and a nickname in quotation marks or brackets, Tom "Big Ox" |Hill; 0
    for none. Brackets may stand behind several given names."""
    text, end, flags = reading.text, reading.ends[index], reading.flags
    behind = text[end : end + 2]
    if behind not in _BEFORE_NICKNAME or (first < index and behind != " ("):
        return 0
    read = _NICKNAME.match(text, end)
    surname = reading.starting_at(read.end()) if read is not None else -1
    if surname < 0:
        return 0
    if text[end + 1] == "(" and not flags[index + 1] & lx.GIVEN:
        return 0
    plain = flags[surname] & (lx.COMMON | lx.SURNAME) == lx.COMMON
    return 0 if plain or reading.owner[surname] >= 0 or flags[surname] & (NAMELESS | lx.ROLE) else surname


def _without_things(reading: Reading, first: int, last: int) -> int:
    """The last word of a name before a plural noun that stands without a capital too: Ann Moss |Emails."""
    word, flags, flag = reading.words[last], reading.flags, reading.flags[last]
    if flag & lx.NO_BODY and last > first and word.isupper() and len(word) > 1 and word not in SUFFIXES:
        return last - 1  # letters behind a name: Ann Moss |KC
    if flag & _PLAIN != lx.COMMON:
        return last
    if last > first + 1 and _DESK.match(reading.text, reading.ends[last]):
        return last - 1  # "Ann Moss |Political editor"
    alone = last == first or (last == first + 1 and not flags[first] & lx.GIVEN)  # "Ruddock Pies" may be a company
    if word[-1] != "s" or alone or flags[last - 1] & (lx.COMMON | lx.SURNAME) == lx.COMMON:
        return last
    return last - 1 if reading.has_small(word.lower()) or reading.has_small(word[:-1].lower()) else last


def _of_a_body(reading: Reading, pieces: list[Piece], first: int) -> bool:
    """Whether the words go on with the name of a body: the UCLA |Anderson Forecast."""
    owner = reading.owner[first - 1] if first and reading.tight[first - 1] else -1
    return owner >= 0 and pieces[owner].kind in BODIES


@lru_cache(maxsize=1024)
def _title_gender(title: str) -> str:
    """f or m where a title says so ("Mrs.", "Congressman"), else ""."""
    titles = lx.words("titles.txt")
    if title in titles["honorific f"] or title.endswith("woman"):
        return "f"
    return "m" if title in titles["honorific m"] or title.endswith("man") else ""


def _role(reading: Reading, pieces: list[Piece], first: int, start: int) -> str:
    """The title before a name with the body or place that belongs to it ("Homeland Security Secretary", "Secretary
    of State")."""
    if first and reading.joints[first - 1] == "of" and reading.flags[first - 1] & lx.ROLE:
        return reading.span(first - 1, start - 1)
    if not reading.flags[start - 1] & lx.ROLE and not any(flag & lx.ROLE for flag in reading.flags[first:start]):
        return ""
    while first + 1 < start and reading.opens[first] and reading.flags[first] & _TOLD == lx.COMMON:
        first += 1  # "Recall |Sen. Ada Hill"
    if reading.tight[first - 1]:
        owner = reading.owner[first - 1]
        if owner >= 0 and pieces[owner].kind:
            first = pieces[owner].first
        elif reading.flags[first - 1] & lx.NATION:
            first -= 1
    return reading.span(first, start - 1)


def _couples(reading: Reading, people: list[Person]) -> list[Person]:
    """Give the first of "John and Mary Smith", "Ann B. and John Smith" the surname that both have."""
    joints = reading.joints
    joined = [index for index, person in enumerate(people[:-1], 1) if joints[person.last] in ("and", "&")]
    for index in joined:
        before, person = people[index - 1], people[index]
        if before.last != person.first - 1:
            continue
        middle = [word for word in reading.words[before.first + 1 : before.last + 1] if not _INITIAL.match(word)]
        given = reading.flags[before.first] & lx.GIVEN and reading.flags[person.first] & lx.GIVEN
        if given and not middle and person.last > person.first:
            why = "given names joined by and before a surname"
            people[index - 1] = replace(before, confidence=0.9, why=why, implied=reading.words[person.last])
    return people
