"""Many pairs at once: each record encoded once, pairs predicted in chunks, the figures kept as numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_worker.checking.pairs import Plan, Rows
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.models.batching import Matrix
from driftline_worker.predicting.caveats import Overlap
from driftline_worker.predicting.prediction import Figures, Predictor
from driftline_worker.sequences.align import UNKNOWN

CHUNK = 32
"""Pairs gathered at once; what they take stays in the processor's cache. Between two, a job may be called off."""
COMPARED = 4096
"""Pairs compared at once without a predictor."""
SHELF = 64 * 1024 * 1024
"""Bytes of encoded records of a subtype at hand, enough for 2 000; more are encoded whenever they are needed."""

Progress = Callable[[float], None]
"""Hears of percent done, and may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """Figures of a plan's rows, (pairs,) each; NaN where there are none, and -1 where no predictor was.

    Attributes
    ----------
    differences, common : NDArray[np.int32]
        Columns of HA1 where both are known and differ, and where both are known; the former also of rows that are
        compared without a predictor.
    """

    plan: Plan
    probability: NDArray[np.float32]
    distance: NDArray[np.float32]
    differences: NDArray[np.int32]
    common: NDArray[np.int32]

    def figures(self, row: int) -> Figures | None:
        """Return the figures of a row."""
        if self.common[row] <= 0:
            return None
        return Figures(float(self.probability[row]), float(self.distance[row]))

    def overlap(self, row: int, columns: int) -> Overlap:
        """Return what the records of a row share."""
        return Overlap(int(self.differences[row]), int(self.common[row]), columns)

    def summary(self, predictors: Mapping[str, Predictor]) -> dict[str, int]:
        """Return pairs predicted, variants among them, and pairs without figures."""
        done = self.common > 0
        variants = 0
        for subtype, predictor in predictors.items():
            threshold = predictor.version.manifest.threshold.probability
            reached = self.probability.astype(np.float64) >= threshold  # as `Predictor.is_variant` compares
            variants += int((self.plan.of(subtype) & done & reached).sum())
        pairs = int(done.sum())
        return {"pairs": pairs, "variants": variants, "skipped": len(done) - pairs + self.plan.left_out}


class Aligned:
    """Aligned records of one subtype."""

    def __init__(self, records: Sequence[CheckedRecord], mine: NDArray[np.int32]) -> None:
        self._aligned = [records[index].checked.aligned for index in mine]
        self._place = np.full(len(records), -1, np.int32)
        self._place[mine] = np.arange(len(mine))
        self._letters = np.array([np.frombuffer(each.encode("ascii"), np.uint8) for each in self._aligned])

    def compare(self, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return at how many sites both records of each row are known and differ, and are known, (pairs,)."""
        a, b = (self._letters[self._place[rows[:, side]]] for side in (0, 1))
        known = (a != ord(UNKNOWN)) & (b != ord(UNKNOWN))
        return ((a != b) & known).sum(axis=1, dtype=np.int32), known.sum(axis=1, dtype=np.int32)


class Shelf(Aligned):
    """Aligned and encoded records of one subtype."""

    def __init__(self, predictor: Predictor, records: Sequence[CheckedRecord], mine: NDArray[np.int32]) -> None:
        super().__init__(records, mine)
        self._predictor = predictor
        self._encoded: Matrix | None = None
        self._gathered: tuple[Matrix, Matrix] | None = None

    def encode(self, go_on: Callable[[], None]) -> int:
        """Encode every record, if they fit the shelf; return how many there are. `go_on` may raise to stop it."""
        first = self._predictor.encode(self._aligned[0])
        if first.nbytes * len(self._aligned) <= SHELF:
            self._encoded = np.empty((len(self._aligned), *first.shape), np.float32)
            self._gathered = (np.empty((CHUNK, *first.shape), np.float32), np.empty((CHUNK, *first.shape), np.float32))
            for index, aligned in enumerate(self._aligned):
                go_on()
                self._encoded[index] = self._predictor.encode(aligned)
        return len(self._aligned)

    def matrices(self, rows: Rows) -> tuple[Matrix, Matrix]:
        """Return both encoded records of at most `CHUNK` rows, (rows, sites, features) each, good until the next call.

        The same memory is filled each time: fresh pages cost more than the copies.
        """
        places = self._place[rows]
        if self._encoded is not None and self._gathered is not None:
            for side, gathered in enumerate(self._gathered):
                np.take(self._encoded, places[:, side], axis=0, out=gathered[: len(rows)], mode="clip")
            return self._gathered[0][: len(rows)], self._gathered[1][: len(rows)]
        a, b = (np.stack([self._predictor.encode(self._aligned[place]) for place in side]) for side in places.T)
        return a, b


def shelves_of(plan: Plan, records: Sequence[CheckedRecord], predictors: Mapping[str, Predictor]) -> dict[str, Shelf]:
    """Return a shelf for each subtype that has pairs, with the records that are in them."""
    shelves = {}
    for subtype, predictor in predictors.items():
        mine = np.unique(plan.rows[plan.of(subtype)])
        if len(mine):
            shelves[subtype] = Shelf(predictor, records, mine.astype(np.int32))
    return shelves


def predict(
    plan: Plan, predictors: Mapping[str, Predictor], shelves: Mapping[str, Shelf], progress: Progress
) -> Predictions:
    """Predict every row that has a predictor."""
    count = len(plan.rows)
    nothing, nowhere = np.full(count, np.nan, np.float32), np.full(count, -1, np.int32)
    found = Predictions(plan, nothing, nothing.copy(), nowhere, nowhere.copy())
    todo = {subtype: np.flatnonzero(plan.of(subtype)) for subtype in shelves}
    total, done = sum(len(rows) for rows in todo.values()), 0
    for subtype, rows in todo.items():
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            _predict_chunk(found, chunk, predictors[subtype], shelves[subtype])
            done += len(chunk)
            progress(100 * done / total)
    return found


def count_differences(found: Predictions, subtype: str, records: Sequence[CheckedRecord]) -> None:
    """Count the differences of a subtype's rows, which have no predictor."""
    rows = np.flatnonzero(found.plan.of(subtype))
    compared = Aligned(records, np.unique(found.plan.rows[rows]).astype(np.int32))
    for start in range(0, len(rows), COMPARED):
        chunk = rows[start : start + COMPARED]
        found.differences[chunk] = compared.compare(found.plan.rows[chunk])[0]


def _predict_chunk(found: Predictions, chunk: NDArray[np.intp], predictor: Predictor, shelf: Shelf) -> None:
    rows = found.plan.rows[chunk]
    differences, found.common[chunk] = shelf.compare(rows)
    found.differences[chunk] = differences
    found.probability[chunk] = found.distance[chunk] = 0.0
    differing = differences > 0
    if differing.any():
        a, b = shelf.matrices(rows[differing])
        found.probability[chunk[differing]], found.distance[chunk[differing]] = predictor.figures(a, b)
