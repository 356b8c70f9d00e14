"""The bench: what is found in its articles is at least as good as the figures that stand beside them.

`python3 -m tests.test_bench` measures anew and writes the figures that this test holds.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from onrecord.evaluate import Evaluation
from onrecord.pipeline import measure

BENCH = Path(__file__).parents[1] / "bench"
FIGURES = BENCH / "figures.json"
RENEW = "python3 -m tests.test_bench"
SURE = "marks at 0.9 and above: share right"


def measured(result: Evaluation) -> dict[str, float]:
    """F1 of every measure, and the share of the surest marks that was right: per cent, rounded down to a tenth."""
    figures = {score.name: _tenth(score.f1) for score in result.scores}
    surest = result.calibration[-1]
    return {**figures, SURE: _tenth(surest.right / surest.marks)}


def _tenth(share: float) -> float:
    return math.floor(1000 * share + 1e-6) / 10


@pytest.fixture(scope="module")
def now() -> dict[str, float]:
    return measured(measure(BENCH))


@pytest.fixture(scope="module")
def committed() -> dict[str, float]:
    return dict(json.loads(FIGURES.read_text(encoding="utf-8")))


def test_nothing_is_found_worse_than_the_committed_figures_say(
    now: dict[str, float], committed: dict[str, float]
) -> None:
    worse = [name for name, figure in committed.items() if now.get(name, 0.0) < figure]
    table = [f"{name:36}{committed[name]:10.1f}{now.get(name, 0.0):8.1f}" for name in worse]
    lines = [f"{'found worse than before':36}{'committed':>10}{'now':>8}", *table]
    lines += ["What differs: python3 build.py evaluate bench --errors 20", f"If the bench was wrong: {RENEW}"]
    assert not worse, "\n".join(lines)


def test_every_measure_has_a_committed_figure(now: dict[str, float], committed: dict[str, float]) -> None:
    assert sorted(committed) == sorted(now), f"{RENEW} writes them anew"


def test_the_bench_holds_the_kinds_of_news_that_its_page_lists() -> None:
    page = (BENCH / "README.md").read_text(encoding="utf-8")
    articles = [path.stem for path in BENCH.glob("*.md") if path.name != "README.md"]
    assert len(articles) >= 20
    assert [name for name in sorted(articles) if f"`{name}`" not in page] == []


if __name__ == "__main__":
    FIGURES.write_text(json.dumps(measured(measure(BENCH)), indent=1) + "\n", encoding="utf-8")
