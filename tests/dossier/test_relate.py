"""The dossier: who is in it, who is named together, what needs a person; and what is sure enough to be published."""

from __future__ import annotations

from msgspec import structs

from onrecord.curate.registry import RegistryEntry
from onrecord.dossier.confidence import publishable
from onrecord.dossier.excerpt import excerpt
from onrecord.dossier.relate import relate
from onrecord.model import Zone
from tests.dossier.invented import Item, figure, item, person, quote, records

JOAN, ILSE, LEVON = person("Joan Rask"), person("Ilse Oke"), person("Levon Beck")


def test_records_stand_in_order_of_path_and_entities_in_order_of_id() -> None:
    made, names = records([item("b", "Joan Rask.", JOAN), item("a", "Ilse Oke.", ILSE)])
    dossier = relate(reversed(made), names)
    assert [record.source.id for record in dossier.records] == ["a", "b"]
    assert [entity.id for entity in dossier.entities] == ["ilse-oke", "joan-rask"]


def test_entities_are_those_mentioned_and_those_registered() -> None:
    rising = structs.replace(person("Beck"), sure=False)
    made, names = records(
        [item("a", "Joan Rask. Beck.", JOAN, rising)], RegistryEntry("ilse-oke", "person", "Ilse Oke")
    )
    assert [entity.id for entity in relate(made, names).entities] == ["ilse-oke", "joan-rask"]


def test_an_entity_of_excerpts_has_no_form_or_role_that_is_not_shown() -> None:
    text = "Joan Rask, the keeper of the old lamp, left. “We won,” Rask said. " + "It rained. " * 20
    its = item(
        "a",
        text,
        person("Joan Rask", "Rask", roles=("the keeper of the old lamp",)),
        quotes=[quote(text, "“We won,”", 0)],
    )
    made, names = records([its], RegistryEntry("joan-rask", "person", "Joan Rask", aliases=("J. R.",), role="mayor"))
    (entity,) = relate([excerpt(made[0], 0.25)], names).entities
    assert (entity.aliases, entity.roles) == (("J. R.", "Rask"), ("mayor",))


def test_companions_share_paragraphs_and_the_closest_stands_first() -> None:
    text = "Joan Rask met Ilse Oke.\n\nJoan Rask met Ilse Oke and Levon Beck.\n\nLevon Beck left."
    made, names = records([item("a", text, JOAN, ILSE, LEVON)])
    assert dict(relate(made, names).companions)["joan-rask"] == (("ilse-oke", 2), ("levon-beck", 1))


def test_who_stands_in_a_zone_is_no_company() -> None:
    text = "Joan Rask met Ilse Oke.\n\nTags: Joan Rask, Levon Beck"
    source, found = item("a", text, JOAN, ILSE, LEVON)
    source = structs.replace(source, zones=(Zone(text.index("Tags"), len(text), "tags"),))
    made, names = records([(source, found)])
    assert "levon-beck" not in dict(relate(made, names).companions)


def test_what_needs_a_person() -> None:
    text = "Joan Rask said “no” to 12 boats. " + " ".join(f"word{n} and then" for n in range(60))

    def source(id: str, confidence: float) -> Item:
        its = quote(text, "“no”", 0, confidence=confidence, why="a guess")
        return item(id, text, JOAN, quotes=[its], figures=[figure(text, "12", "boats", confidence=confidence)])

    made, names = records([source("a", 0.4), source("b", 0.9)])
    reviews = relate(made, names).reviews
    assert [(each.kind, each.source, each.annotation) for each in reviews] == [
        ("near-duplicate source", "a", None),
        ("low confidence", "a", made[0].quotes[0].id),
        ("low confidence", "a", made[0].figures[0].id),
    ]
    assert reviews[1].message == "“no” (a guess)"


# ---------------------------------------------------------------- publishing only what is sure


def test_below_the_minimum_marks_go_and_quotes_lose_their_speaker() -> None:
    text = "Joan Rask said “no” to 12 boats and “yes, 9” to Ilse Oke."
    source, found = item(
        "a",
        text,
        JOAN,
        ILSE,
        quotes=[quote(text, "“no”", 0, confidence=0.8), quote(text, "“yes, 9”", 0, confidence=0.3, why="a guess")],
        figures=[figure(text, "12", "boats", confidence=0.3), figure(text, "9", "nets")],
    )
    mentions = tuple(structs.replace(each, confidence=0.3 if each.local else 0.9) for each in found.mentions)
    made, _ = records([(source, structs.replace(found, mentions=mentions))])
    shown = publishable(made[0], 0.5)
    assert [each.entity for each in shown.mentions] == ["joan-rask"]
    assert [(each.speaker, each.speaker_ref, each.why) for each in shown.quotes] == [
        ("joan-rask", "none", ""),
        (None, "none", "a guess"),
    ]
    assert [(each.value, each.of, each.said_by) for each in shown.figures] == [(1, "nets", None)]
    assert [use.entity for use in shown.uses] == ["joan-rask"]


def test_a_sure_record_is_published_as_it_is() -> None:
    made, _ = records([item("a", "Joan Rask spoke.", JOAN)])
    assert publishable(made[0], 0.5) == made[0]
