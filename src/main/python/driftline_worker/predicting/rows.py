"""The records and the rows of a result of many pairs, as their readers get them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.caveats import pair_caveats, record_caveats, said, training_caveats
from driftline_worker.predicting.many import Predictions
from driftline_worker.predicting.plain_rows import PlainRows
from driftline_worker.predicting.prediction import NO_FIGURES, Predictor
from driftline_worker.predicting.results import dumps
from driftline_worker.words import Message, message

ROWS_PER_PIECE = 500


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record with what there is to say of it."""

    checked: CheckedRecord
    caveats: Sequence[Message]

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``records[]`` in ``result-many.json``; ``aligned`` is its HA1, one letter a column."""
        aligned = {"aligned": self.checked.checked.aligned or None}
        return {**self.checked.summary(), **aligned, **said(self.caveats), "errors": self.checked.errors()}


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with its figures, or with the reason why it has none.

    Attributes
    ----------
    subtype : str | None
        The HA of both; None where they differ or one of them cannot be used.
    figures : Mapping[str, Any]
        Verdict, probability, distance, interval and number of differences.
    """

    a: CheckedRecord
    b: CheckedRecord
    subtype: str | None
    figures: Mapping[str, Any]
    caveats: Sequence[Message]

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``pairs[]`` in ``result-many.json``."""
        return {
            "a": self.a.name,
            "b": self.b.name,
            "recordA": self.a.record,
            "recordB": self.b.record,
            "subtype": self.subtype,
            **self.figures,
            **said(self.caveats),
        }


def record_rows(records: Sequence[CheckedRecord], predictors: Mapping[str, Predictor]) -> list[RecordRow]:
    """Return a row for each record; one that cannot be used is not warned of."""
    rows = []
    for record in records:
        caveats = record_caveats(record) if record.subtype else []
        if predictor := predictors.get(record.subtype or ""):
            manifest, support = predictor.version.manifest, predictor.version.support_of(predictor.subtype)
            caveats += training_caveats(record, manifest.training.years_of(predictor.subtype), support)
        rows.append(RecordRow(record, caveats))
    return rows


def row_pieces(
    predictions: Predictions,
    records: Sequence[CheckedRecord],
    predictors: Mapping[str, Predictor],
    refusals: Mapping[str, Message],
    go_on: Callable[[], None],
) -> Iterator[str]:
    """Write the elements of ``pairs[]``, comma between them, some at a time; `go_on` may raise to stop it.

    `refusals` says of subtypes without a predictor why there is none.
    """
    plain = PlainRows(predictions, records, predictors)
    for start in range(0, len(predictions.plan.rows), ROWS_PER_PIECE):
        go_on()
        texts = [
            text or dumps(pair_row(predictions, row, records, predictors, refusals).to_json())
            for row, text in enumerate(plain.texts(start, start + ROWS_PER_PIECE), start)
        ]
        yield ("," if start else "") + ",".join(texts)


def pair_row(
    predictions: Predictions,
    row: int,
    records: Sequence[CheckedRecord],
    predictors: Mapping[str, Predictor],
    refusals: Mapping[str, Message],
) -> PairRow:
    """Return one row of the predictions."""
    a, b = (records[place] for place in predictions.plan.rows[row])
    figures = predictions.figures(row)
    if figures is None:
        reason = message("warning.no-overlap") if predictions.common[row] == 0 else why_not(a, b, refusals)
        differences = int(predictions.differences[row])
        told = NO_FIGURES | {"differences": differences if differences >= 0 else None}
        return PairRow(a, b, a.ha if a.subtype == b.subtype else None, told, [reason])
    assert a.subtype is not None  # noqa: S101 - there are figures
    predictor = predictors[a.subtype]
    overlap = predictions.overlap(row, len(a.checked.aligned))
    told = predictor.told(figures) | {"differences": overlap.differences}
    return PairRow(a, b, a.ha, told, pair_caveats(predictor, figures, overlap))


def why_not(a: CheckedRecord, b: CheckedRecord, refusals: Mapping[str, Message]) -> Message:
    """Return why a pair has no figures."""
    for record in (a, b):
        if record.subtype is None:
            return message("warning.unusable", name=record.name, fault=record.checked.faults[0].said)
    if a.subtype != b.subtype:
        return message("warning.subtypes-differ", a=a.name, subtypeA=a.ha, b=b.name, subtypeB=b.ha)
    assert a.subtype is not None  # noqa: S101 - as just seen
    return refusals[a.subtype]
