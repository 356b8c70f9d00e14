"""What stands round a number: its qualifier before it, the thing counted after it."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.annotate.lexicon import words
from onrecord.english import SEVERAL
from onrecord.patterns import regex

_QUALIFIER = regex(
    r"""\b((?:
        (?:a|an|the)[ ](?:(?:grand|combined|record|estimated)[ ])?
            (?:total|average|median|mean|minimum|maximum|number)[ ]of
            (?:[ ](?:about|around|roughly|nearly|almost|some|at[ ]least|more[ ]than|over))?
      | (?:(?:slightly|just|well|far|much|significantly|a[ ]little|considerably|no|not|any)[ ])?
            (?:more|less|fewer|greater|higher|lower|better|bigger|larger|older|younger|worse)[ ]than
      | (?:just|well|slightly|a[ ]little)[ ](?:over|under|above|below|short[ ]of|shy[ ]of|past)
      | as[ ](?:many|much|few|little|high|low|long|large)[ ]as
      | at[ ](?:least|most|the[ ]very[ ]least) | up[ ]to | close[ ]to | near(?:ly|ing)? | almost | about | around
      | roughly | approximately | approx\.? | circa | some | over | under | above | below | only | just | barely
      | exactly | precisely | upwards?[ ]of | north[ ]of | south[ ]of | in[ ]excess[ ]of
      | (?:an|the)[ ](?:estimated|additional|extra) | estimated | an?[ ](?:whopping|staggering|record|further|mere)
      | another | other | perhaps | maybe | virtually | plus[ ]or[ ]minus
      | somewhere[ ](?:around|between) | anywhere[ ](?:from|between) | a[ ](?:full|good) | minimum | maximum | average
    ))[ ](?:the[ ])?(?:between[ ]|from[ ])?[("“‘']?\Z""",
    re.VERBOSE,
)
_TAIL = regex(r" (or (?:more|less|fewer|so|higher|older|younger|above|over|under)|plus)\b")
_OPENING = ("(", '"', "“", "‘", "'")
_LAST_WORDS = frozenset(
    "of than over under above below past as least most to near nearly nearing almost about around roughly "
    "approximately approx circa some only just barely exactly precisely excess estimated additional extra whopping "
    "staggering record minus further mere another other perhaps maybe virtually between from full good minimum "
    "maximum average the by".split()
)
_BARE = frozenset("other".split())
_LETTERS = regex(r"[A-Za-z]+\Z")
_REACH = 34


def qualifier(text: str, start: int, after: int) -> str | None:
    """The words that say how exact a number is ("more than", "a total of", "or so"), as written."""
    lead = text[max(0, start - _REACH) : start]
    if last_word(lead) in _LAST_WORDS:
        before = _QUALIFIER.search(lead.lower())
        if before is not None and before.group(1) not in _BARE:
            return " ".join(lead[before.start(1) : before.end(1)].split())
    tail = _TAIL.match(text, after)
    return tail.group(1) if tail else None


def last_word(lead: str) -> str:
    """The last word of what leads up to a number, in small letters; "" where no space parts them."""
    if lead.endswith(_OPENING):
        lead = lead[:-1]
    if not lead.endswith((" ", "\u00a0")):
        return ""
    lead = lead[:-1].removesuffix(".")
    word = lead[lead.rfind(" ") + 1 :]
    if not word.isalpha():
        read = _LETTERS.search(word)
        word = read.group() if read is not None else ""
    return word.lower()


# ---------------------------------------------------------------- the thing counted


_NOT_PLURAL = ("ss", "us", "is", "’s", "'s")
_WORD = regex(r"[ \u00a0-]([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ’'.-]*)")
_NUMBER = rf"(?:\d[\d,]* |(?:{'|'.join(SEVERAL)}) )?"
_ARTICLE = (
    r"(?:(?:the|its|a|an|his|her|their|our|all|these|those|some|total|new|more|additional|each) )?(?:[\w’']+[’']s? )?"
    r"(?:last |first |next |past |previous |roughly |about |around |nearly |almost |estimated |remaining )?" + _NUMBER
)
_WHOLE = regex(r" (?:the|its|an?|his|her|their|our|all|these|those) ")
_OF = regex(rf" (?:worth )?of {_ARTICLE}")
_FOR = regex(rf" (?:(?:worth )?of|for|toward|towards|in(?= (?:[a-z]+ )*[a-z])|more in) {_ARTICLE}")
_NO_GOODS = frozenset(
    "year years quarter quarters month months week weeks day days decade half season period pocket pockets cash total "
    "escrow advance person".split()
)
"""What money is in and not for: $4 million in the three |months to June, £9 in his |pocket."""
_TRADING = regex(
    r"(?:early|late|morning|midday|afternoon|evening|after-hours|premarket|\w+[ ]?day|thin|light|heavy) (?:trad|deal)"
)
"""When a share costs what it does: $9 in |morning trade."""
_THING_LEADS = (" w", " o", " f", " t", " i", " m")
"""What `_OF` and `_FOR` begin with."""
_DETERMINERS = "a an the its this that his her their our your my another each every per one no any".split()
_AFTER_DETERMINER = (
    "about around roughly nearly almost estimated whopping record reported further additional proposed initial new "
    "more than over first full planned annual".split()
)
_DETERMINED = regex(
    rf"(?:^|[\s“\"'‘(])(?:{'|'.join(_DETERMINERS)}|[A-Z]?\w+['’]s?)(?: (?:{'|'.join(_AFTER_DETERMINER)}))* \Z"
)
_DETERMINING = tuple([f"{word} " for word in (*_DETERMINERS, *_AFTER_DETERMINER, "'s", "’s", "'", "’")])
"""How what `_DETERMINED` finds can end."""
_PER = regex(r"(?:[ -]?(?:per|an?)[ -]|/)((?:sq\.? ?)?[a-z]+)\b(?![’']| (?:ago|earlier|later|before|after|old)\b)")
_PER_LETTERS = ("p", "a", "/")
_LONGEST_THING = 5
_LONGEST_SINGLE = 3
_OWNED = ("'s", "’s", "'", "’")


def _list(section: str) -> frozenset[str]:
    return words("things.txt")[section]


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    if low.endswith("s") and len(low) > 2 and not low.endswith(_NOT_PLURAL):
        return True
    return low in _list("plurals")


def words_after(text: str, at: int) -> list[tuple[str, int]]:
    """Up to five words of the phrase that begins behind the space or hyphen at `at`, with where each ends; a function
    word ends the phrase."""
    phrase: list[tuple[str, int]] = []
    ends = _list("function")
    while len(phrase) < _LONGEST_THING and (read := _WORD.match(text, at)) is not None:
        word, at = read.group(1), read.end(1)
        bare = word.rstrip(".-’'")
        if bare.lower() in ends or not bare or (bare.endswith("ly") and phrase and is_plural(phrase[-1][0])):
            break
        if "." in bare:  # "U.S."
            bare = word.rstrip("-’'")
        phrase.append((bare, read.start(1) + len(bare)))
        if bare != word and not (len(bare) < 4 and word.endswith(".") and word[0].isupper()):
            break
    return phrase


def noun_phrase(text: str, at: int, single: bool = False) -> tuple[str, int] | None:
    """The thing named from `at` on, and where its head ends: up to the last of the first run of plural nouns.

    `single` also takes a phrase without a plural ("one man", "11-member pact").
    """
    phrase = words_after(text, at)
    if not phrase:
        return None
    head = next((n for n, (word, _) in enumerate(phrase) if is_plural(word)), None)
    if head is None:
        if not single:
            return None
        if phrase[-1][0].endswith(_OWNED):
            return None
        head = 1 if len(phrase) > 1 and not phrase[1][0].endswith("ed") else 0
    else:
        while head + 1 < len(phrase) and is_plural(phrase[head + 1][0]):
            head += 1
    return text[at + 1 : phrase[head][1]], phrase[head][1]


def single_thing(text: str, at: int) -> tuple[str, int] | None:
    """The one thing named from `at` on, and where it ends: up to what looks like a verb, at most three words."""
    phrase = words_after(text, at)[:_LONGEST_SINGLE]
    verbs = _verbs()
    end = next((n for n, (word, _) in enumerate(phrase) if n and (_is_verb(word) or word in verbs)), len(phrase))
    if not phrase or phrase[0][0].endswith(_OWNED):
        return None
    return text[at + 1 : phrase[end - 1][1]], phrase[end - 1][1]


def _is_verb(word: str) -> bool:
    """Whether a word behind a singular looks like a verb: one poll |shows, one man |wanted."""
    return word.endswith(("ed", "ing")) or (is_plural(word) and word.islower())


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    """Verbs in the past that nothing in their look tells of, and participles that tell what befell somebody."""
    return words("grammar.txt")["verb"] | {"dead", "hurt"}


def thing_after(text: str, at: int, money: bool = False) -> tuple[str, int] | None:
    """What an amount is of ("of jet fuel") or, of money, for ("for repairs"), and where that ends."""
    if text[at : at + 2] not in _THING_LEADS:
        return None
    lead = (_FOR if money else _OF).match(text, at)
    phrase = noun_phrase(text, lead.end() - 1, single=True) if lead else None
    within = lead is not None and lead.group().startswith((" in ", " more in "))
    if phrase and within and (phrase[0].rpartition(" ")[2].lower() in _NO_GOODS or _TRADING.match(phrase[0])):
        return None
    return phrase


def whole_after(text: str, at: int) -> tuple[str, int] | None:
    """What a fraction without "of" is of: "half the crews"."""
    lead = _WHOLE.match(text, at)
    return noun_phrase(text, lead.end() - 1, single=True) if lead else None


def determined(text: str, start: int) -> bool:
    """Whether an article or the like before a number says that a noun follows it ("a 25% tax")."""
    if not text.endswith(_DETERMINING, 0, start):
        return False
    return _DETERMINED.search(text, max(0, start - 30), start) is not None


def per_after(text: str, at: int) -> tuple[str, int] | None:
    """ "per hour" of "$15 an hour", "per barrel" of "a barrel", and where it ends."""
    read = _PER.match(text, at) if text[at : at + 2].lstrip(" -")[:1] in _PER_LETTERS else None
    if read is None or read.group(1).split()[0].rstrip(".") not in _list("per"):
        return None
    return f"per {read.group(1)}", read.end()
