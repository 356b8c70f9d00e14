"""The language of a text, told by its function words where nobody states it; None unless it is plain.

The rules of this program are for English, so what matters is to know English from the rest. The words are
frequent articles, pronouns, prepositions, conjunctions and auxiliaries of each language, as any grammar lists them.
"""

from __future__ import annotations

import re
from collections import Counter

from onrecord.problems import Problem
from onrecord.prose import is_english

SAMPLE = 1500
"""Characters looked at, from the middle of a text, away from bylines and links."""
FEWEST = 20
"""Words below which nothing is said."""
SHARE = 0.1
"""Of the words, that a language's function words must make up; those of running text are from 0.15 to 0.4 of it."""
KINDS = 5
"""Different function words of a language that must be there: one that stands there often proves nothing."""
LEAD = 1.5
"""How many times the share of any other language it must be; a word of several languages counts for each in part."""

_FUNCTION_WORDS = {
    "en": "the of and to that was for with on by this have from not are but they which were a an in is it as at be",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine auch es wird sie nach bei einer",
    "fr": "le la les des et du une est dans pour que qui sur par pas au avec ce sont il plus cette aux ont été leur",
    "es": "el la los las del y en que una por con para su se al lo como más pero fue sus ha es un esta entre desde",
    "pt": "o os as do da dos das e em que uma não com para por se na no ao mais foi um seu sua pelo pela são também",
    "it": "il la gli di e che una per è con non del della dei nel si sono le alla anche un più ha dal ma delle",
    "nl": "de het een van en dat niet te op voor met zijn er aan om ook als door bij naar uit maar wordt werd hij",
    "sv": "och att det som en på är av för med den till inte om ett han hon har från men var jag vid så efter",
    "da": "og at det som en på er af for med den til ikke om et han hun har fra men var jeg ved så efter blev sig mere",
    "no": "og å det som en på er av for med den til ikke om et han hun har fra men var jeg ved så etter ble seg mer",
    "pl": "i w na nie się z do że jest to o jak po przez dla od ale co są został tym który oraz było ich",
    "cs": "a v na se že je s z do o to i ve k pro za by jak ale po jsou který byl také jeho než",
    "hu": "a az és hogy nem is egy volt de meg csak már mint ez azt még után vagy pedig akik szerint ami lesz",
    "fi": "ja on ei että oli se hän mutta ovat kun myös joka mukaan sen kuin ole jo tai niin sekä hänen ollut",
    "ro": "și în de la a nu cu care pe o un din că pentru este au mai fost sau ale prin după lui sunt",
    "tr": "ve bir bu da de için ile olarak çok daha gibi olan ama kadar sonra ise her ne o dedi ki en göre",
    "id": "yang dan di dengan untuk tidak ini itu dari dalam akan pada ke juga mereka oleh bahwa adalah ada telah",
    "ru": "и в не на что с по как из к у за от но его для о это был также до же при было они их",
    "uk": "і в не на що з та як до у за від але його для про це був також при й було вони їх є",
    "el": "και το να του η της με για που την από οι είναι σε τον θα τα δεν των στο ότι μια στην ο",
    "ar": "في من على أن إلى عن التي الذي هذا هذه ما لا مع كان بعد قد بين ذلك أو وقد كما قال",
}
_KNOWN_IN: dict[str, tuple[str, ...]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    _KNOWN_IN.update({word: (*_KNOWN_IN.get(word, ()), _code) for word in set(_words.split())})
_ONLY_ENGLISH = frozenset(word for word, codes in _KNOWN_IN.items() if codes == ("en",))
_PLAINLY_ENGLISH = _ONLY_ENGLISH.union(map(str.capitalize, _ONLY_ENGLISH))
_SCRIPTS = (("ja", r"[\u3041-\u30ff]"), ("ko", r"[\uac00-\ud7a3]"), ("zh", r"[\u4e00-\u9fff]"))
"""Written without spaces or without words of their own for this; the first with enough characters is it."""


def find_language(text: str) -> str | None:
    """The ISO 639 code of the language of `text`, or None where it is too short or not plain."""
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    words = sample.split()
    if len(words) >= FEWEST and sum(map(_PLAINLY_ENGLISH.__contains__, words)) >= SHARE * len(words):
        return "en"
    words = [word.lower() for word in words]
    if len(words) >= FEWEST and sum(map(_ONLY_ENGLISH.__contains__, words)) >= SHARE * len(words):
        return "en"
    return _by_script(sample) or _by_words(Counter(words))


def _by_script(sample: str) -> str | None:
    enough = max(FEWEST, SHARE * len(sample))
    return next((code for code, characters in _SCRIPTS if len(re.findall(characters, sample)) >= enough), None)


def _by_words(words: Counter[str]) -> str | None:
    """The language with enough function words and far more than any other."""
    total = words.total()
    seen = dict.fromkeys(_FUNCTION_WORDS, 0.0)
    kinds = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in sorted(words.keys() & _KNOWN_IN.keys()):
        for code in _KNOWN_IN[word]:
            seen[code] += words[word] / len(_KNOWN_IN[word])
            kinds[code] += 1
    most, second = sorted(seen, key=seen.__getitem__, reverse=True)[:2]
    many = total >= FEWEST and kinds[most] >= KINDS
    return most if many and seen[most] >= max(SHARE * total, LEAD * seen[second]) else None


def foreign(language: str | None, path: str) -> Problem | None:
    """The warning that a source at `path` is in a language for which there are no rules."""
    if is_english(language):
        return None
    message = (
        f"the language is `{language}`, and the rules are for English: only the registry's names and figures that read "
        "alike everywhere are marked"
    )
    places = "front matter or in its file" if path.lower().endswith(".md") else "file"  # only Markdown has front matter
    hint = f"State `language: en` in its {places} in `content/articles/` if this is English."
    return Problem(path, None, message, hint, "warning")
