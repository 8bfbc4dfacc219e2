"""Rows of many pairs of which there is nothing to say but their figures and their verdict, written straight as text.

Most are so, and making an object of each takes three times as long. The text is that of `rows.pair_row`.
"""

from collections.abc import Iterator, Mapping, Sequence

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.caveats import MIN_COMMON, said, undecided
from driftline_worker.predicting.many import Predictions
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.predicting.results import dumps
from driftline_worker.reference.references import ha_of


class PlainRows:
    """What rows of predictions are written with, looked up once."""

    def __init__(
        self, predictions: Predictions, records: Sequence[CheckedRecord], predictors: Mapping[str, Predictor]
    ) -> None:
        self._predictions = predictions
        self._names = [dumps(each.name) for each in records]
        self._numbers = [each.record for each in records]
        self._subtypes = [each.subtype for each in records]
        columns = {each.subtype: len(each.checked.aligned) for each in records}
        self._ways = {
            subtype: _Way(predictor, columns[subtype])
            for subtype, predictor in predictors.items()
            if subtype in columns
        }

    def texts(self, start: int, end: int) -> Iterator[str | None]:
        """Give the text of each row in a range, None for those of which there is something to beware of."""
        found = self._predictions
        numbers = (found.probability, found.distance, found.differences, found.common)
        for (a, b), *figures in zip(
            found.plan.rows[start:end].tolist(), *(each[start:end].tolist() for each in numbers), strict=True
        ):
            way = self._ways.get(self._subtypes[a]) if self._subtypes[a] == self._subtypes[b] else None
            told = way.told(*figures) if way else None
            yield told and (
                f'{{"a":{self._names[a]},"b":{self._names[b]},'
                f'"recordA":{self._numbers[a]},"recordB":{self._numbers[b]},{told}}}'
            )


class _Way:
    """How pairs of a subtype are told."""

    def __init__(self, predictor: Predictor, columns: int) -> None:
        manifest = predictor.version.manifest
        self._limits, self._threshold = predictor.limits, manifest.threshold
        self._half = manifest.interval.half_width(predictor.subtype, predictor.encoding_id)
        self._least = MIN_COMMON * columns
        self._subtype = dumps(ha_of(predictor.subtype))
        self._nothing, self._undecided = (dumps(said(some))[1:-1] for some in ([], [undecided(self._limits)]))

    def told(self, probability: float, distance: float, differences: int, common: int) -> str | None:
        """Return what is told of figures, None where `pair_caveats` would find more than the verdict."""
        variant = probability >= self._threshold.probability
        verdict = self._limits.verdict(probability)
        contradicts = variant != (distance >= self._threshold.distance_log2)
        if not differences or contradicts or common < self._least:
            return None
        low, high = round(max(distance - self._half, 0.0), 3), round(distance + self._half, 3)
        return (
            f'"subtype":{self._subtype},"verdict":"{verdict}","variant":{"true" if variant else "false"},'
            f'"probability":{round(probability, 4)},"distanceLog2":{round(distance, 3)},"interval":[{low},{high}],'
            f'"differences":{differences},{self._undecided if verdict == "undecided" else self._nothing}'
        )
