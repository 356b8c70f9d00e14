"""Closed lists of English that several parts ask: titles, months and weekdays, number words.

What only the annotating rules ask stands in their word lists (`annotate/lexicon/`); here is what parts share that may
not import each other. Origin: common knowledge, as any grammar or style book lists it.
"""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss mx dr sir dame lord lady prof professor sen senator rep representative gov governor president "
    "mayor judge justice gen general col colonel lt lieutenant capt captain sgt sergeant cpl maj major adm admiral "
    "rev reverend hon secretary minister chancellor ambassador sheriff chief officer detective".split()
)
"""Titles before a name, without their full stops, that are hardly ever names."""
PARTICLES = frozenset(
    "de da do dos das di del della dello dei van von der den het ter ten zu zur zum la le les du des el al bin ibn "
    "bint ben abu e y af av ul und bar dal dalla degli wa".split()
)
"""Words in small letters that join the parts of a surname ("van", "de la", "wa"): European, Arabic and Bantu."""
SMALL_WORDS = frozenset("of the and for in on at to de du des la le et y del".split())
"""Words within the name of a body that its acronym leaves out."""
MONTHS = tuple("january february march april may june july august september october november december".split())
SHORT_MONTHS = tuple("jan feb mar apr jun jul aug sep sept oct nov dec".split())
"""Abbreviations; May has none."""
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SHORT_WEEKDAYS = tuple("mon tue tues wed weds thu thur thurs fri sat sun".split())
TIME_ZONES = tuple("gmt utc bst ist cet cest et est edt cst cdt mst mdt pst pdt".split())
"""What stands behind a time of day; CT, MT and PT are other things as often."""
ONES = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
"""Number words, each at its value."""
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
SEVERAL = (*ONES[2:], *TENS)
"""Number words of one word for more than one."""
