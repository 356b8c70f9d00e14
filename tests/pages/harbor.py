"""A small invented dossier, put together by hand, that pages can be made of."""

from __future__ import annotations

from hashlib import sha256

from onrecord.model import (
    Block,
    Dossier,
    Entity,
    Figure,
    Mention,
    Metadata,
    Quote,
    QuoteForm,
    Record,
    Repeat,
    Source,
    Span,
    Topic,
    Twin,
    Zone,
)
from onrecord.pages import Theme
from tests.conftest import ROOT

ENTITIES = (
    Entity("dockers-union", "organization", "Dockers’ Union"),
    Entity("harbor-office", "agency", "Harbor Office"),
    Entity("ida-lund", "person", "Ida Lund"),
    Entity("per-holm", "person", "Per Holm"),
    Entity("tarn", "place", "Tarn"),
)

PIER = """\
HARBOR

Old pier to close for good

By Nils Brandt

TARN — Mayor Ida Lund said on Monday that the pier would close for seven weeks, and called it “a splinter in our foot.”

“Nobody has used it since the storm,” Lund said. “I do not expect many tears & <b>no</b> speeches.”

The Harbor Office counted 41 boats. Per Holm (Dockers’ Union) wept: “My cousin said, ‘they counted twice,’ and so do I.”

A spokesman for the Harbor Office said the count was right.

RELATED

Ten ways to moor a boat

© The Tarn Messenger"""


def theme() -> Theme:
    """The project's own templates; static files are not needed to render."""
    return Theme({path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.html")})


def find(text: str, words: str, nth: int = 0) -> Span:
    """The nth place where `words` stand."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs, parted by blank lines."""
    found, place = [], 0
    for part in text.split("\n\n"):
        found.append(Block(place, place + len(part)))
        place += len(part) + 2
    return tuple(block for block in found if block.start < block.end)


def source(identity: str, text: str, metadata: Metadata | None = None, **more: object) -> Source:
    """A source whose file is its text."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given: dict[str, object] = {"blocks": blocks(text), **more}
    return Source(identity, f"{identity}.txt", digest, text, digest, metadata=metadata or Metadata(), **given)  # type: ignore[arg-type]


def mention(text: str, words: str, entity: str, nth: int = 0, confidence: float = 0.97) -> Mention:
    """A name where it stands."""
    kind = next(known.kind for known in ENTITIES if known.id == entity)
    span = find(text, words, nth)
    return Mention(f"m-{span.start:04}", span.start, span.end, kind, entity, "name", confidence, "nearest body")


def quote(
    text: str, identity: str, form: QuoteForm, speaker: str | None, *words: str, quoted: str = "", **more: object
) -> Quote:
    """An utterance with its pieces."""
    spans = tuple(find(text, piece) for piece in words)
    inner = (find(text, quoted),) if quoted else None
    return Quote(identity, spans, form, speaker, quoted=inner, **more)  # type: ignore[arg-type]


def pier() -> Record:
    """A newspaper's story: every kind of mark, zones that fold, a quote in a quote."""
    zones = [("HARBOR", "section"), ("Old pier to close for good", "title"), ("By Nils Brandt", "byline")]
    zones += [
        ("TARN", "dateline"),
        ("RELATED\n\nTen ways to moor a boat", "related"),
        ("© The Tarn Messenger", "copyright"),
    ]
    spans = sorted(Zone(span.start, span.end, kind) for words, kind in zones for span in [find(PIER, words)])
    monday, weeks, boats = find(PIER, "Monday"), find(PIER, "seven weeks"), find(PIER, "41")
    return Record(
        source(
            "pier",
            PIER,
            Metadata(
                "Old pier to close for good", "The Tarn Messenger", "Nils Brandt", "2026-03-04",
                "https://messenger.example/pier", "en",
            ),
            zones=tuple(spans),
            metadata_from=(("title", "text"), ("published", "curator")),
        ),
        mentions=(
            mention(PIER, "TARN", "tarn"),
            mention(PIER, "Ida Lund", "ida-lund"),
            mention(PIER, "Lund", "ida-lund", 1),
            mention(PIER, "Harbor Office", "harbor-office"),
            mention(PIER, "Per Holm", "per-holm"),
            mention(PIER, "Dockers’ Union", "dockers-union"),
            mention(PIER, "Harbor Office", "harbor-office", 1, 0.55),
        ),
        quotes=(
            quote(
                PIER, "q-close", "mixed", "ida-lund",
                "the pier would close for seven weeks, and called it “a splinter in our foot.”",
                quoted="“a splinter in our foot.”",
            ),
            quote(
                PIER, "q-storm", "direct", "ida-lund",
                "“Nobody has used it since the storm,”", "“I do not expect many tears & <b>no</b> speeches.”",
            ),
            quote(PIER, "q-cousin", "direct", "per-holm", "“My cousin said, ‘they counted twice,’ and so do I.”"),
            quote(PIER, "q-twice", "direct", None, "‘they counted twice,’", inside="q-cousin"),
            quote(
                PIER, "q-right", "indirect", None, "the count was right", speaker_for="harbor-office", confidence=0.5,
            ),
        ),
        figures=(
            Figure(monday.start, monday.end, "date", "2026-03-02", id="f-monday"),
            Figure(weeks.start, weeks.end, "duration", 7, "week", id="f-weeks", said_by="ida-lund"),
            Figure(boats.start, boats.end, "count", 41, of="boats", id="f-boats"),
        ),
        note="The *first* version. <script>alert(1)</script>",
    )  # fmt: skip


RADIO = "Some 37 boats lie at the pier. “Nobody has used it since the storm,” the mayor told us."


def radio() -> Record:
    """A short item without a title, with another number and one of the same quotes."""
    boats = find(RADIO, "37")
    return Record(
        source("radio", RADIO, Metadata(outlet="Sound Radio", published="2026-03-05")),
        quotes=(quote(RADIO, "q-radio", "direct", "ida-lund", "“Nobody has used it since the storm,”"),),
        figures=(Figure(boats.start, boats.end, "count", 37, of="boats", qualifier="Some", id="f-radio"),),
    )


def harbor() -> Dossier:
    """Both sources, and what they have in common."""
    return Dossier(
        (pier(), radio()),
        ENTITIES,
        topics=(Topic("boats", "boats", "count", None, (("pier", "f-boats"), ("radio", "f-radio"))),),
        repeats=(Repeat((("pier", "q-storm"), ("radio", "q-radio"))),),
        twins=(Twin(("pier", "radio"), 0.62),),
    )
