"""What stands around the marks of a source, and what all sources have of somebody: the same, recalled or not."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.model import Dossier
from onrecord.pages.companions import company
from onrecord.pages.elsewhere import beside
from onrecord.pages.indexes import Index, index, once
from onrecord.pages.surroundings import sum_up, surround
from onrecord.publish.store import Memory
from onrecord.recall import Recall, Resume, afresh, anew
from onrecord.remembered import Remembered
from tests.pages.invented import dossier, record
from tests.pages.test_inputs_ledgers import before, of_entity

SOMEBODY_ELSE = of_entity("ann", name="Anna Roe", roles=("pilot",))


def told(look_ups: Index) -> dict[str, tuple[bytes, ...]]:
    kinds = look_ups.printed, look_ups.around, look_ups.figuring, once(look_ups, beside)
    return {source.id: tuple(kind[source.id] for kind in kinds) for source in look_ups.sources}


def filled(whole: Dossier, recall: Recall, resume: Resume = afresh) -> Index:
    look_ups = index(whole, 0.5)
    surround(look_ups, recall, resume)
    sum_up(look_ups, recall)
    return look_ups


def test_what_is_recalled_is_what_is_found_one_by_one() -> None:
    store = Memory()
    fewer, without = replace(before(), records=before().records[5:]), replace(before(), topics=(), repeats=())
    for whole in (before(), before(), SOMEBODY_ELSE(before()), fewer, without, fewer):
        recall = Remembered(store)
        look_ups, alone = filled(whole, recall, recall.resume), index(whole, 0.5)
        recall.put()
        assert told(look_ups) == told(alone)
        assert {id: once(look_ups, company)[id] for id in look_ups.entity} == {
            id: once(alone, company)[id] for id in alone.entity
        }
        assert {id: look_ups.total[id] for id in look_ups.entity} == {id: alone.total[id] for id in alone.entity}


def test_who_gives_but_a_date_is_told_with_the_figures() -> None:
    text = "[[person ann full|Ann Roe]] named [[date 2024-01-02 by=ann|that day]]. [[person bo full|Bo Q]] was there."
    whole = dossier(record("a", text))
    first = filled(whole, anew).figuring["a"]
    assert filled(of_entity("ann", name="Anna Roe")(whole), anew).figuring["a"] != first
    assert filled(of_entity("bo", name="Bob Q")(whole), anew).figuring["a"] == first


def test_a_name_is_told_where_it_is_referred_to_and_nowhere_else() -> None:
    first, then = filled(before(), anew), filled(SOMEBODY_ELSE(before()), anew)
    one, other = told(first), told(then)
    changed = {source for source in one if one[source] != other[source]}
    naming = {source.id for source in first.sources if "ann" in (*source.referred, *source.holds)}
    assert changed == naming
    assert 0 < len(naming) < len(one)
