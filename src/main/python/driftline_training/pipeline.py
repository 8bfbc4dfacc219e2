"""From data to a model repository: study every learner, judge every model, export what is good enough."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch

from driftline_training import golden, registration, report, support
from driftline_training.data import SubtypeData
from driftline_training.evaluate import Evaluation, baseline_lines
from driftline_training.export import Served, export
from driftline_training.lines import ReportLine
from driftline_training.lineup import MODELS, Model, tasks
from driftline_training.study import Study, load_all, plan, study
from driftline_worker.encodings.encodings import ENCODINGS

LOG = logging.getLogger(__name__)
EXAMPLES = 64
"""Pairs on which an exported file is compared with PyTorch."""

Studies = Mapping[tuple[str, str], Study]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may choose."""

    data: Path
    models: Path
    report: Path
    seed: int
    processes: int


def run(options: Options) -> None:
    """Train, judge, export, register and report everything."""
    subtypes = load_all(options.data)
    folds = plan(subtypes)
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        given = {task: pool.submit(study, *task, options.data, options.seed) for task in tasks()}
        baselines = pool.submit(baseline_lines, folds, subtypes)
        studies = {task: each.result() for task, each in given.items()}
        evaluations = [
            Evaluation.of(model, encoding, studies, folds, subtypes) for model in MODELS for encoding in model.encodings
        ]
        judged = [pool.submit(each.lines, tuple(subtypes)) for each in evaluations]
        lines = [*baselines.result(), *(line for each in judged for line in each.result())]
    detected = list(support.detections(subtypes))
    known = {name: support.support(support.trained(each)) for name, each in subtypes.items()}
    left_out = {}
    for model in MODELS:
        left_out[model.name] = registration.beaten(model.name, lines)
        own = {each.encoding: each for each in evaluations if each.model is model}
        folder = options.models / model.name / model.version
        ship = _Shipment(model, folder, options, subtypes, studies)
        networks = ship.networks(own, left_out[model.name])
        named = {"file": support.FILE, "sha256": support.write(folder / support.FILE, known)}
        composed = registration.registration(
            model, networks, subtypes, lines, ship.golden(networks), named, options.seed
        )
        registration.write(folder / "model.yaml", composed)
        golden.write_fasta(folder / "golden.fasta", options.data)
        LOG.info("wrote %s", folder)
    report.write(options.report, lines, left_out, detected)
    _log(lines)


def _log(lines: Sequence[ReportLine]) -> None:
    for each in lines:
        scores = each.scores
        LOG.info(
            "%s %s %s %s: mcc %.6f auc %.6f mae %.6f brier %.6f",
            each.split,
            each.subtype,
            each.model,
            each.encoding,
            scores.mcc,
            scores.auc,
            scores.mae_log2,
            scores.brier,
        )


@dataclass(frozen=True, slots=True)
class _Shipment:
    """One model's folder."""

    model: Model
    folder: Path
    options: Options
    subtypes: Mapping[str, SubtypeData]
    studies: Studies

    def networks(
        self, evaluations: Mapping[str, Evaluation], left_out: set[tuple[str, str]]
    ) -> list[registration.Network]:
        """Export the weights trained on all years, calibrated on all forecasts of years."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in self.folder.glob("*.onnx"):
            stale.unlink()
        return [
            self._network(encoding, subtype, evaluation)
            for encoding, evaluation in evaluations.items()
            for subtype in self.subtypes
            if (subtype, encoding) not in left_out
        ]

    def _network(self, encoding: str, subtype: str, evaluation: Evaluation) -> registration.Network:
        calibration = evaluation.served(subtype)
        modules = {name: self.studies[name, encoding].modules[subtype] for name in self.model.weights}
        served = Served(modules, self.model.weights, calibration).eval()
        known = self.subtypes[subtype]
        encode = ENCODINGS[encoding].encode
        a, b = (
            torch.from_numpy(np.stack([encode(known.sequences[place], subtype) for place in places[:EXAMPLES]]))
            for places in (known.two_way.a, known.two_way.b)
        )
        file = f"{subtype.lower()}-{encoding}.onnx"
        sha256 = export(served, (a, b), self.folder / file)
        _, sites, features = a.shape
        LOG.info("exported %s %s: %s", self.model.name, file, calibration)
        return registration.Network(encoding, subtype, file, sha256, sites, features, calibration)

    def golden(self, networks: Sequence[registration.Network]) -> list[dict[str, Any]]:
        """Let the exported files answer the golden pairs."""
        return [answer for each in networks for answer in golden.answers(self.folder, each, self.options.data)]
