"""Build the same articles with this program and with others, in turn: `python3 -m benchmarks.peers 1000`.

Whichever of Hugo, Eleventy, Pelican and MkDocs is on the PATH is measured beside ours; they annotate nothing. Each gets
the articles as Markdown with title, date and outlet, and (but with `--plain`) the names in each as its tags, so that
it too makes a page for every name, as far as it can: MkDocs has no tags. Ours has no search here, as they have none.

Every round builds cold (no cache, no output) and once more after a sentence was added to one article, each program
after the other; what is printed are medians of the wall-clock seconds, the peak memory of the largest process, and how
many times our time is of each other's.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.generate import Article, articles

ROOT = Path(__file__).resolve().parent.parent
EDIT = "\n\nAfterwards the rain stopped and everybody went home.\n"


class Peer(NamedTuple):
    """A program, how its folder is laid out, and how it is called there."""

    name: str
    program: str
    lay_out: Callable[[Path, list[Article], bool], None]
    command: list[str]
    output: str
    source: str
    """The pattern of an article's file."""


class Run(NamedTuple):
    """One run of a program."""

    seconds: float
    megabytes: float


# ---------------------------------------------------------------- how each wants it


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _ours(folder: Path, every: list[Article], _plain: bool) -> None:
    _write(folder, {f"seeds/{each.number // 100:03d}/{each.number:05d}.txt": each.text for each in every})


def _quoted(words: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def _front(each: Article, plain: bool) -> str:
    tags = "" if plain else f"tags: {_quoted(each.names)}\n"
    return f'---\ntitle: "{each.title}"\ndate: {each.date}\ncategories: ["{each.outlet}"]\n{tags}---\n{each.body}\n'


def _hugo(folder: Path, every: list[Article], plain: bool) -> None:
    page = "<!doctype html><html lang=en><meta charset=utf-8><title>{{ .Title }}</title><body>"
    listing = (
        "{{ range .Paginator.Pages }}<p><a href={{ .RelPermalink }}>{{ .Title }}</a> {{ .Date.Format "
        '"2006-01-02" }}</p>{{ end }}{{ template "_internal/pagination.html" . }}'
    )
    terms = '{{ range .GetTerms "tags" }}<a href={{ .RelPermalink }}>{{ .LinkTitle }}</a> {{ end }}'
    around = "{{ with .PrevInSection }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}"
    names = "{{ range .Data.Terms.Alphabetical }}<a href={{ .Page.RelPermalink }}>{{ .Page.Title }}</a> {{ end }}"
    _write(
        folder,
        {
            "hugo.toml": 'baseURL = "https://news.example/"\ntitle = "News"\n[pagination]\npagerSize = 200\n',
            "layouts/_default/single.html": f"{page}<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}{terms}{around}",
            "layouts/_default/list.html": f"{page}<h1>{{{{ .Title }}}}</h1>{listing}",
            "layouts/_default/terms.html": f"{page}<h1>{{{{ .Title }}}}</h1>{names}",
            **{f"content/posts/{each.number:05d}.md": _front(each, plain) for each in every},
        },
    )


def _eleventy(folder: Path, every: list[Article], plain: bool) -> None:
    tags = """---
pagination: {data: collections, size: 1, alias: tag, filter: [all]}
permalink: "tags/{{ tag | slugify }}/index.html"
---
<h1>{{ tag }}</h1>
{% for post in collections[tag] %}<p><a href="{{ post.url }}">{{ post.data.title }}</a></p>{% endfor %}
"""
    index = """---
pagination: {data: collections.all, size: 200}
permalink: "{% if pagination.pageNumber > 0 %}{{ pagination.pageNumber }}/{% endif %}index.html"
eleventyExcludeFromCollections: true
---
{% for post in pagination.items %}<p><a href="{{ post.url }}">{{ post.data.title }}</a></p>{% endfor %}
"""
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>{{ title }}</title><h1>{{ title }}</h1>{{ content }}"
    )
    posts = {f"src/{each.number:05d}.md": _front(each, plain) for each in every}
    own = {"src/_includes/post.njk": page, "src/src.json": '{"layout": "post.njk"}', "src/index.njk": index}
    _write(folder, own | posts | ({} if plain else {"src/tags.njk": tags}))


def _pelican(folder: Path, every: list[Article], plain: bool) -> None:
    settings = (
        "SITENAME = 'News'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'UTC'\nDEFAULT_PAGINATION = 200\n"
        "FEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\nTRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\n"
        "AUTHOR_FEED_RSS = None\nCACHE_CONTENT = True\nLOAD_CONTENT_CACHE = True\nCHECK_MODIFIED_METHOD = 'mtime'\n"
    )
    posts = {
        f"content/{each.number:05d}.md": f"Title: {each.title}\nDate: {each.date}\nCategory: {each.outlet}\n"
        + ("" if plain else f"Tags: {', '.join(each.names)}\n")
        + f"\n{each.body}\n"
        for each in every
    }
    _write(folder, {"pelicanconf.py": settings} | posts)


def _mkdocs(folder: Path, every: list[Article], _plain: bool) -> None:
    settings = "site_name: News\nplugins: []\nnav: [{Home: index.md}]\nvalidation: {omitted_files: ignore}\n"
    posts = {f"docs/{each.number:05d}.md": f"# {each.title}\n\n{each.body}\n" for each in every}
    _write(folder, {"mkdocs.yml": settings, "docs/index.md": "# News\n"} | posts)


OURS = Peer(
    "onrecord", sys.executable, _ours, [sys.executable, str(ROOT / "build.py"), "--no-search"], "site", "seeds/*/*.txt"
)
PEERS = (
    Peer("Hugo", "hugo", _hugo, ["hugo", "--quiet"], "public", "content/posts/*.md"),
    Peer("Eleventy", "eleventy", _eleventy, ["eleventy", "--input=src", "--quiet"], "_site", "src/*.md"),
    Peer("Pelican", "pelican", _pelican, ["pelican", "-q", "content"], "output", "content/*.md"),
    Peer("MkDocs", "mkdocs", _mkdocs, ["mkdocs", "build", "--quiet", "--dirty"], "site", "docs/0*.md"),
)


# ---------------------------------------------------------------- measuring


def run(command: list[str], folder: Path) -> Run:
    """One run from start to end."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} ended with {os.waitstatus_to_exitcode(status)}: {told.decode()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1024)


def cold(peer: Peer, folder: Path) -> Run:
    """A build from nothing. What was there is moved away and deleted in the end: for minutes after tens of thousands of
    files were deleted, a file system (ext4) takes several times as long to make a new one, whoever makes it."""
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder.parent))
    for name in (peer.output, f".{peer.output}.onrecord", ".onrecord", "cache", ".cache", "resources"):
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    return run(peer.command, folder)


def edited(peer: Peer, folder: Path, chance: random.Random) -> Run:
    """A build after a sentence was added to one article, in a new process."""
    path = chance.choice(sorted(folder.glob(peer.source)))
    path.write_text(path.read_text(encoding="utf-8").rstrip() + EDIT, encoding="utf-8")
    time.sleep(2.1)  # so that its time of change is not too young to be trusted by any of them
    return run(peer.command, folder)


def measure(count: int, rounds: int, plain: bool, names: list[str]) -> dict[str, tuple[list[Run], list[Run]]]:
    """By program: its cold runs and its runs after an edit."""
    every = list(articles(count))
    found = [peer for peer in PEERS if shutil.which(peer.program) and (not names or peer.name.lower() in names)]
    results: dict[str, tuple[list[Run], list[Run]]] = {}
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        for peer in (OURS, *found):
            peer.lay_out(Path(name, peer.name), every, plain)
        for number in range(rounds):
            for peer in (OURS, *found):
                folder, chance = Path(name, peer.name), random.Random(number)
                colds, edits = results.setdefault(peer.name, ([], []))
                colds.append(cold(peer, folder))
                edits.append(edited(peer, folder, chance))
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="give the others no tags")
    parser.add_argument("--only", default="", help="names of others, with commas between")
    arguments = parser.parse_args()
    names = [name.strip().lower() for name in arguments.only.split(",") if name.strip()]
    results = measure(arguments.count, arguments.rounds, arguments.plain, names)
    own = [median(run.seconds for run in runs) for runs in results["onrecord"]]
    print(f"{arguments.count} articles, {arguments.rounds} rounds, {os.cpu_count()} cores", end="")
    print(", no tags" if arguments.plain else "")
    print(f"{'':10}{'cold, s':>9}{'edit, s':>9}{'peak, MB':>10}{'ours, cold':>12}{'ours, edit':>12}")
    for name, (colds, edits) in results.items():
        first, second = median(run.seconds for run in colds), median(run.seconds for run in edits)
        peak = max(run.megabytes for run in (*colds, *edits))
        ratios = f"{own[0] / first:11.2f}x{own[1] / second:11.2f}x" if name != "onrecord" else ""
        print(f"{name:10}{first:9.2f}{second:9.2f}{peak:10.0f}{ratios}")


if __name__ == "__main__":
    main()
