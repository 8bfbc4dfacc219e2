"""From data to version 2 of the ensemble: audit, forecast, judge, fit on all years, export, report."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from driftline_training import golden, registration, support
from driftline_training.calibration import Calibration
from driftline_training.forward import baselines, manifest, ship, tables
from driftline_training.forward.contradictions import contradictions
from driftline_training.forward.cuts import V1_WINDOWS, old_cut
from driftline_training.forward.judging import Judged, macro
from driftline_training.forward.learners import blend
from driftline_training.forward.learners.blend import GroundForecaster, Settings
from driftline_training.forward.pairs.audit import Finding, audited
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, read
from driftline_training.forward.tables import Called, ReportLine
from driftline_training.forward.verdict import Rule
from driftline_training.forward.windows import WINDOWS, Forecasts, Window
from driftline_worker.models.support import SubtypeSupport
from driftline_worker.reference.references import references

LOG = logging.getLogger(__name__)
AFTER_ALL = 9999
MEMBERS = ("curve", "process", "trees", "boosting")
NAME = "Ensemble 2"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may choose."""

    data: Path
    models: Path
    report: Path
    seed: int
    cut: str
    """``all``, or ``v1`` for the frozen data of the last release: judged and logged, nothing is written."""


def run(options: Options) -> None:
    """Do everything."""
    torch.set_num_threads(1)
    known = read(options.data)
    stage, found = audited(known, contradictions)
    asked, _ = audited(known)
    for each in found:
        LOG.info("audit %s %s %s: %s; %d pairs left out", each.audit, each.subtype, each.what, each.why, each.rows)
    settings, plan = Settings(seed=options.seed), WINDOWS
    if options.cut == "v1":
        stage, asked, plan = old_cut(stage, options.data), old_cut(asked, options.data), V1_WINDOWS
    teller = GroundForecaster(stage, settings)
    forecasts = Forecasts(stage, asked.two_way, settings, plan)
    forecasts.run(teller)
    study = _Study(forecasts, Rule())
    lines = [*study.lines("rolling"), *study.lines("time")]
    for line in lines:
        LOG.info(
            "%s %s: %s", line.split, line.model, {name: round(each, 3) for name, each in macro(line.judged).items()}
        )
    if options.cut == "all":
        _ship(options, stage, found, settings, teller, study, lines)


@dataclass(frozen=True, slots=True)
class _Study:
    """The forecasts, judged."""

    forecasts: Forecasts
    rule: Rule

    def windows(self, split: str) -> list[Window]:
        return [each for each in self.forecasts.windows if each.final == (split == "time")]

    def lines(self, split: str) -> list[ReportLine]:
        windows = self.windows(split)
        members = [
            ReportLine(split, f"{name} alone", self.forecasts.judged(Rule({name: 1.0}, {name: 1.0}), windows))
            for name in MEMBERS
        ]
        compared = [
            ReportLine(split, name, self.forecasts.compared(windows, answer))
            for name, answer in ((baselines.HAMMING, baselines.hamming), (baselines.PLAIN, baselines.plain_trees))
        ]
        return [*compared, *members, ReportLine(split, NAME, self.judged(split))]

    def judged(self, split: str) -> dict[str, Judged]:
        return self.forecasts.judged(self.rule, self.windows(split))

    def called(self, split: str) -> dict[str, Called]:
        """Count the three verdicts, by limits from the windows before; before the first there are none."""
        found: dict[str, Called] = {}
        for name in SUBTYPES:
            last = [each for each in self.windows(split) if each.subtype == name][-1:]
            for window in last:
                low, high = self.forecasts.limits(self.rule, name, window.first)
                judged = self.forecasts.judged(self.rule, [window])[name]
                found[name] = Called.of(judged, replace(self.rule, similar=low, variant=high))
        return found

    def served(self, subtype: str) -> Rule:
        """Calibrate on all windows."""
        fitted = self.forecasts.rule(subtype, self.rule, AFTER_ALL)
        low, high = self.forecasts.limits(self.rule, subtype, AFTER_ALL)
        return replace(fitted, similar=low, variant=high)


def _ship(
    options: Options,
    stage: Stage,
    found: Sequence[Finding],
    settings: Settings,
    teller: GroundForecaster,
    study: _Study,
    lines: Sequence[ReportLine],
) -> None:
    folder = options.models / "ensemble" / manifest.VERSION
    _clear(folder)
    whole = blend.fit(stage, AFTER_ALL, teller, settings)
    served = [name for name in SUBTYPES if ship.served_as(name) in references() and not _beaten(name, lines)]
    exported = [ship.export(whole, study.served(name), stage, name, folder) for name in served]
    called = {split: study.called(split) for split in tables.SPLITS if study.windows(split)}
    known = {ship.served_as(name): _support(stage, name) for name in served}
    named = {"file": support.FILE, "sha256": support.write(folder / support.FILE, known)}
    answers = [answer for each in exported for answer in golden.answers(folder, _asked(each), options.data)]
    figures = _figures(lines, called, served)
    composed = manifest.compose(stage, exported, figures, answers, named, found, options.seed)
    registration.write(folder / "model.yaml", composed)
    golden.write_fasta(folder / "golden.fasta", options.data, [each.served for each in exported])
    tables.write(options.report, lines, called, found)
    LOG.info("wrote %s", folder)


def _clear(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.onnx"):
        stale.unlink()


def _support(stage: Stage, subtype: str) -> SubtypeSupport:
    return support.support([ship.aligned(stage, place, subtype) for place in manifest.sequences(stage, subtype)])


def _beaten(name: str, lines: Sequence[ReportLine]) -> bool:
    """Tell whether a Hamming threshold is ahead in both MCC and AUROC on the last windows with pairs of a subtype."""
    by = {(line.split, line.model): line.judged for line in lines}
    split = "time" if name in by["time", NAME] else "rolling"
    own, base = (by[split, model][name].scores() for model in (NAME, baselines.HAMMING))
    return own["mcc"] < base["mcc"] and own["auc"] < base["auc"]


def _figures(
    lines: Sequence[ReportLine], called: Mapping[str, Mapping[str, Called]], served: Sequence[str]
) -> list[dict[str, Any]]:
    by = {(line.split, line.model): line.judged for line in lines}
    figures = []
    for split in called:
        own, base = by[split, NAME], by[split, baselines.HAMMING]
        figures += [
            tables.quality(ship.served_as(name), split, own[name], base[name], called[split].get(name))
            for name in served
            if name in own
        ]
        figures.append(
            tables.macro_quality(
                split,
                {name: own[name] for name in served if name in own},
                {name: base[name] for name in served if name in own},
            )
        )
    return figures


def _asked(each: ship.Exported) -> registration.Network:
    nothing = Calibration(1.0, each.rule.half_width)
    return registration.Network(ship.ENCODING, each.served, each.file, each.sha256, each.sites, each.features, nothing)
