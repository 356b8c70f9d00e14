"""Names in any text at all: mentions are in order, apart and inside the text, and every source gives the same twice."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.annotate.agencies import find_agencies
from onrecord.annotate.local import analyse
from onrecord.annotate.names import find_names
from onrecord.model import Found, Source

PIECES = st.sampled_from(
    (
        "Gov. Mr. Ann Moss John Mary Moss's Peter and & of the The for , . ( ) \n \n\n \" “ ” ’ ' - – FBI F.B.I. (FBI) "
        "U.S. New York Texas Department Bank Inc Inc. Street Act said , said reported as administration O'Dwyer "
        "al-Rashid van der Meer Jr. A B. JOHN MOSS Zürich İstanbul ǅ 3rd 12 Will May Price price É\u0301a"
    ).split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
@example("Jhon A000 John Ao0:John Ao0")
def test_mentions_are_in_order_apart_and_inside_the_text(text: str) -> None:
    source = Source(id="a", path="a.txt", sha256="", text=text, text_sha256="")
    found = find_agencies(source, find_names(source, Found()))
    ends = 0
    for mention in found.mentions:
        assert ends <= mention.start < mention.end <= len(text)
        assert 0 <= mention.confidence <= 1
        assert mention.why
        assert " ".join(text[mention.start : mention.end].split()) in found.names[mention.local].forms
        ends = mention.end
    for name in found.names:
        assert name.forms

    analyse.cache_clear()
    assert find_agencies(source, find_names(source, Found())) == found
