"""``model.yaml``: what a model is, what it was trained on and how good it was measured to be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import yaml

from driftline_training.calibration import Calibration
from driftline_training.data import VARIANT_LOG2, SubtypeData
from driftline_training.evaluate import Line

DIGITS = 3
YEAR = re.compile(r"/(\d{4})(?:_|$)")


@dataclass(frozen=True, slots=True)
class Network:
    """One exported file and what stands in its graph."""

    encoding: str
    subtype: str
    file: str
    sha256: str
    sites: int
    features: int
    calibration: Calibration


def registration(
    networks: Sequence[Network],
    subtypes: Mapping[str, SubtypeData],
    lines: Iterable[Line],
    golden: list[dict[str, Any]],
    seed: int,
) -> dict[str, Any]:
    """Compose the registration of the CNN."""
    known = sorted(subtypes)
    years = [int(year) for each in subtypes.values() for year in each.two_way.year]
    first = min(int(year[1]) for name in _strains(subtypes.values()) if (year := YEAR.search(name)))
    return {
        "name": "cnn",
        "version": "1",
        "title": "CNN",
        "info": "Convolutional network over the aligned HA1 pair",
        "zh": {"title": "CNN", "info": "基于比对后 HA1 序列对的卷积网络"},
        "subtypes": known,
        "encodings": list(dict.fromkeys(each.encoding for each in networks)),
        "threshold": {"distanceLog2": VARIANT_LOG2, "probability": 0.5},
        "networks": [_network(each) for each in networks],
        "interval": {
            "method": "split-conformal",
            "level": 0.9,
            "halfWidthLog2": {
                f"{each.subtype}/{each.encoding}": round(each.calibration.half_width_log2, DIGITS) for each in networks
            },
        },
        "training": {
            "data": "public two-way HI distances: IAV-CNN (Yin et al. 2021); for H3N2 also reciprocal "
            "London titres (Harvey et al. 2023)",
            "years": [first, max(years)],
            "seed": seed,
            "pairs": {name: len(subtypes[name].two_way) for name in known},
        },
        "quality": quality(lines),
        "citation": "Driftline CNN 1, trained on HI distances of Yin et al. 2021, "
        "doi 10.1109/TCBB.2021.3108971, and Harvey et al. 2023, doi 10.1101/2022.03.26.485931",
        "golden": golden,
    }


def quality(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """List the networks' scores, each with the Hamming threshold's MCC on the same pairs."""
    lines = list(lines)
    baseline = {(each.subtype, each.split): each.scores.mcc for each in lines if each.model == "Hamming threshold"}
    return [_quality(each, baseline[each.subtype, each.split]) for each in lines if each.model == "cnn"]


def write(path: Path, composed: Mapping[str, Any]) -> None:
    """Write the registration in its own order."""
    text = yaml.safe_dump(dict(composed), sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    path.write_text(text, "utf-8")


def _strains(subtypes: Iterable[SubtypeData]) -> Iterable[str]:
    for each in subtypes:
        for number in {*each.two_way.a.tolist(), *each.two_way.b.tolist()}:
            yield each.strains[number]


def _network(each: Network) -> dict[str, Any]:
    return {
        "encoding": each.encoding,
        "subtypes": [each.subtype],
        "file": each.file,
        "sha256": each.sha256,
        "sites": each.sites,
        "features": each.features,
    }


def _quality(line: Line, baseline: float) -> dict[str, Any]:
    scores = line.scores
    numbers = {
        "mcc": scores.mcc,
        "accuracy": scores.accuracy,
        "balancedAccuracy": scores.balanced,
        "auc": scores.auc,
        "maeLog2": scores.mae_log2,
        "brier": scores.brier,
        "ece": scores.ece,
        "intervalCoverage": line.coverage,
        "baselineMcc": baseline,
    }
    return {
        "subtype": line.subtype,
        "encoding": line.encoding,
        "split": line.split,
        **({"from": line.first} if line.first else {}),
        "pairs": scores.pairs,
        "variants": scores.variants,
        **{name: round(value, DIGITS) for name, value in numbers.items() if not isnan(value)},
    }
