"""The bodies and places of a source: pieces that name one bearer brought together, and the short forms of what is
known."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer
from onrecord.annotate.people import Person
from onrecord.annotate.pieces import Piece
from onrecord.annotate.spans import Reading
from onrecord.model import EntityKind

AROUND = "words around it name a body"
_KINDS: dict[str, EntityKind] = {"agency": "agency", "organization": "organization", "place": "place"}
_TRADE = frozenset("Industries & and Enterprises Partners International".split())
# body words that stand alone, with a capital, for a body that readers know
_BARE = frozenset(
    "Coalition Alliance Commission Council Authority Ministry Department Agency Bureau Court Board Union Church Party "
    "Legislature Assembly".split()
)
_BUCKET = 40  # names of one beginning that a misspelt form is held against: time stays linear
_COUNTRY = re.compile(r"(?:the |The )?(?:U\.S\.|US|United States|UK|U\.K\.) ")
_ITS = re.compile(r" (?:spokes\w+|officials?|sources?|president|chairman|chief|members?|headquarters|staff)\b")


class Bodies:
    """The bodies and places of a source, by what may name them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Bearer] = []
        self.by_key: dict[str, Bearer] = {}
        self.long_names: dict[str, list[tuple[str, Bearer]]] = {}
        """(form, bearer) of the forms of three words and more by their first two letters, at most a few dozen each."""

    def take(self, pieces: list[Piece]) -> None:
        """Give every piece to its bearer; those that say their full name come first."""
        for piece in sorted(
            (piece for piece in pieces if piece.kind in _KINDS), key=lambda piece: (not piece.acronym, piece.first)
        ):
            self._bearer(piece).add(
                self.reading, piece.first, piece.last, piece.confidence, piece.why, piece.stretch, piece.lead
            )
        for bearer in self.all:
            if bearer.forms and bearer.name not in bearer.forms:
                bearer.name = max(bearer.forms, key=len)
        self._merge_papers()
        self._merge_fronts()

    def _merge_fronts(self) -> None:
        """A body told only by the words around it is the one whose fuller name begins with it ("Valeria", Valeria
        Foods Inc)."""
        fuller: dict[str, list[Bearer]] = {}
        for bearer in self.all:
            if bearer.kind != "place" and " " in bearer.name:
                fuller.setdefault(bearer.name.partition(" ")[0], []).append(bearer)
        for bearer in self.all:
            known = fuller.get(bearer.name, ())
            if len(known) == 1 and bearer.why == AROUND:
                known[0].take_over(bearer)

    def _merge_papers(self) -> None:
        """ "The Times" after the New York Times is that paper."""
        last_words: dict[str, list[Bearer]] = {}
        for bearer in self.all:
            if bearer.kind == "organization" and " " in bearer.name:
                last_words.setdefault(bearer.name.rpartition(" ")[2], []).append(bearer)
        for bearer in self.all:
            fuller = last_words.get(bearer.name, ())
            if bearer.kind == "organization" and len(fuller) == 1 and lx.flags().get(bearer.name, 0) & lx.COMMON:
                fuller[0].take_over(bearer)

    def _bearer(self, piece: Piece) -> Bearer:
        reading = self.reading
        start, end = reading.starts[piece.first] - piece.lead, reading.ends[piece.last] + piece.stretch
        form = " ".join(reading.text[start:end].split())
        keys = [_COUNTRY.sub("", key) for key in (piece.name or form, form, piece.acronym) if key]
        if (
            piece.kind == "organization"
            and reading.words[piece.last] in lx.heads("legal form")
            and piece.last - piece.first > 1
        ):
            keys.append(form.rpartition(" ")[0])
        for key in keys:
            bearer = self.by_key.get(key) or self.by_key.get(key.replace(".", ""))
            if bearer is not None and (bearer.kind == "place") == (piece.kind == "place"):
                break
        else:
            bearer = self._close(form) if piece.kind != "place" else None
            if bearer is None:
                bearer = Bearer(_KINDS[piece.kind], piece.name or form, piece.why)
                self.all.append(bearer)
        bearer.acronym = bearer.acronym or piece.acronym
        for key in keys:
            self._remember(key, bearer)
        return bearer

    def _remember(self, key: str, bearer: Bearer) -> None:
        self.by_key.setdefault(key, bearer)
        if key.isupper():
            self.by_key.setdefault(key.replace(".", ""), bearer)
        elif key.count(" ") >= 2:
            bucket = self.long_names.setdefault(key[:2], [])
            if len(bucket) < _BUCKET:
                bucket.append((key, bearer))

    def _close(self, form: str) -> Bearer | None:
        """The body of which the form is a misspelling: several words, at most one letter in eight wrong."""
        if form.count(" ") < 2:
            return None
        bare = _COUNTRY.sub("", form)
        for key, bearer in self.long_names.get(bare[:2], ()):
            if abs(len(key) - len(bare)) <= 2 and Levenshtein.distance(key, bare, score_cutoff=2) <= min(
                2, len(bare) // 8
            ):
                return bearer
        return None

    def add_unknown(self, form: str, places: list[Person]) -> None:
        """A body told only by the words around it."""
        self._take_words(Bearer("organization", form, AROUND), places, 0.8, AROUND)

    def add_place(self, form: str, places: list[Person]) -> None:
        """A place told only by the words around it."""
        self._take_words(
            Bearer("place", form, "words around it name a place"), places, 0.7, "words around it name a place"
        )

    def _take_words(self, bearer: Bearer, places: list[Person], confidence: float, why: str) -> None:
        self.all.append(bearer)
        self.by_key.setdefault(bearer.name, bearer)
        for one in places:
            bearer.add(self.reading, one.first, one.last, confidence, why)
            for index in range(one.first, one.last + 1):
                self.reading.owner[index] = 1 << 30

    # ------------------------------------------------------------ short forms

    def capitals(self) -> None:
        """Mark the names of known bodies and places in lines of capitals."""
        reading = self.reading
        upper = {
            key.upper(): bearer for key, bearer in reversed(self.by_key.items()) if not key.isupper() and len(key) > 2
        }
        for index, word in enumerate(reading.words):
            if not reading.caps[index] or reading.owner[index] >= 0:
                continue
            for last in (index + 2, index + 1, index):
                if last < len(reading.words) and (
                    last == index or all(joint == " " for joint in reading.joints[index:last])
                ):
                    bearer = upper.get(word if last == index else reading.span(index, last))
                    if bearer is not None and not (last == index and reading.flags[index] & lx.COMMON):
                        bearer.add(reading, index, last, 0.85, "known name in capitals")
                        reading.owner[index] = 1 << 30
                        break

    def short_forms(self) -> None:
        """Mark the weak forms of the bodies that are known now: "the Authority", "Reynolds" for Reynolds Metals Co."""
        heads: dict[str, Bearer] = {}
        fronts: dict[str, Bearer] = {}
        for bearer in self.all:
            words = bearer.name.split()
            if bearer.kind == "place" or len(words) < 2:
                continue
            for word in words:
                if lx.flags().get(word, 0) & (lx.LAST | lx.FIRST):
                    heads[word] = bearer
            front = [word for word in words if word not in _TRADE and word not in lx.heads("legal form")]
            if 0 < len(front) < len(words):
                fronts[" ".join(front)] = bearer
                if not lx.flags().get(front[0], 0) & ~(lx.SURNAME | lx.GIVEN):
                    fronts.setdefault(front[0], bearer)
        reading = self.reading
        for index, word in enumerate(reading.words):
            if reading.owner[index] >= 0 or reading.caps[index]:
                continue
            if word in heads and _alone(reading, index):
                heads[word].add(reading, index, index, 0.9, "short form of a body in the source")
            elif word in _BARE and word not in heads and _alone(reading, index):
                self._bare(index)
            elif word in fronts:
                fronts[word].add(reading, index, index, 0.85, "company without its legal form")

    def _bare(self, index: int) -> None:
        """A body word alone with a capital and an article, of a body the source names nowhere in full ("the
        Coalition")."""
        word = self.reading.words[index]
        bearer = self.by_key.get(word)
        if bearer is None:
            kind: EntityKind = "agency" if lx.flags()[word] & lx.AGENCY_LAST else "organization"
            bearer = self.by_key[word] = Bearer(kind, word, "body word alone")
            self.all.append(bearer)
        bearer.add(self.reading, index, index, 0.6, "body word alone")


def _alone(reading: Reading, index: int) -> bool:
    """A body word alone: "the Authority", "Commission officials"."""
    start, stop = reading.starts[index], reading.stops[index]
    if reading.joints[index] in (" ", "of"):
        return False
    if reading.text[max(0, start - 4) : start].lower() == "the ":
        return not reading.opens[index]
    return _ITS.match(reading.text, stop) is not None
