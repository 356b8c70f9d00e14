"""Time annotating against one `\\w+` pass over the same text in the same run: `python3 -m benchmarks.annotate FOLDER`.

Prints the ratio for the folder's sources, to a pass that only finds the words and to one that tells where each stands,
as annotating must; then for hostile inputs of one repeated piece the time per byte, in multiples
of the folder's, at `SIZE` bytes and at twice that: linear time shows the same figure twice.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.model import Source
from onrecord.sources.load import load
from onrecord.sources.text import blocks_of

SIZE = 60_000
ROUNDS = 5
"""The fastest of so many rounds counts."""
WORDS = re.compile(r"\w+")
HOSTILE = {
    "straight quotation marks": '"',
    "opening quotation marks": "“",
    "single quotation marks": "‘a ’",
    "brackets": "([",
    "capitals": "A",
    "capital words": "Aa ",
    "initials": "A. ",
    "digits": "1",
    "digits and commas": "1,",
    "dots": ".",
    "sums": "$1 ",
    "dates": "Jan. 1, ",
    "speakers": "John Smith said ",
    "nested names": "University of ",
    "titles": "Governor Chief ",
    "cues": "he said ",
    "cues alone": "told ",
    "quotes with cues": "“No,” he said. ",
    "paragraphs": "By Ann Moss\n\nLEEDS, May 2 — “No,” Tom Roof told the Board. The Roof said 3% left.\n\n",
}


def passes(sources: Sequence[Source]) -> tuple[float, float, float]:
    """Seconds for one `\\w+` pass, for one with the offsets of the words, and for annotating and settling; who is who
    over all sources is not counted."""
    words = seconds(lambda: [WORDS.findall(source.text) for source in sources])
    spans = seconds(lambda: [len([match.span() for match in WORDS.finditer(source.text)]) for source in sources])
    found = [annotate(source) for source in sources]
    annotated = seconds(lambda: [annotate(source) for source in sources])
    pairs = list(zip(sources, found, strict=True))
    names, registry = resolve(told_of(pairs), Registry()), Registry()
    return words, spans, annotated + seconds(lambda: [settle(source, each, names, registry) for source, each in pairs])


def seconds(work: Callable[[], object]) -> float:
    """Seconds of this process in one call: what else the machine does counts less than by the clock on the wall."""
    start = time.process_time()
    work()
    return time.process_time() - start


def per_byte(text: str) -> float:
    """Seconds a byte of UTF-8 for annotating and settling this text alone."""
    source = Source("hostile", "hostile.txt", "", text, "", blocks=blocks_of(text))
    return min(passes([source])[-1] for _ in range(ROUNDS)) / len(text.encode())


def hostile(piece: str, size: int) -> str:
    """The piece again and again, to at most this many bytes."""
    return piece * (size // len(piece.encode()))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    sources = load(parser.parse_args().folder, max_bytes=10**8, html="plain").sources
    if not sources:
        parser.error("there is no source in the folder")
    rounds = [passes(sources) for _ in range(ROUNDS)]
    words, spans, annotated = (min(each[part] for each in rounds) for part in range(3))
    size = sum(len(source.text.encode()) for source in sources)
    print(f"{len(sources)} sources, {size} bytes: annotate and settle {1000 * annotated:.1f} ms,", end=" ")
    print(rf"`\w+` {1000 * words:.1f} ms: {annotated / words:.1f} times;", end=" ")
    print(f"with offsets {1000 * spans:.1f} ms: {annotated / spans:.1f} times")
    print(f"{'time per byte, times the ordinary':36}{SIZE:>9}{2 * SIZE:>9}")
    for name, piece in HOSTILE.items():
        times = [per_byte(hostile(piece, length)) / (annotated / size) for length in (SIZE, 2 * SIZE)]
        print(f"{name:36}{times[0]:9.2f}{times[1]:9.2f}")


if __name__ == "__main__":
    main()
