"""Whatever the text: figures and dates lie inside it, in order, apart, and never bring the reader down."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.dates import find_dates
from onrecord.annotate.figures import find_figures
from onrecord.annotate.numbers import numerals, words_value
from onrecord.model import Found, Metadata, Source

PIECES = (
    "1 2 12 30 43 1990 2016 2026 007 1,234 12,34,567 40 000 3.5 .5 1e9 1/2 ½ 9:30 9.30pm p.m. % per cent $ £ "
    "US$ € Rs one two eleven twenty thirty one hundred and thousand million lakh half third quarter dozen "
    "dozens tens of a an in out to from between or – - — , . ; : ( ) [ ] ' ’ “ ” May March Monday Mon Feb. "
    "5th the last next this week month year yesterday km miles year-old years old aged people crores minus + "
    "± No. Section İ ß ﬁ \n \n\n Rose fell won 3-1 ago"
).split(" ")
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from([None, "2026-02-02", "2026", "not a day"]))
def test_figures_lie_in_the_text_in_order_and_apart(text: str, published: str | None) -> None:
    source = Source(id="a", path="a", sha256="", text=text, text_sha256="", metadata=Metadata(published=published))
    figures = find_figures(source, find_dates(source, Found())).figures
    ends = [0, *(figure.end for figure in figures)]
    for previous, figure in zip(ends, figures, strict=False):
        assert previous <= figure.start < figure.end <= len(text)
        assert 0 < figure.confidence <= 1
        assert figure.why
        assert any(char.isalnum() or char in "½" for char in text[figure.start : figure.end])


@given(st.integers(min_value=1, max_value=999))
def test_a_number_and_its_words_are_the_same(number: int) -> None:
    assert words_value(spell(number)) == number
    assert [numeral.value for numeral in numerals(f"They saw {spell(number)} birds.")] == [number]


@given(st.integers(min_value=1, max_value=9), st.integers(min_value=1, max_value=99))
def test_hundreds_may_be_joined_with_what_follows_by_a_hyphen(hundreds: int, rest: int) -> None:
    words = f"{spell(100 * hundreds)}-{spell(rest)}"
    assert [numeral.value for numeral in numerals(f"They saw {words} birds.")] == [100 * hundreds + rest]


def spell(number: int) -> str:
    """A number below a thousand in British words."""
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    ones += "seventeen eighteen nineteen"
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{ones.split()[hundreds]} hundred" + (f" and {spell(rest)}" if rest else "")
    if rest < 20:
        return ones.split()[rest]
    ten, one = divmod(rest, 10)
    return tens.split()[ten - 2] + (f"-{ones.split()[one]}" if one else "")
