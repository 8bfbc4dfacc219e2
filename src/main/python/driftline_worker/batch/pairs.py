"""Pairs of strains by name, of a subtype that the caller states: the core of the batch command.

Everything that can be placed on the subtype's columns gets figures, by the same code as a job's; what speaks
against a record is said beside them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from driftline_worker.batch.strains import Strains
from driftline_worker.checking.pairs import plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.errors import JobFailed
from driftline_worker.models.version import ModelVersion
from driftline_worker.predicting.caveats import pair_caveats, record_caveats, training_caveats
from driftline_worker.predicting.many import Predictions, predict, shelves_of
from driftline_worker.predicting.prediction import Figures, Predictor
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import SequenceChecker
from driftline_worker.words import Message, message

Progress = Callable[[str, float], None]
"""Hears of what is being done, and of percent done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair that was asked for; `subtype` is binding."""

    subtype: str
    strain_a: str
    strain_b: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Figures, if there are any, with the interval of the distance in log2 titre units."""

    figures: Figures | None
    interval: tuple[float, float] | None
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A strain in the sequence files: its record, if it can be used, and what is to be said of it."""

    place: int | None
    remarks: Sequence[Message]


class Bench:
    """The records of the strains asked for, each checked once for each subtype it was asked for in."""

    def __init__(self, strains: Strains) -> None:
        self._strains = strains
        self._checker = SequenceChecker(capacity=1)
        self._found: dict[tuple[str, str], Found] = {}
        self.records: list[CheckedRecord] = []

    def find(self, subtype: str, strain: str) -> Found:
        """Return what is known of a strain as one of the subtype."""
        found = self._found.get((subtype, strain))
        if found is None:
            found = self._found[subtype, strain] = self._look_up(subtype, strain)
        return found

    def _look_up(self, subtype: str, strain: str) -> Found:
        named = self._strains.named(strain, subtype)
        if not named:
            near = self._strains.nearest(strain)
            known = {"near": near} if near else {}
            return Found(None, [message("-".join(["batch.missing", *known]), strain=strain, **known)])
        checked = [(header, self._checker.check(letters, subtype)) for letters, header in named.items()]
        usable = [(header, each) for header, each in checked if not each.faults]
        if not usable:
            return Found(None, [message("warning.unusable", name=strain, fault=checked[0][1].faults[0].said)])
        header, best = max(usable, key=lambda each: each[1].score or 0.0)
        remarks = [message("warning.unusable", name=header, fault=doubt.said) for doubt in best.doubts]
        if len(named) > 1:
            remarks.append(message("batch.several", strain=strain, sequences=len(named), subtype=subtype))
        self.records.append(CheckedRecord(len(self.records) + 1, header, best))
        return Found(len(self.records) - 1, remarks)


def answers(
    version: ModelVersion, encoding: str, asked: Sequence[Asked], strains: Strains, progress: Progress
) -> Iterator[Answer]:
    """Answer each pair, in order; fails when the model does not know the encoding."""
    predictors, refusals = _predictors(version, encoding, asked)
    bench = Bench(strains)
    found = []
    for number, each in enumerate(asked, start=1):
        known = each.subtype in predictors
        found.append([bench.find(each.subtype, name) for name in (each.strain_a, each.strain_b)] if known else [])
        progress("Checking", 100 * number / len(asked))
    pairs = [(a.place + 1, b.place + 1) for a, b in filter(None, found) if a.place is not None and b.place is not None]
    plan = plan_pairs("list", bench.records, pairs)
    shelves = shelves_of(plan, bench.records, predictors)
    for shelf in shelves.values():
        shelf.encode(lambda: None)
    predictions = predict(plan, predictors, shelves, lambda percent: progress("Predicting", percent))
    row = 0
    for each, both in zip(asked, found, strict=True):
        if not both:
            yield Answer(None, None, [refusals[each.subtype].text])
        elif None in (both[0].place, both[1].place):
            yield Answer(None, None, _remarks(both))
        else:
            yield _answer(predictors[each.subtype], predictions, row, both, bench)
            row += 1


def _predictors(
    version: ModelVersion, encoding: str, asked: Sequence[Asked]
) -> tuple[Mapping[str, Predictor], Mapping[str, Message]]:
    """Return the predictor of each subtype, or why there is none."""
    found: dict[str, Predictor] = {}
    refusals: dict[str, Message] = {}
    unencoded: list[JobFailed] = []
    for subtype in dict.fromkeys(each.subtype for each in asked):
        if subtype not in references():
            refusals[subtype] = message("batch.subtype", subtype=subtype or "(empty)", known=list(references()))
            continue
        try:
            found[subtype] = Predictor.choose(version, subtype, encoding, ENCODINGS)
        except JobFailed as failed:
            if not failed.problem.type.endswith("/subtype"):
                unencoded.append(failed)
            refusals[subtype] = failed.problem.said
    if unencoded and not found:
        raise unencoded[0]
    return found, refusals


def _answer(predictor: Predictor, predictions: Predictions, row: int, both: Sequence[Found], bench: Bench) -> Answer:
    figures = predictions.figures(row)
    if figures is None:
        return Answer(None, None, [*_remarks(both), message("warning.no-overlap").text])
    manifest = predictor.version.manifest
    low, high = predictor.verdict(figures)["interval"]
    columns = references()[predictor.subtype].columns
    caveats = pair_caveats(predictor, figures, predictions.overlap(row, columns))
    for place in predictions.plan.rows[row]:
        support = predictor.version.support_of(predictor.subtype)
        record = bench.records[place]
        caveats += [*record_caveats(record), *training_caveats(record, manifest.training.years, support)]
    told = dict.fromkeys([*_remarks(both), *(caveat.text for caveat in caveats)])
    return Answer(figures, (low, high), list(told))


def _remarks(both: Sequence[Found]) -> list[str]:
    return list(dict.fromkeys(remark.text for each in both for remark in each.remarks))
