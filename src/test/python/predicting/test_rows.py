"""Rows written straight as text are those that objects of them give, letter for letter."""

import json
from pathlib import Path

import numpy as np

from driftline_worker.checking.pairs import plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.many import Predictions
from driftline_worker.predicting.plain_rows import PlainRows
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.results import dumps
from driftline_worker.predicting.rows import pair_row, row_pieces
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import check_letters
from driftline_worker.words import message
from testing.tiny_models import write_tiny_model

LIMITS = {"H3N2/one-hot": {"similarTo": 0.3, "variantFrom": 0.7}}
NAMES = ['A/"quoted"/1/2005', "A/北京/2/1992", "A/c/3/2000", "A/d/4/2000", "no HA at all"]


def test_rows_are_the_same_text_whatever_there_is_to_say_of_them(tmp_path: Path) -> None:
    write_tiny_model(tmp_path, verdicts=LIMITS)
    predictor = Predictor.choose(ModelRepository(tmp_path, ENCODINGS).get("tiny", "1"), "H3N2", "one-hot", ENCODINGS)
    h3, h1 = references()["H3N2"].target, references()["H1N1"].target
    letters = [h3, h3[:40] + "W" + h3[41:], *([h3] * 30), h1, h1, "M" * 300]
    records = [
        CheckedRecord(number, f"{NAMES[number % len(NAMES)]} {number}", check_letters(each))
        for number, each in enumerate(letters, 1)
    ]
    plan = plan_pairs("list", records, [(a, b) for b in range(2, len(records) + 1) for a in range(1, b)])
    draw = np.random.default_rng(4)
    count = len(plan.rows)
    nowhere = ~plan.of("H3N2")
    figures = [draw.random(count) * span for span in (1.0, 4.0)]
    whole = [draw.choice([0, 1, 40, 329], count), draw.choice([0, 100, 300, 329], count)]
    for some in (*figures, *whole):
        some[nowhere] = -1
    found = Predictions(
        plan, *(each.astype(np.float32) for each in figures), *(each.astype(np.int32) for each in whole)
    )
    refusals = {"H1N1": message("warning.no-overlap")}

    texts = list(PlainRows(found, records, {"H3N2": predictor}).texts(0, count))
    written = "".join(row_pieces(found, records, {"H3N2": predictor}, refusals, lambda: None))

    meant = [dumps(pair_row(found, row, records, {"H3N2": predictor}, refusals).to_json()) for row in range(count)]
    assert written == ",".join(meant)
    told = [json.loads(text) for text in texts if text]
    assert {row["verdict"] for row in told} == {"similar", "undecided", "variant"}
    assert len(told) < count - nowhere.sum()
