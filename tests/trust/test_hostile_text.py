"""Words that try to be more than words: in sources of every kind, in their metadata and in all that a curator writes.

The payloads are families of our own after the ideas of the OWASP collections on evading filters: the ways in which text
becomes an element, an attribute, an address, a style, a template or a directive, and ways to hide that.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord import pipeline, strict
from onrecord.curate.articles import read_article
from onrecord.curate.corrections import read_corrections
from onrecord.curate.groups import read_groups
from onrecord.curate.registry import read_registry
from onrecord.problems import InputError, Problem
from onrecord.record import encode
from onrecord.settings import read_settings
from onrecord.strict import tree
from tests.test_site import POLICY, SEARCH_POLICY, parse, text_of
from tests.trust.command import STORY, Commands, snapshot, write

# ---------------------------------------------------------------- strategies

CODE = st.sampled_from(["window.pwned=1", "pwned()", "top['pwn'+'ed']=1", "self`pwned`"])
SPACES = st.sampled_from([" ", "/", "\t", "\n", "\x0c", "/**/", "\u00a0", "\u2028", "&#9;"])
HIDDEN = st.sampled_from([
    "javascript:", "JaVaScRiPt:", "java\tscript:", "\x01javascript:", "&#106;avascript:", "&#x6A;avascript:",
    "%6Aavascript:", "data:text/html,", "vbscript:", "//evil.example/", "\\\\evil.example\\", "view-source:", "blob:",
])  # fmt: skip
EVENTS = st.sampled_from("onerror onload onfocus ontoggle onpointerenter onanimationend onbeforematch ONERROR".split())
TAGS = st.sampled_from("img svg video details input marquee body math iframe object embed form isindex x-y".split())
FRAMES = st.sampled_from([
    "{}", "</title>{}", "</textarea>{}", '">{}', "'>{}", "`>{}", "-->{}", "]]>{}", "*/{}", "</script>{}", "</style>{}",
    "<!--{}-->", "<![CDATA[{}]]>", "<?xml {}?>", "<<{}>>", "&lt;{}&gt;", "\\{}", "``` {}", "<plaintext>{}", "\u202e{}",
    "<template>{}</template>", "<noscript>{}</noscript>", "<select>{}</select>", "<math><mtext>{}", "<svg><desc>{}",
])  # fmt: skip
ELEMENTS = st.one_of(
    st.builds("<script>{}</script>".format, CODE),
    st.builds("<{0}{1}{2}={3}{1}autofocus>".format, TAGS, SPACES, EVENTS, CODE),
    st.builds("<a{0}href='{1}{2}'>x</a>".format, SPACES, HIDDEN, CODE),
    st.builds("<meta http-equiv=refresh content='0;url={}{}'>".format, HIDDEN, CODE),
    st.builds("<style>*{{background:url({}{})}}</style>".format, HIDDEN, CODE),
    st.builds("<base href={}><link rel=import href={}>".format, HIDDEN, HIDDEN),
)
MARKDOWN = st.one_of(
    st.builds("[x]({}{})".format, HIDDEN, CODE),
    st.builds("![x]({}{} 'x\" onerror=\"{}')".format, HIDDEN, CODE, CODE),
    st.builds("<{}{}>".format, HIDDEN, CODE),
    st.builds("[a]: {}{}\n\n[a] [a][] [x][a]".format, HIDDEN, CODE),
    st.builds("[x](<{}{}>)".format, HIDDEN, CODE),
)
TEMPLATES = st.sampled_from([
    "{{ 7 * 191 }}", "{% for x in range(9) %}1337{% endfor %}", "{{ ''.__class__ }}", "{# x", "{%", "}}",
    "{{ self }}", "${7*191}", "#{7*191}", "<%= 7*191 %>", "[[7*191]]", "{{constructor.constructor('pwned()')()}}",
    "{% include 'a' %}",
])  # fmt: skip
ODD = st.sampled_from([
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u0301" * 40, "\U0001f9d1\u200d",
    "\U000e0041", "\U0010ffff", "\ufffe", "\uffff", "\u2028", "\u0085", "\x07", "\x1b[31m", "\x7f", "\x9b", "ﷺ", "𝕏",
    "&#0;", "&#xD800;", "&#x110000;", "&nbsp", "&zwnj;", "\\ud800", "%00", "\r", "\x0b", "\x0c", "İ", "ß", "ǅ",
])  # fmt: skip
PROSE = st.sampled_from([
    "Gov. Maria Keller said ", "“We will build it,” ", "Keller said. ", "41 percent of ", "$2.4 million ", "\n\n",
    "the Harbor Authority (HA) ", "ROE: yes\n", "“", "”", "‘", "’", '"', "on Monday ", "1/2 ", "9" * 400 + " ",
    "1,2,3 ", "-", "— Ann Roe\n",
])  # fmt: skip
PAYLOAD = st.builds(str.format, FRAMES, st.one_of(ELEMENTS, MARKDOWN, TEMPLATES))
TEXT = st.lists(st.one_of(PROSE, PAYLOAD, ODD, st.text(max_size=8)), min_size=1, max_size=14).map("".join)


def utf8(text: str) -> bytes:
    """As a file holds it: no NUL, no half characters."""
    return re.sub("[\0\ud800-\udfff]", "?", text).encode()


# ---------------------------------------------------------------- whole sites


def hostile_dossier(folder: Path, texts: list[str]) -> Path:
    """Every text as a source of each kind, as metadata, as a note, and as what the registry and the site say."""
    files: dict[str, bytes] = {"content/about.md": utf8("\n\n".join(texts)), "content/static/a.txt": b"a"}
    entries, terms = [], []
    for number, text in enumerate(texts):
        quoted = json.dumps(re.sub("[\0\ud800-\udfff\ufffe\uffff\x7f-\x9f]", "?", text)[:150].strip() or "x")
        quoted = re.sub(r"\\ud[89ab]..\\ud[c-f]..", "?", quoted)  # YAML writes no character as two halves
        files[f"seeds/t{number}.txt"] = utf8(text) + b" Mayor Ann Roe said no."
        files[f"seeds/h{number}.html"] = (
            b'<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": '
            + quoted.replace("</", "<\\/").encode()
            + b"}</script></head><body><p>Words.</p><p>"
            + utf8(text)
        )
        files[f"seeds/m{number}.md"] = (
            f"---\ntitle: {quoted}\noutlet: {quoted}\nmarkup: tags\n---\nWords of it.".encode()
        )
        files[f"content/articles/t{number}.md"] = (
            f"---\ntitle: {quoted}\nauthor: {quoted}\npublished: 2026-02-0{number % 9 + 1}\n---\n".encode() + utf8(text)
        )
        entries.append(
            f"- id: p{number}\n  kind: person\n  name: {quoted}\n  role: {quoted}\n  description: {quoted}\n"
        )
        terms.append(f"- id: g{number}\n  name: {quoted}\n  terms: [{quoted}]\n")
    title = quoted
    files["content/entities.yaml"] = "".join(
        {entry.split("name: ")[1].split("\n")[0]: entry for entry in entries}.values()
    ).encode()
    files["content/groups.yaml"] = "".join(terms).encode()
    files["content/site.yaml"] = f"title: {title}\nnote: {title}\naddress: https://news.example/x/\n".encode()
    return write(folder, files)


def nothing_is_active(page: Path) -> None:
    """What a browser's reading of the page holds: our policy, no code of its own, no address that does something."""
    tree = parse(page)
    policies = [
        node.getAttribute("content")
        for node in tree.getElementsByTagName("meta")
        if node.getAttribute("http-equiv").lower() == "content-security-policy"
    ]
    assert policies == [SEARCH_POLICY if page.name == "search.html" else POLICY]
    for node in tree.getElementsByTagName("*"):
        names = {name.lower() for name in node.attributes.keys()}  # noqa: SIM118 -- no dict
        assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc", "formaction")}
        assert node.tagName not in {"style", "iframe", "base", "object", "embed", "form", "math", "template", "marquee"}
        assert node.tagName != "meta" or node.getAttribute("http-equiv").lower() != "refresh"
        if node.tagName == "script":
            assert re.fullmatch(r"(\.\./)*(static|data|search)/[\w./-]+\.js", node.getAttribute("src")) or (
                node.getAttribute("type") == "application/json"
            )
        for name in ("href", "src", "action", "data", "poster", "xlink:href"):
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", node.getAttribute(name) or "")
            assert scheme is None or scheme[1].lower() in ("https", "http", "mailto", "data"), node.getAttribute(name)
            assert "evil.example" not in node.getAttribute(name) or node.tagName == "a"


@settings(
    max_examples=4,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(TEXT, min_size=3, max_size=3))
def test_hostile_words_stay_words(commands: Commands, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = hostile_dossier(Path(name), texts)
        done = commands.run(folder, "--check-links", "--keep-going")
        assert done.quiet, done.told
        site = folder / "site"
        assert (site / "index.html").exists(), done.told
        for page in sorted(site.rglob("*.html")):
            nothing_is_active(page)
        for path in sorted((site / "data/records").glob("*.json")):
            record = json.loads(path.read_bytes())
            wanted = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", record["text"])
            assert text_of(site / f"articles/{record['id']}.html") == wanted
        assert (site / "feed.xml").exists()
        for path in site.glob("*.xml"):
            ElementTree.fromstring(path.read_bytes())
        for path in (site / "data").rglob("*.json"):
            json.loads(path.read_bytes())
        assert not [name for name, data in snapshot(site).items() if name.endswith(".html") and b"1337" in data]


@settings(max_examples=60)
@given(text=TEXT, suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_any_text_is_read_and_kept_or_refused_by_name(text: str, suffix: str) -> None:
    """Whatever a file holds, it becomes a record that is valid JSON with sound offsets, or a problem with its name."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, f"a{suffix}")
        path.write_bytes(utf8(text))
        reading = pipeline.read([path], None)
        assert reading.entries or pipeline.errors(reading.problems)
        assert all(problem.path == str(path) for problem in reading.problems)
        assembled = pipeline.assemble(reading)
        for record in assembled.records:
            if suffix == ".txt":
                lines = utf8(text).decode().removeprefix("\ufeff")
                assert record.source.text == re.sub("\r\n?", "\n", lines)
            told = json.loads(encode(record, assembled.names.entities))
            for mark in [*told["mentions"], *told["figures"], *(span for q in told["quotes"] for span in q["spans"])]:
                assert 0 <= mark["start"] < mark["end"] <= len(told["text"])


# ---------------------------------------------------------------- what a curator's files may hold

SCALARS = st.one_of(
    st.text(max_size=12), TEXT, st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.just(10**400)
)
KEYS = st.sampled_from(
    "id kind name aliases not role description identifiers was merge split source near to suppress exact prefix suffix "
    "set add drop why by terms title note address language rights excerpt_share min_confidence publish_review html url "
    "stages max_source_bytes published added source_note value unit of speaker entity form".split()
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=5),
    max_leaves=12,
)
READERS: dict[str, Callable[[str, str], object]] = {
    "site.yaml": read_settings,
    "entities.yaml": read_registry,
    "groups.yaml": read_groups,
    "corrections/a.yaml": read_corrections,
    "articles/a.md": lambda text, path: read_article(f"---\n{text}\n---\n", path),
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40)
@given(tree=TREES, style=st.sampled_from([None, '"', "'", "|", ">"]), flow=st.booleans())
def test_any_yaml_is_read_or_refused_with_its_line(name: str, tree: object, style: str | None, flow: bool) -> None:
    text = yaml.safe_dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    try:
        READERS[name](text, name)
    except InputError as error:
        for problem in error.problems:
            assert problem.path == name
            assert problem.line is None or 1 <= problem.line <= text.count("\n") + 4
            assert str(problem).isprintable() or "\n" in str(problem)


SIGNS = st.sampled_from([*"-:?[]{},&*!|>'\"%@`# \n\t", "a", "<<: ", "!!", "---\n", "\\ud800", "0x"])


@settings(max_examples=150)
@given(text=st.lists(SIGNS).map("".join))
def test_any_tangle_of_signs_is_read_or_refused(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        strict.parse(text, "a.yaml")
    except InputError as error:
        problems = error.problems
    assert {problem.path for problem in problems} <= {"a.yaml"}


BOMBS = {
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "merges": "a: &a {b: c}\nd: {<<: *a}\n",
    "lists in lists": "[" * 50_000,
    "mappings in mappings": "{a: " * 50_000,
    "dashes": "- " * 50_000,
    "keys of keys": "? " * 50_000,
    "quotation marks": '"' * 99_999,
    "a huge number": "max_source_bytes: " + "9" * 100_000,
    "a huge exponent": "excerpt_share: 1e" + "9" * 400,
    "no number": "min_confidence: .nan",
    "an object": "title: !!python/object/apply:os.system [ls]",
    "a binary": "title: !!binary aGVsbG8=",
    "half a character": 'title: "\\ud800"',
    "a NUL": 'title: "a\\0b"',
    "an escape": "title: \x1b[31m",
    "a second document": "title: a\n---\ntitle: b\n",
    "a key twice": "title: a\ntitle: b\n",
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("place", ["content/site.yaml", "seeds/a.md"])
def test_no_yaml_goes_off(dossier: Path, commands: Commands, place: str, name: str) -> None:
    before = snapshot(dossier / "site")
    bomb = BOMBS[name]
    if name == "a second document" and place.endswith(".md"):
        bomb = "title: a\n--- b\n"  # a line of dashes alone ends the front matter
    write(dossier, {place: bomb if place.endswith(".yaml") else f"---\n{bomb}\n---\nText."})
    done = commands.run(dossier)
    assert (done.code, done.quiet) == (1, True), done.told
    assert re.search(rf"error: {place}:\d+: ", done.told)
    assert len(done.told) < 2_000
    assert snapshot(dossier / "site") == before


def test_half_a_character_is_refused_without_the_quick_parser_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without its C library it reads an escape that no file can hold."""
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    with pytest.raises(InputError, match="a:2: there is a NUL character or half a character here"):
        strict.parse('x: 1\ntitle: "\\ud800"', "a")


@pytest.mark.parametrize(
    "headline",
    ['"\\ud800 x"', '"a\\u0000b \\u0007"', "1e999", "9" * 5000, '["' * 3000, '{"@id": [[]]}', '"' + "x" * 90_000 + '"'],
)
def test_what_a_page_s_head_says_breaks_nothing(tmp_path: Path, commands: Commands, headline: str) -> None:
    head = f'{{"@type": "NewsArticle", "headline": {headline}, "author": {headline}, "datePublished": {headline}}}'
    page = f'<html><head><script type="application/ld+json">{head}</script></head><body><p>Ann Roe said no.</p>'
    write(tmp_path, {"seeds/a.html": page})
    done = commands.run(tmp_path, "annotate", "seeds")
    assert done.code == 0, done.told
    assert json.loads(done.printed)["source"]["path"] == "a.html"


# ---------------------------------------------------------------- size


def test_a_line_of_fifty_megabytes_is_refused(dossier: Path, commands: Commands) -> None:
    before = snapshot(dossier / "site")
    (dossier / "seeds/big.txt").write_bytes(b"x" * 50_000_000)
    done = commands.run(dossier)
    assert done.code == 1
    assert "error: seeds/big.txt: 50,000,000 bytes, 5,000,000 are allowed\n  hint: " in done.told
    assert "max_source_bytes" in done.told
    assert snapshot(dossier / "site") == before


def test_a_source_just_under_the_limit_is_built(tmp_path: Path, commands: Commands) -> None:
    """One line, a byte less than is allowed, and a byte too much beside it."""
    line = (STORY.replace("\n", " ") * 400)[:99_990].encode()[:99_999]
    write(
        tmp_path,
        {"content/site.yaml": f"max_source_bytes: {len(line)}\n", "seeds/a.txt": line, "seeds/b.txt": line + b"."},
    )
    done = commands.run(tmp_path, "--keep-going")
    assert (done.code, done.quiet) == (1, True)
    assert f"seeds/b.txt: {len(line) + 1:,} bytes, {len(line):,} are allowed" in done.told
    assert text_of(tmp_path / "site/articles/a.html") == line.decode()


@pytest.mark.parametrize("unit", ['"', "“", "‘a’ ", "“a\n\n"])
def test_a_hundred_thousand_quotation_marks_are_read(tmp_path: Path, commands: Commands, unit: str) -> None:
    text = unit * (100_000 // len(re.sub("[^\"'“”‘’]", "", unit)))
    write(tmp_path, {"seeds/a.txt": text})
    done = commands.run(tmp_path, "annotate", "seeds")
    assert done.code == 0, done.told
    assert json.loads(done.printed)["text"] == text


def test_a_dossier_without_a_word_is_built(tmp_path: Path, commands: Commands) -> None:
    """There is nothing to be found in it, which the search engine takes for a failure."""
    write(tmp_path, {"seeds/a.txt": '"' * 100, "seeds/b.txt": "🙂 … —"})
    done = commands.run(tmp_path, "--check-links")
    assert done.code == 0, done.told


def test_time_grows_with_the_length_of_a_paragraph() -> None:
    """Twenty times the text takes about twenty times the work, not four hundred; how long that is here is not asked."""
    taken = []
    for count in (2_000, 40_000):
        with tempfile.TemporaryDirectory() as name:
            Path(name, "a.txt").write_text("“No,” said Roe. " * count, encoding="utf-8")
            began = time.process_time()
            pipeline.assemble(pipeline.read([Path(name)], None))
            taken.append(time.process_time() - began)
    assert taken[1] / taken[0] < 40
