"""``model.yaml`` of version 2: what it is, what it learned from, how good it was measured to be."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from driftline_training.data import VARIANT_LOG2
from driftline_training.forward.pairs.audit import Finding
from driftline_training.forward.pairs.stage import Stage
from driftline_training.forward.ship import ENCODING, Exported
from driftline_training.forward.verdict import LEVEL

VERSION = "2"
SOURCES = (
    "public two-way and one-way HI distances to 2018 (H5N1 to 2013): IAV-CNN (Yin et al. 2021), London titres (Harvey "
    "et al. 2016, 2023; Bedford et al. 2014), nextflu and flu-forecasting (Huddleston et al. 2020), VaxSeer (Shi et "
    "al. 2025), MetaFluAD (Jia et al. 2024), Kok et al. 2025, Du et al. (B labels)"
)
TEXTS = {
    "title": "Ensemble",
    "info": "Saturating site weights, a Gaussian process, trees and boosting: the most accurate here",
    "architecture": "Mean of a Gaussian process over pairs on a saturating sum of site weights (a third "
    "each), extremely randomised trees and gradient boosting on "
    "substitutions by site and antigenic group and on what curve and process say.",
    "limits": "Learned from HI titres to 2018 (H5N1 to 2013): a clade that came later is an extrapolation. Distances "
    "move in small steps where trees split.",
}
ZH = {
    "title": "集成模型",
    "info": "饱和位点权重、高斯过程、随机树与梯度提升的组合: 本服务中准确率最高的模型",
    "architecture": "以饱和的位点权重之和为基础、对序列对建立的高斯过程, "
    "与基于位点和抗原位点组替换的极端随机树及梯度提升的平均。",
    "limits": "训练数据为截至 2018 年的血凝抑制滴度 (H5N1 截至 2013 年): 此后出现的分支属于外推。"
    "在树的分裂处, 距离会有小的跳变。",
}


def compose(
    stage: Stage,
    exported: Sequence[Exported],
    quality: Sequence[Mapping[str, Any]],
    golden: Sequence[Mapping[str, Any]],
    support: Mapping[str, str],
    found: Sequence[Finding],
    seed: int,
) -> dict[str, Any]:
    """Compose the registration; `support` names the file and its SHA-256."""
    return {
        "name": "ensemble",
        "version": VERSION,
        **TEXTS,
        "zh": ZH,
        "place": 1,
        "subtypes": [each.served for each in exported],
        "encodings": [ENCODING],
        "threshold": {"distanceLog2": VARIANT_LOG2, "probability": 0.5},
        "networks": [_network(each) for each in exported],
        **_calibrated(exported),
        "training": _training(stage, exported, found, seed),
        "support": dict(support),
        "quality": [dict(each) for each in quality],
        "citation": "Driftline Ensemble 2, trained on HI distances of Yin et al. 2021, doi 10.1109/TCBB.2021.3108971, "
        "Harvey et al. 2023, doi 10.1101/2022.03.26.485931, and the sources of its model card",
        "golden": [dict(each) for each in golden],
    }


def _calibrated(exported: Sequence[Exported]) -> dict[str, Any]:
    """Compose the widths of intervals and the limits of verdicts, by subtype and encoding."""
    rules = {f"{each.served}/{ENCODING}": each.rule for each in exported}
    return {
        "interval": {
            "method": "split-conformal",
            "level": LEVEL,
            "halfWidthLog2": {key: round(rule.half_width, 3) for key, rule in rules.items()},
        },
        "verdicts": {key: {"similarTo": rule.similar, "variantFrom": rule.variant} for key, rule in rules.items()},
    }


def _training(stage: Stage, exported: Sequence[Exported], found: Sequence[Finding], seed: int) -> dict[str, Any]:
    """Compose what it learned from, and what was left out of that."""
    named = {each.subtype: each.served for each in exported}
    years = {served: _years(stage, name) for name, served in named.items()}
    return {
        "data": SOURCES,
        "years": [min(first for first, _ in years.values()), max(last for _, last in years.values())],
        "yearsBySubtype": {name: list(each) for name, each in years.items()},
        "seed": seed,
        "pairs": {served: len(stage.two_way.of(name)) for name, served in named.items()},
        "oneWay": {served: len(stage.one_way.of(name)) for name, served in named.items()},
        "strains": {served: len(_strains(stage, name)) for name, served in named.items()},
        "leftOut": {served: sum(each.rows for each in found if each.subtype == name) for name, served in named.items()},
        "weights": "refitted on all years",
    }


def sequences(stage: Stage, subtype: str) -> list[int]:
    """Give the strains of a subtype's two-way pairs."""
    return _strains(stage, subtype).tolist()


def _strains(stage: Stage, subtype: str) -> np.ndarray:
    pairs = stage.two_way.of(subtype)
    return np.unique(np.concatenate([pairs.a, pairs.b]))


def _years(stage: Stage, subtype: str) -> tuple[int, int]:
    names = [stage.strains[place][1] for place in _strains(stage, subtype)]
    years = [int(name.split("_")[0].split("/")[-1]) for name in names]
    return min(years), max(years)


def _network(each: Exported) -> dict[str, Any]:
    return {
        "encoding": ENCODING,
        "subtypes": [each.served],
        "file": each.file,
        "sha256": each.sha256,
        "sites": each.sites,
        "features": each.features,
    }
