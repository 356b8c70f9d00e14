"""The particles of a surname that stand before it, in small letters: said |von Tann, |de Vries said."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import lexicon as lx
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_PARTICLES = regex(
    r"(?:^|[\s“\"‘'(])((?:von|van|de|di|da|dos|del|della|bin|ibn|ter|ten)(?: (?:der|den|la|las|los))?) $"
)
_LAST_BUT_ONE, _LAST = frozenset("oadelib"), frozenset("neiaslr")
"""The letters that such particles end with."""
_LONGEST_PARTICLES = 10


def own_particles(reading: Reading, words: Sequence[str], first: int) -> int:
    """How many characters before a word are the particle of the surname in somebody's name, of these words ("de " in
    "de Vries said")."""
    word = reading.words[first]
    if words[0] == word or word not in words:
        return 0
    at = last = words.index(word)
    while at and words[at - 1].islower():
        at -= 1
    if at == last:
        return 0
    particles = " ".join(words[at:last])
    return len(particles) + 1 if reading.text.endswith(f" {particles} ", 0, reading.starts[first]) else 0


def particles_before(reading: Reading, index: int) -> int:
    """How many characters before a surname are its particles, of those that are no English words: said |von Tann."""
    start = reading.starts[index]
    text = reading.text
    if start < 4 or text[start - 1] != " " or text[start - 2] not in _LAST or text[start - 3] not in _LAST_BUT_ONE:
        return 0
    if index and reading.joints[index - 1] == "de" and not reading.flags[index - 1] & lx.ROLE:
        return 0  # "Casa de las |Palmas"
    found = _PARTICLES.search(text, start - _LONGEST_PARTICLES, start)
    return len(found[1]) + 1 if found else 0
