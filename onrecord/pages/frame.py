"""The frame of every page: the Jinja environment, the content policy, the navigation, the filters.

A view hands `Frame.page` a path, a template and values, and gets the finished page. Templates extend `base.html`
and see, beside their own values: `settings`, `policy`, `navigation`, `masthead` (the same, set), `preview`, `section`,
`kind`, `path`, `public` (where the public finds it), `up` (what stands before every link), `urls` and `m` (the macros).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast
from zlib import crc32

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape
from msgspec import Struct

from onrecord.digests import digest
from onrecord.english import MONTHS
from onrecord.model import Page
from onrecord.pages import urls
from onrecord.pages.inline import CONTROLS, REPLACEMENT, controlled
from onrecord.recall import Recall, anew
from onrecord.settings import Settings

POLICY = Markup(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""What a page may load: its own scripts and styles, nothing from elsewhere, nothing inline. Works on file:// too."""

BASE = "base.html"
_AROUND = ("kind", "up", "masthead")
"""What a page hands to the base outside its blocks, beside its public address."""
_PUBLIC = "public"
_SLOT = "\ue000"
"""Parts the words of a template from its slots; no template has this character."""

DAYS_KEPT = 4096
STRETCH = 32
"""Sources in a row whose pages fall to one process."""


class Chapter(NamedTuple):
    """Some of a site's pages, and what they are made of."""

    made_of: bytes
    """A digest of all that any of them is made of; b"" where only the pages themselves tell."""
    pages: dict[str, bytes]
    """By path: a digest of all that this page is made of."""
    recalled: list[bytes]
    """What parts of them were recalled by: digests of what those are made of."""


PART = "part of a page"
"""What a frame recalls by the digests in `Chapter.recalled`."""
T = TypeVar("T")
_NOTHING: Mapping[str, Chapter] = MappingProxyType({})


class Theme(Struct, frozen=True):
    """The look: templates by name, static files by path below `static/`."""

    templates: Mapping[str, str]
    static: Mapping[str, bytes] = {}
    compiled: Mapping[str, bytes] = {}
    """What `compiled` made of the templates, as far as somebody has kept it: compiling takes as long as 300 pages."""


class Item(Struct, frozen=True):
    """One entry of the navigation."""

    label: str
    path: str
    section: str


@lru_cache(DAYS_KEPT)
def day(iso: str | None) -> str:
    """An ISO date in words: "2026-03-04" -> "March 4, 2026", "2026-03" -> "March 2026"; what is no date stays."""
    parts = (iso or "").split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso or ""
    month = MONTHS[int(parts[1]) - 1].capitalize()
    return f"{month} {int(parts[2])}, {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"


def count(number: int, thing: str, things: str = "") -> str:
    """A number with its noun: "1 quote", "1,204 quotes"; `things` where the plural is not thing + s."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def safe(html: str) -> Markup:
    """Finished HTML as such: `Markup(html)` in a third of the time."""
    return str.__new__(Markup, html)


class Shape:
    """A piece that pages have many times over: a template's macro, set once with a slot for each value that varies.

    The values are then filled in, escaped, without Jinja: in a tenth of the time.
    """

    def __init__(self, set_once: Callable[..., str], slots: Sequence[str], how: Mapping[str, object]) -> None:
        html = set_once(**{slot: _slot(slot) for slot in slots}, **how)
        self._pieces = str(html).split(_SLOT)
        """In turn words, and the name of a slot."""
        places = [slots.index(slot) for slot in self._pieces[1::2]]
        self._places = None if places == [*range(len(slots))] else places

    def __call__(self, *values: str | float) -> Markup:
        """The piece with these values, in the order of the slots."""
        return safe(self.plain(*map(escaped, values)))

    def plain(self, *values: str) -> str:
        """As a call, with values in which nothing means anything in markup, or that are escaped already."""
        pieces = self._pieces.copy()
        pieces[1::2] = values if self._places is None else [values[place] for place in self._places]
        return "".join(pieces)  # in half of the time of a format


class _Template(Template):
    """A template that escapes what it prints without making an object of each string: a sixth of the time of a page.

    What all templates see is a plain dictionary to it: each page begins with a copy.
    """

    @classmethod
    def from_code(cls, *compiled: Any, **more: Any) -> Template:
        made = super().from_code(*compiled, **more)
        made.globals = dict(made.globals)
        made.root_render_func.__globals__["escape"] = escaped
        if made.name == BASE:
            made.root_render_func = _Base(made, made.root_render_func)
        return made

    def pieces(self, values: dict[str, object]) -> list[str]:
        """A page in pieces: what `generate` gives one by one."""
        try:
            return list(self.root_render_func(self.new_context(values)))
        except Exception:
            self.environment.handle_exception()


class _Base:
    """What stands around the blocks of a page: set once for all pages that have it alike, with slots for the rest."""

    def __init__(self, base: Template, root: Callable[[Context], Iterable[str]]) -> None:
        self._base, self._root = base, root
        self._set: dict[tuple[object, ...], list[tuple[str, str]]] = {}

    def __call__(self, context: Context) -> Iterator[str]:
        """The pieces of a page whose template extends the base."""
        page = context.parent
        alike = context.name, page["kind"], page["up"], page["masthead"]
        around = self._set.get(alike)
        if around is None:
            around = self._set[alike] = self._set_once(context)
        pieces = []
        for words, slot in around:
            pieces.append(words)
            if slot == _PUBLIC:
                pieces.append(escaped(page[slot]))
            elif slot:
                pieces += context.blocks[slot][0](context)
        return iter(pieces)

    def _set_once(self, page: Context) -> list[tuple[str, str]]:
        """Each slot with the words before it, "" for the end; a block that the page leaves as it is has none."""
        values = {name: page.parent[name] for name in _AROUND}
        context = self._base.new_context({**values, _PUBLIC: _slot(_PUBLIC)})
        slots = {_slot(_PUBLIC): _PUBLIC}
        for name, (block, *_) in page.blocks.items():
            if block is not self._base.blocks.get(name):
                context.blocks[name] = [partial(_only, _slot(name))]
                slots[_slot(name)] = name
        around, words = [], list[str]()
        for piece in self._root(context):
            if piece in slots:
                around.append(("".join(words), slots[piece]))
                words = []
            else:
                words.append(piece)
        return [*around, ("".join(words), "")]


def _slot(name: str) -> str:
    return f"{_SLOT}{name}{_SLOT}"


def _only(piece: str, _: Context) -> Iterator[str]:
    yield piece


class _Environment(Environment):
    """What a template names behind a dot is an attribute and nothing else, which is quickly found."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


def escaped(value: object) -> str:
    """A value as markup."""
    if type(value) is str:  # five looks take half the time of a pattern
        special = "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        return escape(value) if special else value
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int or type(value) is float else escape(value)


class _Compiled(BytecodeCache):
    """Templates as Jinja compiles them, by its own key; it tells by a checksum whether one is of the same source."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self.held = dict(held)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is held."""
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Hold what was compiled."""
        self.held[bucket.key] = bucket.bytecode_to_string()


def compiled(theme: Theme) -> dict[str, bytes]:
    """All templates of a theme compiled, for `Theme.compiled`; of use to this Python and Jinja alone."""
    cache = _Compiled(theme.compiled)
    made = environment(theme, cache)
    for name in sorted(theme.templates):
        made.get_template(name)
    return cache.held


def environment(theme: Theme, cache: BytecodeCache | None = None) -> Environment:
    """Jinja over the theme's templates: everything escaped, unknown names an error, no access to files."""
    made = _Environment(
        loader=DictLoader(dict(theme.templates)),
        bytecode_cache=cache or _Compiled(theme.compiled),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    made.template_class = _Template
    made.filters.update(day=day, count=count, host=urls.host, foreign=urls.foreign, markdown=_markdown)
    made.globals.update(urls=urls, policy=POLICY)
    return made


def _markdown(text: str) -> Markup:
    from onrecord.pages.notes import markdown  # noqa: PLC0415 -- a tenth of the start, for what few sites have

    return markdown(text)


def _carried(pieces: Sequence[str]) -> bytes:
    """A page's bytes; names and titles may hold what HTML cannot carry, as texts may, each shown as U+FFFD.

    Most pieces are ASCII: their bytes are made in no time, those of the page as one string would not be.
    """
    try:
        data = b"".join(map(str.encode, pieces))
    except UnicodeEncodeError:  # one half of a pair of surrogates
        data = "".join(pieces).encode("utf-8", "replace")
    if controlled(data):
        return CONTROLS.sub(REPLACEMENT, data.decode()).encode()
    return data


class Frame:
    """One site's frame; views may ask it for the settings, the about page's Markdown, whether it is a preview."""

    def __init__(
        self,
        settings: Settings,
        theme: Theme,
        navigation: tuple[Item, ...] = (),
        *,
        about: str = "",
        groups: Sequence[tuple[str, Sequence[str]]] = (),
        preview: bool = False,
        share: tuple[int, int] = (0, 1),
        by_chapter: bool = False,
        held: Mapping[str, Chapter] = _NOTHING,
        recall: Recall = anew,
        in_parts: frozenset[str] = frozenset(),
    ) -> None:
        self._recall = recall
        self.settings, self.about, self.groups, self.preview = settings, about, groups, preview
        self._environment = environment(theme)
        self._environment.globals.update(settings=settings, navigation=navigation, preview=preview, in_parts=in_parts)
        self._ways = frozenset(item.path for item in navigation)
        self._mastheads: dict[tuple[str, str, str], Markup] = {}
        self._macros: dict[str, TemplateModule] = {}
        self._part, self._parts = share
        self._by_chapter = by_chapter
        self._own: set[str] = set()
        """Chapters of which all pages fall to this frame."""
        self._held = held
        told = settings, navigation, about, tuple(groups), preview, sorted(in_parts)
        self._base = digest(theme.templates, theme.static, told)
        self.chapters: dict[str, Chapter] = {}
        """Every page that a view asked for with its inputs."""
        self.kept: list[str] = []
        """Paths of pages that are not made because an earlier site has them, made of the same inputs."""
        self.begin("")

    @cached_property
    def _held_pages(self) -> dict[str, bytes]:
        return {path: made_of for chapter in self._held.values() for path, made_of in chapter.pages.items()}

    def begin(self, chapter: str, made_of: bytes = b"") -> None:
        """Pages asked for from now on are of this chapter; without `made_of` it never stays as a whole."""
        _, self._pages, self._recalled = self.chapters.setdefault(chapter, Chapter(made_of, {}, []))
        self._all = self._parts == 1 or chapter in self._own
        """Whether all pages of the chapter that is now begun fall to this frame."""

    def stays(self, chapter: str, *made_of: object) -> bool:
        """Whether the earlier site has a chapter made of the same, all of whose pages then stay as they are.

        `made_of` is all that the chapter's pages show beside the frame itself, or digests of it. If it does not stay,
        its pages are to be asked for one by one, each with its inputs, before the next chapter. Where chapters are
        shared rather than pages, those of others stay here.
        """
        falls_here = self._falls_here(chapter)
        if self._by_chapter and not falls_here:
            self.begin("")
            return True
        told, held = digest(self._base, made_of), self._held.get(chapter)
        if held is None or held.made_of != told:
            if self._by_chapter:
                self._own.add(chapter)
            self.begin(chapter, told)
            return False
        self.begin("")
        if falls_here:  # of all processes one tells of it
            self.chapters[chapter] = held
            self.kept.extend(held.pages)
        return True

    @property
    def recall(self) -> Recall:
        """Recalls parts of pages that were made before, each for as long as the chapter is kept that is now begun."""
        recalled, kept = self._recalled, self._recall

        def recall(what: str, made_of: object, kind: type[T], make: Callable[[], T], /) -> T:
            told = digest(what, made_of)
            recalled.append(told)
            return kept(PART, told, kind, make)

        return recall

    def has(self, path: str) -> bool:
        """Whether `path` is in this frame's share.

        Where several processes render one site, each has its share of the paths, told by their checksums: of all, or
        (`by_chapter`) of those that are in no chapter, and whole chapters. Asking a chapter's pages takes longer than
        making those that changed, where few did.
        """
        return self._all or self._falls_here(path)

    def _falls_here(self, name: str) -> bool:
        return self._parts == 1 or crc32(name.encode()) % self._parts == self._part

    def has_at(self, place: int) -> bool:
        """Whether pages at a place (`later.Later.place`) are in this frame's share: stretches of places in turn."""
        return self._all or place // STRETCH % self._parts == self._part

    def wants(self, path: str, *inputs: object) -> bool:
        """Whether the page at `path` is to be made; a view asks before it does any work for it.

        `inputs` are all that the page shows beside the frame itself, or digests of it (`Index.around`): a page of which
        the earlier site has one made of the same inputs is not made again. Without inputs it always is.
        """
        return self.has(path) and self.changed(path, *inputs)

    def wants_at(self, place: int, path: str, *inputs: object) -> bool:
        """As `wants`, for a page that is to be made later."""
        return self.has_at(place) and self.changed(path, *inputs)

    def changed(self, path: str, *inputs: object) -> bool:
        """As `wants`, for a page that is known to be in this frame's share."""
        if not inputs:
            return True
        made_of = self._pages[path] = digest(self._base, inputs)
        if self._held_pages.get(path) != made_of:
            return True
        self.kept.append(path)
        return False

    def page(self, path: str, template: str, /, *, kind: str, section: str = "", **values: object) -> Page:
        """Fill `template` for the page at `path`.

        `kind` becomes the body's class ("article", "person", …); `section` says which entry of the navigation the
        page belongs to (its `Item.section`).
        """
        up, made = urls.up(path), self._environment.get_template(template)
        values.update(
            path=path,
            public=urls.public(self.settings.address or "", path),
            up=safe(up),
            kind=kind,
            section=section,
            masthead=self._masthead(path if path in self._ways else "", up, section),
            m=self._macros.get(up) or self._set_macros(up),
        )
        return Page(path, _carried(cast(_Template, made).pieces(values)))

    def piece(self, template: str, /, **values: object) -> Markup:
        """A piece of a page, for a view that needs the same one on many pages and keeps it."""
        return Markup(self._environment.get_template(template).render(values).rstrip("\n"))

    def shape(self, macro: str, *slots: str, **how: object) -> Shape:
        """A macro of `pieces.html` with slots for some of its values; `how` are the others.

        Values with slots can only be printed: no filter, no test.
        """
        return Shape(getattr(self._environment.get_template("pieces.html").module, macro), slots, how)

    def _set_macros(self, up: str) -> TemplateModule:
        """The macros of `macros.html`, whose links lead `up`."""
        made = self._environment.get_template("macros.html").make_module({"up": safe(up)})
        return self._macros.setdefault(up, made)

    def _masthead(self, path: str, up: str, section: str) -> Markup:
        """The title and the ways in, as a page has them; `path` only of a page that stands among them."""
        key = path, up, section
        if key not in self._mastheads:
            self._mastheads[key] = self.piece("masthead.html", path=path, up=up, section=section)
        return self._mastheads[key]
