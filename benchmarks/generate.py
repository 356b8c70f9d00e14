"""Write a folder of invented articles, the same for the same numbers: `python -m benchmarks.generate 1000 FOLDER`.

Articles have about 600 words and, as news reports do, in them about 40 mentions of some 14 names, a dozen quotes and
paraphrases and a dozen figures. People and agencies are drawn after Zipf's law, as in real archives: a few stand in
very many sources, most in one or two.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GIVEN = (
    "Anna Boris Clara David Elena Felix Grace Henry Irene Jonas Karin Louis Maria Nadia Oscar Paula Robert Sarah "
    "Thomas Vera Walter Alice Martin Julia Peter Helen Simon Laura George Emma".split()
)
START = (
    "Al Bar Cas Dor El Fen Gar Hol Ing Jor Kel Lan Mor Nor Or Pel Quin Ros Sal Tor Ul Ver Wal Yar Zan Bren Chal Dren "
    "Frel Grad".split()
)
MIDDLE = "a e i o u an en in on un al el il ol ar er ir or".split()
END = "ker man son berg ley ton well wick ford dale mont strom vik sen lund rup bach stein feld horn".split()
TOPICS = (
    "Harbors Fisheries Forests Railways Bridges Schools Clinics Rivers Waste Energy Water Housing Roads Markets "
    "Archives Libraries Museums Prisons Pensions Customs".split()
)
BODIES = (
    "Department of {0}",
    "{0} Authority",
    "Office of {0}",
    "{0} Commission",
    "National {0} Agency",
    "Ministry of {0}",
)
ROLES = ("Gov.", "Mayor", "Sen.", "Rep.", "Judge", "Dr.", "Director", "Secretary", "Commissioner", "Professor")
OUTLETS = ("The Ellery Courier", "Tarn Mercury", "Radio Sound", "Northern Post", "The Daily Ledger", "City Wire")
THINGS = "homes workers ferries bridges children patients trucks hectares letters permits inspectors complaints".split()
CLAUSES = (
    "the plan would cost {money} over {count} years",
    "nobody had asked the {count} {things} concerned",
    "the first {count} {things} would be ready by autumn",
    "spending had risen {percent} since the last count",
    "the agency had lost about {count} {things} in a single winter",
    "work on the eastern side would begin within {count} days",
)
WHO = (
    "we",
    "nobody here",
    "everybody",
    "half the town",
    "my neighbors",
    "the people down there",
    "every second family",
)
DID = (
    "waited for that answer", "paid for the delay", "saw the drawings", "heard of it from the papers", "lost a summer",
    "asked for the figures", "was told to be patient", "believed in the date", "wanted another road",
    "counted the trucks at night", "walked out of the room", "knows the price of it",
)  # fmt: skip
WHEN = (
    "since the storm", "before the vote", "in the spring", "long before I was elected", "all through the winter",
    "when it mattered", "on the very first day", "after the second hearing", "more than once", "in this very hall",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FILLERS = (
    "The meeting lasted late into the evening and ended without a vote.",
    "Rain had kept the crowd small, but those who came stayed.",
    "A second hearing is planned, though no room has been found for it.",
    "Along the quay the old warehouses stand empty, as they have for a decade.",
    "Residents say they have heard such promises before and will wait for the budget.",
    "The papers were handed out an hour before, too late for most to read them.",
    "Neither side wanted to speak of a compromise, yet both left a door open.",
)


class Names:
    """People and agencies, the n-th drawn about 1/n as often as the first."""

    def __init__(self, chance: random.Random, articles: int) -> None:
        count = max(40, articles // 2)
        self.people = sorted({self._person(chance) for _ in range(count)})
        self.bodies = sorted({chance.choice(BODIES).format(chance.choice(TOPICS)) for _ in range(240)})
        chance.shuffle(self.people)
        chance.shuffle(self.bodies)
        self.people_weights = _zipf(len(self.people))
        self.body_weights = _zipf(len(self.bodies))

    def _person(self, chance: random.Random) -> str:
        surname = chance.choice(START) + chance.choice(MIDDLE) + chance.choice(END)
        return f"{chance.choice(GIVEN)} {surname}"


def _zipf(count: int) -> list[float]:
    total, weights = 0.0, []
    for rank in range(1, count + 1):
        total += 1 / rank
        weights.append(total)
    return weights


class Article(NamedTuple):
    """An article, and what it is made of."""

    number: int
    title: str
    date: str
    """ISO."""
    outlet: str
    names: tuple[str, ...]
    """Of the people and bodies in it."""
    body: str
    """Its paragraphs, blank lines between."""
    text: str
    """All of it in plain text, with headline, byline and date line."""


def article(number: int, names: Names, chance: random.Random) -> Article:
    """One article."""
    people = chance.choices(names.people, cum_weights=names.people_weights, k=9)
    bodies = chance.choices(names.bodies, cum_weights=names.body_weights, k=6)
    headline = f"{bodies[0]} under pressure over {chance.choice(THINGS)} in district {number}"
    month, day, year = chance.randint(1, 12), chance.randint(1, 28), 2015 + number % 11
    outlet = chance.choice(OUTLETS)
    paragraphs = [f"({outlet}) — {_lead(people, bodies, chance)}"]
    words = 0
    while words < 540:
        paragraphs.append(_paragraph(people, bodies, chance))
        words += paragraphs[-1].count(" ")
    body = "\n\n".join(paragraphs)
    byline, dateline = f"By {chance.choice(names.people)}", f"{MONTHS[month - 1]} {day}, {year}"
    text = f"{headline}\n\n{byline}\n\n{dateline}\n\n{body}\n"
    found = tuple(dict.fromkeys(name for name in (*people, *bodies) if name in body))
    return Article(number, headline, f"{year}-{month:02d}-{day:02d}", outlet, found, body, text)


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """So many articles, the same for the same numbers."""
    chance = random.Random(seed)
    names = Names(chance, count)
    return (article(number, names, chance) for number in range(count))


def _clause(chance: random.Random) -> str:
    return chance.choice(CLAUSES).format(
        money=f"${chance.randint(1, 900)}.{chance.randint(0, 9)} million",
        count=f"{chance.randint(11, 9900):,}",
        things=chance.choice(THINGS),
        percent=f"{chance.randint(1, 60)} percent",
    )


def _lead(people: list[str], bodies: list[str], chance: random.Random) -> str:
    speaker = f"{chance.choice(ROLES)} {people[0]} of the {bodies[0]}"
    return f"{speaker} said on Monday that {_clause(chance)}. {chance.choice(FILLERS)}"


def _paragraph(people: list[str], bodies: list[str], chance: random.Random) -> str:
    person, other, body, second = chance.choice(people), chance.choice(people), *chance.sample(bodies, 2)
    surname, filler = person.split()[-1], chance.choice(FILLERS)
    said = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHEN)}"
    forms = (
        f"“{said[0].upper()}{said[1:]},” {person} said. {filler}",
        f"{surname} said {_clause(chance)}. {filler} {other.split()[-1]} left early, and {other} stayed away.",
        f"According to the {body}, {_clause(chance)}. {filler} {chance.choice(FILLERS)} The {second} had no comment.",
        f"{filler} “{said[0].upper()}{said[1:]},” she told reporters, beside {person} and {other}.",
        f"The {body} reported {chance.randint(20, 4000):,} {chance.choice(THINGS)}. {filler}",
        f"{filler} {person}, who leads the {body}, met {other} of the {second} that evening. {chance.choice(FILLERS)}",
        f"{chance.choice(FILLERS)} {filler} {surname} and {other.split()[-1]} were both there, as was the {body}.",
        f"{person} and the {second} fell out over it years ago. {filler} {chance.choice(FILLERS)}",
    )
    return chance.choice(forms)


def write(count: int, folder: Path, seed: int = 1) -> None:
    """Write `count` articles as `folder`/NN/NNNNN.txt, a hundred a folder."""
    for each in articles(count, seed):
        path = folder / f"{each.number // 100:03d}" / f"{each.number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, encoding="utf-8")


def main() -> None:
    """Read the arguments and write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.count, arguments.folder, arguments.seed)


if __name__ == "__main__":
    main()
