"""An invented matter in three sources: a ferry, a pier, two agencies, numbers that do not agree."""

from __future__ import annotations

from onrecord.model import Dossier, Entity, Repeat, Review, Topic, Twin
from tests.pages.invented import dossier, record

COURIER = """\
[[zone section|Regional]]

[[zone dateline|PORT ELLERY —]] [[person helen-marsh|Gov. Helen Marsh]] on Wednesday ordered an outside inquiry
into the loss of the pier lights at Port Ellery, saying [[quote helen-marsh mixed|the two bodies that share the
sound had spent seven weeks “pointing at each other across a line in the water.”]]

[[quote helen-marsh direct part=1|“Nobody on that boat asked which agency’s water they were in,”]] [[person
helen-marsh|Marsh]] said at the terminal. [[quote helen-marsh direct part=1|“They asked when they would get
home.”]]

At least [[count 41 of=people_hurt by=harbor-authority with=at_least|41]] were hurt, the [[agency
harbor-authority|Harbor Authority]] said; the [[agency safety-board|Marine Safety Board]] counts [[count 46
of=people_hurt by=safety-board|46]]. [[person tomas-okafor|Tomas Okafor]], who directs the [[agency
harbor-authority|Authority]], said [[quote tomas-okafor indirect|his agency would cooperate but was not alone
responsible for the pier]]. It put the cost at about [[money 2400000 unit=USD of=cost_of_the_inquiry
with=about|$2.4 million]].

[[quote tomas-okafor direct|“The last [[measure 900 unit=yards of=channel by=tomas-okafor|900 yards]] of that
channel belong to the Patrol,”]] [[person tomas-okafor|Okafor]] said on [[date 2026-03-03|Tuesday]]. The board
called the lights [[quote - direct|“a known weakness.”]] [[person ruth-adeyemi|Cmdr. Ruth Adeyemi]] of the
[[agency coastal-patrol|Coastal Patrol]] said [[quote ruth-adeyemi indirect|it had warned of the lights [[count
370 of=warnings by=ruth-adeyemi|370]] times]].

[[zone related|Related: [[person carla-voss|Carla Voss]] on [[count 12 of=bridges|12]] bridges]]"""
STATEMENT = """\
[[person helen-marsh|Governor Marsh]] announced an independent review of the matter today, its causes, and the
part of all bodies concerned. [[quote helen-marsh direct|“Nobody aboard that ferry was asking which agency’s
water they were in. They asked when they would get home, and they deserve an answer,”]] said [[person
helen-marsh|Governor Marsh]].

[[count 37 of=people_hurt|37]] passengers were treated. The review costs [[money 2500000 unit=USD
of=cost_of_the_inquiry|$2.5 million]]. A spokesman for the [[agency harbor-authority|Harbor Authority]] said
[[quote - indirect for=harbor-authority|the boats had never been safer]]."""
RADIO = """\
HOST: Commander, the governor says you have been pointing at each other.

ADEYEMI: [[quote ruth-adeyemi direct|We told them [[count 370 of=warnings by=ruth-adeyemi|370]] times. I have
the dates. The [[agency harbor-authority|Authority]] never wrote back.]]

HOST: In a recording [[person helen-marsh nominal|the governor]] says: [[quote helen-marsh direct|“Nobody on
that boat asked whose water they were in.”]] [[person carla-voss|Senator Carla Voss]] says [[quote carla-voss
indirect|[[person helen-marsh|Marsh]] waited seven weeks too long]]. She counts [[count 412 of=warnings
by=carla-voss|412]] warnings and [[count 46 of=people_hurt|46]] people hurt."""

ENTITIES = (
    Entity("carla-voss", "person", "Carla Voss", ("Voss",)),
    Entity("coastal-patrol", "agency", "Coastal Patrol", ("Patrol",)),
    Entity("harbor-authority", "agency", "Harbor Authority", ("Authority",), description="It runs the ferries."),
    Entity(
        "helen-marsh",
        "person",
        "Helen Marsh",
        ("Marsh",),
        ("governor",),
        identifiers=(("wikidata", "Q99999999"), ("guild", "7"), ("viaf", "javascript:alert(1)")),
        was=("h-marsh",),
    ),
    Entity("ruth-adeyemi", "person", "Ruth Adeyemi", ("Adeyemi",)),
    Entity("safety-board", "agency", "Marine Safety Board"),
    Entity("tomas-okafor", "person", "Tomas Okafor", ("Okafor",)),
)


def ferry() -> Dossier:
    """The whole dossier."""
    courier = record(
        "courier",
        COURIER,
        roles={"tomas-okafor": "Harbor Authority director", "ruth-adeyemi": "Coastal Patrol commander"},
        title="Governor orders outside inquiry into Ellery pier lights",
        outlet="The Ellery Courier",
        published="2026-03-04",
        author="Ada Lund",
    )
    statement = record(
        "statement",
        STATEMENT,
        roles={"helen-marsh": "Governor"},
        title="Governor Marsh Orders Independent Review",
        outlet="Governor’s office",
        published="2026-03-04",
    )
    radio = record("radio", RADIO, roles={"carla-voss": "Senator"}, outlet="Sound Radio", published="2026-03-06")
    figures = {
        (r.source.id, f.of, n): (r.source.id, f.id)
        for r in (courier, radio, statement)
        for n, f in enumerate(r.figures)
    }

    def given(thing: str) -> tuple[tuple[str, str], ...]:
        return tuple(key for (_, of, _), key in figures.items() if of == thing)

    return dossier(
        courier,
        statement,
        radio,
        entities=ENTITIES,
        topics=(
            Topic("cost-of-the-inquiry", "cost of the inquiry", "money", "USD", given("cost of the inquiry")),
            Topic("people-hurt", "people hurt", "count", None, given("people hurt")),
            Topic("warnings", "warnings", "count", None, given("warnings")),
        ),
        repeats=(
            Repeat(
                (
                    ("courier", courier.quotes[1].id),
                    ("radio", radio.quotes[1].id),
                    ("statement", statement.quotes[0].id),
                )
            ),
        ),
        twins=(Twin(("courier", "statement"), 0.4),),
        companions=(
            ("helen-marsh", (("carla-voss", 1), ("harbor-authority", 1))),
            ("harbor-authority", (("safety-board", 2), ("tomas-okafor", 2), ("helen-marsh", 1))),
        ),
        reviews=(
            Review("ambiguous name", "“Marsh” may be two people", "courier", "helen-marsh", courier.mentions[1].id),
            Review("correction", "content/corrections/courier.yaml:4 no longer fits", "courier"),
        ),
    )
