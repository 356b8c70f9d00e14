"""Who is who on the reference sets: B-cubed over all documents, with the recall of people beside it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotate import annotate
from onrecord.curate.registry import Registry
from onrecord.dossier.resolve import resolve, told_of
from onrecord.dossier.settle import settle
from onrecord.sources.load import load

pytestmark = pytest.mark.reference


def scorer(reference: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", reference / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "b_cubed", "recall"), [("wcl50.dev", 97, 92), ("conll.dev", 96, 80)])
def test_the_same_people_over_all_documents(
    reference: Path, tmp_path: Path, name: str, b_cubed: float, recall: float
) -> None:
    lines = (reference / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = {f"{at:05d}": json.loads(line) for at, line in enumerate(lines)}
    for at, document in documents.items():
        (tmp_path / f"{at}.txt").write_text(document["text"], encoding="utf-8", newline="")
    found = [(source, annotate(source)) for source in load(tmp_path, max_bytes=10**7, html="plain").sources]
    names = resolve(told_of(found), Registry())
    predicted = {}
    for source, its in found:
        record, _ = settle(source, its, names, Registry())
        marks = [
            {"start": each.start, "end": each.end, "kind": each.kind, "entity": each.entity}
            for each in record.mentions
            if each.form == "name"
        ]
        predicted[documents[source.id]["id"]] = {"mentions": marks}
    result, _ = scorer(reference).score_mentions({each["id"]: each for each in documents.values()}, predicted)
    assert result["entity B3 corpus"]["F1"] >= b_cubed
    assert result["person exact"]["R"] >= recall
