"""`content/entities.yaml`: who there is, and what cannot be so."""

from __future__ import annotations

import pytest

from onrecord.curate.registry import Registry, RegistryEntry, Split, read_registry
from onrecord.problems import InputError


def told(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_registry(text, "entities.yaml")
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


def test_every_key_is_read() -> None:
    text = """\
- id: port-authority
  kind: agency
  name: Harbor Authority
  aliases: [HA, the Authority]
  not: [Harbor Authority Credit Union]
  role: owner of the pier
  description: Runs the port.
  identifiers: {wikidata: Q42, lei: 5493}
  was: [harbour-authority]
  merge: [ha]
  split:
    - {source: courier, near: the old authority, to: dock-board}
  suppress: true
- id: dock-board
  kind: agency
  name: Dock Board
"""
    assert read_registry(text, "entities.yaml") == Registry(
        (
            RegistryEntry(
                id="port-authority",
                kind="agency",
                name="Harbor Authority",
                aliases=("HA", "the Authority"),
                never=("Harbor Authority Credit Union",),
                role="owner of the pier",
                description="Runs the port.",
                identifiers=(("wikidata", "Q42"), ("lei", "5493")),
                was=("harbour-authority",),
                merge=("ha",),
                split=(Split("courier", "the old authority", "dock-board", 12),),
                suppress=True,
                line=1,
            ),
            RegistryEntry("dock-board", "agency", "Dock Board", line=14),
        ),
        "entities.yaml",
    )


def test_an_empty_file_is_an_empty_registry() -> None:
    assert read_registry("", "entities.yaml").entries == ()


def test_a_name_that_looks_like_something_else_stays_a_name() -> None:
    assert read_registry("- {id: no, kind: organization, name: NO, aliases: [12:30]}", "e").entries[0].name == "NO"


# Each case: what is wrong, the file, what is told.
CASES = {
    "no list": ("id: x", ["1: the registry must be a list of entries"]),
    "no entry": ("- just words", ['1: an entry must hold keys and values, not "just words"']),
    "unknown kind": (
        "- {id: a, kind: persn, name: A}",
        ['1: `kind` must be person or agency or organization or place, not "persn"'],
    ),
    "required keys": (
        "- aliases: [A]",
        ["1: `id` is missing", "1: `kind` is missing", "1: `name` is missing"],
    ),
    "unknown key": ("- {id: a, kind: person, name: A, alias: [B]}", ["1: unknown key `alias`"]),
    "id that is no file name": ("- {id: ../a, kind: person, name: A}", ['1: `id`: "../a" is no id']),
    "one id twice": (
        "- {id: a, kind: person, name: A}\n- {id: a, kind: person, name: B}",
        ["2: the id `a` is taken, first on line 1"],
    ),
    "one alias claimed twice": (
        "- {id: a, kind: person, name: A, aliases: [Z]}\n- {id: b, kind: person, name: B, aliases: [Z]}",
        ['2: "Z" is claimed by `b` and by `a` (line 1)'],
    ),
    "an alias that is another's name": (
        "- {id: a, kind: person, name: A}\n- {id: b, kind: person, name: B, aliases: [A]}",
        ['2: "A" is claimed by `b` and by `a` (line 1)'],
    ),
    "a name that is never its own": (
        "- {id: a, kind: person, name: A, not: [A]}",
        ['1: "A" is a name of `a` and under `not` as well'],
    ),
    "merge with itself": (
        "- {id: a, kind: person, name: A, merge: [a]}",
        ["1: `merge` of `a` names the entry itself"],
    ),
    "former id of itself": (
        "- {id: a, kind: person, name: A, was: [a]}",
        ["1: `was` of `a` names the entry itself"],
    ),
    "merge of another entry": (
        "- {id: a, kind: person, name: A, merge: [b]}\n- {id: b, kind: person, name: B}",
        ["1: `merge` of `a` names `b`, which has an entry of its own (line 2)"],
    ),
    "one id merged into two": (
        "- {id: a, kind: person, name: A, merge: [c]}\n- {id: b, kind: person, name: B, was: [c]}",
        ["2: `c` was or is merged into both `a` and `b`"],
    ),
    "split to itself": (
        "- {id: a, kind: person, name: A, split: [{source: s, near: n, to: a}]}",
        ["1: `split` of `a` leads back to the entry itself"],
    ),
    "split to nobody": (
        "- {id: a, kind: person, name: A, split: [{source: s, near: n, to: b}]}",
        ["1: `split` of `a` leads to `b`, which has no entry"],
    ),
    "split without a place": (
        "- {id: a, kind: person, name: A, split: [{source: s, to: b}]}\n- {id: b, kind: person, name: B}",
        ["1: `near` is missing"],
    ),
    "identifier": (
        "- {id: a, kind: person, name: A, identifiers: {wikidata: 42}}",
        ['1: "42" is no Wikidata identifier'],
    ),
    "a name as long as a book": (
        f"- {{id: a, kind: person, name: A, aliases: [B, {'C' * 301}]}}",
        ["1: `aliases`: a name of more than 300 characters"],
    ),
    "all at once, in order": (
        "- {id: a, kind: x, name: A}\n- {id: a, kind: y, name: B}",
        [
            '1: `kind` must be person or agency or organization or place, not "x"',
            '2: `kind` must be person or agency or organization or place, not "y"',
            "2: the id `a` is taken, first on line 1",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_what_cannot_be_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_two_of_one_name_stand_when_a_split_tells_them_apart() -> None:
    text = """\
- {id: miller-captain, kind: person, name: Ann Miller, split: [{source: s, near: the mayor, to: miller-mayor}]}
- {id: miller-mayor, kind: person, name: Ann Miller}
"""
    assert len(read_registry(text, "entities.yaml").entries) == 2


def test_a_misspelt_reference_is_hinted_at() -> None:
    text = "- {id: a, kind: person, name: A, split: [{source: s, near: n, to: dock-bord}]}\n"
    with pytest.raises(InputError, match="Did you mean `dock-board`"):
        read_registry(text + "- {id: dock-board, kind: agency, name: Dock Board}", "entities.yaml")
