"""One source's record: which marks stand, who speaks, who gave a figure, and what ids survive."""

from __future__ import annotations

from msgspec import structs

from onrecord.curate.registry import RegistryEntry, Split
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import Found, NameMention, Nominal, Record, Source, Span, Tag
from tests.dossier.invented import Item, agency, figure, item, marked, name, person, quote, records, registry


def only(one: Item, *entries: RegistryEntry) -> Record:
    return records([one], *entries)[0][0]


# ---------------------------------------------------------------- marks that overlap


def test_the_longer_of_two_marks_stands() -> None:
    text = "Rask Foods closed."
    made = only(item("a", text, name("organization", "Rask Foods")), RegistryEntry("joan-rask", "person", "Rask"))
    assert marked(made) == [("Rask Foods", "rask-foods")]


def test_of_equal_marks_the_registry_stands() -> None:
    made = only(item("a", "Rask closed.", name("organization", "Rask")), RegistryEntry("joan-rask", "person", "Rask"))
    assert marked(made) == [("Rask", "joan-rask")]


def openings(text: str, *aliases: str, never: tuple[str, ...] = ()) -> list[str]:
    """Where a text has the water district, whose aliases may be common words."""
    entry = RegistryEntry("water", "agency", "Oke Water District", aliases, never)
    made = only(item("a", text), entry, RegistryEntry("team", "organization", "The team"))
    return [text[each.start - 4 : each.end + 3] for each in made.mentions if each.entity == "water"]


def test_a_registry_name_in_small_letters_is_found_where_it_opens_a_sentence() -> None:
    text = (
        "A Headline\nThe district spoke. Later the district slept. “The district is new,” Rask said. Rask said: “Oh.” "
        "The district\n\n• The district\n\nRask: The district has money. (The district has none.)"
    )
    assert len(openings(text, "the district")) == text.lower().count("the district") == 7


def test_a_registry_name_in_small_letters_with_a_capital_amid_a_sentence_is_another() -> None:
    assert openings("They saw The district, a film. In DC The district is a paper.", "the district") == []


def test_what_is_never_an_entity_is_not_it_where_a_sentence_opens_either() -> None:
    assert openings("The district spoke.", "the district", never=("The district",)) == []
    assert openings("The team spoke. We met the team.", "the team") == ["met the team."]


def test_an_inline_tag_is_stronger_than_a_longer_name() -> None:
    source, found = item("a", "Rask Foods closed.", name("organization", "Rask Foods"))
    tagged = structs.replace(person("Rask"), id="joan-rask")
    found = Found((*found.names, tagged), (*found.mentions, NameMention(0, 4, 1)))
    source = structs.replace(source, tags=(Tag(0, 4, "person", "joan-rask"),))
    assert marked(only((source, found))) == [("Rask", "joan-rask")]


def test_a_tag_is_stronger_than_the_registry_only_where_it_stands() -> None:
    source, found = item("a", "Rask spoke. Joan Rask left.")
    found = Found(
        (structs.replace(person("Joan Rask", "Rask"), id="ilse-rask"),), (NameMention(0, 4, 0), NameMention(12, 21, 0))
    )
    source = structs.replace(source, tags=(Tag(0, 4, "person", "ilse-rask"),))
    entries = [
        RegistryEntry(id, "person", called) for id, called in (("joan", "Joan Rask"), ("ilse-rask", "Ilse Rask"))
    ]
    assert marked(only((source, found), *entries)) == [("Rask", "ilse-rask"), ("Joan Rask", "joan")]


def test_crossing_marks_leave_one_and_no_overlap() -> None:
    text = "Joan Rask Foods Trust closed."
    source, found = item("a", text, person("Joan Rask"), name("organization", "Rask Foods Trust"))
    found = structs.replace(found, mentions=(NameMention(0, 9, 0), NameMention(5, 21, 1)))
    assert marked(only((source, found))) == [("Rask Foods Trust", "rask-foods-trust")]


def test_nominals_point_at_an_entity_without_naming_it() -> None:
    text = "Joan Rask spoke. The mayor left."
    source, found = item("a", text, person("Joan Rask"))
    made = only((source, structs.replace(found, nominals=(Nominal(17, 26, 0),))))
    assert [(each.form, each.entity) for each in made.mentions] == [("name", "joan-rask"), ("nominal", "joan-rask")]
    assert [use.aliases for use in made.uses] == [("Joan Rask",)]


# ---------------------------------------------------------------- speakers


def test_the_first_speaker_that_is_somebody_is_taken() -> None:
    text = 'Joan Rask of Millbrook left. "We are done."'
    names = (structs.replace(person("Rask"), sure=False, opens=True), name("place", "Millbrook"), person("Joan Rask"))
    made = only(item("a", text, *names, quotes=[quote(text, '"We are done."', 0, 1, 2, confidence=0.9)]))
    (its,) = made.quotes
    assert its.speaker == "joan-rask"
    assert its.confidence < 0.9, "a second choice is less sure"


def test_a_quote_without_an_acceptable_speaker_has_none() -> None:
    text = 'In Millbrook they said: "No."'
    made = only(item("a", text, name("place", "Millbrook"), quotes=[quote(text, '"No."', 0)]))
    assert made.quotes[0].speaker is None


def test_a_registry_name_where_the_speaker_stands_speaks() -> None:
    text = '"No," said the gray lady.'
    span = Span(text.index("gray"), text.index("."))
    made = only(
        item("a", text, quotes=[quote(text, '"No,"', speaker_span=span, speaker_ref="name")]),
        RegistryEntry("ilse-oke", "person", "Ilse Oke", aliases=("gray lady",)),
    )
    assert made.quotes[0].speaker == "ilse-oke"


def test_a_tag_names_a_speaker_who_is_named_nowhere() -> None:
    text = '"No," she said.'
    made, names = records([item("a", text, quotes=[quote(text, '"No,"', speaker_id="ilse-oke")])])
    assert made[0].quotes[0].speaker == "ilse-oke"
    assert names.entities["ilse-oke"].name == "Ilse Oke"


def test_a_figure_belongs_to_who_speaks_in_the_smallest_quote_around_it() -> None:
    text = "Joan Rask said: \"Oke told me: 'We lost 12 boats.' I lost 9 nets.\" In all 30 were lost. Ilse Oke agreed."
    outer = quote(text, text[16:66], 0)
    inner = quote(text, "'We lost 12 boats.'", 1, inside=0)
    figures = [figure(text, "12", "boats"), figure(text, "9", "nets"), figure(text, "30", "things")]
    made = only(item("a", text, person("Joan Rask"), person("Ilse Oke"), quotes=[outer, inner], figures=figures))
    assert [each.said_by for each in made.figures] == ["ilse-oke", "joan-rask", None]
    assert made.quotes[1].inside == made.quotes[0].id


def test_a_tag_says_who_gave_a_figure() -> None:
    text = 'Joan Rask said: "We lost 12 boats."'
    given = structs.replace(figure(text, "12", "boats"), said_by="ilse-oke")
    made, names = records(
        [item("a", text, person("Joan Rask"), quotes=[quote(text, '"We lost 12 boats."', 0)], figures=[given])]
    )
    assert made[0].figures[0].said_by == "ilse-oke"
    assert names.entities["ilse-oke"].name == "Ilse Oke"
    assert "ilse-oke" in {use.entity for use in made[0].uses}


def test_a_place_in_the_registry_does_not_speak() -> None:
    text = '"No," said Millbrook.'
    span = Span(text.index("Mill"), text.index("."))
    made = only(
        item("a", text, quotes=[quote(text, '"No,"', speaker_span=span, speaker_ref="name")]),
        RegistryEntry("millbrook", "place", "Millbrook"),
    )
    assert made.quotes[0].speaker is None


def test_nothing_is_looked_for_where_the_tags_are_all_marks() -> None:
    source, found = item("a", "Joan Rask spoke.")
    made = only((structs.replace(source, tagged=True), found), RegistryEntry("joan-rask", "person", "Joan Rask"))
    assert made.mentions == ()


def test_split_reaches_the_speaker_too() -> None:
    text = 'Joan Rask, the mayor, spoke.\n\n"La," said Joan Rask, the singer.'
    second = text.rindex("Joan")
    words = quote(text, '"La,"', 0, speaker_span=Span(second, second + 9), speaker_ref="name")
    made = only(
        item("a", text, person("Joan Rask"), quotes=[words]),
        RegistryEntry("joan-rask", "person", "Joan Rask", split=(Split("a", "the singer", "joan-rask-singer"),)),
        RegistryEntry("joan-rask-singer", "person", "Joan Rask (singer)"),
    )
    assert made.quotes[0].speaker == "joan-rask-singer"


def test_a_split_whose_words_are_gone_is_a_warning_with_its_line() -> None:
    its = registry(RegistryEntry("joan-rask", "person", "Joan Rask", split=(Split("a", "the singer", "x", 7),)))
    source, found = item("a", "Joan Rask spoke.", person("Joan Rask"))
    _, (problem,) = settle(source, found, resolve(told_of([(source, found)]), its), its)
    assert (problem.path, problem.line, problem.level) == ("content/entities.yaml", 7, "warning")


# ---------------------------------------------------------------- ids


def ids(text: str) -> list[str]:
    made = only(item("a", text, person("Joan Rask", "Rask"), figures=[figure(text, "12", "boats")]))
    return [mention.id for mention in made.mentions] + [figure.id for figure in made.figures]


def test_ids_survive_an_edit_elsewhere_in_the_source() -> None:
    tail = "It was late that night in the harbor when Joan Rask counted 12 boats, as Rask always did in the fall."
    assert ids(f"A new opening, {tail}") == ids(tail.replace("It was", "A new opening, It was"))


def test_ids_of_equal_marks_in_equal_surroundings_differ() -> None:
    line = "x" * 40 + " Rask " + "x" * 40
    its = ids(f"{line} 12 {line} {line}")
    assert len(set(its)) == 4


def test_a_text_of_one_repeated_name_is_no_trouble() -> None:
    text = "Rask " * 3000
    made = only(item("a", text, person("Joan Rask", "Rask")), RegistryEntry("joan-rask", "person", "Joan Rask"))
    assert len({each.id for each in made.mentions}) == 3000


def test_uses_hold_the_forms_and_roles_of_this_source_only() -> None:
    one = item("a", "Joan Rask spoke. Rask left.", person("Joan Rask", "Rask", roles=("Mayor",)))
    other = item("b", "Joan B. Rask met the DSX.", person("Joan B. Rask", roles=("governor",)), agency("DSX"))
    made, _ = records([one, other])
    assert [(use.aliases, use.roles) for use in made[0].uses] == [(("Joan Rask", "Rask"), ("Mayor",))]
    assert {use.entity for use in made[1].uses} == {"joan-b-rask", "dsx"}


def test_a_source_that_was_not_resolved_has_no_names() -> None:
    source, found = item("a", "Joan Rask spoke.", person("Joan Rask"))
    other = Source("b", "b.txt", "", source.text, "")
    made, _ = settle(other, found, resolve(told_of([]), registry()), registry())
    assert made.mentions == ()
