"""``model.yaml``: what a model is, what it was trained on and how good it was measured to be."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import yaml

from driftline_training.calibration import Calibration
from driftline_training.data import VARIANT_LOG2, SubtypeData
from driftline_training.lines import HAMMING, MACRO, ReportLine
from driftline_training.lineup import MODELS, Model
from driftline_training.metrics import Bin, Scores
from driftline_training.support import YEAR

DIGITS = 3
SOURCES = (
    "public two-way HI distances: IAV-CNN (Yin et al. 2021); "
    "for H3N2 also reciprocal London titres (Harvey et al. 2023)"
)
NAMES = {
    "mcc": "mcc",
    "accuracy": "accuracy",
    "balanced": "balancedAccuracy",
    "auc": "auc",
    "mae_log2": "maeLog2",
    "brier": "brier",
    "ece": "ece",
}
DRAWN = "time"
"""The split whose reliability the manifest keeps, for a page to draw."""


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
    model: Model,
    networks: Sequence[Network],
    subtypes: Mapping[str, SubtypeData],
    lines: Sequence[ReportLine],
    golden: list[dict[str, Any]],
    support: Mapping[str, str],
    seed: int,
) -> dict[str, Any]:
    """Compose the registration of one model; `support` names the file and its SHA-256."""
    served = {(each.subtype, each.encoding) for each in networks}
    known = [name for name in sorted(subtypes) if any(name == subtype for subtype, _ in served)]
    return {
        "name": model.name,
        "version": model.version,
        "title": model.title,
        "info": model.info,
        "architecture": model.architecture,
        "limits": model.limits,
        "zh": dict(model.zh),
        "place": MODELS.index(model) + 1,
        "subtypes": known,
        "encodings": _most_served_first(model.encodings, served),
        "threshold": {"distanceLog2": VARIANT_LOG2, "probability": 0.5},
        "networks": [_network(each) for each in networks],
        "interval": _interval(networks),
        "training": _training(subtypes, known, seed),
        "support": dict(support),
        "quality": quality(model.name, lines, served),
        "citation": f"Driftline {model.title} {model.version}, trained on HI distances of Yin et al. 2021, "
        "doi 10.1109/TCBB.2021.3108971, and Harvey et al. 2023, doi 10.1101/2022.03.26.485931",
        "golden": golden,
    }


def _interval(networks: Sequence[Network]) -> dict[str, Any]:
    widths = {f"{each.subtype}/{each.encoding}": each.calibration.half_width_log2 for each in networks}
    return {
        "method": "split-conformal",
        "level": 0.9,
        "halfWidthLog2": {key: round(width, DIGITS) for key, width in widths.items()},
    }


def _training(subtypes: Mapping[str, SubtypeData], known: Sequence[str], seed: int) -> dict[str, Any]:
    years = [int(year) for each in subtypes.values() for year in each.two_way.year]
    first = min(int(year[1]) for name in _strains(subtypes.values()) if (year := YEAR.search(name)))
    return {
        "data": SOURCES,
        "years": [first, max(years)],
        "seed": seed,
        "pairs": {name: len(subtypes[name].two_way) for name in known},
        "strains": {name: _strain_count(subtypes[name]) for name in known},
        "weights": "refitted on all years",
    }


def quality(model: str, lines: Sequence[ReportLine], served: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """List the scores of what is served and their means, each with a Hamming threshold's MCC and AUROC beside it."""
    hamming = {(each.subtype, each.split): each.scores for each in lines if each.model == HAMMING}
    encodings = {encoding for _, encoding in served}
    return [
        _quality(each, hamming[each.subtype, each.split])
        for each in lines
        if each.model == model
        and ((each.subtype, each.encoding) in served or (each.subtype == MACRO and each.encoding in encodings))
    ]


def beaten(model: str, lines: Sequence[ReportLine]) -> set[tuple[str, str]]:
    """Give the (subtype, encoding) for which a Hamming threshold does better on later years.

    That is: it has the better label (MCC) and the better order (AUROC) within the subtype, or the better MCC
    in the mean over subtypes, which bars the encoding as a whole. One alone is not enough within a subtype,
    where a handful of pairs moves the MCC by more than what lies between the two.
    """
    final = [each for each in lines if each.split == "time"]
    hamming = {each.subtype: each.scores for each in final if each.model == HAMMING}
    own = [each for each in final if each.model == model]
    barred = {each.encoding for each in own if each.subtype == MACRO and each.scores.mcc < hamming[MACRO].mcc}
    return {
        (each.subtype, each.encoding)
        for each in own
        if each.subtype != MACRO
        and (
            each.encoding in barred
            or (each.scores.mcc < hamming[each.subtype].mcc and each.scores.auc < hamming[each.subtype].auc)
        )
    }


def write(path: Path, composed: Mapping[str, Any]) -> None:
    """Write the registration in its own order."""
    text = yaml.safe_dump(dict(composed), sort_keys=False, allow_unicode=True, width=118, default_flow_style=None)
    path.write_text(text, "utf-8")


def _most_served_first(encodings: Sequence[str], served: set[tuple[str, str]]) -> list[str]:
    """Order the encodings by how many subtypes they serve: the first is what people are offered."""
    count = Counter(encoding for _, encoding in served)
    return sorted((each for each in encodings if count[each]), key=lambda each: -count[each])


def _strains(subtypes: Iterable[SubtypeData]) -> Iterable[str]:
    for each in subtypes:
        for number in {*each.two_way.a.tolist(), *each.two_way.b.tolist()}:
            yield each.strains[number]


def _strain_count(known: SubtypeData) -> int:
    return len({*known.two_way.a.tolist(), *known.two_way.b.tolist()})


def _network(each: Network) -> dict[str, Any]:
    return {
        "encoding": each.encoding,
        "subtypes": [each.subtype],
        "file": each.file,
        "sha256": each.sha256,
        "sites": each.sites,
        "features": each.features,
    }


def _quality(line: ReportLine, baseline: Scores) -> dict[str, Any]:
    numbers = {name: getattr(line.scores, field) for field, name in NAMES.items()}
    numbers |= {"intervalCoverage": line.coverage, "baselineMcc": baseline.mcc, "baselineAuc": baseline.auc}
    drawn = line.split == DRAWN and line.reliability
    return {
        "subtype": line.subtype,
        "encoding": line.encoding,
        "split": line.split,
        **({"from": line.first} if line.first else {}),
        "pairs": line.scores.pairs,
        "variants": line.scores.variants,
        **{name: round(value, DIGITS) for name, value in numbers.items() if not isnan(value)},
        **({"bootstrap95": _intervals(line)} if line.subtype == MACRO else {}),
        **({"reliability": [_bin(each) for each in line.reliability]} if drawn else {}),
    }


def _intervals(line: ReportLine) -> dict[str, list[float]]:
    return {NAMES[field]: [round(low, DIGITS), round(high, DIGITS)] for field, (low, high) in line.intervals.items()}


def _bin(each: Bin) -> dict[str, Any]:
    return {"pairs": each.pairs, "stated": round(each.stated, DIGITS), "observed": round(each.observed, DIGITS)}
