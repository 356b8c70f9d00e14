"""Who is who over all sources, on names given by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.curate.registry import RegistryEntry, Split
from onrecord.dossier.resolve import resolve, told_of
from onrecord.model import LocalName
from tests.dossier.invented import Item, agency, item, marked, name, person, quote, records, registry, who


def test_a_surname_joins_the_only_full_name() -> None:
    items = [
        item("a", "Ilse Brandvold spoke.", person("Ilse Brandvold")),
        item("b", "Brandvold left.", person("Brandvold")),
    ]
    assert who(items) == {"a": ["ilse-brandvold"], "b": ["ilse-brandvold"]}


def test_a_surname_of_two_is_left_open_and_put_on_the_review_list() -> None:
    items = [
        item("a", "Joan Rask spoke.", person("Joan Rask")),
        item("b", "Levon Rask spoke.", person("Levon Rask")),
        item("c", "Rask left.", person("Rask")),
    ]
    found = who(items)
    assert found["c"][0] not in (*found["a"], *found["b"], None)
    (review,) = resolve(told_of(items), registry()).reviews
    assert (review.kind, review.source, review.entity) == ("ambiguous name", "c", found["c"][0])


def test_the_role_tells_whom_a_surname_means() -> None:
    items = [
        item("a", "Joan Rask spoke.", person("Joan Rask", roles=("Mayor of Millbrook",))),
        item("b", "Levon Rask spoke.", person("Levon Rask", roles=("goalkeeper",))),
        item("c", "Mayor Rask left.", person("Rask", roles=("Mayor",))),
    ]
    assert who(items)["c"] == ["joan-rask"]


def test_what_a_surname_means_nearly_everywhere_decides_where_nothing_else_does() -> None:
    usual = [item(f"a{n}", "Joan Rask spoke. Rask left.", person("Joan Rask", "Rask")) for n in range(4)]
    other = item("b", "Levon Rask spoke.", person("Levon Rask"))
    bare = item("c", "Rask left.", person("Rask"))
    assert who([*usual, other, bare])["c"] == ["joan-rask"]


def test_the_usual_bearer_keeps_the_surname_beside_a_namesake() -> None:
    """A source that says "President Rask" and later "Vera Rask" does not mean her by "Rask"."""
    usual = [
        item(f"a{n}", "Joan Rask spoke. Rask left.", person("Joan Rask", "Rask", roles=("President",)))
        for n in range(4)
    ]
    mixed = item("b", "Rask left. Vera Rask stayed.", person("Vera Rask", "Rask", roles=("President",), gender="f"))
    made, _ = records([*usual, mixed])
    assert marked(made[-1]) == [("Rask", "joan-rask"), ("Vera Rask", "vera-rask")]


def test_a_given_name_alone_counts_in_the_source_of_the_full_name_only() -> None:
    items = [
        item("a", "Ilse Brandvold spoke. Ilse left.", person("Ilse Brandvold"), person("Ilse")),
        item("b", "Ilse left.", person("Ilse")),
    ]
    assert who(items) == {"a": ["ilse-brandvold", "ilse-brandvold"], "b": ["ilse"]}


def test_names_a_letter_apart_are_put_on_the_review_list() -> None:
    items = [item("a", "Joan Harlow.", person("Joan Harlow")), item("b", "Joan Harlov.", person("Joan Harlov"))]
    (review,) = resolve(told_of(items), registry()).reviews
    assert (review.kind, review.message) == (
        "near-duplicate name",
        "“Joan Harlov” and “Joan Harlow” may be one person",
    )


def test_a_slip_is_swallowed_by_a_name_that_stands_everywhere() -> None:
    items = [item(f"a{n}", "Hillary Marsh.", person("Hillary Marsh")) for n in range(10)]
    slip = item("b", "Hilary Marsh and Hillary Marsh.", person("Hilary Marsh"), person("Hillary Marsh"))
    assert who([*items, slip])["b"] == ["hillary-marsh", "hillary-marsh"]


def test_a_korean_name_without_its_last_syllable() -> None:
    items = [item("a", "Han Seo-jin.", person("Han Seo-jin")), item("b", "Han Seo Jin.", person("Han Seo"))]
    assert who(items) == {"a": ["han-seo-jin"], "b": ["han-seo-jin"]}
    other = item("c", "Han Seo-yun.", person("Han Seo-yun"))
    assert who([*items, other])["b"] == ["han-seo"], "it may be either"


def test_namesakes_kept_apart_are_put_on_the_review_list() -> None:
    items = [
        item("a", "Martin Kessel ruled.", person("Martin Kessel", roles=("Judge",))),
        item("b", "Martin Kessel scored.", person("Martin Kessel", roles=("striker",))),
    ]
    (review,) = resolve(told_of(items), registry()).reviews
    assert (review.kind, review.entity) == ("ambiguous name", "martin-kessel-striker")


def test_father_and_son_in_one_source_are_parted_when_the_father_comes_first() -> None:
    text = "Dale Tarrant built it. Dale Tarrant Jr. sold it."
    made, _ = records([item("a", text, person("Dale Tarrant Jr.", "Dale Tarrant"))])
    assert marked(made[0]) == [("Dale Tarrant", "dale-tarrant"), ("Dale Tarrant Jr.", "dale-tarrant-jr")]


def test_a_suffix_may_be_left_out_later_in_a_source() -> None:
    text = "Dale Tarrant Jr. sold it. Dale Tarrant left."
    made, _ = records([item("a", text, person("Dale Tarrant Jr.", "Dale Tarrant"))])
    assert {entity for _, entity in marked(made[0])} == {"dale-tarrant-jr"}


def test_one_name_in_two_walks_of_life_is_two_people_with_telling_ids() -> None:
    items = [
        item("a", "Martin Kessel ruled.", person("Martin Kessel", roles=("Judge",))),
        item("b", "Martin Kessel scored.", person("Martin Kessel", roles=("striker",))),
    ]
    assert who(items) == {"a": ["martin-kessel-judge"], "b": ["martin-kessel-striker"]}


def test_a_namesake_of_whom_nothing_is_told_goes_with_the_company() -> None:
    items = [
        item("a", "Martin Kessel met Joan Rask.", person("Martin Kessel", roles=("Judge",)), person("Joan Rask")),
        item("b", "Martin Kessel met Ilse Oke.", person("Martin Kessel", roles=("striker",)), person("Ilse Oke")),
        item("c", "Martin Kessel met Ilse Oke.", person("Martin Kessel"), person("Ilse Oke")),
        item("d", "Martin Kessel left.", person("Martin Kessel")),
    ]
    found = who(items)
    assert found["c"][0] == "martin-kessel-striker"
    assert found["d"][0] not in ("martin-kessel-judge", "martin-kessel-striker")


def test_a_company_named_after_a_person_is_not_the_person() -> None:
    items = [
        item("a", "Dora Halv spoke.", person("Dora Halv")),
        item("b", "Dora Halv closed.", name("organization", "Dora Halv")),
    ]
    assert who(items) == {"a": ["dora-halv"], "b": ["dora-halv-organization"]}


def test_what_only_sounds_like_a_person_is_the_body_another_source_names() -> None:
    source, found = item("b", "Thorn Yards said no.", person("Thorn Yards"))
    unsure = structs.replace(found, mentions=(structs.replace(found.mentions[0], confidence=0.8),))
    made, _ = records([item("a", "Thorn Yards Ltd met.", name("organization", "Thorn Yards Ltd")), (source, unsure)])
    assert [(each.entity, each.kind) for each in made[1].mentions] == [("thorn-yards-ltd", "organization")]


def test_an_acronym_joins_the_body_it_is_tied_to_anywhere() -> None:
    items = [
        item("a", "The Coastal Water Authority (CWA) met.", agency("Coastal Water Authority", "CWA", acronym="CWA")),
        item("b", "The CWA met.", agency("CWA", acronym="CWA")),
        item("c", "The Cwa Water Company met.", name("organization", "Cwa Water Company")),
    ]
    assert who(items) == {
        "a": ["coastal-water-authority"],
        "b": ["coastal-water-authority"],
        "c": ["cwa-water-company"],
    }


def test_an_acronym_of_two_bodies_goes_with_the_company_it_keeps() -> None:
    rail = agency("Northern Rail Board", "NRB", acronym="NRB")
    reading = agency("National Reading Bureau", "NRB", acronym="NRB")
    items = [
        item("a", "Northern Rail Board (NRB) and Joan Rask.", rail, person("Joan Rask")),
        item("b", "National Reading Bureau (NRB) and Ilse Oke.", reading, person("Ilse Oke")),
        item("c", "The NRB and Ilse Oke.", agency("NRB"), person("Ilse Oke")),
        item("d", "The NRB met.", agency("NRB")),
    ]
    found = who(items)
    assert found["c"][0] == "national-reading-bureau"
    assert found["d"][0] not in ("national-reading-bureau", "northern-rail-board")


def test_initials_that_no_source_explains_join_the_body_whose_company_they_keep() -> None:
    full = item("a", "The Coastal Water Authority and Ilse Oke.", agency("Coastal Water Authority"), person("Ilse Oke"))
    beside = [item(f"b{n}", "The CWA and Ilse Oke.", agency("CWA"), person("Ilse Oke")) for n in range(3)]
    alone = item("c", "The CWA met.", agency("CWA"))
    others = [item(f"d{n}", "It rained.") for n in range(9)]
    assert who([full, *beside[:1], *others])["b0"][0] == "coastal-water-authority"
    assert who([full, alone, *others])["c"] == ["cwa"], "another body of these initials, as far as anybody knows"
    assert who([full, *beside, alone, *others])["b0"][0] == "cwa", "as where it is so for some of its sources only"
    assert who([full, alone])["c"] == ["coastal-water-authority"], "of few sources initials are hardly another's"


def test_what_many_call_by_initials_that_none_explains_is_no_body_of_one_source() -> None:
    full = item("a", "Coastal Walkers' Abode and Ilse Oke.", agency("Coastal Walkers' Abode"), person("Ilse Oke"))
    usual = [item(f"b{n}", "The CWA and Ilse Oke.", agency("CWA"), person("Ilse Oke")) for n in range(5)]
    assert who([full, *usual[:3]])["b0"][0] == "coastal-walkers-abode"
    assert who([full, *usual])["b0"][0] == "cwa"


def test_a_mere_short_form_is_local_to_its_source() -> None:
    items = [item("a", "The Authority met.", agency("Authority")), item("b", "The Authority met.", agency("Authority"))]
    found = who(items)
    assert found["a"] != found["b"]


def test_the_office_of_another_country_is_another_office() -> None:
    items = [
        item("a", "The Norwegian Fisheries Ministry met.", agency("Fisheries Ministry")),
        item("b", "Iceland's Fisheries Ministry met.", agency("Fisheries Ministry")),
        item("c", "Norway's Fisheries Ministry met.", agency("Fisheries Ministry")),
    ]
    assert who(items) == {
        "a": ["fisheries-ministry-norwegian"],
        "b": ["fisheries-ministry-iceland"],
        "c": ["fisheries-ministry-norwegian"],
    }


def test_an_office_of_one_country_is_one_office() -> None:
    items = [
        item("a", "The Norwegian Fisheries Ministry met.", agency("Fisheries Ministry")),
        item("b", "The Ministry of Fisheries met.", agency("Ministry of Fisheries")),
    ]
    found = who(items)
    assert found["a"] == found["b"]


def test_the_kind_that_most_mentions_have_wins() -> None:
    items = [
        item("a", "Harbor Trust met. Harbor Trust left.", agency("Harbor Trust")),
        item("b", "Harbor Trust met.", name("organization", "Harbor Trust")),
    ]
    names = resolve(told_of(items), registry())
    assert [(id, each.kind) for id, each in names.entities.items()] == [("harbor-trust", "agency")]


# ---------------------------------------------------------------- candidates


def weak(full: str, opens: bool = False) -> LocalName:
    return LocalName("person", full, (full,), sure=False, opens=opens)


def test_a_place_is_shown_by_no_abbreviation() -> None:
    items = [item(f"a{n}", "In Fla. it rained.", name("place", "Fla.")) for n in range(3)]
    items.append(item("b", "In Florida it rained.", name("place", "Florida")))
    names = resolve(told_of(items), registry())
    assert [entity.name for entity in names.entities.values()] == ["Florida"]


def test_a_candidate_rises_when_one_bearer_fits() -> None:
    known = item("a", "Ilse Brandvold spoke.", person("Ilse Brandvold"))
    assert who([known, item("b", "Brandvold left.", weak("Brandvold"))])["b"] == ["ilse-brandvold"]


def test_a_candidate_stays_unmarked() -> None:
    one = item("a", "Joan Rice spoke.", person("Joan Rice"))
    other = item("b", "Levon Rice spoke.", person("Levon Rice"))
    place = item("c", "In Rice they waited.", name("place", "Rice"))
    for what, sources, candidate in (
        ("nobody fits", [one], weak("Brandvold")),
        ("two fit", [one, other], weak("Rice")),
        ("a person and a place fit", [one, place], weak("Rice")),
        ("it only opens sentences", [one], weak("Rice", opens=True)),
    ):
        text = f"{candidate.name} left."
        assert who([*sources, item("z", text, candidate)])["z"] == [None], what


def test_a_candidate_of_several_rises_as_the_usual_bearer() -> None:
    usual = [item(f"a{n}", "Joan Rask spoke. Rask left.", person("Joan Rask", "Rask")) for n in range(4)]
    other = item("b", "Levon Rask spoke.", person("Levon Rask"))
    bare = item("c", "Rask left.", person("Rask", sure=False))
    assert who([*usual, other, bare])["c"] == ["joan-rask"]
    assert who([*usual[:2], other, bare])["c"] == [None]
    younger = item("c", "Rask Jr. left.", person("Rask Jr.", sure=False))
    assert who([*usual, other, younger])["c"] == [None]


def test_a_common_word_rises_as_whom_many_sources_call_so() -> None:
    usual = [item(f"a{n}", "Joan Stone spoke. Stone left.", person("Joan Stone", "Stone")) for n in range(4)]
    bare = item("c", "Nearby Stone left.", person("Stone", sure=False, common=True))
    assert who([*usual, bare])["c"] == ["joan-stone"]
    assert who([*usual[:2], bare])["c"] == [None]


def test_a_common_word_rises_in_the_company_of_whom_it_may_mean() -> None:
    known = item("a", "Ann Rice met Ilse Oke.", person("Ann Rice"), person("Ilse Oke"))
    rice = structs.replace(weak("Rice"), common=True)
    assert who([known, item("b", "They ate Rice.", rice)])["b"] == [None]
    assert who([known, item("b", "Ilse Oke met Rice.", person("Ilse Oke"), rice)])["b"] == ["ilse-oke", "ann-rice"]


# ---------------------------------------------------------------- the registry


def entry(id: str, full: str, **known: object) -> RegistryEntry:
    return RegistryEntry(id, known.pop("kind", "person"), full, **known)  # type: ignore[arg-type]


def test_the_registry_gives_id_name_and_kind() -> None:
    items = [item("a", "The HTB met.", name("organization", "HTB"))]
    its = entry("harbor-board", "Harbor Board", kind="agency", aliases=("HTB",), description="Runs it.", was=("htb",))
    made, names = records(items, its)
    assert marked(made[0]) == [("HTB", "harbor-board")]
    assert names.entities["harbor-board"].kind == made[0].mentions[0].kind == "agency"
    assert names.entities["harbor-board"].description == "Runs it."


def test_a_registry_form_that_annotate_did_not_find_is_marked_as_a_whole_word() -> None:
    items = [item("a", "The gray lady met Graylands and the gray lady's dog.")]
    made, _ = records(items, entry("ilse-oke", "Ilse Oke", aliases=("gray lady",)))
    assert marked(made[0]) == [("gray lady", "ilse-oke"), ("gray lady", "ilse-oke")]


def test_merge_makes_two_found_entities_one() -> None:
    items = [
        item("a", "The Bureau of Trout met.", agency("Bureau of Trout")),
        item("b", "The Office of Rivers met.", agency("Office of Rivers")),
    ]
    its = entry("office-of-rivers", "Office of Rivers", kind="agency", merge=("bureau-of-trout",))
    assert who(items, its) == {"a": ["office-of-rivers"], "b": ["office-of-rivers"]}
    assert resolve(told_of(items), registry(its)).moved == {"bureau-of-trout": "office-of-rivers"}


def test_a_merged_id_that_nothing_has_is_told_and_leads_nowhere() -> None:
    items = [item("a", "The Bureau of Trout met HTB.", agency("Bureau of Trout"), agency("HTB"))]
    its = entry(
        "rivers",
        "Office of Rivers",
        kind="agency",
        aliases=("HTB",),
        was=("old-office",),
        merge=("bureau-of-trout", "htb", "bureau-of-trouts"),
    )
    names = resolve(told_of(items), registry(its))
    assert names.unmade == {"bureau-of-trouts"}
    assert names.entities["rivers"].was == ("old-office", "bureau-of-trout", "htb")


def test_one_of_two_namesakes_can_be_merged_and_the_other_keeps_its_id() -> None:
    items = [
        item("a", "Mayor Joan Rask spoke.", person("Joan Rask", roles=("mayor",))),
        item("b", "Singer Joan Rask sang.", person("Joan Rask", roles=("singer",), gender="f")),
        item("c", "Goalkeeper Joan Rask fell.", person("Joan Rask", roles=("goalkeeper",), gender="m")),
    ]
    alone = {id for its in who(items).values() for id in its}
    merged = min(id for id in alone if id and id != "joan-rask")  # one with a role or a hash behind the name
    its = entry("ilse-oke", "Ilse Oke", merge=(merged,))
    assert {id for found in who(items, its).values() for id in found} == {*alone, "ilse-oke"} - {merged}
    assert resolve(told_of(items), registry(its)).unmade == set()


def test_an_id_that_a_tag_gives_can_be_merged() -> None:
    text = "Joan Rask left."
    tagged = structs.replace(person("Joan Rask"), id="jr")
    items = [item("a", text, tagged, quotes=[quote(text, "left", speaker_id="rask-1")])]
    names = resolve(told_of(items), registry(entry("joan-rask", "J. Rask", merge=("jr", "rask-1"))))
    assert names.unmade == set()


def test_strings_that_are_never_an_entity() -> None:
    items = [item("a", "Joan Rask and Rask Street.", person("Joan Rask")), item("b", "Rask left.", person("Rask"))]
    found = who(items, entry("joan-rask", "Joan Rask", never=("Rask",)))
    assert found["a"] == ["joan-rask"]
    assert found["b"] != ["joan-rask"]


def test_split_gives_mentions_near_some_words_to_somebody_else() -> None:
    text = "Joan Rask, the mayor, spoke.\n\nJoan Rask, the singer, sang."
    split = Split("a", "the singer", "joan-rask-singer", 3)
    made, _ = records(
        [item("a", text, person("Joan Rask"))],
        entry("joan-rask", "Joan Rask", split=(split,)),
        entry("joan-rask-singer", "Joan Rask (singer)"),
    )
    assert [entity for _, entity in marked(made[0])] == ["joan-rask", "joan-rask-singer"]


def test_a_suppressed_entity_has_no_marks_and_no_entry() -> None:
    items = [item("a", "Joan Rask met Ilse Oke.", person("Joan Rask"), person("Ilse Oke"))]
    made, names = records(items, entry("joan-rask", "Joan Rask", suppress=True))
    assert marked(made[0]) == [("Ilse Oke", "ilse-oke")]
    assert set(names.entities) == {"ilse-oke"}


def test_an_inline_tag_names_the_entity() -> None:
    items = [
        item("a", "The boss left.", LocalName("person", "The boss", ("The boss",), id="ilse-oke")),
        item("b", "Ilse Oke left.", person("Ilse Oke")),
    ]
    assert who(items, entry("ilse-oke", "Ilse Oke")) == {"a": ["ilse-oke"], "b": ["ilse-oke"]}


def test_a_tag_keeps_its_id_whatever_other_sources_say() -> None:
    tagged = structs.replace(name("organization", "NRB", acronym="NRB"), id="nrb")
    items = [
        item("a", "The NRB met.", tagged),
        *(
            item(f"b{n}", "Northern Rail Board (NRB).", agency("Northern Rail Board", "NRB", acronym="NRB"))
            for n in range(4)
        ),
        item("c", "National Reading Bureau (NRB).", agency("National Reading Bureau", "NRB", acronym="NRB")),
    ]
    assert who(items)["a"] == ["nrb"]
    assert who(items[:2])["a"] == ["nrb"]


# ---------------------------------------------------------------- ids


def test_ids_are_safe_file_names() -> None:
    words = ("Index", "CON", "王小明", "Ærø Trust", "A" * 200)
    items = [item(f"s{n}", f"{each} met.", name("organization", each)) for n, each in enumerate(words)]
    ids = [ids[0] for ids in who(items).values()]
    assert ids[:2] == ["index-x", "con-x"]
    assert str(ids[2]).startswith("e-")
    assert ids[3] == "aero-trust"
    assert len(str(ids[4])) < 100


def test_ids_never_differ_only_in_case() -> None:
    items = [item("a", "Joan Rask left.", person("Joan Rask")), item("b", "JOAN RASK met.", agency("JOAN RASK"))]
    ids = [ids[0] for ids in who(items).values()]
    assert len({str(id).casefold() for id in ids}) == 2


# ---------------------------------------------------------------- nothing depends on order


POOL: list[Item] = [
    item("a", "Joan Rask spoke.", person("Joan Rask", roles=("Mayor",))),
    item("b", "Levon Rask spoke.", person("Levon Rask", gender="m")),
    item("c", "Rask left. The NRB met.", person("Rask"), agency("NRB")),
    item("d", "Northern Rail Board (NRB).", agency("Northern Rail Board", "NRB", acronym="NRB")),
    item("e", "J. Rask, Joan B. Rask.", person("J. Rask"), person("Joan B. Rask")),
    item("f", "Martin Kessel ruled.", person("Martin Kessel", roles=("Judge",))),
    item("g", "Martin Kessel scored.", person("Martin Kessel", roles=("striker",))),
    item("h", "Kessel left.", weak("Kessel")),
    item("i", "Northern Rail Bord.", agency("Northern Rail Bord")),
]


@settings(max_examples=60, deadline=None)
@given(st.permutations(POOL))
def test_the_order_of_the_sources_makes_no_difference(items: list[Item]) -> None:
    one, other = resolve(told_of(items), registry()), resolve(told_of(POOL), registry())
    assert list(one.entities.items()) == list(other.entities.items())
    assert (one.local, one.reviews) == (other.local, other.reviews)
