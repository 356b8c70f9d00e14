"""The bodies and places of a source: pieces that name one bearer brought together, and the short forms of what is
known."""

from __future__ import annotations

from operator import attrgetter

from onrecord.annotate import lexicon as lx
from onrecord.annotate.bearers import Bearer
from onrecord.annotate.merging import AROUND, merge
from onrecord.annotate.people import Person
from onrecord.annotate.pieces import TAKEN, Piece
from onrecord.annotate.spans import Reading
from onrecord.model import EntityKind
from onrecord.patterns import regex

_BY_FIRST = attrgetter("first")
_KINDS: dict[str, EntityKind] = {"agency": "agency", "organization": "organization", "place": "place"}
_TRADE = frozenset("Industries & and Enterprises Partners International".split())
# body words that stand alone, with a capital, for a body that readers know
_BARE = frozenset(
    "Coalition Alliance Commission Council Authority Ministry Department Agency Bureau Court Board Union Church Party "
    "Legislature Assembly".split()
)
_BUCKET = 40  # names of one beginning that a misspelt form is held against: time stays linear
_COUNTRY = regex(r"(?:the |The )?(?:U\.S\.|US|United States|UK|U\.K\.) ")
_NATIONS = regex(r"^(?:the |The )?(?:U\.N\.|UN) ")
_UNITED = regex(r"U(?:[.KNS]|nited )")
"""What these have in common."""
_COMPLEMENT = regex(r" (?:of|for|in|at|on) ")
"""What makes the last word of a body's name another's: the Bank of |Lendia."""
_ITS = regex(r" (?:spokes\w+|officials?|sources?|president|chairman|chief|members?|headquarters|staff)\b")


class Bodies:
    """The bodies and places of a source, by what may name them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Bearer] = []
        self.by_key: dict[str, Bearer] = {}
        self.places: dict[str, Bearer] = {}
        self.long_names: dict[str, list[tuple[str, Bearer]]] = {}
        """(form, bearer) of the forms of three words and more by their first two letters, at most a few dozen each."""

    def take(self, pieces: list[Piece]) -> None:
        """Give every piece to its bearer; those that say their full name come first."""
        reading = self.reading
        named = [piece for piece in pieces if piece.kind in _KINDS]
        named.sort(key=_BY_FIRST)
        for piece in [one for one in named if one.acronym] + [one for one in named if not one.acronym]:
            form = self._form(piece)
            bearer = self._bearer(piece, form)
            if bearer.why == AROUND and form.startswith(f"{bearer.name} "):
                bearer.why, bearer.name = piece.why, form  # what was known of it is a short form
            bearer.add(reading, piece.first, piece.last, form, piece.confidence, piece.why, piece.stretch, piece.lead)
        for bearer in self.all:
            if bearer.forms and bearer.name not in bearer.forms:
                bearer.name = max(bearer.forms, key=len)
        merge(self.all)

    def _bearer(self, piece: Piece, form: str) -> Bearer:
        place = piece.kind == "place"
        table = self.places if place else self.by_key
        exact = table.get(form)
        if exact is not None and (piece.acronym == exact.acronym or not piece.acronym):
            return exact
        keys = self._keys(piece, form)
        for key in keys:
            if (bearer := table.get(key)) is not None:
                break
        else:
            bearer = None if place else self._close(keys[0])
        if bearer is None:
            bearer = Bearer(_KINDS[piece.kind], piece.name or keys[0], piece.why)
            self.all.append(bearer)
        bearer.acronym = bearer.acronym or piece.acronym
        for key in keys:
            table.setdefault(key, bearer)
            if not place and key.count(" ") >= 2:
                bucket = self.long_names.setdefault(key[:2], [])
                if len(bucket) < _BUCKET:
                    bucket.append((key, bearer))
        return bearer

    def _form(self, piece: Piece) -> str:
        reading, first, last = self.reading, piece.first, piece.last
        if first == last and not piece.stretch and not piece.lead:
            return reading.words[first]
        form = reading.text[reading.starts[first] - piece.lead : reading.ends[last] + piece.stretch]
        return " ".join(form.split())

    def _keys(self, piece: Piece, form: str) -> list[str]:
        """What a piece may be known by: as it stands, its name in the lists, its acronym; dots and "U.S." do not
        count."""
        keys, name, acronym = [form], piece.name, piece.acronym
        if name and name != form:
            keys.append(name)
        if acronym and acronym != form:
            keys.append(acronym)
        if ("U" in form or "U" in name) and (" " in form or " " in name):
            keys = [_without_country(key) if _UNITED.search(key) else key for key in keys]
        if piece.last - piece.first > 1 and self.reading.words[piece.last] in lx.heads("legal form"):
            keys.append(form.rpartition(" ")[0])
        if "." in form or "." in name or "." in acronym:
            keys = [key.replace(".", "") if key.isupper() else key for key in keys]
        return keys

    def _close(self, form: str) -> Bearer | None:
        """The body of which the form is a misspelling: several words, at most one letter in eight wrong."""
        if form.count(" ") < 2:
            return None
        for key, bearer in self.long_names.get(form[:2], ()):
            if abs(len(key) - len(form)) <= 2 and _distance(key, form) <= min(2, len(form) // 8):
                return bearer
        return None

    def add_unknown(self, form: str, places: list[Person]) -> None:
        """A body told only by the words around it."""
        bearer = self.by_key.setdefault(form, Bearer("organization", form, AROUND))
        self._take_words(bearer, form, places, 0.8)

    def add_place(self, form: str, places: list[Person]) -> None:
        """A place told only by the words around it."""
        bearer = self.places.setdefault(form, Bearer("place", form, "words around it name a place"))
        self._take_words(bearer, form, places, 0.7)

    def last_words(self, places: dict[str, list[Person]]) -> None:
        """Give the last word of the name of one body only to that body: Harbor Rovers, the |Rovers.

        `places`: where each word stands alone.
        """
        named: dict[str, list[Bearer]] = {}
        legal = lx.heads("legal form")
        for key, bearer in self.by_key.items():
            _, space, last = key.rpartition(" ")
            alone = places.get(last) and last not in legal and _COMPLEMENT.search(key) is None
            if space and alone and bearer not in named.setdefault(last, []):
                named[last].append(bearer)
        for last, bearers in named.items():
            if len(bearers) == 1:
                self._take_words(bearers[0], last, places[last], 0.8, "last word of a body's name")

    def _take_words(self, bearer: Bearer, form: str, places: list[Person], confidence: float, why: str = "") -> None:
        if not bearer.mentions:
            self.all.append(bearer)
        form = " ".join(form.split())
        for one in places:
            bearer.add(self.reading, one.first, one.last, form, confidence, why or bearer.why)
            for index in range(one.first, one.last + 1):
                self.reading.owner[index] = TAKEN

    # ------------------------------------------------------------ short forms

    def capitals(self) -> None:
        """Mark the names of known bodies and places in lines of capitals."""
        reading = self.reading
        if True not in reading.caps:
            return
        known = [*self.places.items(), *self.by_key.items()]
        upper = {key.upper(): bearer for key, bearer in reversed(known) if not key.isupper() and len(key) > 2}
        for index in reading.shouted:
            if not reading.caps[index] or reading.owner[index] >= 0:
                continue
            for last in (index + 2, index + 1, index):
                if last < len(reading.words) and all(joint == " " for joint in reading.joints[index:last]):
                    form = reading.span(index, last)
                    bearer = upper.get(form)
                    if bearer is not None and (last > index or not reading.flags[index] & lx.COMMON):
                        bearer.add(reading, index, last, " ".join(form.split()), 0.85, "known name in capitals")
                        reading.owner[index] = TAKEN
                        break

    def short_forms(self) -> None:
        """Mark the weak forms of the bodies that are known now: "the Authority", "Reynolds" for Reynolds Metals Co."""
        heads: dict[str, Bearer] = {}
        fronts: dict[str, Bearer] = {}
        flags, trade = lx.flags(), _TRADE | lx.heads("legal form")
        for bearer in self.all:
            if bearer.kind == "place" or " " not in bearer.name:
                continue
            words = bearer.name.split()
            for word in words:
                if flags.get(word, 0) & (lx.LAST | lx.FIRST):
                    heads[word] = bearer
            if not trade.isdisjoint(words) and (front := [word for word in words if word not in trade]):
                fronts[" ".join(front)] = bearer
                if not flags.get(front[0], 0) & ~lx.NAMED:
                    fronts.setdefault(front[0], bearer)
        reading = self.reading
        owner, words = reading.owner, reading.words
        telling = _BARE.union(heads, fronts)
        for index in [index for index, word in enumerate(words) if word in telling]:
            if owner[index] >= 0 or reading.caps[index]:
                continue
            word = words[index]
            if word in heads and _alone(reading, index):
                heads[word].add(reading, index, index, word, 0.9, "short form of a body in the source")
            elif word in _BARE and word not in heads and _alone(reading, index):
                self._bare(index)
            elif word in fronts:
                fronts[word].add(reading, index, index, word, 0.85, "company without its legal form")

    def _bare(self, index: int) -> None:
        """A body word alone with a capital and an article, of a body the source names nowhere in full ("the
        Coalition")."""
        word = self.reading.words[index]
        bearer = self.by_key.get(word)
        if bearer is None:
            kind: EntityKind = "agency" if lx.flags()[word] & lx.AGENCY_LAST else "organization"
            bearer = self.by_key[word] = Bearer(kind, word, "body word alone")
            self.all.append(bearer)
        bearer.add(self.reading, index, index, word, 0.6, "body word alone")


def _without_country(key: str) -> str:
    """What a body may be known by without its country, and with the United Nations in full."""
    return _NATIONS.sub("United Nations ", _COUNTRY.sub("", key))


def _alone(reading: Reading, index: int) -> bool:
    """A body word alone: "the Authority", "Commission officials"."""
    start, stop = reading.starts[index], reading.stops[index]
    if reading.joints[index] in (" ", "of"):
        return False
    if reading.text[max(0, start - 4) : start].lower() == "the ":
        return not reading.opens[index]
    return _ITS.match(reading.text, stop) is not None


def _distance(one: str, other: str) -> int:
    """Letters that one form has otherwise than another; 3 for more than two."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 -- a hundredth of a second to load, and seldom asked

    return Levenshtein.distance(one, other, score_cutoff=2)
