"""Pairs of strains by name, of a subtype that the caller states: the core of the batch command.

Everything that can be placed on the subtype's columns gets figures, by the same code as a job's; what speaks
against a record is said beside them, in the words and the order of a job's table.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.batch.strains import Strains
from driftline_worker.checking.pairs import Plan, plan_pairs
from driftline_worker.checking.records import CheckedRecord, check_stated
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.errors import JobFailed
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import ModelVersion
from driftline_worker.predicting.comparison import refusals_of
from driftline_worker.predicting.many import Predictions, embeddings_of, predict
from driftline_worker.predicting.prediction import NO_FIGURES, Predictor, predictors_of
from driftline_worker.predicting.rows import pair_row, record_rows
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.words import Message, message

Progress = Callable[[str, float], None]
"""Hears of what is being done, and of percent done."""


@dataclass(frozen=True, slots=True)
class StrainPair:
    """A pair that was asked for; `subtype` is binding, and found by the sequences where it is empty."""

    subtype: str
    strain_a: str
    strain_b: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Figures and verdict as rows of results have them, and what is to be said."""

    figures: Mapping[str, Any]
    warnings: Sequence[str]

    @property
    def empty(self) -> bool:
        """Whether there are no figures."""
        return self.figures["probability"] is None


@dataclass(frozen=True, slots=True)
class Named:
    """A strain in the sequence files: the place of its record, None without one, and what is to be said of the name."""

    place: int | None
    said: Message | None = None


class NamedRecords:
    """The records of the strains asked for, each checked once for each subtype it was asked for in."""

    def __init__(self, strains: Strains) -> None:
        self._strains = strains
        self._checker = SequenceChecker(capacity=1)
        self._named: dict[tuple[str, str], Named] = {}
        self.records: list[CheckedRecord] = []

    def find(self, subtype: str, strain: str) -> Named:
        """Return what is known of a strain as one of the subtype."""
        named = self._named.get((subtype, strain))
        if named is None:
            named = self._named[subtype, strain] = self._look_up(subtype, strain)
        return named

    def _look_up(self, subtype: str, strain: str) -> Named:
        several = self._strains.named(strain, subtype)
        if not several:
            near = self._strains.nearest(strain)
            known = {"near": near} if near else {}
            return Named(None, message("-".join(["batch.missing", *known]), strain=strain, **known))
        checked = [self._check(header, letters, subtype) for letters, header in several.items()]
        usable = [record for record in checked if record.subtype]
        self.records.append(max(usable, key=lambda record: record.checked.score or 0.0, default=checked[0]))
        place = len(self.records) - 1
        if len(several) == 1 or not usable:
            return Named(place)
        return Named(place, message("batch.several", strain=strain, sequences=len(several), subtype=subtype or "HA"))

    def _check(self, header: str, letters: str, subtype: str) -> CheckedRecord:
        return CheckedRecord(len(self.records) + 1, header, check_stated(letters, subtype or None, self._checker))


def answers(
    version: ModelVersion,
    models: ModelRepository,
    encoding: str,
    asked: Sequence[StrainPair],
    strains: Strains,
    progress: Progress,
) -> Iterator[Answer]:
    """Answer each pair, in order; fails when the model does not know the encoding."""
    found = NamedRecords(strains)
    named = _find_pairs(found, asked, progress)
    records = found.records
    pairs = [(a.place + 1, b.place + 1) for a, b in named if a.place is not None and b.place is not None]
    plan = plan_pairs("list", records, pairs)
    predictors, refused = predictors_of(version, plan.paired, encoding, ENCODINGS)
    if not predictors:
        _require_encoding(refused.values())
    predictions = _predict(plan, records, predictors, progress)
    refusals, rows = refusals_of(refused, models), record_rows(records, predictors)
    planned = (pair_row(predictions, row, records, predictors, refusals) for row in range(len(plan.rows)))
    for a, b in named:
        if a.place is None or b.place is None:
            yield Answer(NO_FIGURES, _texts([each.said for each in (a, b) if each.place is None]))
        else:
            row = next(planned)
            told = [*row.caveats, *rows[a.place].caveats, *rows[b.place].caveats]
            yield Answer(row.figures, _texts([a.said, b.said, *told]))


def _require_encoding(refused: Iterable[JobFailed]) -> None:
    for failed in refused:
        if failed.problem.kind == "model/encoding":
            raise failed


def _find_pairs(found: NamedRecords, asked: Sequence[StrainPair], progress: Progress) -> list[tuple[Named, Named]]:
    named = []
    for number, each in enumerate(asked, start=1):
        named.append((found.find(each.subtype, each.strain_a), found.find(each.subtype, each.strain_b)))
        progress("Checking", 100 * number / len(asked))
    return named


def _predict(
    plan: Plan, records: Sequence[CheckedRecord], predictors: Mapping[str, Predictor], progress: Progress
) -> Predictions:
    embeddings = embeddings_of(plan, records, predictors)
    for embedding in embeddings.values():
        embedding.encode(lambda: None)
    return predict(plan, predictors, embeddings, lambda percent: progress("Predicting", percent))


def _texts(said: Sequence[Message | None]) -> list[str]:
    return list(dict.fromkeys(each.text for each in said if each))
