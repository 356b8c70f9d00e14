"""Whether everything that a page points at is there: every `href` and `src`, and every `#id` within them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from onrecord.model import Page
from onrecord.problems import Problem

_POINTERS = (("[href]", "href"), ("[src]", "src"), ("[data-cards]", "data-cards"))
_REFERENCES = ("aria-labelledby", "aria-describedby", "for", "aria-controls", "popovertarget")


def check(pages: Iterable[Page]) -> list[Problem]:
    """A problem for each link to a page or id that is not there, and for each id given twice, in order of the pages."""
    ids: dict[str, set[str]] = {}
    pointers: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for page in pages:
        ids[page.path] = set()
        if page.path.endswith(".html"):
            tree = LexborHTMLParser(page.content)
            problems += _collect_ids(page.path, tree, ids[page.path])
            pointers += [(page.path, target) for target in _targets(tree)]
    return problems + [problem for path, target in pointers if (problem := _broken(path, target, ids))]


def _collect_ids(path: str, tree: LexborHTMLParser, seen: set[str]) -> list[Problem]:
    problems = []
    for node in tree.css("[id]"):
        name = node.attributes["id"] or ""
        if name in seen:
            problems.append(Problem(path, None, f"the id {name!r} is given twice"))
        seen.add(name)
    return problems


def _targets(tree: LexborHTMLParser) -> Iterable[str]:
    for selector, attribute in _POINTERS:
        yield from (node.attributes[attribute] or "" for node in tree.css(selector))
    for attribute in _REFERENCES:
        for node in tree.css(f"[{attribute}]"):
            yield from (f"#{name}" for name in (node.attributes[attribute] or "").split())


def _broken(path: str, target: str, ids: dict[str, set[str]]) -> Problem | None:
    """The problem with one link of a page, if there is one; addresses of other hosts are not asked."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    if target.startswith("/"):
        return Problem(path, None, f"the link {target!r} begins at the root of the host", "Make it relative.")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if name not in ids:
        return Problem(path, None, f"the link {target!r} leads to no file of the site")
    if parts.fragment and name.endswith(".html") and unquote(parts.fragment) not in ids[name]:
        return Problem(path, None, f"the link {target!r} leads to no id of {name}")
    return None
