"""Places that stand for their teams in a report of a match: "Leeds beat Wigan 2-1"."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.annotate import lexicon as lx
from onrecord.annotate.pieces import Piece
from onrecord.annotate.places import WHERE
from onrecord.annotate.spans import Reading
from onrecord.patterns import regex

_ENOUGH = 4  # words of sport that make a source a report of sport
_HEAD = 1500  # characters at the beginning of a source that show whether it is of sport at all
_COMMONEST = ("match", "league", "season", "coach", "scored", "inning", "goal", "champion", " beat ", "wicket", "round")
_AFTER = regex(
    r"(?:'s?)? (?:manager|coach|captain|skipper|striker|midfielder|defender|goalkeeper|keeper|player|players|fans|"
    r"supporters?|batsman|"
    r"bowler|pitcher|starter|catcher|shortstop|outfielder|reliever|forward|winger|fullback|scrum-half|fly-half|"
    r"all-rounder|"
    r"beat|lost|drew|scored|thrashed|defeated|routed|edged|crushed|downed|won|led|lead|trail|trailed|are|have|"
    r"were|took|clinched|"
    r"lifted|moved|finished|stayed|improved|remain|top|reached|face|host|visit|play)\b|,? \d+(?:-\d+)?(?: |$|\n|\.)"
)
_BEFORE = regex(
    r"\b(?:against|over|beat|beats|beating|defeated|behind|edged|crushed|downed|routed|thrashed|visited|hosted|"
    r"faced|faces?|"
    r"champions?|leaders?|hosts?|visitors|rivals?|side|sides|club|clubs|team|teams|plays? for|played for|hopefuls|"
    r"newcomers|"
    r"[a-z]+-placed|draw with|defeat by|defeat to|win at home to|lost to|loss to|victory at|v|vs) $"
)
_MAY_PLAY = frozenset(("known place", "… Town", "… City", "… County", "… Park"))
"""Rules that found places of which teams may bear the name."""
_LOCATIVE = regex(rf"\b(?:{WHERE}) $")
_DATELINE = regex(r" \d{4}-|, [A-Z]| \(")


def find_teams(reading: Reading, pieces: list[Piece]) -> None:
    """Make a team of each place that plays, if the source is a report of sport."""
    head = reading.text[:_HEAD]
    if len([word for word in _COMMONEST if word in head]) < 2:
        return
    if len(reading.small() & lx.words("sport.txt")[""]) < _ENOUGH:
        return
    places = [at for at, piece in enumerate(pieces) if piece.kind == "place" and piece.why in _MAY_PLAY]
    teams = {_form(reading, pieces[at]) for at in places if _plays(reading, pieces[at])}
    for at in places:
        if _form(reading, pieces[at]) in teams and not _located(reading, pieces[at]):
            pieces[at] = replace(pieces[at], kind="organization", confidence=0.92, why="place that plays")


def _form(reading: Reading, piece: Piece) -> str:
    return reading.span(piece.first, piece.last)


def _plays(reading: Reading, piece: Piece) -> bool:
    start, end = reading.starts[piece.first], reading.ends[piece.last]
    if _located(reading, piece):
        return False
    if _AFTER.match(reading.text, end):
        return True
    return _BEFORE.search(reading.text, max(0, start - 20), start) is not None


def _located(reading: Reading, piece: Piece) -> bool:
    start, end = reading.starts[piece.first], reading.ends[piece.last]
    if _DATELINE.match(reading.text, end):
        return True
    return _LOCATIVE.search(reading.text, max(0, start - 9), start) is not None
