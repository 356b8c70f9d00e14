"""The documents against the program: every key, field, command and option is told of, and what they show works."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest

from onrecord import cli, pipeline
from onrecord.annotate import STAGES
from onrecord.curate.articles import Article, read_article
from onrecord.curate.corrections import Correction, read_corrections
from onrecord.curate.groups import Group, read_groups
from onrecord.curate.registry import RegistryEntry, Split, read_registry
from onrecord.model import Metadata
from onrecord.record import to_json
from onrecord.settings import Settings
from onrecord.sources.tags import ENTITY_KINDS, ZONE_KINDS, verbatim
from tests.conftest import ROOT

CURATION, RECORD, README = (
    (ROOT / name).read_text("utf-8") for name in ("docs/curation.md", "docs/record.md", "README.md")
)


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same rank."""
    return text.split(f"\n## {heading}", 1)[1].split("\n", 1)[1].split("\n## ", 1)[0]


def code(text: str) -> set[str]:
    """Every word in code type, in a line or in a block."""
    return set(re.findall(r"[\w-]+", " ".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


# ---------------------------------------------------------------- what a curator writes

METADATA = set(Metadata.__struct_fields__)
KEYS = {
    "`site.yaml`": {*Settings.__struct_fields__, *(name for name, _ in STAGES)},
    "`entities.yaml`": {*RegistryEntry.__struct_fields__, *Split.__struct_fields__, "not"} - {"line", "never"},
    "`articles/": {*Article.__struct_fields__, *METADATA} - {"metadata", "note"},
    "`corrections/": {*Correction.__struct_fields__, "speaker", "entity", "kind", "value", "unit", "of", "qualifier"}
    - {"path", "line"},
    "`groups.yaml`": {*Group.__struct_fields__} - {"line"},
    "Sources": {*METADATA, "id", "rights", "markup"},
    "Inline tags": {*ENTITY_KINDS, *ZONE_KINDS, *"quote quoted cue speaker figure part cut by ref for inside".split()},
}


@pytest.mark.parametrize(("heading", "keys"), KEYS.items(), ids=KEYS)
def test_every_key_is_told_of(heading: str, keys: set[str]) -> None:
    assert keys - code(section(CURATION, heading)) == set()


@pytest.mark.parametrize(("name", "value"), msgspec.structs.asdict(Settings()).items())
def test_what_holds_without_a_setting_is_told(name: str, value: object) -> None:
    row = re.search(rf"^\| `{name}` \|.*\| (.*) \|$", section(CURATION, "`site.yaml`"), re.MULTILINE)
    shown = {"": "–", (): "all", False: "false"}.get(value, str(value))
    assert row is not None
    assert row[1] == shown


def test_the_keys_are_those_that_are_read() -> None:
    """An unknown key is an error, so what the table above names is known, and the examples are right."""
    front = "title: a\noutlet: a\nauthor: a\npublished: 2026\nurl: https://a.example/\nlanguage: en\nrights: full\n"
    assert read_article(f"---\n{front}added: 2026-03-04\nsource_note: a\n---\n", "a.md").source_note == "a"
    (registry,) = blocks(section(CURATION, "`entities.yaml`"), "yaml")
    assert [entry.id for entry in read_registry(registry, "x").entries] == [
        "maria-keller",
        "anna-keller",
        "harbor-news",
    ]
    (corrections,) = blocks(section(CURATION, "`corrections/"), "yaml")
    assert [bool(each.set) + 2 * bool(each.add) + 4 * each.drop for each in read_corrections(corrections, "x")] == [
        1,
        1,
        2,
        4,
    ]
    (groups,) = blocks(section(CURATION, "`groups.yaml`"), "yaml")
    assert read_groups(groups, "x")[0].terms == ("passengers", "riders", "travelers")
    (tags,) = blocks(section(CURATION, "Inline tags"), "markdown")
    assert verbatim(tags, "x", 1).problems == ()


# ---------------------------------------------------------------- the record


def names(value: object) -> Iterator[str]:
    """Every key of a piece of JSON but those that say which field of the metadata is meant."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from () if key == "metadata_from" else names(inner)
    elif isinstance(value, list):
        for item in value:
            yield from names(item)


def test_every_field_of_the_record_is_told_of() -> None:
    reading = pipeline.read([ROOT / "examples/harbor/seeds"], ROOT / "examples/harbor/content")
    made = pipeline.assemble(reading)
    told = code(RECORD)
    for record in made.records:
        assert set(names(to_json(record, made.names.entities))) - told == set()


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("name", sorted(cli.commands.commands))
def test_every_command_and_option_is_told_of(name: str) -> None:
    command = cli.commands.commands[name]
    options = {flag for each in command.params if isinstance(each, click.Option) for flag in each.opts}
    told = README + CURATION + RECORD
    assert re.search(rf"`{name}\b", README)
    assert [flag for flag in sorted(options) if not re.search(rf"{flag}\b", told)] == []


SHOWN = [line.split("#")[0].strip() for block in blocks(README, "sh") for line in block.splitlines()]


@pytest.mark.parametrize("line", [line for line in SHOWN if line.split()[:3] != ["python3", "build.py", "test"]])
def test_what_the_readme_shows_works(line: str, tmp_path: Path) -> None:
    for name in ("onrecord", "templates", "static", "seeds", "content", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", tmp_path)
    python, *rest = shlex.split(line)
    assert python == "python3"
    done = subprocess.run([sys.executable, *rest], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    output = rest[rest.index("--output") + 1] if "--output" in rest else "site"
    assert (tmp_path / output / "index.html").is_file()


DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/curation.md", "docs/record.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    path = ROOT / name
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))]
    near = [target for target in targets if target and "://" not in target]
    assert [target for target in near if not (path.parent / target).exists()] == []
