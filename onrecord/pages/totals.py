"""What sources have of an entity, in numbers; those of several stretches of sources can be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.dossier.gist import Gist, Share
from onrecord.pages.value import Value


class Tally(Value, frozen=True):
    """How many quotes, verbatim and paraphrased (or partly quoted)."""

    direct: int
    other: int

    @property
    def total(self) -> int:
        """All quotes."""
        return self.direct + self.other


class Total(Value, frozen=True):
    """What some sources have of an entity."""

    said: Tally
    unnamed: Tally
    """Of these what nobody with a name said for it."""
    about: int
    named: int
    given: int
    quoting: int
    """Sources that quote it."""
    naming: int
    """Sources that name it."""
    sources: int
    """Sources that do either."""
    first: str
    """The first and the last date (ISO) of these sources; "" without one."""
    last: str
    roles: tuple[tuple[str, int], ...]
    """What it is called there, each with how often, in the order of the sources."""

    @property
    def listed(self) -> bool:
        """Whether some source names it, quotes it or has a number from it."""
        return bool(self.named or self.said.total or self.given)


def total_of(held: Sequence[tuple[Gist, Share]]) -> Total:
    """What sources have of an entity, by the share of each."""
    shares = [share for _, share in held]
    days = sorted([source.published for source, share in held if share.named or share.said])
    known = [day for day in days if day]
    return Total(
        said=Tally(sum([share.direct for share in shares]), sum([share.other for share in shares])),
        unnamed=Tally(sum([share.unnamed[0] for share in shares]), sum([share.unnamed[1] for share in shares])),
        about=sum([share.about for share in shares]),
        named=sum([share.named for share in shares]),
        given=sum([share.given for share in shares]),
        quoting=sum([share.said > 0 for share in shares]),
        naming=sum([share.named > 0 for share in shares]),
        sources=len(days),
        first=known[0] if known else "",
        last=known[-1] if known else "",
        roles=tuple(Counter([role for share in shares for role in share.roles]).items()),
    )


def added(totals: Sequence[Total]) -> Total:
    """What the sources of several stretches have together; the stretches in order."""
    if len(totals) == 1:
        return totals[0]
    roles: Counter[str] = Counter()
    for each in totals:
        roles.update(dict(each.roles))
    return Total(
        said=Tally(sum([each.said.direct for each in totals]), sum([each.said.other for each in totals])),
        unnamed=Tally(sum([each.unnamed.direct for each in totals]), sum([each.unnamed.other for each in totals])),
        about=sum([each.about for each in totals]),
        named=sum([each.named for each in totals]),
        given=sum([each.given for each in totals]),
        quoting=sum([each.quoting for each in totals]),
        naming=sum([each.naming for each in totals]),
        sources=sum([each.sources for each in totals]),
        first=min([each.first for each in totals if each.first], default=""),
        last=max([each.last for each in totals], default=""),
        roles=tuple(roles.items()),
    )
