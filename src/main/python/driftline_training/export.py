"""Write the served network of one subtype as a single ONNX file, and check it.

Inputs ``a`` and ``b``: (pairs, sites, features) float32. Outputs ``probability`` and
``distance`` (log2 titre units): (pairs,) float32. The calibration is part of the graph,
so serving needs nothing but ONNX Runtime.
"""

import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from driftline_training.calibration import Calibration
from driftline_training.data import VARIANT_LOG2
from driftline_training.network import SiameseCnn

OPSET = 17
TOLERANCE = 1e-4


class Served(nn.Module):
    """Mean of the members for one subtype, then the calibration."""

    def __init__(self, members: list[SiameseCnn], subtype: str, calibration: Calibration) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)
        self.subtype = subtype
        self.calibration = calibration

    def forward(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Answer encoded pairs with probability and distance."""
        raws = [each.distance(self.subtype, a, b) for each in self.members]
        raw = torch.stack(raws).mean(dim=0).clamp(min=0)
        own = self.calibration
        probability = torch.sigmoid(own.slope * (raw - own.midpoint))
        below = raw.clamp(max=own.midpoint) * (VARIANT_LOG2 / own.midpoint)
        return probability, below + own.stretch * (raw - own.midpoint).clamp(min=0)


def export(served: Served, example: tuple[Tensor, Tensor], path: Path) -> str:
    """Write the graph, compare it with PyTorch on the example, and give its SHA-256."""
    axes = {name: {0: "pairs"} for name in ("a", "b", "probability", "distance")}
    torch.onnx.export(
        served,
        (example[0][:2], example[1][:2]),
        str(path),
        input_names=["a", "b"],
        output_names=["probability", "distance"],
        dynamic_axes=axes,
        opset_version=OPSET,
    )
    _compare(served, example, path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@torch.no_grad()
def _compare(served: Served, example: tuple[Tensor, Tensor], path: Path) -> None:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    feed = {"a": example[0].numpy(), "b": example[1].numpy()}
    for said, meant in zip(session.run(None, feed), served(*example), strict=True):
        apart = float(np.abs(said - meant.numpy()).max())
        if apart > TOLERANCE:
            raise ValueError(f"{path.name}: ONNX and PyTorch differ by {apart}")
