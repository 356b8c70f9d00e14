"""Cues of speech in a sentence: the verbs and phrases that say that somebody said something."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from onrecord.annotate import passives
from onrecord.annotate.doubtful import DOUBTFUL, is_other, is_single
from onrecord.annotate.lexicon.reporting import Groups, cue_heads, phrase_tails, reporting_nouns, reporting_verbs
from onrecord.annotate.phrases import ALONE, PERIODS, PLURALS, POSSESSIVES, owner_before
from onrecord.annotate.syntax import Sentence, possessive
from onrecord.patterns import regex

STATING = frozenset({"say", "that", "tell", "find"})
"""Groups of verbs whose words are a statement."""
FINITE = frozenset({"past", "third", "base"})
"""Tenses in which a verb has a subject of its own."""
BE = frozenset("is are was were be been being am 's ’s get gets got".split())
TIMES = PERIODS | frozenset("fact turn past weekend morning afternoon evening night".split())
_TIME_WORDS = frozenset("the this that last next early late earlier past recent".split())
_ABOUT = frozenset("less more than about over under just almost nearly".split())
_WHEN = frozenset("when whenever if once unless until though although".split())
"""What a past participle stands behind without a subject: when |asked about it."""
_MANY = frozenset("some many most several few both all others those these".split())
_SUBJECT = 10
"""Words that a subject has, at most."""
_SEVERAL = frozenset("several many few these those some most all both no any".split())
ALSO_NOUNS = frozenset(
    "attacks claims reports calls notes charges promises comments questions demands states records remarks orders "
    "answers praise blame doubts terms labels posts texts tweets estimates offers requests mentions challenges "
    "protests attack claim report call note charge promise comment question demand state record remark order "
    "answer rules rule rates rate".split()
)
_HEARD = frozenset("asked told warned urged advised reminded informed pressed questioned".split())
"""Passives whose subject hears what their agent says."""
_ADVERBIAL = frozenset(
    ("in particular", "in turn", "in fact", "in effect", "in part", "of course", "for example", "for instance")
)
"""Pairs of words that stand between a verb and its helper as an adverb does: critics have |in particular noted."""
_HEARSAY = frozenset("reported said believed understood alleged thought rumored rumoured known".split())
_LEADING = TIMES.union(_HEARSAY, ("to", "ago", "long", "all", "both", "once"), [pair.split()[1] for pair in _ADVERBIAL])
"""What may stand before a verb and its helpers, or end what does, beside adverbs and auxiliaries."""
_REJECTED = ("reject", "dismiss", "deni", "deny", "rebut", "refut", "disput")
# what stands for people who were asked, for what "claimed" is no saying, and words that need a second look
_COUNTED = frozenset("10 ten five four three two 100 20".split())
_GERUND_NOUNS = frozenset("ruling posting offering".split())
_RELATIVE = 14
"""Words before a plural verb within which a relative clause may stand: "Friends who saw him there |say"."""
_MODALS = frozenset("to will would can could may might must should shall do does did didn't didn’t cannot".split())


class Cue(Struct, frozen=True, gc=False):
    """A cue: words `verb` to `last` of a sentence, with the auxiliaries and adverbs before it from `first`."""

    first: int
    verb: int
    last: int
    groups: frozenset[str]
    tense: str
    """`past`, `third`, `base`, `infinitive`, `gerund`, `passive`, `noun` ("his claim") or `phrase` ("according to")."""
    negated: bool = False


class _Head(Struct, frozen=True, gc=False):
    """What a cue can be that begins with a word."""

    alone: tuple[Groups, str] | None
    """What may follow the word as a verb, and its tense; None where it is no verb by itself."""
    longer: tuple[tuple[list[str], tuple[Groups, str]], ...]
    """The same for forms of several words, by those after the first, longest first."""
    noun: bool
    """Whether it is a noun of speech."""


@lru_cache(maxsize=1)
def _heads() -> dict[str, _Head]:
    """Every word that a cue may begin with."""
    verbs, tails, nouns = reporting_verbs(), phrase_tails(), reporting_nouns()["speech"]
    heads = {
        word: _Head(
            verbs.get(word),
            tuple([(words, verbs[" ".join([word, *words])]) for words in tails.get(word, ())]),
            word in nouns,
        )
        for word in cue_heads()
    }
    heads["according"] = _Head(None, ((["to"], (frozenset({"source"}), "phrase")),), False)
    heads["per"] = _Head((frozenset({"source"}), "phrase"), (), False)
    return heads


_AFTER_QUOTE = regex(r"Q,(?:N|X+)(n)(?:$|[,PRMSC])|Q,(n)X+n*(?:$|[,P])")
"""A quotation that ends with a comma, a name or pronoun, and a verb that ends the clause; or these in turn."""


def find_cues(sentence: Sentence) -> list[Cue]:
    """The cues of a sentence from left to right."""
    heads, lows = _heads(), sentence.lows
    found: list[Cue] = []
    last = -1
    for index in sentence.heads:
        if index > last:
            head = heads[lows[index]]
            cue = _noun_cue(sentence, index) if head.noun else None
            if cue is None:
                cue = _verb_cue(sentence, index, head)
            if cue is not None:
                last = cue.last
                found.append(cue)
    if "Q," in sentence.tags and (unlisted := _unlisted(sentence, found)):
        found = sorted([*found, *unlisted], key=_place)
    return found


def _place(cue: Cue) -> int:
    return cue.verb


def _unlisted(sentence: Sentence, found: list[Cue]) -> list[Cue]:
    """Verbs in -ed that no list has, between a quotation and its speaker: "…," she |harrumphed, "…," |fumed Keller."""
    known = {cue.verb for cue in found}
    cues = []
    for match in _AFTER_QUOTE.finditer(sentence.tags):
        verb = match.start(match.lastindex or 1)
        if verb not in known and sentence.lows[verb].endswith("ed") and not possessive(sentence, verb - 1):
            cues.append(Cue(verb, verb, verb, frozenset({"say"}), "past"))
    return cues


def _noun_cue(sentence: Sentence, index: int) -> Cue | None:
    """A noun of speech with its clause: the claim |that …, his answer was |that …"""
    tags = sentence.tags
    if tags[index] != "n":
        return None
    last = index + 1 if tags[index + 1 : index + 2] == "B" else index
    if tags[last + 1 : last + 2] != "T" or tags[last + 2 : last + 3] in ("", "A", "B", "V"):
        return None
    owner = owner_before(sentence, index)
    if owner < 0 or not (tags[owner] == "D" or possessive(sentence, owner)):
        return None
    if owner and sentence.lows[owner - 1].startswith(_REJECTED):
        return None
    return Cue(index, index, last, frozenset({"that"}), "noun")


def _verb_cue(sentence: Sentence, index: int, head: _Head) -> Cue | None:
    tags, lows = sentence.tags, sentence.lows
    tag, last, entry = tags[index], index, head.alone
    for words, longer in head.longer:
        if lows[index + 1 : index + 1 + len(words)] == words:
            entry, last = longer, index + len(words)
            break
    if entry is None:
        return None
    groups, tense = entry
    if lows[index] in DOUBTFUL and is_other(sentence, index):
        return None
    if tense == "phrase":
        return Cue(index, index, last, groups, tense)
    if (
        tag not in "nxPSRV"
        or (tag in "PSR" and last == index)
        or (tag == "x" and (tense == "base" or (index and "n" in tags)))
    ):
        return None  # capitals within a sentence, of which a headline has nothing else: the Anderson |Forecast
    first = index
    while first > 0:
        before, low = tags[first - 1], lows[first - 1]
        if before not in "RABM" and low not in _LEADING:
            break  # most verbs stand right behind their subject
        if before in "RAB" or low == "to" or _is_adverb(sentence, first - 1):
            first -= 1
        elif first > 1 and (" ".join(lows[first - 2 : first]) in _ADVERBIAL or _hearsay(sentence, first)):
            first -= 2
        elif first > 1 and (before == "M" or low in TIMES or low == "ago"):
            start = _time_before(sentence, first - 1)
            if start == first:
                break
            first = start
        else:
            break
    led = lows[first:index]
    tense = _tense(sentence, index, first, led, tense)
    if not tense:
        return None
    return Cue(first, index, last, groups, tense, bool(led) and any(map(negates, led)))


def _hearsay(sentence: Sentence, first: int) -> bool:
    """Whether others tell what follows: The mayor was |reported to have said so."""
    told = sentence.lows[first - 1] in _HEARSAY and sentence.lows[first] == "to"
    return told and sentence.tags[first - 2] == "B"


def _is_adverb(sentence: Sentence, index: int) -> bool:
    """Whether a word that is mostly none is an adverb before its verb: has |long said, Keller |once said."""
    low, before = sentence.lows[index], sentence.tags[index - 1 : index]
    return (low in ("long", "all", "both") and before in ("A", "B")) or (low == "once" and index > 0)


def negates(word: str) -> bool:
    """Whether a word before a verb turns its sense: not, never, |didn't say."""
    return word in ("not", "never") or word[-3:] in ("n't", "n’t")


def _time_before(sentence: Sentence, last: int) -> int:
    """Where a phrase of time that ends at word `last` begins ("on Tuesday", "in the past"); `last` + 1 if none does."""
    if sentence.lows[last] == "ago":
        return _long_ago(sentence, last)
    start = last
    while start > 1 and sentence.tags[start - 1] in "DMn" and sentence.lows[start - 1] in _TIME_WORDS:
        start -= 1
    if sentence.tags[start - 1] == "P":
        return start - 1
    return start if sentence.tags[last] == "M" or start < last else last + 1


def _long_ago(sentence: Sentence, last: int) -> int:
    """Where a phrase that ends with "ago" at word `last` begins: |less than two weeks ago."""
    start = last - 1
    while start > 1 and (sentence.tags[start - 1] in "D#" or sentence.lows[start - 1] in _ABOUT):
        start -= 1
    return start


def _tense(sentence: Sentence, index: int, first: int, led: list[str], tense: str) -> str:
    """The tense of the verb at `index` in its surroundings, or "" where it is a noun or an adjective."""
    before = sentence.tags[first - 1] if first else ""
    helper = _helper(sentence, first, led) if led else ""
    if tense == "gerund":
        owned = before in ("n", "X", "x") and possessive(sentence, first - 1)  # "Hill's |thinking"
        noun = before == "D" or owned or (before in ("n", "X", "x") and sentence.lows[index] in _GERUND_NOUNS)
        return "" if noun and not helper else "third" if helper in BE else "gerund"
    if helper == "to":
        return "infinitive" if tense == "base" else ""
    if tense == "past":
        when = before == "S" and not led and sentence.lows[first - 1] in _WHEN
        return "passive" if when else _past(sentence, index, first, helper)
    if helper:
        return "third" if helper in _MODALS and tense == "base" else ""
    if sentence.lows[index] == "says" and first and sentence.lows[first - 1] in ("one", "another"):
        return tense
    if before == "#" and (
        sentence.tags[max(0, first - 3) : first - 1] in ("Px", "PM") or sentence.tags[first - 2 : first + 1] == "P#M"
    ):
        before = "n"  # "an entry of Aug. 14 |reads", "an entry of 14 August |reads"
    if before in ("D", "P", "#", "A", "Q", ""):
        counted = _of_a_number(sentence, first - 1) or (before == "D" and _alone(sentence, first - 1, index, tense))
        return tense if tense == "base" and counted else ""
    owner = sentence.lows[first - 1]
    if before == "T" and first > 1 and (sentence.tags[first - 2] in "VP" or sentence.lows[first - 2].endswith("ed")):
        return ""  # "echoed that |promise"
    if tense == "third" and reporting_verbs().get("".join(sentence.lows[index + 1 : index + 2]), ("", ""))[1] == "past":
        return ""  # "what |advocates estimated"
    noun = sentence.lows[index] in ALSO_NOUNS and before in ("n", "X", "x", "V")
    if noun and (before == "V" or owner.endswith(("ed", "ing")) or _in_phrase(sentence, first - 1)):
        return ""
    if noun and before == "n" and sentence.tags[index + 1 : index + 2] in ("", ",", ";", "-"):
        alone = _groups(sentence.lows[index]) & STATING  # "the letter |states"; but "sexist |attacks"
        return tense if alone else ""
    if noun and sentence.tags[index + 1 : index + 2] == "P" and _owned(sentence, first - 1):
        return ""
    if before != "N" and owner.endswith(("'s", "’s")):
        return ""
    if before == "W" and tense == "base":
        return tense if owner == "who" else ""
    if before == "n" and tense == "base" and _is_noun(sentence.lows[index]) and is_single(sentence, first - 1):
        return ""
    if before in ("X", "x") and tense == "base" and _joined(sentence, first - 1):
        return tense
    if before in ("n", "X", "x") and tense == "base":
        relative = not _is_noun(sentence.lows[index]) and any(
            tag in "WT" for tag in sentence.tags[max(0, first - _RELATIVE) : first]
        )
        return tense if _is_plural(sentence, first - 1) or relative or _said_by_several(sentence, index) else ""
    return "" if before == "n" and _governed(sentence, first - 1) else tense


def _past(sentence: Sentence, index: int, first: int, helper: str) -> str:
    """Whether a verb's past form at `index`, its first word at `first`, is told of its subject or describes a noun."""
    before = sentence.tags[first - 1] if first else ""
    set_off = before in (",", "-") and not helper
    if helper in BE or passives.is_passive(sentence, index, set_off):
        return "passive"
    if helper:
        return "past"
    by = False
    if before in ("n", ""):
        aloud = sentence.lows[index + 1 : index + 2] in (["out"], ["aloud"])
        by = sentence.lows[index + 1 + aloud : index + 2 + aloud] == ["by"]
    described = (before == "D" and not _alone(sentence, first - 1, index)) or (
        before in ("n", "X", "x") and possessive(sentence, first - 1)
    )
    if by and not before and sentence.lows[index] in _HEARD:
        return "passive"  # "Asked by Keller whether …, she said …"
    return "" if described or by else "past"


def _groups(low: str) -> frozenset[str]:
    """What may follow a verb of one word; nothing for what is none by itself."""
    entry = reporting_verbs().get(low)
    return entry[0] if entry else frozenset()


def _alone(sentence: Sentence, index: int, verb: int, tense: str = "past") -> bool:
    """Whether a determiner stands for people, with a verb and no noun behind it: |many said that, |some say it is."""
    following = sentence.tags[verb + 1 : verb + 2]
    if tense == "past":
        return sentence.lows[index] in ALONE and following not in ("", "n")
    says = "say" in _groups(sentence.lows[verb])
    return sentence.lows[index] in _MANY and (following in ("T", "N") or (says and following in ("D", "X", "x", "n")))


def _said_by_several(sentence: Sentence, index: int) -> bool:
    """Whether the "say" at word `index`, which is no noun before a clause, has a plural with a phrase behind it as its
    subject: sources close to the mayor |say that …"""
    if sentence.lows[index] != "say" or sentence.tags[index + 1 : index + 2] not in ("T", "N", "D"):
        return False
    for at in range(index - 2, max(-1, index - _SUBJECT), -1):
        if sentence.tags[at] in "AB,;:-QNO":
            return False
        if sentence.tags[at] in "nx" and sentence.tags[at + 1] in "PnD" and _is_plural(sentence, at):
            return True
    return False


def _of_a_number(sentence: Sentence, index: int) -> bool:
    """Whether the word counts those who were asked: four in |10 say, all |five say."""
    lows = sentence.lows
    shared = index > 0 and (lows[index - 1] in ("in", "all") or lows[index - 2 : index] == ["out", "of"])
    return shared and lows[index] in _COUNTED


def _helper(sentence: Sentence, first: int, led: list[str]) -> str:
    """The last auxiliary or "to" of the words `led` from `first` on, or ""."""
    for word in reversed(led):
        if word == "to" or sentence.tags[first + led.index(word)] in "AB":
            return word
    return ""


def _in_phrase(sentence: Sentence, index: int) -> bool:
    """Whether the noun phrase that word `index` stands in follows a preposition: "to the Leeds attacks" has no verb.

    Nor has "several |negative comments", where only the plural goes with the determiner.
    """
    noun = index
    while index > 0 and sentence.tags[index] in "nXxR":
        index -= 1
    if sentence.tags[index] == "D":
        if sentence.lows[index] in _SEVERAL and index < noun and not _is_plural(sentence, noun):
            return True
        index -= 1
    return index >= 0 and sentence.tags[index] == "P"


def _owned(sentence: Sentence, index: int) -> bool:
    """Whether the noun phrase that word `index` stands in begins with its owner: |Keller's racist remarks about …"""
    while index > 0 and sentence.tags[index] in "nXx":
        if possessive(sentence, index):
            return True
        index -= 1
    return sentence.lows[index] in POSSESSIVES


def _joined(sentence: Sentence, index: int) -> bool:
    """Whether "and" stands before the name that ends at word `index`: Hill and |Moss say."""
    while index > 0 and sentence.tags[index] in "Xx":
        index -= 1
    return sentence.lows[index] == "and"


def _is_noun(low: str) -> bool:
    """Whether the base form of a verb is a noun as well: a request, a pledge."""
    return low in ALSO_NOUNS or f"{low}s" in ALSO_NOUNS or low in reporting_nouns()["speech"]


def _is_plural(sentence: Sentence, index: int) -> bool:
    low = sentence.lows[index]
    return (low.endswith("s") and low != "news") or low in PLURALS


def _governed(sentence: Sentence, index: int) -> bool:
    """Whether the bare noun at `index` follows a preposition: "from recent attacks" has no verb."""
    while index > 0 and sentence.tags[index] == "n":
        index -= 1
    return sentence.tags[index] in "PC"
