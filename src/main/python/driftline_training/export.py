"""Write the served network of one subtype as a single ONNX file, and check it.

Inputs ``a`` and ``b``: (pairs, sites, features) float32. Outputs ``probability`` and
``distance`` (log2 titre units): (pairs,) float32. The calibration is part of the graph,
so serving needs nothing but ONNX Runtime.
"""

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from driftline_training.calibration import BELOW, Calibration
from driftline_training.data import VARIANT_LOG2
from driftline_training.learning.network import read

OPSET = 17
TOLERANCE = 1e-3
"""Rounding may send a pair down another branch of one tree in a hundred; more than that is a fault."""


class Served(nn.Module):
    """Weighted mean of the learners of one subtype, then the calibration."""

    def __init__(
        self, modules: Mapping[str, nn.Module], weights: Mapping[str, float], calibration: Calibration
    ) -> None:
        super().__init__()
        self.learners = nn.ModuleList([modules[name] for name in weights])
        self.weights = list(weights.values())
        self.calibration = calibration

    def forward(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Answer encoded pairs with probability and distance."""
        answers = [each(a, b) for each in self.learners]
        odds = torch.stack([share * given[0] for share, given in zip(self.weights, answers, strict=True)]).sum(dim=0)
        distance = torch.stack([share * given[1] for share, given in zip(self.weights, answers, strict=True)])
        known = distance.sum(dim=0).clamp(min=0)
        differ = _differ(a, b)
        probability = torch.sigmoid(self.calibration.slope * odds)
        agreed = torch.where(probability >= 0.5, known.clamp(min=VARIANT_LOG2), known.clamp(max=BELOW))
        return probability * differ, agreed * differ


def _differ(a: Tensor, b: Tensor) -> Tensor:
    """1 where some site known in both differs, else 0; shape (n,)."""
    apart = (a - b).abs().amax(dim=2) * read(a) * read(b)
    return (apart.amax(dim=1) > 1e-6).to(a.dtype)


def export(served: Served, example: tuple[Tensor, Tensor], path: Path) -> str:
    """Write the graph, compare it with PyTorch on the example, and give its SHA-256."""
    axes = {name: {0: "pairs"} for name in ("a", "b", "probability", "distance")}
    with warnings.catch_warnings():
        # PyTorch warns that an LSTM may be tied to one batch size; _compare runs it on another
        warnings.filterwarnings("ignore", message=".*with LSTM.*", category=UserWarning)
        warnings.filterwarnings("ignore", message=".*legacy TorchScript.*", category=DeprecationWarning)
        torch.onnx.export(
            served,
            (example[0][:2], example[1][:2]),
            str(path),
            input_names=["a", "b"],
            output_names=["probability", "distance"],
            dynamic_axes=axes,
            opset_version=OPSET,
            # The newer exporter needs another package, and gains these graphs nothing.
            dynamo=False,
        )
    _compare(served, example, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@torch.no_grad()
def _compare(served: Served, example: tuple[Tensor, Tensor], path: Path) -> None:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feed = {"a": example[0].numpy(), "b": example[1].numpy()}
    for said, meant in zip(session.run(None, feed), served(*example), strict=True):
        apart = float(np.abs(said - meant.numpy()).mean())
        if apart > TOLERANCE:
            raise ValueError(f"{path.name}: ONNX and PyTorch differ by {apart} on average")
