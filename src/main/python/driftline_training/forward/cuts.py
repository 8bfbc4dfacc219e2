"""The old cut: pairs, values and one-way rows of version 1 of the data, for comparison with the last release."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from driftline_training.forward.pairs.stage import SUBTYPES, Stage, without
from driftline_training.forward.windows import Plan

V1_WINDOWS: Plan = {
    "H1N1": ((2006, 2008), (2009, 2009)),
    "H3N2": ((2006, 2008), (2009, 2012)),
    "H5N1": ((2006, 2007), (2008, 2010)),
}
"""Windows of the old cut; the last of each is the final window of the last release."""


def old_cut(stage: Stage, folder: Path) -> Stage:
    """Keep the pairs of the frozen benchmark with their old values, and the one-way rows of H3N2 known then."""
    frozen = json.loads((folder / "frozen_v1.json").read_text("utf-8"))["pairs"]
    keys = [_key(stage, a, b) for a, b in zip(stage.two_way.a, stage.two_way.b, strict=True)]
    subtypes = [SUBTYPES[each] for each in stage.two_way.subtype]
    old = [frozen.get(subtype, {}).get(key) for subtype, key in zip(subtypes, keys, strict=True)]
    kept = np.array([each is not None for each in old])
    values = np.array([_mean(each) if each else 0.0 for each in old])
    pairs = replace(stage.two_way, distance=values, censored=np.zeros_like(kept), certain=np.ones_like(kept))
    with (folder / "hi_oneway_H3N2.csv").open(encoding="utf-8", newline="") as lines:
        known = {(row["virus"], row["serum_strain"]) for row in csv.DictReader(lines) if row["frozen_v1"] == "1"}
    names = [name for _, name in stage.strains]
    one_way = [(names[a], names[b]) in known for a, b in zip(stage.one_way.a, stage.one_way.b, strict=True)]
    nothing = np.zeros(len(stage.labels), np.bool_)
    return without(replace(stage, two_way=pairs), {"two_way": kept, "one_way": np.array(one_way), "labels": nothing})


def _key(stage: Stage, a: int, b: int) -> str:
    return "|".join(sorted((stage.strains[a][1], stage.strains[b][1])))


def _mean(readings: list[list[float]]) -> float:
    return sum(value * count for value, _, count, *_ in readings) / sum(count for _, _, count, *_ in readings)
