"""The command as people use it: results, messages, exit codes, and what bad input costs (never the previous site)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import ROOT

STORY = """Ferry hearing opens

Gov. Maria Keller said on Monday that the state would pay $2.4 million for repairs.

“We will build it,” Keller said. The Harbor Authority (HA) counted 41 injured passengers.
"""


def run(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, text=True, capture_output=True, check=False, encoding="utf-8", env={**os.environ, **env}
    )


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A working folder with one source and a site built from it."""
    write(tmp_path, {"seeds/hearing.txt": STORY})
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def pages(folder: Path) -> dict[str, bytes]:
    """The files of a site but for the search engine's own, which it numbers anew in each run."""
    return {
        name: content for name, content in snapshot(folder).items() if not name.startswith(("search/", ".onrecord"))
    }


# ---------------------------------------------------------------- building


def test_a_folder_becomes_a_site(dossier: Path) -> None:
    files = snapshot(dossier / "site")
    assert {"index.html", "articles/hearing.html", "people/maria-keller.html", ".nojekyll"} <= set(files)


def test_results_are_not_mixed_with_messages(dossier: Path) -> None:
    done = run(dossier)
    assert done.stdout == ""
    assert "1 source" in done.stderr


def test_options_may_follow_the_command_directly(dossier: Path) -> None:
    done = run(dossier, "--output", "elsewhere")
    assert done.returncode == 0, done.stderr
    assert pages(dossier / "elsewhere") == pages(dossier / "site")


def test_a_second_build_writes_nothing_anew(dossier: Path) -> None:
    before = snapshot(dossier / "site")
    assert "(0 written" in run(dossier).stderr
    assert snapshot(dossier / "site") == before


def test_a_dossier_without_sources_still_builds(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/index.html").exists()


@pytest.mark.parametrize("arguments", [("--sedes", "x"), ("annotate",), ("no-such-command",), ("--seeds", "nowhere")])
def test_wrong_usage_exits_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("build",), ("check",), ("annotate", "seeds")])
def test_a_content_folder_that_was_named_must_be_there(dossier: Path, command: tuple[str, ...]) -> None:
    before = snapshot(dossier / "site")
    done = run(dossier, *command, "--content", "contnet")
    assert (done.returncode, done.stdout) == (2, "")
    assert "contnet: there is no such folder" in done.stderr
    assert snapshot(dossier / "site") == before


def test_the_same_input_gives_the_same_bytes(dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("another folder")
    write(other, {"seeds/hearing.txt": STORY})
    done = run(other, "--jobs", "2", PYTHONHASHSEED="4711", LC_ALL="C", TZ="Pacific/Kiritimati")
    assert done.returncode == 0, done.stderr
    assert pages(other / "site") == pages(dossier / "site")


# ---------------------------------------------------------------- bad input

NFC, NFD = unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")
BAD: dict[str, tuple[dict[str, str | bytes], tuple[str, ...]]] = {
    "neither UTF-8 nor cp1252": ({"seeds/bad.txt": b"caf\xe9 \x81 and more"}, ("seeds/bad.txt", "cp1252")),
    "NUL bytes": ({"seeds/bad.txt": b"one\ntwo \x00 three"}, ("bad.txt:2", "NUL")),
    "an empty file": ({"seeds/bad.txt": b""}, ("bad.txt", "empty")),
    "only white space": ({"seeds/bad.txt": b" \n\n "}, ("bad.txt", "empty")),
    "too large": (
        {"seeds/bad.txt": b"word " * 100, "content/site.yaml": "max_source_bytes: 400\n"},
        ("bad.txt", "max_source_bytes"),
    ),
    "front matter that never ends": ({"seeds/bad.md": "---\ntitle: x\n\ntext"}, ("bad.md:1", "front matter")),
    "front matter with an unknown key": ({"seeds/bad.md": "---\ntitel: x\n---\ntext"}, ("bad.md:2", "titel", "title")),
    "a key twice": ({"seeds/bad.md": "---\ntitle: x\ntitle: y\n---\ntext"}, ("bad.md:3", "title")),
    "an alias bomb": (
        {"seeds/bad.md": "---\ntitle: &a [x, x]\noutlet: [*a, *a]\n---\ntext"},
        ("bad.md:2", "anchor"),
    ),
    "an impossible date": ({"seeds/bad.md": "---\npublished: 2026-02-30\n---\ntext"}, ("bad.md:2", "2026-02-30")),
    "two sources of one id": ({"seeds/Hearing.md": "text of it"}, ("Hearing.md", "hearing.txt", "hearing")),
    "one id by front matter": ({"seeds/b.md": "---\nid: hearing\n---\ntext"}, ("b.md", "hearing.txt")),
    "an unknown class": ({"seeds/bad.md": "text\n\n[Keller]{.persn} said"}, ("bad.md:3", "persn", "person")),
    "an unknown kind": (
        {"content/entities.yaml": "- id: keller\n  kind: persn\n  name: Keller\n"},
        ("entities.yaml:2", "persn", "person"),
    ),
    "a correction of a missing source": (
        {"content/corrections/heering.yaml": "- exact: x\n  drop: true\n"},
        ("heering.yaml", "hearing"),
    ),
    "a note on a missing source": ({"content/articles/gone.md": "A note."}, ("gone.md",)),
    "broken YAML": ({"content/site.yaml": "title: [x\n"}, ("site.yaml",)),
    "an unknown stage": ({"content/site.yaml": "stages: [nmes]\n"}, ("content/site.yaml", "nmes", "names")),
    "a file in the place of a page": ({"content/static/index.html": "mine"}, ("content/static/index.html",)),
}


@pytest.mark.parametrize(("files", "told"), BAD.values(), ids=BAD)
def test_bad_input_is_named_and_costs_nothing(
    dossier: Path, files: dict[str, str | bytes], told: tuple[str, ...]
) -> None:
    before = snapshot(dossier / "site")
    write(dossier, files)
    done = run(dossier)
    assert done.returncode == 1, done.stderr
    assert [words for words in told if words not in done.stderr] == []
    assert "Traceback" not in done.stderr
    assert snapshot(dossier / "site") == before


def test_a_build_that_failed_says_last_what_site_there_is(dossier: Path) -> None:
    write(dossier, {"seeds/bad.txt": b"\x00"})
    assert run(dossier).stderr.splitlines()[-1] == "No site was built; the previous one stands: site/index.html"
    assert run(dossier, "--output", "other").stderr.splitlines()[-1] == "No site was built; there is none yet."


def test_the_output_is_not_above_the_cache(tmp_path: Path) -> None:
    write(tmp_path, {"in/seeds/hearing.txt": STORY, "out/.onrecord/x": ""})
    done = run(tmp_path / "out", "--seeds", "../in/seeds", "--content", "../in", "--output", ".")
    told = f"lies above the folder {tmp_path / 'out' / '.onrecord'} (sources, curation, templates or cache)"
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr


def test_ids_that_differ_in_unicode_form_only_are_one(dossier: Path) -> None:
    write(dossier, {f"seeds/{NFC}.txt": "One text.", f"seeds/{NFD}.txt": "Another text."})
    done = run(dossier)
    assert done.returncode == 1
    assert "cafe" in done.stderr


def test_every_bad_file_is_named_in_one_run(dossier: Path) -> None:
    write(
        dossier,
        {"seeds/a.txt": b"", "seeds/b.txt": b"\x00", "content/site.yaml": "nonsense: 1\n", "content/groups.yaml": "x"},
    )
    told = run(dossier).stderr
    assert [name for name in ("a.txt", "b.txt", "site.yaml", "groups.yaml") if name not in told] == []


def test_keep_going_publishes_the_rest_and_lists_what_was_left_out(dossier: Path) -> None:
    write(dossier, {"seeds/bad.txt": b"\x00", "seeds/good.txt": "Mayor Ann Roe said no."})
    done = run(dossier, "--keep-going")
    assert done.returncode == 1
    files = snapshot(dossier / "site")
    assert {"articles/good.html", "articles/hearing.html", "review.html"} <= set(files)
    assert b"bad.txt" in files["review.html"]


def test_what_is_written_on_a_source_that_cannot_be_read_is_not_blamed(dossier: Path) -> None:
    write(
        dossier, {"seeds/bad.txt": b"\x00", "content/articles/bad.md": "A note.", "content/articles/bda.md": "A note."}
    )
    assert [line for line in run(dossier).stderr.splitlines() if "no source" in line] == [
        "error: content/articles/bda.md: there is no source with the id `bda`"
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"caf\xe9 said no.", "cp1252"),
        (b"a bell \x07 rings", "control"),
    ],
)
def test_a_warning_is_told_and_stops_nothing(dossier: Path, content: bytes, told: str) -> None:
    write(dossier, {"seeds/odd.txt": content})
    done = run(dossier)
    assert done.returncode == 0, done.stderr
    assert "warning: " in done.stderr
    assert told in done.stderr
    assert (dossier / "site/articles/odd.html").exists()


def test_a_folder_of_pictures_hides_no_error(dossier: Path) -> None:
    pictures = {f"seeds/pictures/{number:03d}.jpg": b"\xff\xd8" for number in range(300)}
    write(dossier, {**pictures, "seeds/a-bad.txt": b"\x00"})
    lines = run(dossier).stderr.splitlines()
    assert [line for line in lines if line.startswith("error: ")] == [
        line for line in lines if line.startswith("error: seeds/a-bad.txt:")
    ]
    assert lines.index("warning: … and 295 more: a file of type .jpg, not read") < lines.index(
        next(line for line in lines if line.startswith("error: "))
    )
    assert len(lines) < 20


@pytest.mark.parametrize(("output", "told"), [("seeds", "is the folder"), (".", "lies above"), ("seeds/x", "lies in")])
def test_the_output_is_never_a_folder_of_ours(dossier: Path, output: str, told: str) -> None:
    before = snapshot(dossier)
    done = run(dossier, "--output", output)
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr
    assert snapshot(dossier) == before


def test_a_broken_source_costs_no_source(dossier: Path) -> None:
    write(dossier, {"seeds/bad.txt": b"\x00"})
    before = snapshot(dossier / "seeds")
    run(dossier, "--keep-going")
    assert snapshot(dossier / "seeds") == before


# ---------------------------------------------------------------- annotate and check


def test_annotate_prints_one_record_a_line_in_path_order(dossier: Path) -> None:
    write(dossier, {"seeds/a/b.txt": "Mayor Ann Roe said no."})
    done = run(dossier, "annotate", "seeds")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["source"]["path"] for record in records] == ["a/b.txt", "hearing.txt"]
    assert [record["schema"] for record in records] == ["onrecord/1"] * 2


def test_annotate_prints_what_it_can_read(dossier: Path) -> None:
    write(dossier, {"seeds/bad.txt": b"\x00"})
    done = run(dossier, "annotate", "seeds")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["hearing"]
    assert "bad.txt:1" in done.stderr


def test_annotate_reads_no_curation_unless_told(dossier: Path) -> None:
    write(dossier, {"content/entities.yaml": "- id: the-governor\n  kind: person\n  name: Maria Keller\n"})
    alone = json.loads(run(dossier, "annotate", "seeds").stdout)
    told = json.loads(run(dossier, "annotate", "seeds", "--content", "content").stdout)
    assert "maria-keller" in [entity["id"] for entity in alone["entities"]]
    assert "the-governor" in [entity["id"] for entity in told["entities"]]


def test_several_paths_are_one_dossier(dossier: Path) -> None:
    write(dossier, {"more/hearing.txt": "Keller said no. Keller, the governor, left."})
    done = run(dossier, "annotate", "seeds/hearing.txt", "more")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len({record["id"] for record in records}) == 2
    assert all("maria-keller" in [entity["id"] for entity in record["entities"]] for record in records)


def test_evaluate_gives_no_share_of_nothing(tmp_path: Path) -> None:
    write(
        tmp_path, {"bench/a.md": "---\nmarkup: tags\n---\nMayor [Ada Moss]{.person #ada-moss} left the hall on foot.\n"}
    )
    result = run(tmp_path, "evaluate", "bench")
    assert result.returncode == 0, result.stderr
    rows = {line[:36].strip(): line[36:].split() for line in result.stdout.splitlines()}
    assert rows["people"] == ["100.0", "100.0", "100.0", "1", "1"]
    assert rows["direct quotes"] == ["–", "–", "–", "0", "0"]


PARTED: dict[str, str | bytes] = {
    "my/seeds/2026/hearing.txt": STORY,
    "my/seeds/other.txt": "Mayor Ann Roe said no.",
    "my/content/entities.yaml": "- {id: ann-roe, kind: person, name: Ann Roe}\n",
    "my/content/corrections/2026-hearing.yaml": "- exact: “We will build it,”\n  set: {speaker: ann-roe}\n",
    "my/content/corrections/other.yaml": "- exact: words that are not there\n  drop: true\n",
    "my/content/articles/other.md": "---\npublished: 2026-02-30\n---\n",
}


@pytest.mark.parametrize("path", ["my/seeds/2026/hearing.txt", "my/seeds/2026"])
def test_one_source_of_a_dossier_is_corrected_as_in_the_whole(tmp_path: Path, path: str) -> None:
    write(tmp_path, PARTED)
    done = run(tmp_path, "annotate", path, "--content", "my/content")
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads(done.stdout)
    assert (record["id"], record["source"]["path"]) == ("2026-hearing", "2026/hearing.txt")
    assert [quote["speaker"] for quote in record["quotes"] if quote["form"] == "direct"] == ["ann-roe"]


def test_all_sources_of_a_dossier_have_all_that_is_wrong_with_its_curation_told(tmp_path: Path) -> None:
    write(tmp_path, PARTED)
    done = run(tmp_path, "annotate", "my/seeds", "--content", "my/content")
    assert done.returncode == 1
    assert [name for name in ("other.yaml", "other.md:2") if name not in done.stderr] == []


def test_a_problem_in_a_part_of_a_dossier_is_told_where_its_file_lies(tmp_path: Path) -> None:
    write(tmp_path, {**PARTED, "my/seeds/2026/b/bad.txt": b"\x00", "my/seeds/2026/odd.xyz": b""})
    done = run(tmp_path, "annotate", "my/seeds/2026", "--content", "my/content")
    told = [line.split(" ")[1] for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert told == ["my/seeds/2026/odd.xyz:", "my/seeds/2026/b/bad.txt:1:"]


def test_a_tagged_print_put_in_the_place_of_its_source_keeps_its_id(tmp_path: Path) -> None:
    write(tmp_path, {**PARTED, "my/seeds/2026/named.md": "---\nid: own\n---\nMayor Ann Roe said no."})
    for name, id in (("hearing.txt", "2026-hearing"), ("named.md", "own")):
        printed = run(tmp_path, "annotate", "--format", "tagged", f"my/seeds/2026/{name}").stdout
        (tmp_path / "my/seeds/2026" / name).unlink()
        write(tmp_path, {f"my/seeds/2026/{name.split('.')[0]}.md": printed})
        assert id in [json.loads(line)["id"] for line in run(tmp_path, "annotate", "my/seeds").stdout.splitlines()]


def test_ids_are_told_from_the_folder_of_sources_that_is_named(dossier: Path) -> None:
    write(dossier, {"seeds/2026/spill.txt": STORY})
    done = run(dossier, "annotate", "--seeds", "seeds", "seeds/2026")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["2026-spill"]
    assert run(dossier, "annotate", "--seeds", "sedes", "seeds/2026").returncode == 2


def test_a_source_that_is_asked_for_twice_is_printed_once(dossier: Path) -> None:
    done = run(dossier, "annotate", "seeds/hearing.txt", "seeds/hearing.txt", "seeds")
    assert (done.returncode, [json.loads(line)["id"] for line in done.stdout.splitlines()]) == (0, ["hearing"])


def test_check_builds_nothing(dossier: Path) -> None:
    write(dossier, {"content/corrections/hearing.yaml": "- exact: words that are not there\n  drop: true\n"})
    before = snapshot(dossier / "site")
    done = run(dossier, "check")
    assert done.returncode == 0
    assert "corrections/hearing.yaml:1" in done.stderr
    assert snapshot(dossier / "site") == before


def test_an_id_to_be_merged_that_there_is_not_is_told_and_gets_no_page(dossier: Path) -> None:
    former = "was: [gov], merge: [keller, harbour-authority]"
    text = f"# ours\n- {{id: maria-keller, kind: person, name: Maria Keller, {former}}}\n"
    write(dossier, {"content/entities.yaml": text})
    for command in ("check", "build", "build"):  # the second build takes over what the first one decided
        done = run(dossier, command)
        assert done.returncode == 0
        told = "warning: content/entities.yaml:2: `merge` of `maria-keller` names `harbour-authority`"
        assert [line.startswith(told) for line in done.stderr.splitlines()] == [True, False, False]
        assert "Did you mean `harbor-authority`?" in done.stderr
    people = {path.name for path in (dossier / "site/people").iterdir()}
    assert people == {"index.html", "maria-keller.html", "gov.html", "keller.html"}
    assert "merge" not in run(dossier, "annotate", "seeds/hearing.txt", "--content", "content").stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_every_file_in_the_place_of_a_page_is_told(dossier: Path, command: str) -> None:
    names = ("Index.html", "people/maria-keller.html", "articles/hearing.html/x", "data", "static/theme.css/x")
    write(dossier, {f"content/static/{name}": "mine" for name in (*names, "people/keller.jpg", "CNAME")})
    before = snapshot(dossier / "site")
    done = run(dossier, command)
    assert done.returncode == 1
    told = [line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert told == sorted(f"content/static/{name}" for name in names)
    assert snapshot(dossier / "site") == before


def test_a_correction_is_applied(dossier: Path) -> None:
    line = "- exact: “We will build it,”\n  set: {speaker: ann-roe}\n  why: It was Roe.\n"
    entity = "- {id: ann-roe, kind: person, name: Ann Roe}\n"
    write(dossier, {"content/corrections/hearing.yaml": line, "content/entities.yaml": entity})
    record = json.loads(run(dossier, "annotate", "seeds", "--content", "content").stdout)
    direct = [quote for quote in record["quotes"] if quote["form"] == "direct"]
    assert [(quote["speaker"], "It was Roe" in quote["why"]) for quote in direct] == [("ann-roe", True)]
