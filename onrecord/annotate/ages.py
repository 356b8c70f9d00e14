"""Numbers that tell how old somebody is: "aged 7", "Ada Moss, 52, said", "she was 94", "drivers over 65"."""

from __future__ import annotations

import re

from onrecord.annotate.quantities import Quantity
from onrecord.annotate.things import noun_phrase
from onrecord.patterns import regex

AGE = "year (age)"
"""The unit of an age."""
_OLDEST = 115
_SPELLED_UP_TO = 20
_REACH = 44
_AGED = regex(r"\b(?:aged?|ages|ages? of|turn(?:s|ed|ing))(?: (?:between|from))? \Z", re.IGNORECASE)
_LISTED = regex(r"\baged \d{1,3}(?:,| and|, and| or) \Z")
_AFTER_NAME = regex(r"\b[A-Z][\w’'.-]+, (?:then |now |just |only )?\Z")
_AGE_END = regex(r"[,.;)]|\s+(?:and|of|from|who|was|said)\b|$")
_TOLD = regex(
    r"\b(?:(?:[Hh]e|[Ss]he|who) (?:is|was)|I (?:am|was)|[Hh]e['’]s|[Ss]he['’]s|I['’]m|(?:dies|died|dead) at|"
    r"(?:until|till|when|before|once) (?:he|she|they) (?:is|was|are|were))(?: now| just| only| then| already)? \Z"
)
_BRACKETED = regex(r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.? |[A-Z][a-zà-ÿ’'-]+ )[A-Z][\w’'-]+ \(\Z")
_BEHIND_BRACKET = regex(r"\)(?:,| (?:said|says|told|was|is|who|has|had|from|of|and)\b)")
_BEGAN = regex(
    r"\b(?:married|wed|retired|left school|dropped out|enroll?ed|joined|widowed|orphaned|emigrated|moved|pregnant)\b"
    r"[^.,;]{0,30} at \Z"
)
"""What people do at an age; at what number below 13 may be a time of day."""
_AND_OLDER = regex(r" (?:and|or) (?:older|over|younger|under|above)\b")
_CLOSE = regex(r"[,.;)?!]|$|\n| (?:so|when|but|because|before|after|at the time|and(?! \d))\b")
_WORDS = (
    ", and or ed ge ges of rns ing between from is was am 's ’s 'm at are were now just only then already than over "
    "under"
)
_LEADS = ("(", *[f"{word} " for word in _WORDS.split()])
"""How the words before an age end."""
_COMPARED = regex(
    r"\b(?:older|younger) than \Z|\b(?:people|men|women|children|kids|adults|voters|homeowners|owners|renters|"
    r"residents|citizens|drivers|workers|patients|girls|boys|those|anyone|everyone|students|pensioners|smokers|"
    r"players|Americans|Britons) (?:over|under) \Z"
)
_AGED_ENDS = ("ge ", "ges ", "ed ", "rns ", "ing ", "of ", "between ", "from ")
_TOLD_ENDS = ("s ", "m ", "at ", "are ", "were ", "now ", "just ", "only ", "then ", "already ")
_COMPARED_ENDS = ("than ", "over ", "under ")
"""How what the pattern of the same name finds can end."""


def is_age(text: str, quantity: Quantity) -> bool:
    """Whether a number without a unit is an age in years."""
    start, end = quantity.start, quantity.end
    if not 0 < quantity.value <= _OLDEST or quantity.numeral.scale > 1 or quantity.numeral.part:
        return False
    if _AND_OLDER.match(text, end):
        return True
    before = text[max(0, start - _REACH) : start]
    if not before.endswith(_LEADS):
        return False
    if "aged " in before and _LISTED.search(before):
        return _AGE_END.match(text, end) is not None
    if (before.endswith(_AGED_ENDS) and _AGED.search(before)) or (
        before.endswith(_COMPARED_ENDS) and _COMPARED.search(before)
    ):
        return noun_phrase(text, quantity.after) is None
    if before.endswith(_TOLD_ENDS) and _TOLD.search(before):
        return _CLOSE.match(text, end) is not None
    if before[-1] == "(":
        return _BRACKETED.search(before) is not None and _BEHIND_BRACKET.match(text, end) is not None
    if quantity.value > 12 and before.endswith("at ") and _BEGAN.search(before):
        return _CLOSE.match(text, end) is not None
    return _AFTER_NAME.search(before) is not None and _between_commas(text, quantity)


def _between_commas(text: str, quantity: Quantity) -> bool:
    """Whether what follows a number after a name lets it be an age; a spelled one only of a child and before a "
    "comma."""
    if quantity.numeral.spelled:
        return quantity.value <= _SPELLED_UP_TO and text.startswith(",", quantity.end)
    return text[quantity.start : quantity.end].isdigit() and _AGE_END.match(text, quantity.end) is not None
