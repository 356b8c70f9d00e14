"""The invariants of ARCHITECTURE.md: who may import whom, which stages are pure, who may write."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "onrecord"

# part of the package -> the parts it may import, lazily or not (ARCHITECTURE.md holds the same table)
FOR_ALL = {"patterns", "english"}
MAY_IMPORT: dict[str, set[str]] = {
    "patterns": set(),
    "english": set(),
    "problems": set(),
    "interrupts": set(),
    "files": {"problems"},
    "model": set(),
    "digests": set(),
    "recall": set(),
    "prose": {"model"},
    "strict": {"problems"},
    "metadata": {"model", "strict"},
    "settings": {"problems", "strict"},
    "sources": {"files", "model", "problems", "prose", "strict", "metadata", "settings"},
    "annotate": {"model", "prose"},
    "curate": {"files", "model", "problems", "strict", "metadata", "settings"},
    "dossier": {"model", "problems", "digests", "recall", "prose", "curate", "record"},
    "tagged": {"model", "annotate"},
    "record": {"model", "tagged"},
    "evaluate": {"model"},
    "pages": {"model", "digests", "recall", "prose", "dossier", "tagged", "record", "settings"},
    "publish": {"model", "problems", "interrupts"},
}
EDGE = (
    "engine",
    "lasting",
    "processes",
    "pool",
    "intake",
    "remembered",
    "settling",
    "pipeline",
    "site",
    "preview",
    "cli",
)

PURE = (
    "annotate",
    "dossier",
    "pages",
    "record",
    "tagged",
    "evaluate",
    "model",
    "digests",
    "recall",
    "prose",
    "strict",
    "patterns",
    "english",
)
IMPURE_MODULES = {
    "os", "pathlib", "shutil", "tempfile", "glob", "time", "random", "secrets", "socket", "subprocess", "sys",
    "platform", "locale", "threading", "urllib.request", "http", "importlib.resources", "pkgutil", "logging", "getpass",
    "uuid",
}  # fmt: skip
IMPURE_CALLS = {"open", "input", "print", "eval", "exec", "__import__", "now", "today", "utcnow", "getenv", "hash"}
WRITING_CALLS = {
    "write_text", "write_bytes", "mkdir", "makedirs", "unlink", "rename", "rmtree", "rmdir", "touch", "symlink_to",
    "hardlink_to", "copyfile", "copytree",
}  # fmt: skip
NETWORK_MODULES = {
    "socket",
    "ssl",
    "http.client",
    "http.server",
    "urllib.request",
    "requests",
    "httpx",
    "tornado",
    "livereload",
}


def part(module: Path) -> str:
    """The part of the package that a file belongs to."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    """The last name of everything that a tree calls: `open`, and `now` of `datetime.now()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def parse(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def dotted(module: Path) -> str:
    return "onrecord." + name_of(module).removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_imports_go_one_way(module: Path) -> None:
    own = part(module)
    above = {*MAY_IMPORT, *EDGE[: EDGE.index(own)]} if own in EDGE else MAY_IMPORT[own]
    parts = {name.split(".")[1] for name in imported(parse(module)) if name.startswith("onrecord.")}
    assert parts & {*MAY_IMPORT, *EDGE} <= above | FOR_ALL | {own}


def edges(tree: ast.AST, known: set[str]) -> Iterator[str]:
    """The modules of the package that a tree imports: `from onrecord.pages import urls` means `onrecord.pages.urls`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom):
            full = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in known else node.module or "" for name in full)


def test_no_module_imports_itself_through_others() -> None:
    graph = {dotted(path): set(edges(parse(path), set(map(dotted, modules())))) for path in modules()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", [m for m in modules() if part(m) in PURE], ids=name_of)
def test_stages_touch_no_file_clock_or_environment(module: Path) -> None:
    tree = parse(module)
    loads_word_lists = module.parent.name == "lexicon"  # reads the package's own data, once
    forbidden = IMPURE_MODULES - ({"pkgutil"} if loads_word_lists else set())
    assert forbidden & set(imported(tree)) == set()
    assert IMPURE_CALLS & set(called(tree)) == set()


@pytest.mark.parametrize("module", [m for m in modules() if part(m) != "publish"], ids=name_of)
def test_only_publish_writes(module: Path) -> None:
    assert WRITING_CALLS & set(called(parse(module))) == set()


@pytest.mark.parametrize("module", [m for m in modules() if part(m) != "preview"], ids=name_of)
def test_only_the_preview_knows_a_network(module: Path) -> None:
    tops = {name for full in imported(parse(module)) for name in (full, full.split(".")[0])}
    assert NETWORK_MODULES & tops == set()


def test_the_table_names_every_part() -> None:
    assert {part(module) for module in modules()} - {*MAY_IMPORT, *EDGE} == set()


def test_the_document_holds_the_same_table() -> None:
    rows = re.findall(r"^\| `(\w+)/?` \|.*\| ([^|]*) \|$", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.M)
    told = {name: set(re.findall(r"\w+", allowed)) for name, allowed in rows if name in MAY_IMPORT}
    assert told == MAY_IMPORT


def test_functions_and_modules_stay_small() -> None:
    lengths = []
    for module in modules():
        text = module.read_text(encoding="utf-8")
        assert text.count("\n") <= 450, f"{name_of(module)} is too long: split it"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths.append(((node.end_lineno or node.lineno) - node.lineno + 1, name_of(module), node.name))
    assert max(lengths)[0] <= 60, max(lengths)
    ordered = sorted(length for length, _, _ in lengths)
    assert ordered[int(0.95 * len(ordered))] <= 35
    assert statistics.median(ordered) <= 10


def test_every_module_says_what_it_is_for() -> None:
    assert [name_of(module) for module in modules() if not ast.get_docstring(parse(module))] == []
