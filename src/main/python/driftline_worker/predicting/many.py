"""Many pairs at once: each record encoded once, pairs predicted in chunks, the figures kept as numbers."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_worker.checking.pairs import Plan, Rows
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.residues import codes
from driftline_worker.models.features import Features
from driftline_worker.models.verdicts import Verdict
from driftline_worker.predicting.caveats import Overlap
from driftline_worker.predicting.prediction import Figures, Predictor
from driftline_worker.sequences.placement import UNKNOWN

CHUNK, LEAST_CHUNK = 256, 32
"""Pairs gathered at once, at most and at least. Between two chunks, a job may be called off."""
GATHERED = 1536 * 1024
"""Bytes that one side of a chunk should take, to stay in the processor's cache."""
EMBEDDED = 64
"""Records embedded at once."""
COMPARED = 4096
"""Pairs compared at once without a predictor."""
EMBEDDINGS_SIZE = 64 * 1024 * 1024
"""Bytes of embedded records of a subtype at hand, enough for 1 500; more are embedded whenever they are needed."""

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
        """Return pairs predicted, variants among them, how many are called what, and pairs without figures."""
        done = self.common > 0
        variants = 0
        called: Counter[Verdict] = Counter()
        for subtype, predictor in predictors.items():
            probability = self.probability[self.plan.of(subtype) & done].astype(np.float64)  # as one pair's is compared
            variants += int((probability >= predictor.version.manifest.threshold.probability).sum())
            called.update(predictor.limits.count(probability))
        pairs = int(done.sum())
        return {
            "pairs": pairs,
            "variants": variants,
            "calledSimilar": called["similar"],
            "calledVariant": called["variant"],
            "undecided": called["undecided"],
            "skipped": len(done) - pairs + self.plan.left_out,
        }


class Aligned:
    """Aligned records of one subtype."""

    def __init__(self, records: Sequence[CheckedRecord], mine: NDArray[np.int32]) -> None:
        self._place = np.full(len(records), -1, np.int32)
        self._place[mine] = np.arange(len(mine))
        self._letters = np.array([codes(records[index].checked.aligned) for index in mine])

    def compare(self, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return at how many sites both records of each row are known and differ, and are known, (pairs,)."""
        a, b = (self._letters[self._place[rows[:, side]]] for side in (0, 1))
        known = (a != ord(UNKNOWN)) & (b != ord(UNKNOWN))
        return ((a != b) & known).sum(axis=1, dtype=np.int32), known.sum(axis=1, dtype=np.int32)


class RecordEmbeddings(Aligned):
    """Aligned records of one subtype, and what the network makes of each.

    `chunk` is how many rows are best asked for at once.

    Where the network wants both records of a pair to have the same unknown sites, it is asked once for each record and
    each set of sites that some pair of it lacks.
    """

    def __init__(
        self, predictor: Predictor, records: Sequence[CheckedRecord], mine: NDArray[np.int32], rows: Rows
    ) -> None:
        super().__init__(records, mine)
        self._predictor = predictor
        self._sets, self._lacks = self._unknown()
        self._keys = np.unique(self._keys_of(rows))
        self._embedded: Features | None = None
        self.chunk = min(LEAST_CHUNK, CHUNK)
        self._gathered: tuple[Features, Features] | None = None

    def encode(self, go_on: Callable[[], None]) -> int:
        """Embed every record, if they fit; return how many there are. `go_on` may raise to stop it."""
        found, size = [], 0
        for start in range(0, len(self._keys), EMBEDDED):
            go_on()
            found.append(self._embed(self._keys[start : start + EMBEDDED]))
            size += found[-1].nbytes
            if size > EMBEDDINGS_SIZE:
                return len(self._letters)
        self._embedded = Features.join(found)
        self.chunk = min(max(GATHERED * len(self._embedded) // size, LEAST_CHUNK), CHUNK)
        self._gathered = (self._embedded.room(self.chunk), self._embedded.room(self.chunk))
        return len(self._letters)

    def features(self, rows: Rows) -> tuple[Features, Features]:
        """Return both embedded records of at most `chunk` rows, (rows, …) each, good until the next call.

        The same memory is filled each time: fresh pages cost more than the copies.
        """
        keys = self._keys_of(rows)
        if self._embedded is None or self._gathered is None:
            asked, places = np.unique(keys, return_inverse=True)
            own = self._embed(asked)
            a, b = places.reshape(keys.shape).T
            return own.take(a), own.take(b)
        a, b = np.searchsorted(self._keys, keys).T
        return self._embedded.take(a, self._gathered[0]), self._embedded.take(b, self._gathered[1])

    def _unknown(self) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return the sets of unknown sites, (sets, sites), and which one each record has, (records,)."""
        if not self._predictor.network.masked:
            return np.zeros((1, self._letters.shape[1]), np.bool_), np.zeros(len(self._letters), np.int64)
        sets, lacks = np.unique(self._letters == ord(UNKNOWN), axis=0, return_inverse=True)
        return sets, lacks.reshape(-1)

    def _keys_of(self, rows: Rows) -> NDArray[np.int64]:
        """Return a number for both records of each row, each with what the other lacks, (rows, 2)."""
        places = self._place[rows].astype(np.int64)
        return places * len(self._sets) + self._lacks[places[:, ::-1]]

    def _embed(self, keys: NDArray[np.int64]) -> Features:
        encoded = self._predictor.encode_all(self._letters[keys // len(self._sets)])
        encoded[self._sets[keys % len(self._sets)]] = 0.0
        return self._predictor.embed(encoded)


def embeddings_of(
    plan: Plan, records: Sequence[CheckedRecord], predictors: Mapping[str, Predictor]
) -> dict[str, RecordEmbeddings]:
    """Return the embeddings for each subtype that has pairs, with the records that are in them."""
    embeddings = {}
    for subtype, predictor in predictors.items():
        rows = plan.rows[plan.of(subtype)]
        if len(rows):
            embeddings[subtype] = RecordEmbeddings(predictor, records, np.unique(rows).astype(np.int32), rows)
    return embeddings


def predict(
    plan: Plan, predictors: Mapping[str, Predictor], embeddings: Mapping[str, RecordEmbeddings], progress: Progress
) -> Predictions:
    """Predict every row that has a predictor."""
    count = len(plan.rows)
    nothing, nowhere = np.full(count, np.nan, np.float32), np.full(count, -1, np.int32)
    found = Predictions(plan, nothing, nothing.copy(), nowhere, nowhere.copy())
    todo = {subtype: np.flatnonzero(plan.of(subtype)) for subtype in embeddings}
    total, done = sum(len(rows) for rows in todo.values()), 0
    for subtype, rows in todo.items():
        size = embeddings[subtype].chunk
        for start in range(0, len(rows), size):
            chunk = rows[start : start + size]
            _predict_chunk(found, chunk, predictors[subtype], embeddings[subtype])
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


def _predict_chunk(
    found: Predictions, chunk: NDArray[np.intp], predictor: Predictor, embedding: RecordEmbeddings
) -> None:
    rows = found.plan.rows[chunk]
    differences, found.common[chunk] = embedding.compare(rows)
    found.differences[chunk] = differences
    found.probability[chunk] = found.distance[chunk] = 0.0
    differing = differences > 0
    if differing.any():
        a, b = embedding.features(rows[differing])
        found.probability[chunk[differing]], found.distance[chunk[differing]] = predictor.compare(a, b)
