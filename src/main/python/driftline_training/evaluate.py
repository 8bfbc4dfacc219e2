"""Blend forecasts into a model, calibrate without the judged pairs, and score.

Each split has *parts*: windows of years, or folds of strains. A part's forecasts come from
learners that never saw its pairs, and its calibration from the forecasts of other parts: of
earlier windows (time, random), or of the other windows or folds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from driftline_training import baselines, splits
from driftline_training.answers import Answers, joined
from driftline_training.calibration import Calibration, calibrate
from driftline_training.data import Pairs, SubtypeData
from driftline_training.learning.forecast import Forecast, blended
from driftline_training.lines import SPLITS, ReportLine, lines
from driftline_training.lineup import Model
from driftline_training.study import Study
from driftline_worker.reference.site_groups import site_groups


@dataclass(frozen=True, slots=True)
class Part:
    """Forecasts of one window or fold, before calibration."""

    first: int
    pairs: Pairs
    raw: Forecast


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All of one model's parts in one encoding, by (split, subtype)."""

    model: Model
    encoding: str
    parts: Mapping[tuple[str, str], Sequence[Part]]

    @classmethod
    def of(
        cls,
        model: Model,
        encoding: str,
        studies: Mapping[tuple[str, str], Study],
        plan: Iterable[splits.Fold],
        subtypes: Mapping[str, SubtypeData],
    ) -> "Evaluation":
        """Blend the forecasts of the model's learners."""
        parts: dict[tuple[str, str], list[Part]] = {}
        for fold in plan:
            for (split, name), judged in fold.judged.items():
                said = {each: studies[each, encoding].forecasts[fold.name, split, name] for each in model.weights}
                part = Part(fold.first, subtypes[name].two_way.where(judged), blended(said, model.weights))
                parts.setdefault((split, name), []).append(part)
        return cls(model, encoding, parts)

    def served(self, subtype: str) -> Calibration:
        """Calibrate on all forecasts of years."""
        return calibrate_on([*self.parts["rolling", subtype], *self.parts["time", subtype]])

    def lines(self, subtypes: Iterable[str]) -> list[ReportLine]:
        """Score every split, per subtype and over all."""
        found: list[ReportLine] = []
        for split in SPLITS:
            answered = {name: self._answers(split, name) for name in subtypes}
            firsts = {name: self.parts[split, name][0].first for name in answered}
            found += lines(self.model.name, self.encoding, split, answered, firsts)
        return found

    def _answers(self, split: str, subtype: str) -> Answers:
        parts = self.parts[split, subtype]
        rolling = self.parts["rolling", subtype]
        given = []
        for part in parts:
            others = rolling if split in {"time", "random"} else [each for each in parts if each is not part]
            given.append(answer(part, calibrate_on(others)))
        return joined(given)


def calibrate_on(parts: Sequence[Part]) -> Calibration:
    """Fit the calibration to the forecasts of some parts."""
    raw = Forecast(
        np.concatenate([each.raw.odds for each in parts]), np.concatenate([each.raw.distance for each in parts])
    )
    return calibrate(
        raw,
        np.concatenate([each.pairs.distance for each in parts]),
        np.concatenate([each.pairs.censored for each in parts]),
    )


def answer(part: Part, calibration: Calibration) -> Answers:
    """Answer a part's pairs."""
    probability = calibration.probability(part.raw)
    return Answers(
        part.pairs,
        probability >= 0.5,
        probability,
        calibration.distance(part.raw),
        np.full(len(part.pairs), calibration.half_width_log2),
    )


def baseline_lines(plan: Iterable[splits.Fold], subtypes: Mapping[str, SubtypeData]) -> list[ReportLine]:
    """Score every baseline on the same folds."""
    answered: dict[tuple[str, str], dict[str, list[Answers]]] = {}
    firsts: dict[tuple[str, str], int] = {}
    for fold in plan:
        for (split, name), judged in fold.judged.items():
            known = subtypes[name]
            train, held_out = known.two_way.where(fold.train[name]), known.two_way.where(judged)
            for baseline, given in baselines.answers(known.sequences, site_groups(name), train, held_out).items():
                answered.setdefault((split, baseline), {}).setdefault(name, []).append(given)
            firsts.setdefault((split, name), fold.first)
    return [
        line
        for (split, baseline), by_subtype in answered.items()
        for line in lines(
            baseline,
            "",
            split,
            {name: joined(by_subtype[name]) for name in subtypes},
            {name: firsts[split, name] for name in subtypes},
        )
    ]
