"""Write version 2 of the ensemble: a graph for each subtype, checked against what it was made of."""

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from driftline_training.export import OPSET
from driftline_training.forward.learners.blend import Blend
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.numbering import SERVED
from driftline_training.forward.pairs.stage import Stage
from driftline_training.forward.serving import Served
from driftline_training.forward.verdict import Rule
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.encodings.residues import RESIDUES

ENCODING = "one-hot"
"""The graphs work out everything from the residues themselves; other encodings would say the same in other numbers."""
CHECKED = 200
CLOSE = 2e-3
"""Most that graph and members may differ on average: rounding turns a tree now and then."""
LETTERS = RESIDUES + "-X"
TREES = 5
"""Version of ONNX's operators of trees."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One file, and the shape it reads; `subtype` as the data call it, `served` as the worker does."""

    subtype: str
    served: str
    file: str
    sha256: str
    sites: int
    features: int
    rule: Rule


def export(blend: Blend, rule: Rule, stage: Stage, subtype: str, folder: Path) -> Exported:
    """Write a subtype's graph and compare it with the members on pairs of training."""
    name = served_as(subtype)
    served = Served(blend, rule, stage.numbering, subtype).eval()
    pairs = stage.two_way.of(subtype)
    pairs = pairs.where(np.linspace(0, len(pairs) - 1, min(CHECKED, len(pairs))).astype(np.int64))
    encode = ENCODINGS[ENCODING].encode
    a, b = (np.stack([encode(aligned(stage, place, subtype), name) for place in side]) for side in (pairs.a, pairs.b))
    path = folder / f"{name.lower().replace('/', '-')}-{ENCODING}.onnx"
    _write(served, torch.from_numpy(a[:2]), torch.from_numpy(b[:2]), path)
    differ = np.array(
        [aligned(stage, x, subtype) != aligned(stage, y, subtype) for x, y in zip(pairs.a, pairs.b, strict=True)]
    )
    said = blend.say(stage, pairs)
    _compare(path, {"a": a, "b": b}, differ, (rule.stated(said), rule.away(said)))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Exported(subtype, name, path.name, sha256, a.shape[1], a.shape[2], rule)


def _compare(path: Path, given: Mapping[str, np.ndarray], differ: np.ndarray, meant: tuple[Floats, Floats]) -> None:
    """Fail where the graph's probability or distance is not the members', on average of pairs that differ."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    for got, wanted in zip(session.run(["probability", "distance"], dict(given)), meant, strict=True):
        apart = float(np.abs(got - wanted)[differ].mean())
        if apart > CLOSE:
            raise ValueError(f"{path.name}: graph and members differ by {apart} on average")


def served_as(subtype: str) -> str:
    """Give what the worker calls a subtype.

    >>> served_as("BVic"), served_as("H3N2")
    ('B/Victoria', 'H3N2')
    """
    return SERVED.get(subtype, subtype)


def aligned(stage: Stage, strain: int, subtype: str) -> str:
    """Give a strain's HA1 on the columns of its subtype."""
    return "".join(LETTERS[code] for code in stage.residues[strain, stage.numbering.slots[subtype]])


def _write(served: Served, a: torch.Tensor, b: torch.Tensor, path: Path) -> None:
    axes = {name: {0: "pairs"} for name in ("a", "b", "probability", "distance")}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning)  # PyTorch's, of its older exporter
        warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)  # trees are no traced operation
        torch.onnx.export(
            served,
            (a, b),
            str(path),
            input_names=["a", "b"],
            output_names=["probability", "distance"],
            dynamic_axes=axes,
            opset_version=OPSET,
            custom_opsets={"ai.onnx.ml": TREES},
            do_constant_folding=False,  # folding would write half-precision tables out in full
            dynamo=False,
        )
