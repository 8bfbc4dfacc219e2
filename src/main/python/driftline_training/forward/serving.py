"""The blend of one subtype as a network over one-hot HA1, for the worker.

Everything is worked out from the residues' codes, which one-hot rows give exactly; no training sequence is in the
graph. Answers are those of `blend.Blend.say` and `verdict.Rule`, to the precision of float32, and the same for a
swapped pair.
"""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from driftline_training.calibration import BELOW
from driftline_training.data import VARIANT_LOG2
from driftline_training.forward.learners.blend import Blend
from driftline_training.forward.learners.features import (
    ASPARAGINE,
    DELETED,
    GRAIN,
    PROLINE,
    SERINE,
    THREONINE,
    readings,
)
from driftline_training.forward.learners.forests import Learner, Nodes, pruned
from driftline_training.forward.learners.process import LEAST, Process
from driftline_training.forward.pairs.changes import slot_groups
from driftline_training.forward.pairs.numbering import GAP, H3_SITES, UNKNOWN, Numbering
from driftline_training.forward.pairs.stage import SUBTYPES
from driftline_training.forward.verdict import Rule

RESIDUES = 21


class TreeSum(nn.Module):
    """Sum over trees, (n,), by ONNX's own operator for them."""

    def __init__(self, nodes: Nodes) -> None:
        super().__init__()
        self.nodes = nodes

    def forward(self, features: Tensor) -> Tensor:
        """Answer features (n, features); gives (n,)."""
        total: Tensor = _Sum.apply(features, self.nodes)
        return total


class _Sum(torch.autograd.Function):
    """`Nodes.answer`, written as ``TreeEnsemble``: inner nodes and leaves are counted apart."""

    @staticmethod
    def forward(_: Any, features: Tensor, nodes: Nodes) -> Tensor:
        """Answer as the graph will."""
        return torch.from_numpy(nodes.answer(features.numpy()).astype(np.float32))

    @staticmethod
    def symbolic(g: Any, features: Any, nodes: Nodes) -> Any:
        """Write the operator; a tree of one leaf gets a node both sides of which are that leaf."""
        leaf = nodes.left == np.arange(len(nodes.left))
        inner, alone = np.flatnonzero(~leaf), nodes.roots[leaf[nodes.roots]]
        place = np.where(leaf, np.cumsum(leaf), np.cumsum(~leaf)) - 1
        low, high = np.concatenate([nodes.left[inner], alone]), np.concatenate([nodes.left[inner] + 1, alone])
        roots = place[nodes.roots]
        roots[leaf[nodes.roots]] = len(inner) + np.arange(len(alone))
        nothing = np.zeros(len(alone))
        found = g.op(
            "ai.onnx.ml::TreeEnsemble",
            features,
            n_targets_i=1,
            aggregate_function_i=1,
            post_transform_i=0,
            tree_roots_i=roots.tolist(),
            nodes_featureids_i=np.concatenate([nodes.feature[inner], nothing]).astype(np.int64).tolist(),
            nodes_splits_t=torch.from_numpy(np.concatenate([nodes.limit[inner], nothing]).astype(np.float32)),
            nodes_modes_t=torch.zeros(len(low), dtype=torch.uint8),
            nodes_truenodeids_i=place[low].tolist(),
            nodes_falsenodeids_i=place[high].tolist(),
            nodes_trueleafs_i=leaf[low].astype(np.int64).tolist(),
            nodes_falseleafs_i=leaf[high].astype(np.int64).tolist(),
            leaf_targetids_i=[0] * int(leaf.sum()),
            leaf_weights_t=torch.from_numpy(nodes.limit[leaf].astype(np.float32)),
        )
        return g.op("Squeeze", found, g.op("Constant", value_t=torch.tensor([1])))


class LearnerAnswers(nn.Module):
    """Both answers of a learner: probability and distance, (n,) each."""

    def __init__(self, learner: Learner, within: tuple[np.ndarray, np.ndarray]) -> None:
        super().__init__()
        self.label, self.distance = (TreeSum(pruned(each, *within)) for each in (learner.label, learner.distance))
        self.starts, self.scales, self.odds = learner.starts, learner.scales, learner.odds

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Answer features."""
        raw = self.starts[0] + self.scales[0] * self.label(features)
        return torch.sigmoid(raw) if self.odds else raw, self.starts[1] + self.scales[1] * self.distance(features)


class ProcessPosterior(nn.Module):
    """The process: mean and standard deviation of the residual, (n,) each."""

    def __init__(self, process: Process, slots: np.ndarray) -> None:
        super().__init__()
        cost = process.marks.cost.reshape(-1, 22, process.marks.cost.shape[1])[slots, :RESIDUES]
        self.scale = process.settings.spread**2 / 2
        self._keep("cost", cost.reshape(-1, cost.shape[2]).astype(np.float16))
        self._keep("whiten", process.marks.whiten @ process.placed.T)
        self.reach, self.weight_reach = process.settings.reach, process.settings.weight_reach
        self._keep("mean", process.mean)
        self._keep("shrink", process.shrink.astype(np.float32))
        self.register_buffer("c", torch.from_numpy(process.c))
        self.register_buffer("d", torch.from_numpy(process.d))

    def forward(self, a: Tensor, b: Tensor, count: Tensor, weights: Tensor) -> tuple[Tensor, Tensor]:
        """Answer one-hot rows (n, sites, residues), with the count of their differences and the curve's S, (n,)."""
        alike, other = self._alike(a), self._alike(b)
        cross = self.scale * (alike[:, self.c] * other[:, self.d] + alike[:, self.d] * other[:, self.c])
        own = torch.exp(-(count / self.reach + weights / self.weight_reach))
        left = self.scale * (1 + own * own) - (cross @ self.shrink).square().sum(dim=1)
        return cross @ self.mean, torch.sqrt(left.clamp(min=LEAST))

    def _alike(self, rows: Tensor) -> Tensor:
        return torch.exp(-(rows.flatten(1) @ self.cost.float())) @ self.whiten

    def _keep(self, name: str, values: np.ndarray) -> None:
        kept = values if values.dtype == np.float16 else values.astype(np.float32)
        self.register_buffer(name, torch.from_numpy(np.ascontiguousarray(kept)))


def bounds(numbering: Numbering, subtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Between what the features of a subtype's pairs lie, (features,) each: what is of other subtypes is known."""
    known = np.ones(numbering.count, np.bool_)
    known[numbering.slots[subtype]] = False
    groups = 4 * slot_groups(numbering).shape[1]
    switch = np.arange(len(SUBTYPES)) == SUBTYPES.index(subtype)
    free, told = np.full(groups + 3, np.inf), np.full(4, np.inf)
    return (
        np.concatenate([np.where(known, 0.0, -np.inf), -free, switch, -told]),
        np.concatenate([np.where(known, 0.0, np.inf), free, switch, told]),
    )


class Served(nn.Module):
    """Probability of variant and distance in log2 units of encoded pairs (n, sites, 21), (n,) each."""

    def __init__(self, blend: Blend, rule: Rule, numbering: Numbering, subtype: str) -> None:
        super().__init__()
        number, curve, slots = SUBTYPES.index(subtype), blend.ground.curve, numbering.slots[subtype]
        self.rule, self.noise = rule, blend.ground.settings.process.noise
        self.origin, self.ceiling = float(curve.origin[number]), float(curve.ceiling[number])
        self.plain = blend.ground.settings.process.spread
        process = blend.ground.processes.get(subtype)
        self.likeness = ProcessPosterior(process, slots) if process else None
        within = bounds(numbering, subtype)
        self.learners = nn.ModuleDict({name: LearnerAnswers(each, within) for name, each in blend.learners.items()})
        kind = np.zeros((22, 22))
        kind[:RESIDUES, :RESIDUES] = curve.kind
        column = np.full(numbering.count, len(slots))
        column[slots] = np.arange(len(slots))
        self._keep("letters", np.arange(RESIDUES) - UNKNOWN)
        self._keep("site", curve.site[number][slots])
        self._keep("kind", kind.reshape(-1))
        self._keep("read", readings().reshape(-1, 5))
        self._keep("groups", slot_groups(numbering)[slots])
        self._keep("switch", np.eye(len(SUBTYPES))[number])
        self.register_buffer("column", torch.from_numpy(column))

    def forward(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Answer encoded pairs."""
        one, other = self._codes(a), self._codes(b)
        changes = one * 22 + other
        read = self.read[changes]
        weights = (self.site * self.kind[changes]).sum(dim=1)
        curve = self.origin + self.ceiling * (1 - torch.exp(-weights / self.ceiling))
        if self.likeness is None:
            mean, spread = torch.zeros_like(curve), torch.full_like(curve, self.plain)
        else:
            mean, spread = self.likeness(a, b, read[:, :, 0].sum(dim=1), weights)
        said = torch.stack([weights, curve, mean, spread], dim=1)
        features = self._features(one, other, read, said)
        answers = {name: each(features) for name, each in self.learners.items()}
        far = curve + mean
        sure = (far - VARIANT_LOG2) / torch.sqrt(spread * spread + self.noise**2)
        answers["process"] = (0.5 * (1 + torch.erf(sure / 2**0.5)), far)
        return self._ruled(answers, (read[:, :, 0].amax(dim=1) > 0).float())

    def _ruled(self, answers: dict[str, tuple[Tensor, Tensor]], differ: Tensor) -> tuple[Tensor, Tensor]:
        shares, lengths = self.rule.probability, self.rule.distance
        stated = torch.stack([shares[name] * answers[name][0] for name in shares]).sum(dim=0)
        away = torch.stack([lengths[name] * answers[name][1] for name in lengths]).sum(dim=0)
        away = (away - self.rule.shift).clamp(min=0)
        away = torch.where(stated >= 0.5, away.clamp(min=VARIANT_LOG2), away.clamp(max=BELOW))
        return stated * differ, away * differ

    def _features(self, one: Tensor, other: Tensor, read: Tensor, said: Tensor) -> Tensor:
        nothing = torch.zeros_like(read[:, :1, 4])
        slots = torch.cat([read[:, :, 4], nothing], dim=1)[:, self.column]
        summed = [read[:, :, at] @ self.groups for at in range(4)]
        unknown = torch.full_like(one[:, :1], UNKNOWN)
        laid, against = (torch.cat([each, unknown], dim=1)[:, self.column] for each in (one, other))
        apart = (_sequons(laid) != _sequons(against)) & (laid[:, :327] != UNKNOWN) & (against[:, :327] != UNKNOWN)
        counts = [read[:, :, 0].sum(dim=1), (read[:, :, 4] == DELETED).float().sum(dim=1), apart.float().sum(dim=1)]
        switch = self.switch.expand(one.shape[0], -1)
        every = torch.cat([slots, *summed, torch.stack(counts, dim=1), switch, said], dim=1)
        return torch.round(every * GRAIN) / GRAIN

    def _codes(self, rows: Tensor) -> Tensor:
        return (rows @ self.letters + UNKNOWN).round().long()

    def _keep(self, name: str, values: np.ndarray) -> None:
        self.register_buffer(name, torch.from_numpy(np.ascontiguousarray(values.astype(np.float32))))


def _sequons(laid: Tensor) -> Tensor:
    """Mark asparagines of N-X-S/T, (n, 327)."""
    first, second, third = laid[:, : H3_SITES - 2], laid[:, 1 : H3_SITES - 1], laid[:, 2:H3_SITES]
    middle = (second != PROLINE) & (second != GAP) & (second != UNKNOWN)
    return (first == ASPARAGINE) & middle & ((third == SERINE) | (third == THREONINE))
