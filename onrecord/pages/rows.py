"""Rows of the long lists as markup: quotes, mentions and figures, of which a large site has hundreds of thousands.

They are made of text here, and every text is escaped here; what stands around them is in the templates. A template that
takes each row apart is as good, but takes three times as long. `ledger.js` reads from a row what a list is narrowed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from onrecord.dossier.gist import Gist
from onrecord.dossier.lists import Given, Said
from onrecord.model import Entity, Figure, Mention, Quote
from onrecord.pages import urls
from onrecord.pages.collation import laid
from onrecord.pages.entries import place
from onrecord.pages.excerpt import near
from onrecord.pages.frame import count, day, safe
from onrecord.pages.indexes import Index, once, other_of
from onrecord.pages.parts import year
from onrecord.pages.passages import Passages
from onrecord.pages.shelf import Opened, Quoted
from onrecord.pages.speech import UNSURE, speaker
from onrecord.pages.spread import extent
from onrecord.pages.words import FORMS, calendar, figure_words

_LOOKS = {"direct": "", "indirect": " para", "mixed": " para mix"}
"""What a quote's form adds to the class of its entry."""
_DOUBT = ' <span class="doubt" title="Not certain">?</span>'
_MARGIN, _ENDED = '><p class="meta"><b>', "</p></article>\n"
"""What stands in the row of a quote before its margin, and at its end."""
_ITSELF = '<td class="soft">the source itself</td>'


def _text(words: str) -> str:
    """Words as they stand between two tags."""
    if not ("&" in words or "<" in words or ">" in words):  # three looks take half the time of replacing nothing
        return words
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quotes(markup: str) -> str:
    """Words that may stand between two tags as they may stand in an attribute."""
    return markup.replace('"', "&#34;")


def _value(words: str) -> str:
    """Words as they stand in an attribute."""
    return _quotes(_text(words))


class _Credit(NamedTuple):
    """What a row says of its source, as markup but for the address."""

    href: str
    outlet: str
    untold: str
    """An attribute for sources without an outlet, of which `outlet` is the title, or how it begins."""
    cite: str
    """An attribute with the whole title where `outlet` is only how it begins: what a copied quote names."""
    when: str
    published: str
    day: str


def _credit(source: Gist) -> _Credit:
    published, words = _value(source.published), _text(day(source.metadata.published))
    title = source.title.text
    return _Credit(
        urls.source(source.id),
        _text(source.outlet),
        "" if source.metadata.outlet else ' data-outlet="-"',
        "" if source.outlet in (source.metadata.outlet, title) else f' data-cite="{_value(title)}"',
        f'<time datetime="{published}">{words}</time>' if published else "undated",
        published,
        words or "undated",
    )


class _Credits(dict[str, _Credit]):
    """By source, each made when it is first asked for."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, source: str) -> _Credit:
        self[source] = made = _credit(self._index.source[source])
        return made


class Rows:
    """The rows of one site, with what many of them share: the credit of a source, the name of a speaker, a quote."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._unsure = max(UNSURE, index.minimum)
        self._credit = _Credits(index).__getitem__
        self._bearers = {entity.id: (urls.entity(entity), _text(entity.name)) for entity in index.dossier.entities}
        self._topics = {topic.id: urls.topic(topic.id) for topic in index.dossier.topics}

    def quotes(self, quotes: Iterable[Said], up: str, of: Entity | None = None) -> str:
        """Quotes with their sentences; the margin names the speaker, and on the pages `of` somebody the outlet."""
        shelf, echoes, own = self._index.shelf, self._index.echoes, _text(of.name) if of else ""
        source, found = "", []
        for said in quotes:
            quote = said.quote
            if said.record.source.id != source:
                source = said.record.source.id
                opened = shelf[source]
            shared = opened.quoted.get(quote.id) or self._share(said, opened)
            name, by = shared.name, ""
            if of:
                margin, at = shared.outlet, "In the source"
                if name and name != own:
                    by = f' data-by="{_quotes(name)}"'
            else:
                margin = f'<a href="{up}{shared.page}">{name}</a>' if name else self._nobody(said)
                at = shared.outlet
            same = self._same(source, quote, up) if (source, quote.id) in echoes else ""
            found.append(f"{shared.begun}{by}{_MARGIN}{margin}{shared.told}{up}{shared.place}{at}</a>{same}{_ENDED}")
        return "".join(found)

    def mentions(self, opened: Opened, mentions: Sequence[Mention], up: str) -> str:
        """Mentions of a source in their sentences; the name is the link to its place."""
        credit, held = self._credit(opened.record.source.id), opened.passages
        begun = f"<li><small>{credit.outlet}</small> <p><span>"
        link = f'</span><span><a href="{up}{credit.href}#'
        found = []
        for mention, line in zip(mentions, held.lines(mentions), strict=True):
            before, words, after = line if held.harmless else map(_text, line)
            found.append(f'{begun}{before}{link}{mention.id}">{words}</a>{after}</span></p></li>\n')
        return "".join(found)

    def figures(self, figures: Iterable[Given], up: str, units: bool, years: bool) -> str:
        """As `figure_rows`."""
        found, source = [], ""
        for given in figures:
            record, figure = given.record, given.figure
            if record.source.id != source:
                source = record.source.id
                credit, held = self._credit(source), self._index.shelf[source].passages
            untold = credit.untold + (f' data-year="{year(credit.published)}"' if years else "")
            words = " ".join(record.source.text[figure.start : figure.end].split())
            link = f'<td><a href="{up}{credit.href}#{figure.id}">{credit.outlet}</a></td></tr>\n'
            if figure.kind == "date":
                value = figure.value if isinstance(figure.value, str) else ""
                found.append(
                    f'<tr{untold}><td class="v">{_text(words)}</td>'
                    f'<td data-s="{_value(value)}">{_text(calendar(value))}</td>'
                    f'<td class="src soft">{_near(figure, held)}</td>{link}'
                )
                continue
            unit = f'<td class="soft">{_text(figure.unit or "")}</td>' if units else ""
            thing = self._of(given, up) or f'<span class="src soft">{_near(figure, held)}</span>'
            found.append(f"<tr{untold}>{_number(figure, words)}<td>{thing}</td>{unit}{self._giver(figure, up)}{link}")
        return "".join(found)

    def of_topic(self, opened: Opened, figure: Figure, up: str) -> str:
        """A figure in a table of its topic, in its sentence."""
        record = opened.record
        credit = self._credit(record.source.id)
        return (
            f"<tr>{_number(figure, figure_words(record.source, figure))}{self._giver(figure, up)}"
            f'<td><a href="{up}{credit.href}#{figure.id}">{credit.outlet}</a></td>'
            f'<td data-s="{credit.published}">{credit.day}</td>'
            f'<td class="src soft">{_near(figure, opened.passages)}</td></tr>\n'
        )

    def given(self, figures: Iterable[Given], up: str) -> str:
        """Figures that somebody gave, in two columns."""
        found = []
        for given in figures:
            record, figure = given.record, given.figure
            credit = self._credit(record.source.id)
            words = figure_words(record.source, figure)
            before = _qualifier(figure, words)
            found.append(
                f'<tr><td class="r v">{f"<small>{_text(before)}</small> " if before else ""}'
                f'<a href="{up}{credit.href}#{figure.id}">{_text(words)}</a></td>'
                f'<td>{self._of(given, up)} <span class="soft">{credit.outlet}</span></td></tr>\n'
            )
        return "".join(found)

    def _share(self, said: Said, opened: Opened) -> Quoted:
        """What the rows of a quote share; most quotes stand in two lists."""
        quote, bearers = said.quote, self._bearers
        credit = self._credit(opened.record.source.id)
        page, name = bearers.get(quote.speaker or "") or ("", "")
        look = _LOOKS[quote.form]
        if not quote.speaker and quote.speaker_for in bearers:
            page, name = bearers[quote.speaker_for or ""]
            look += " for"
        doubt = _DOUBT if quote.confidence < self._unsure and name else ""
        shared = opened.quoted[quote.id] = Quoted(
            f'<article class="entry{look}"{credit.untold}{credit.cite}',
            page,
            name,
            f"{doubt}</b> {credit.when}</p>\n{_sentences(said, opened.passages)}\n"
            f'<p class="under"><span>{self._note(quote)}</span> <a class="at" href="',
            f'{credit.href}#{quote.id}">',
            credit.outlet,
        )
        return shared

    def _nobody(self, said: Said) -> str:
        """Who speaks where it is no entity: "The directive", "Speaker uncertain"."""
        who = speaker(said.record, said.quote, self._index.entity)
        doubt = said.quote.confidence < self._unsure
        label = who.label if who.known else "speaker uncertain" if doubt else "not attributed"
        return f'<span class="nobody">{_text(label[:1].upper() + label[1:])}</span>'

    def _note(self, quote: Quote) -> str:
        """The form of a quote in words, and whether a spokesperson says it or another quote holds it."""
        words = FORMS[quote.form]
        if quote.speaker_for and not quote.speaker and quote.speaker_for in self._bearers:
            words += " from a spokesperson"
        return words + ", inside another quote" if quote.inside else words

    def _same(self, source: str, quote: Quote, up: str) -> str:
        others, repeat = self._index.echoes[source, quote.id], self._index.repeat[source, quote.id]
        if repeat.quotes[0] in once(self._index, laid):
            anchor = f"quotes/index.html#same-{repeat.quotes[0][1]}"
        else:
            anchor = place(*(other_of(repeat, source) or (source, quote.id)))
        return f' <a href="{up}{anchor}">Same words in {count(others, "more source")}</a>'

    def _of(self, given: Given, up: str) -> str:
        """What is counted, with a link to all numbers given for it; "" where nothing says so."""
        record, figure = given.record, given.figure
        topic = self._index.topic.get((record.source.id, figure.id))
        if topic is None:
            return _text(figure.of or "")
        return f'<a href="{up}{self._topics[topic.id]}">{_text(figure.of or "the same elsewhere")}</a>'

    def _giver(self, figure: Figure, up: str) -> str:
        giver = self._bearers.get(figure.said_by or "")
        return f'<td class="by"><a href="{up}{giver[0]}">{giver[1]}</a></td>' if giver else _ITSELF


def quote_rows(index: Index, quotes: Iterable[Said], up: str) -> Markup:
    """Quotes with their sentences; the margin names the speaker.

    `up`, here and below, leads from the page to the site's root.
    """
    return safe(once(index, Rows).quotes(quotes, up))


def figure_rows(index: Index, figures: Iterable[Given], up: str, *, units: bool, years: bool) -> Markup:
    """Figures in a table of one kind, with a column for units or without, and with the year they can be narrowed by."""
    return safe(once(index, Rows).figures(figures, up, units, years))


def _sentences(said: Said, held: Passages) -> str:
    """The words of a quote in their sentences."""
    spans, shown, harmless = said.quote.spans, "", held.harmless
    if len(spans) == 1:
        line = held.lines(spans)[0]
        before, words, after = line if harmless else map(_text, line)
        return f'<p class="words">{before}<span class="sayin">{words}</span>{after}</p>'
    for words, spoken in held.runs(said.quote):
        markup = words if harmless else _text(words)
        shown += f'<span class="sayin">{markup}</span>' if spoken else markup
    return f'<p class="words">{shown}</p>'


def _near(figure: Figure, held: Passages) -> str:
    """A figure with a few words on either side."""
    line = near(*held.lines((figure,))[0])
    before, words, after = line if held.harmless else map(_text, line)
    return f"{before}<b>{words}</b>{after}"


def _number(figure: Figure, words: str) -> str:
    """Two cells: the qualifier, and the figure with what a table sorts by."""
    key = sort_key(figure)
    sort = f' data-v="{_value(key)}"' if key else ""
    before = _text(_qualifier(figure, words)) if figure.qualifier else ""
    return f'<td>{before}</td><td class="v"{sort}>{_text(words)}</td>'


def _qualifier(figure: Figure, words: str) -> str:
    """The qualifier of a figure, unless the figure's own words begin with it."""
    held = figure.qualifier or ""
    return "" if words.lower().startswith(held.lower()) else held[:1].lower() + held[1:]


def sort_key(figure: Figure) -> str:
    """A figure's lowest number in digits; a date as it is; "" when neither is known."""
    if figure.kind == "date":
        return figure.value if isinstance(figure.value, str) else ""
    reach = extent(figure)
    return f"{reach[0]:.12g}" if reach else ""
