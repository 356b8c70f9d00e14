"""Lines that pages put round an article, told by how they begin: tags, copyright, "Read more", newsletters, share rows.

The tables hold the customary labels of English-language news sites and press offices in general, written down for this
project from common usage; nobody's name is among them. A line is looked up by its first word, so that the rest of a
text costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.patterns import regex

MAX_LINE = 400
"""Characters; a longer block is prose, whatever it starts with."""

_FIRST = regex(r"[\w'’-]+|\S")
_LABEL = r"\s*(?::|\||»|>|\s[–—-]\s)\s*\S.{0,250}"
"""What parts "Read more" from the headline behind it, and that headline."""
_SHARE = (
    "share|print|save|e-?mail|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|copy|link|bluesky|threads|"
    "messenger|flipboard|tweet|pin|gift|bookmark|comments?|copied|this|article|story|post|page|on|via|to|by|and|text|size"
)
_NETWORKS = r"(?:twitter|x|facebook|instagram|threads|bluesky|tiktok|linkedin|social media|youtube)"

_LINES = (
    # kind, first words, what may follow up to the end of the block
    ("copyright", "©", r".*"),
    ("copyright", "(", r"c\)\s*(?:©\s*)?(?:19|20)\d\d.*"),
    ("copyright", "copyright", r"(?=.{0,80}(?:©|\(c\)|(?:19|20)\d\d|reserved)).*"),
    ("copyright", "this no", r" (?:material|content|part of this)\b.{0,80}\b(?:may|must) not be .*"),
    ("tags", "tag tags topic topics tagged keyword keywords category categories labels hashtags", r"\s*:\s*\S.*"),
    ("tags", "filed", r" (?:under|in)\s*:\s*\S.*"),
    ("tags", "in more", r" (?:this story|this article|on these topics)\s*:\s*\S.*"),
    ("tags", "#", r"\w+(?:[\s,]+#\w+)+"),
    ("header", "for", r" immediate release\b.{0,80}"),
    ("header", "press news media", r" (?:release|advisory|statement)(?:\s*[:–—-].{0,80})?"),
    ("header", "press news media", r" (?:contacts?|enquiries|inquiries)\b.{0,160}"),
    ("header", "contact contacts", r"\s*:.{0,160}"),
    ("header", "embargo embargoed", r" until\b.{0,80}"),
    ("header", "date from to subject re cc", r"\s*:\s\S.{0,120}"),
    ("related", "related", r"(?: (?:stor(?:y|ies)|articles?|news|coverage|content|videos?))?" + _LABEL),
    ("related", "read also see", r" (?:more|also|next|on|read|in the news)" + _LABEL),
    ("related", "more watch video recommended trending", r"(?: more| now)?" + _LABEL),
    ("related", "don't", r" miss" + _LABEL),
    ("related", "you", r" (?:may|might) also (?:like|be interested in)" + _LABEL),
    ("related", "further from", r" (?:reading|the archives?)" + _LABEL),
    ("promo", "sign", r" up(?: now| here| today)?(?: (?:for|to)\b.*)?"),
    ("promo", "register", r"(?: now| here| today)? (?:for|to) (?:our|get|receive|free)\b.*"),
    ("promo", "subscribe", r"[.!]?|(?: (?:to|now|today|here|for)\b).*"),
    ("promo", "download", r" (?:the|our)\b.{0,60}\bapps?\b.*"),
    ("promo", "follow like find join", r" us\b.*"),
    ("promo", "follow", rf" .{{2,60}} on {_NETWORKS}\b.*"),
    ("promo", "get", r" .{0,100}\b(?:newsletters?|inbox|alerts?|delivered|e-?mails?|app)\b.*"),
    ("promo", "join", r" (?:our|the)\b.{0,50}\b(?:newsletter|whatsapp|telegram|channel|mailing list|conversation)\b.*"),
    ("promo", "support help", r" (?:us|our|independent|local|quality|free|fund)\b.{0,60}\bjournalism\b.*"),
    ("promo", "click tap", r" here\b.*"),
    ("promo", "become", r" a (?:member|subscriber|supporter|patron)\b.*"),
    ("promo", "stay", r" (?:informed|connected|up to date|in the loop|in the know)\b.*"),
    ("promo", "never", r" miss (?:a|an|our)\b.*"),
    ("promo", "advertise", r" with us\b.*"),
    ("promo", "want looking", r" (?:for )?more\b.{0,80}\?.*"),
    ("promo", "donate", r" (?:now|today|to|here)\b.*|"),
    ("boilerplate", "advertisement advertisements ad", r"(?: (?:[–—|-].*|(?:scroll|story|article|continue)\b.*))?"),
    ("boilerplate", "sponsored promoted", r"(?: (?:content|links?|by\b.{0,60}))?"),
    ("boilerplate", "story article", r" continues (?:below|after)\b.*"),
    ("boilerplate", "continue keep scroll", r" (?:reading|down|to|for|below)\b.{0,60}"),
    ("boilerplate", "read", r" (?:the )?full (?:story|article)\b.{0,60}"),
    ("boilerplate", "share print save email tweet facebook twitter", rf"(?:[\s,|•·/:!]+(?:{_SHARE}|\d+))*[\s,|•·/:!]*"),
    ("boilerplate", "share", r" (?:this|on|via)\b.{0,60}"),
    ("boilerplate", "leave post add", r" a (?:comment|reply)\b.{0,60}"),
    ("boilerplate", "view show hide join read", r"(?: all)?(?: the)?(?: \d+)? comments?\b.{0,40}"),
    ("boilerplate", "comments comment loading menu search home close", r"(?:\s*\(\d+\)|…|\.\.\.| are closed\.?)?"),
    (
        "boilerplate",
        "privacy terms cookie cookies",
        r" (?:policy|of (?:use|service)|notice|settings|preferences)\b.{0,60}",
    ),
    ("boilerplate", "contact about", r" us"),
    ("boilerplate", "(", r"(?:except for|with inputs? from|this (?:story|article|report))\b.*"),
    ("boilerplate", "listen", r"|(?: (?:to (?:this|the)|now))\b.{0,60}"),
    ("boilerplate", "skip back", r" to (?:the )?(?:main )?(?:content|top|home)"),
    ("boilerplate", "log sign", r" ?in\b.{0,20}"),
    ("boilerplate", "# * -", r"(?: ?[#*-]){2,}|-? ?30 ?-+|-*ends?-*"),
    ("boilerplate", "ends end -ends- -30- --30--", r""),
    ("boilerplate", "editor's editors publisher's", r"[’']? note\b.*"),
    ("boilerplate", "notes note", r" to (?:the )?editors?\b.*"),
    ("boilerplate", "disclaimer disclosure correction corrections clarification", r"(?: [–—-] .{0,60})?\s*:.*"),
    (
        "boilerplate",
        "this",
        r" (?:article|story|post|report|piece|column)"
        r"(?:(?: was| has been)? (?:originally|first) (?:published|appeared|posted)"
        r"|(?: was| is| has)(?: been)? (?:updated|corrected|amended|republished|produced (?:in|with)|part of))\b.*",
    ),
    ("boilerplate", "the", r" (?:views|opinions)(?: and opinions)? expressed\b.*"),
    ("boilerplate", "about", r" the authors?(?:\s*[:–—-].*)?"),
    ("boilerplate", "all", r" (?:times|prices) are\b.{0,60}"),
    ("boilerplate", "source via", r"\s*:\s\S.{0,80}"),
    ("byline", "additional original", r" reporting by\b.*"),
    ("byline", "(", r"(?:(?:additional )?reporting|writing|edited|editing|compiled) by\b.*"),
    ("byline", "reporting writing editing compiled", r" by\b.{3,200}"),
)
_HEADINGS = (
    # kind, first words, what may follow; such a line takes along the list below it
    ("related", "related", r"(?: (?:stories|articles|news|coverage|content|links|topics|reading|posts|videos?))?"),
    (
        "related",
        "read also see further",
        r" (?:more|next|also|on|read|reading)(?: (?:from|on|in|about|news)\b.{0,40})?",
    ),
    ("related", "more", r" (?:from|on|in|about|stories|news|coverage|headlines)\b.{0,40}"),
    ("related", "recommended popular trending", r"(?: for you| reading| stories| now)?"),
    ("related", "you", r" (?:may|might) also (?:like|be interested in)"),
    ("related", "most", r" (?:read|popular|viewed|shared|recent)"),
    ("related", "don't", r" miss"),
    ("related", "editor's editors", r"[’']? (?:picks|choice)"),
    ("related", "what up", r" (?:to (?:read|watch) )?next"),
    ("related", "in other top latest", r" (?:other news|stories|news|headlines)"),
    ("related", "the", r" latest(?: news| stories| headlines)?"),
    ("highlights", "key", r" (?:points|takeaways|facts|highlights|findings|details)"),
    ("highlights", "the story article", r" (?:key (?:points|takeaways)|highlights|summary)"),
    ("highlights", "highlights summary tldr", r""),
    ("highlights", "at", r" a glance"),
    ("highlights", "in", r" (?:brief|short|summary)"),
    ("highlights", "what things need", r" (?:you need )?to know\b.{0,30}"),
    ("highlights", "quick", r" (?:take|read|facts)"),
    ("tags", "tags topics keywords", r""),
    ("tags", "filed tagged", r" (?:under|as|in|with)"),
)
_CLOSING = (
    (
        "boilerplate",
        regex(
            r"\bis (?:an? |the )(?:[\w-]+ ){0,3}(?:reporter|writer|correspondent|columnist|editor|contributor)"
            r" (?:for|at|with|based|covering|who)\b|\bcan be (?:reached|contacted) (?:at|by|on)\b|"
            r"^(?i:e-?mail|contact|reach) .{2,60}\S@\S"
        ),
    ),
    ("byline", regex(r"\bcontributed (?:reporting )?to this (?:report|story|article)\b")),
)
"""What only the last lines of an article say."""
_CLOSING_HINTS = ("is a", "is the", "can be", "contributed", "@")
"""One of them is in each of those."""

_PICTURE = r"(?:photos?|images?|pictures?|photograph|illustration|graphic)"
_AGENCIES = (
    r"(?:AP|AFP|Reuters|EPA|UPI|PA|ANI|PTI|Xinhua|Tass|Bloomberg|Getty|Associated Press|Shutterstock|Alamy|iStock|"
    r"Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Anadolu|NurPhoto|ZUMA|Sipa|Adobe Stock|Handout|Pool)"
)
"""Photo agencies and stock libraries, as credits shorten them."""
_CREDITED = r"[A-Z][\w.'’-]*(?:[ /]+(?:[A-Z/][\w.'’/-]*|of|the|for|via)){0,7}"
"""Who made a picture."""
_CAPTION_START = regex(
    rf"(?:(?:file |stock |courtesy )?(?:{_PICTURE}|caption)(?: (?:credit|source|courtesy|caption|by|of))?\s*[:|/]|"
    rf"{_PICTURE} (?:source|caption|credit),|file\s?[–—-]\s|"
    rf"{_PICTURE} (?:by|courtesy)\b|credit:|file photo\b|pictured\b|in this\b.{{0,60}}\b{_PICTURE}\b)",
    re.IGNORECASE,
)
_CAPTION_END = regex(
    rf"(?:\bAP (?:Photo|file)\b(?:/.{{2,40}})?|\bGetty Images(?:/.{{2,40}})?|(?i:\bfile photo)|"
    rf"[^\s/]\s?/\s?(?:the )?{_AGENCIES}(?: (?:Photos?|Images|News|Pool|File))?|"
    rf"\((?i:{_PICTURE}|credits?|courtesy|file|screenshot|via)\b[^()]{{0,70}}\)|"
    rf"\({_AGENCIES} (?:Photo|Images|file)[^()]{{0,50}}\)|"
    rf"(?i:\b{_PICTURE}(?: by| credit| courtesy(?: of)?|:)|\bcourtesy of|\bcredit):? {_CREDITED})[.)]?$"
)
_CAPTION_HINTS = "photo / image picture courtesy credit caption illustration graphic file (via (screenshot".split()
"""One of them is in every caption that is known by its credit."""
_RESERVED = b"all rights reserved"
_HINTS = (_RESERVED, *(hint.encode() for hint in _CAPTION_HINTS))


_Table = dict[str, list[tuple[str, str]]]


def _table(rows: tuple[tuple[str, str, str], ...]) -> _Table:
    """What may follow, by first word, each with its kind."""
    table: _Table = {}
    for kind, words, rest in rows:
        for word in words.split():
            table.setdefault(word, []).append((kind, rest))
    return table


@cache
def _pattern(rest: str) -> re.Pattern[str]:
    """Compiled when the first line begins like that: most texts have few of them."""
    return regex(rest, re.IGNORECASE | re.DOTALL)


_BY_WORD = _table(_LINES)
_HEADING_BY_WORD = _table(_HEADINGS)


def hints(text: str, among: Sequence[bytes] = _HINTS) -> Sequence[bytes]:
    """What of the words that some lines are told by is in a text at all: a quick look before the slow ones."""
    plain = text.encode().lower()  # quicker than to lower the text itself, and they are ASCII
    return [hint for hint in among if hint in plain]


def line_kind(words: str, likely: Sequence[bytes]) -> str:
    """The kind of zone that a line without its bullet says it is, or ""; `likely` are the hints of the line's text."""
    if len(words) > MAX_LINE:
        return ""
    kind = _looked_up(words, _BY_WORD)
    if kind or not likely:
        return kind
    there = hints(words, likely)
    if not there:
        return ""
    if there[0] == _RESERVED:
        return "copyright"
    return "caption" if _CAPTION_START.match(words) or _CAPTION_END.search(words, max(0, len(words) - 110)) else ""


def heading_kind(words: str) -> str:
    """The kind of zone that a line opens together with the list below it, or ""."""
    return _looked_up(words.rstrip(" :"), _HEADING_BY_WORD) if len(words) <= 60 else ""


def closing_kind(words: str) -> str:
    """The kind of zone that a line is when it stands among the last of a text, or ""."""
    if len(words) > MAX_LINE:
        return ""
    if not any(hint in words for hint in _CLOSING_HINTS):
        return ""
    return next((kind for kind, pattern in _CLOSING if pattern.search(words)), "")


def _looked_up(words: str, table: _Table) -> str:
    first = _FIRST.match(words)
    rows = table.get(first[0].lower().replace("’", "'")) if first else None
    if first is None or rows is None:
        return ""
    return next((kind for kind, rest in rows if _pattern(rest).fullmatch(words, first.end())), "")
