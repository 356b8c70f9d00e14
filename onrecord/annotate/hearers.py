"""Whom a cue speaks to: told |the Post's editorial board on Monday that …"""

from __future__ import annotations

from onrecord.annotate.syntax import Sentence

_HEARER = 10
"""Words within which "that" follows a hearer."""


def skip_hearer(sentence: Sentence, index: int) -> int:
    """The word after the hearer whose name starts at `index`, "of" and "in" phrases included."""
    after = skip_phrase(sentence, index)
    while after > index and sentence.lows[after : after + 1] in (["of"], ["in"], ["at"], ["for"]):
        further = skip_phrase(sentence, after + 1, governed=True)
        if further == after + 1:
            break
        after = _with_state(sentence, further)
    return _behind_apposition(sentence, after)


def _behind_apposition(sentence: Sentence, index: int) -> int:
    """The word after what describes the hearer before word `index`, where the cue goes on: told Hill|, the mayor, that
    …; asked Hill|, 43, to go."""
    tags = sentence.tags
    comma = tags.find(",", index + 1, index + _HEARER) if tags[index : index + 1] == "," else -1
    if comma < 0 or tags[index + 1 : comma].strip("DnXxP#R"):
        return index
    goes_on = tags[comma + 1 : comma + 2] == "T" or sentence.lows[comma + 1 : comma + 2] in (
        ["to"],
        ["if"],
        ["whether"],
    )
    return comma + 1 if goes_on else index


def _with_state(sentence: Sentence, index: int) -> int:
    """The word after the state or country of a town that ends before word `index`: in Madison|, Wisconsin, that …"""
    tags = sentence.tags
    if tags[index : index + 1] != "," or tags[index + 1 : index + 2] not in ("x", "X"):
        return index
    after = skip_phrase(sentence, index + 1)
    comma = tags[after : after + 1] == ","
    return after + comma if tags[after + comma : after + comma + 1] in ("P", "M", "T") else index


def skip_phrase(sentence: Sentence, index: int, governed: bool = False) -> int:
    """The word after the noun phrase that starts at `index`; one `governed` by a preposition may go on after a name."""
    tags, length = sentence.tags, len(sentence.tags)
    if index < length and tags[index] in "ON":
        return index + 1
    start = index
    while index < length and (tags[index] in "DnXx#R" or (tags[index] == "M" and tags[index - 1] == "D")):
        mention = sentence.mentions[index]
        if index > start and (
            tags[index] == "D" or (mention >= 0 and sentence.mentions[index - 1] not in (-1, mention))
        ):
            break
        after_name = index > start and sentence.mentions[index - 1] >= 0 and mention < 0 and tags[index] == "n"
        if after_name and not governed and not _leads_to_that(sentence, index):
            break
        index += 1
    return index


def _leads_to_that(sentence: Sentence, index: int) -> bool:
    """Whether the nouns from word `index` on still are the hearer: told the Post's |editorial board on Monday that …"""
    that = sentence.tags.find("T", index, index + _HEARER)
    return that > 0 and not any(tag in "ABVNOW,;:-Q" for tag in sentence.tags[index:that])
