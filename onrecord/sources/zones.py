"""What in a text is not the article: section label, title, byline, dateline, captions, related links, legal lines.

General rules over blocks. In the opening, above the first prose, every line is looked at; below it only a short
line that says what it is. Nobody's outlet, name or phrase stands here: the words are those with which news sites in
general label their furniture, collected by reading such pages for this project.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.model import Block, Zone

MAX_OPENING = 15
"""Blocks above the first prose, at most."""
MAX_LABELLED = 400
"""Characters; a longer block is prose, whatever it starts with."""
MAX_LIST = 15
"""Blocks that a heading such as "Related" can take along."""

_FULL_STOP = re.compile(r"[.…][\"”'’)\]]*$|[.!?][\"”'’)\]]*\s.*[!?][\"”'’)\]]*$", re.DOTALL)
"""How prose ends; a lone question or exclamation may be a headline."""
_TURN = re.compile(r"(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w.'’-]*:\s")
_PLAIN = re.compile(r"[\W_]+")
_BULLET = re.compile(r"^(?:[•●▪◦‣⁃·*]|[-–—](?=\s)|\(?\d{1,2}[.)]\s)\s*")

_SECTIONS = frozenset(
    "news|politics|business|technology|tech|science|health|sport|sports|world|us|uk|local|national|international|"
    "opinion|opinions|editorial|entertainment|culture|arts|lifestyle|life|travel|food|education|environment|climate|"
    "economy|finance|markets|money|crime|courts|law|immigration|energy|weather|housing|transport|religion|media|"
    "breaking news|exclusive|analysis|features|feature|investigations|investigation|obituaries|letters|video|podcast|"
    "elections|election|government|community|region|regional|world news|us news|uk news|local news|top stories|"
    "commentary|explainer|fact check|interview|agriculture|military|defense|defence|nation|state|metro|city".split("|")
)

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DATE = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|\b(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b|"
    rf"\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year2>\d{{4}})\b",
    re.IGNORECASE,
)
"""A full date as datelines write it; groups by name, each also with a 2 for day before month."""
_SHORT_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{_MONTH}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|"
    r"\b\d+\s*(?:min(?:ute)?s?|hours?|hrs?|days?)\s+(?:read|ago)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\bT?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:Z|[+-]\d\d:?\d\d)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.I
)
_DATE_WORDS = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|published|updated|posted|modified|created|"
    r"last|first|date|on|at|by|read|views?|shares?|comments?|min|minutes?|[ecmp][sd]?t|gmt|utc|bst|ist|cet|local time|"
    r"\d+ (?:views?|comments?|shares?))\b",
    re.IGNORECASE,
)

_DATELINE = re.compile(
    r"(?:(?P<place>[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4})(?:,\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?"
    rf"(?:,\s+(?i:{_MONTH})\s+\d{{1,2}}(?:,\s+\d{{4}})?)?\s*(?:\((?P<wire>[^()\n]{{2,60}})\))?|\((?P<outlet>[^()\n]{{2,60}})\))"
    r"\s*(?:[–—]|--?(?=\s))"
)
"""`(Outlet) —`, `CITY, State, March 3 (Outlet) —` or `CITY —` at the head of a text's first prose."""

_NAME = r"[A-Z][\w.'’-]*"
_PERSON = rf"{_NAME}(?:\s+(?:{_NAME}|de|da|del|van|von|der|den|la|le|al|bin|ibn|di|du)){{0,5}}"
_BYLINE = re.compile(
    rf"(?i:(?:written |words |story |report |posted |reported )?by):?\s+(?P<names>{_PERSON}(?:(?:,|,? and|,? &)\s+{_PERSON}){{0,5}})(?P<rest>(?:\s*[,|•·/–—-].{{0,80}})?)$"
)
_ROLE = re.compile(
    rf"(?P<names>{_PERSON})\s*[,|•·/–—-]\s*(?:.{{0,40}}\b)?(?i:staff|reporter|writer|editor|correspondent|contributor|"
    r"columnist|news service|associated press|press association)\b.{0,40}$"
)
_STAFF = re.compile(
    r"(?:from )?(?:staff|wire|agency|news|newsroom)(?: (?:and wire|news|wire))? (?:reports?|reporters?|writers?|services?)"
    r"|(?:the )?associated press|reuters|agence france-presse|press association|staff",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"(?:additional |original )?(?:reporting|writing|editing|compiled) by\b.{3,200}"
    r"|.{3,160}\bcontributed (?:reporting )?to this (?:report|story|article)\b.{0,80}",
    re.IGNORECASE,
)

_AGENCIES = (
    r"(?:the )?(?:AP|AFP|Reuters|EPA|UPI|PA|ANI|PTI|Xinhua|Tass|Bloomberg|Getty|Associated Press|Shutterstock|Alamy|"
    r"iStock|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Anadolu|NurPhoto|ZUMA|Sipa|Adobe Stock|Handout|Pool)"
)
_CAPTION_START = re.compile(
    r"(?:(?:file |stock |courtesy )?(?:photos?|images?|pictures?|caption|photograph|illustration|graphic|video)"
    r"(?: (?:credit|source|courtesy|caption|by|of))?\s*[:|/]|(?:photo|image|picture|photograph|illustration) (?:by|courtesy)\b|"
    r"credit:|file photo\b|pictured\b|in this\b.{0,60}\b(?:photo|image|picture)\b)",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    rf"(?:\bAP (?:Photo|file)\b(?:/.{{2,40}})?|\bGetty(?: Images)?(?:/.{{2,40}})?|[^\s/]/\s?{_AGENCIES}(?: (?:Photos?|Images|News|Pool|File))?|"
    rf"\((?i:photos?|images?|pictures?|credits?|courtesy|file|screenshot|via)\b[^()]{{0,70}}\)|\({_AGENCIES} (?:Photo|Images|file)[^()]{{0,50}}\)|"
    r"(?i:\b(?:photo|image|picture|photograph|credit|courtesy)(?: by| of|:| courtesy of| credit:)) [A-Z][^.!?]{2,50}|"
    r"(?i:\bfile photo)|/(?:Shutterstock|Alamy|iStock|Unsplash|Pexels|Flickr))[.)]?$"
)

_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "copyright",
            r"(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b(?=.{0,80}(?:©|(?:19|20)\d\d|reserved))).{0,380}|"
            r".{0,300}\ball rights reserved\b.{0,100}|"
            r"(?:this (?:material|content)|no part of this).{0,60}\b(?:may|must) not be (?:reproduced|published|copied).{0,200}",
        ),
        (
            "tags",
            r"(?:tags?|topics?|tagged|filed under|keywords?|categor(?:y|ies)|labels|hashtags|more on these topics"
            r"|in this (?:story|article))\s*:\s*\S.{0,380}|(?:#\w+[\s,]*){2,20}",
        ),
        (
            "header",
            r"for immediate release\b.{0,80}|(?:press|news|media) (?:release|advisory|statement)\b(?::.{0,80})?|"
            r"(?:(?:press|media|news) )?(?:contacts?|enquiries|inquiries)\s*:.{0,160}|embargo(?:ed)? until\b.{0,80}|"
            r"(?:date|from|to|subject|re|cc|release date|issued|location|venue|where|when)\s*:\s.{1,120}",
        ),
        (
            "related",
            r"(?:related(?: (?:stor(?:y|ies)|articles?|news|coverage|content|video))?|read (?:more|also|next|on)|also read|"
            r"see also|see more|more|watch(?: more| now)?|recommended|don[’']t miss|trending|also in the news|"
            r"you (?:may|might) also (?:like|be interested in)|further reading|from the archives?)\s*(?::|\||»|>|\s[–—-]\s)\s*\S.{0,250}",
        ),
        (
            "promo",
            r"(?:(?:please )?(?:sign up|register) (?:now |here |today )?(?:for|to)\b|subscribe\b(?: (?:to|now|today|here|for)\b|[.!]?$)|"
            r"download (?:the|our)\b.{0,60}\bapp\b|(?:follow|like|find|join) us\b|follow .{2,40} on (?:twitter|x|facebook|instagram|threads|bluesky|tiktok|linkedin|social)\b|"
            r"get (?:the|our|all|more|breaking|daily|updates|top)\b.{0,100}\b(?:newsletters?|inbox|alerts?|delivered|e-?mails?)\b|"
            r"join (?:our|the)\b.{0,50}\b(?:newsletter|whatsapp|telegram|channel|community|conversation|mailing list)\b|"
            r"(?:support|help fund) (?:our|independent|local|quality|free)\b.{0,40}\bjournalism\b|click here\b|tap here\b|"
            r"become a (?:member|subscriber|supporter|patron)\b|stay (?:informed|connected|up to date|in the loop)\b|"
            r"never miss (?:a|an|our)\b|advertise with us\b|(?:want|looking for) more\b.{0,80}\?|"
            r"(?:our|the|a) (?:free |daily |weekly |morning )*newsletter\b|donate (?:now|today|to|here)\b).{0,250}",
        ),
        (
            "boilerplate",
            r"advertisements?(?: [-–—|].{0,80})?|sponsored(?: (?:content|by\b.{0,60}|links?))?|ad|"
            r"(?:story|article) continues (?:below|after)\b.{0,60}|continue reading\b.{0,80}|keep reading\b.{0,40}|"
            r"scroll (?:down )?(?:to|for)\b.{0,60}|read (?:the )?full (?:story|article)\b.{0,40}|"
            r"(?:(?:share|print|save|e-?mail|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|copy link|"
            r"bluesky|threads|messenger|flipboard|tweet|pin|link copied|gift(?: article)?|bookmark|comments?|\d+)"
            r"(?: this)?(?: (?:article|story|post|page|on|via|link|to|by))*[\s,|•·/:!]*){1,14}|"
            r"(?:leave|post|add) a (?:comment|reply)\b.{0,40}|(?:view|show|hide|join|read)(?: all)?(?: \d+)? comments\b.{0,40}|"
            r"listen(?: (?:to|now)\b.{0,60})?|play (?:video|audio)|loading\b.{0,20}|skip to (?:main )?content|(?:back )?to (?:the )?top|"
            r"log ?in|sign in|menu|search|home|close|#{3,}|(?:# ?){3,}|-+ ?30 ?-+|-*ends?-*|\*(?: ?\*){2,}|"
            r"(?:editor[’']?s[’']? note|publisher[’']s note|disclaimer|disclosure|notes? to editors?)\b.{0,380}|"
            r"(?:correction|clarification)s?(?: [–—-] .{0,60})?\s*:.{0,380}|"
            r"this (?:article|story|post|report|piece|column)(?: (?:was|is|has been|first|originally|also))+\b.{0,40}"
            r"\b(?:published|appeared|updated|corrected|amended|produced|republished|provided|edited|part of|written)\b.{0,250}|"
            r"(?:the )?(?:views|opinions)(?: and opinions)? expressed\b.{0,300}|about the authors?\b.{0,380}|"
            r"(?:.{3,60}) is (?:a|an|the) (?:\w+ ){0,3}(?:reporter|writer|correspondent|columnist|editor|contributor)"
            r" (?:for|at|with|based|covering|who)\b.{0,250}|(?:.{3,60}) can be (?:reached|contacted) (?:at|by)\b.{0,120}|"
            r"(?:e-?mail|contact|reach) .{2,60}\S@\S+\.?|all (?:times|prices) are\b.{0,60}|(?:source|via)\s*:\s.{2,80}",
        ),
    )
)
_LISTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "related",
        re.compile(
            r"(?:related(?: (?:stories|articles|news|coverage|content|links|topics|reading|posts|videos?))?|read (?:more|next|also|on)|"
            r"(?:read )?more (?:from|on|in|about|stories|news|coverage|headlines)\b.{0,40}|see (?:also|more)|also read|also in .{1,30}|"
            r"recommended(?: for you| reading| stories)?|you (?:may|might) also (?:like|be interested in)|"
            r"most (?:read|popular|viewed|shared|recent)|popular(?: now| stories)?|trending(?: now| stories)?|don[’']t miss|"
            r"editors?[’']?s?[’']? (?:picks|choice)|further reading|(?:what to )?(?:read|watch) next|up next|in other news|"
            r"top stories|(?:the )?latest(?: (?:news|stories|headlines))?|other (?:stories|news)|elsewhere)\s*:?",
            re.IGNORECASE,
        ),
    ),
    (
        "highlights",
        re.compile(
            r"(?:(?:the )?key (?:points|takeaways|facts|highlights|findings|details)|(?:story |article )?highlights|at a glance|"
            r"in (?:brief|short|summary)|(?:what|things) (?:to|you need to|we) know\b.{0,30}|quick (?:take|read|facts)|"
            r"(?:ai |article |story )?summary|tl;?dr|(?:need|what) to know)\s*:?",
            re.IGNORECASE,
        ),
    ),
    ("tags", re.compile(r"(?:tags|topics|filed under|keywords|tagged(?: (?:as|in|with))?)\s*:?", re.IGNORECASE)),
)


def find_zones(text: str, blocks: Sequence[Block], title: str | None, stated: Sequence[Zone]) -> tuple[Zone, ...]:
    """The zones of a text in order: those that the file states, and what is found beside them.

    `title` is the title as the file states it, or None; with one, only its own words are a title zone.
    """
    found = [*_opening(text, blocks, title), *_below(text, blocks)]
    zones: list[Zone] = sorted(stated)
    for zone in sorted(found):
        if not _taken(zone, zones):
            zones.insert(bisect_left(zones, zone), zone)
    return tuple(zones)


def _taken(zone: Zone, zones: list[Zone]) -> bool:
    at = bisect_left(zones, zone)
    return any(other.start < zone.end and zone.start < other.end for other in zones[max(0, at - 1) : at + 1])


# ---------------------------------------------------------------- the opening


def is_prose(words: str) -> bool:
    """Whether a block's words are running text: long, or a sentence of some length with its end."""
    return len(words) >= 200 or (len(words) >= 60 and _FULL_STOP.search(words) is not None)


def _opening(text: str, blocks: Sequence[Block], title: str | None) -> Iterator[Zone]:
    """Zones above the first prose, and the dateline at its head."""
    first = next(
        (index for index, block in enumerate(blocks[:MAX_OPENING]) if _starts_article(text, block, title)), None
    )
    if first is None:
        return
    plain_title = _normal(title) if title else _normal(_headline(text, blocks[:first]))
    seen = False
    for index, block in enumerate(blocks[:first]):
        words = text[block.start : block.end]
        if plain_title and _normal(words) == plain_title:
            yield Zone(block.start, block.end, "title-repeat" if seen else "title")
            seen = True
        elif kind := _furniture(words) or _label(words):
            yield Zone(block.start, block.end, kind)
        elif not seen and plain_title and _is_section(words, index):
            yield Zone(block.start, block.end, "section")
    dateline = _DATELINE.match(text, blocks[first].start, min(blocks[first].end, blocks[first].start + 160))
    if dateline and dateline.end() < blocks[first].end:
        yield Zone(dateline.start(), dateline.end(), "dateline")


def _starts_article(text: str, block: Block, title: str | None) -> bool:
    words = text[block.start : block.end]
    if block.kind == "heading" or (title and _normal(words) == _normal(title)):
        return False
    return is_prose(words) and not (_furniture(words) or _label(words))


def _headline(text: str, opening: Sequence[Block]) -> str:
    """The words of the title: the first heading of the first level, else the first line that looks like a headline."""
    for block in opening:
        if block.kind == "heading" and block.level == 1 and not _is_section(text[block.start : block.end], 0):
            return text[block.start : block.end]
    for block in opening:
        words = text[block.start : block.end]
        if _looks_like_headline(words) and not (_furniture(words) or _label(words)):
            return words
    return ""


def _looks_like_headline(words: str) -> bool:
    """Three to thirty words in one line, begun with a capital, digit or quotation mark, without a full stop."""
    return (
        3 <= len(words.split()) <= 30
        and len(words) <= 200
        and "\n" not in words
        and (words[0].isupper() or words[0].isdigit() or words[0] in "\"“'‘")
        and not words.endswith((".", ",", ";", ":", "…"))
        and not _TURN.match(words)
        and not _BULLET.match(words)
    )


def _is_section(words: str, index: int) -> bool:
    """A section's label: one of the usual names, or up to three words in the very first line, above the title."""
    if words.lower().strip(" /|>»").replace(".", "") in _SECTIONS:
        return True
    parts = [part.strip().lower() for part in re.split(r"[/|>»]", words)]
    if len(words) <= 60 and len(parts) > 1 and any(part in _SECTIONS for part in parts):
        return True
    return index == 0 and len(words) <= 30 and len(words.split()) <= 3 and words[0].isupper() and words[-1].isalnum()


def _furniture(words: str) -> str:
    """The kind of a line that only means something above or below the article: byline or dateline."""
    if len(words) > 200:
        return ""
    if _BYLINE.match(words) or _ROLE.match(words) or _STAFF.fullmatch(words):
        return "byline"
    return "dateline" if _is_date_line(words) else ""


def byline_names(words: str) -> str | None:
    """Who a byline names, as it names them; None where it names nobody."""
    found = _BYLINE.match(words) or _ROLE.match(words)
    return found["names"] if found else None


def _is_date_line(words: str) -> bool:
    """A line of nothing but dates, times and the words that go with them."""
    if len(words) > 120 or not any(char.isdigit() for char in words):
        return False
    rest, dates = DATE.subn(" ", words)
    rest, short = _SHORT_DATE.subn(" ", rest)
    if not dates + short:
        return False
    rest = _DATE_WORDS.sub(" ", _CLOCK.sub(" ", rest))
    return len(_PLAIN.sub("", rest)) <= 2


def _normal(words: str) -> str:
    """Letters and digits alone, to hold two printings of a title together."""
    return _PLAIN.sub(" ", words).strip().casefold()


# ---------------------------------------------------------------- anywhere


def _below(text: str, blocks: Sequence[Block]) -> Iterator[Zone]:
    """Lines that say what they are, and lists under a heading that does."""
    last = len(blocks) - 1
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if block.end - block.start > MAX_LABELLED:
            continue
        words = text[block.start : block.end]
        kind = _list_heading(words)
        if kind:
            end = _list_end(text, blocks, index, kind)
            if end > index or kind == "related":
                yield Zone(block.start, blocks[end - 1].end, kind)
                index = end
        elif kind := _label(words) or (_furniture(words) if last - index < 4 and not is_prose(words) else ""):
            yield Zone(block.start, block.end, kind)


def _label(words: str) -> str:
    """The kind of zone that a line says it is, or ""."""
    if len(words) > MAX_LABELLED:
        return ""
    bare = _BULLET.sub("", words, count=1) or words
    for kind, pattern in _LABELS:
        if pattern.fullmatch(bare):
            return kind
    if _CREDITS.fullmatch(words):
        return "byline"
    if _CAPTION_START.match(words) or (_CAPTION_END.search(words, max(0, len(words) - 110))):
        return "caption"
    return ""


def _list_heading(words: str) -> str:
    if len(words) > 60:
        return ""
    return next((kind for kind, pattern in _LISTS if pattern.fullmatch(words)), "")


def _list_end(text: str, blocks: Sequence[Block], index: int, kind: str) -> int:
    """The index behind the last block that belongs to a list whose heading stands just before `index`."""
    end = index
    while end < min(len(blocks), index + MAX_LIST) and _in_list(text, blocks[end], kind):
        end += 1
    return end


def _in_list(text: str, block: Block, kind: str) -> bool:
    words = text[block.start : block.end]
    if block.kind == "item":
        return len(words) <= 300
    if kind != "related":
        return kind == "tags" and len(words) <= 40 and words[-1].isalnum()
    return block.kind != "heading" and _looks_like_headline(words) and not words.endswith(("!", "”", '"'))
