"""Extremely randomised trees (Geurts et al. 2006) on the differences of a pair, as a network.

Two forests read the same features: one votes on the label, one averages distances. The
features of a pair (`PairFeatures`) are, for every site, the length of the difference of
its encoded rows; their sums over the antigenic groups; and their total. All are symmetric
in the strains, and a site unknown in either is no difference.

The trees are kept as flat arrays (`Forest`), which the ONNX graph walks with gathers:
children of a split stand side by side. A leaf holds its value where a split holds its
threshold, and points at itself: it asks the last feature, which is below every value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
from torch import Tensor, nn

from driftline_training.data import VARIANT_LOG2
from driftline_training.learning.fit import Material
from driftline_training.learning.network import read

SURE = 0.02
"""No forest is taken to be surer than this of either class."""

BATCH = 256

NOTHING = -1.0
"""A feature below every leaf's value; no split asks it, since it never varies."""


@dataclass(frozen=True, slots=True)
class TreeSettings:
    """What was chosen by rolling forecasts before the final window."""

    trees: int = 80
    fewest_in_leaf: int = 3
    features_tried: float = 0.33


class PairFeatures(nn.Module):
    """Site differences, their sums over groups, their total, and `NOTHING`: shape (n, sites + groups + 2)."""

    def __init__(self, scale: float, member: Tensor) -> None:
        super().__init__()
        self.scale = scale
        self.register_buffer("member", member)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Compare encoded pairs, (n, sites, features) each."""
        known = read(a) * read(b)
        apart = (a - b) / self.scale
        size = torch.sqrt((apart * apart).sum(dim=2)) * known
        total = size.sum(dim=1, keepdim=True)
        return torch.cat([size, size @ self.member, total, torch.full_like(total, NOTHING)], dim=1)


class Forest(nn.Module):
    """The mean over trees of the value in the leaf that a row of features falls into."""

    def __init__(self, fitted: Any, values: list[NDArray[np.float64]]) -> None:
        super().__init__()
        laid = [_side_by_side(each.tree_, value) for each, value in zip(fitted.estimators_, values, strict=True)]
        starts = np.cumsum([0, *(len(each.left) for each in laid[:-1])])
        self.depth = int(max(each.tree_.max_depth for each in fitted.estimators_))
        self.register_buffer("roots", torch.from_numpy(starts.astype(np.int64))[None, :])
        self.register_buffer("feature", _joined([each.feature for each in laid], np.int16))
        self.register_buffer("limit", _joined([each.limit for each in laid], np.float32))
        left = [each.left + start for each, start in zip(laid, starts, strict=True)]
        self.register_buffer("left", _joined(left, np.int32))

    def forward(self, features: Tensor) -> Tensor:
        """Average over the trees, (n, features) to (n,)."""
        node = self.roots.expand(features.shape[0], -1)
        for _ in range(self.depth):
            asked = features.gather(1, self.feature[node].long())
            node = self.left[node].long() + (asked > self.limit[node]).long()
        mean: Tensor = self.limit[node].mean(dim=1)
        return mean


class Trees(nn.Module):
    """Both forests of one subtype: log odds of variant, and distance."""

    def __init__(self, features: PairFeatures, label: Forest, distance: Forest) -> None:
        super().__init__()
        self.features = features
        self.label = label
        self.distance = distance

    def forward(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Answer encoded pairs, (n,) each."""
        features = self.features(a, b)
        share = self.label(features).clamp(SURE, 1 - SURE)
        return torch.log(share / (1 - share)), self.distance(features)


def fit_trees(material: Mapping[str, Material], settings: TreeSettings, seed: int) -> dict[str, Trees]:
    """Fit both forests for each subtype; classes weigh the same, censored pairs have no distance."""
    return {subtype: _fit(each, settings, seed) for subtype, each in material.items()}


def _fit(material: Material, settings: TreeSettings, seed: int) -> Trees:
    shared: dict[str, Any] = {
        "n_estimators": settings.trees,
        "min_samples_leaf": settings.fewest_in_leaf,
        "max_features": settings.features_tried,
        "random_state": seed,
    }
    features = PairFeatures(float(material.encoded[0].norm(dim=1).mean()), material.member)
    pairs = material.pairs
    seen = _features(features, material).numpy()
    variant, measured = pairs.distance >= VARIANT_LOG2, ~pairs.censored
    label = ExtraTreesClassifier(class_weight="balanced", **shared).fit(seen, variant)
    distance = ExtraTreesRegressor(**shared).fit(seen[measured], pairs.distance[measured])
    shares = [each.tree_.value[:, 0, -1] / each.tree_.value[:, 0].sum(axis=1) for each in label.estimators_]
    means = [each.tree_.value[:, 0, 0] for each in distance.estimators_]
    return Trees(features, Forest(label, shares), Forest(distance, means)).eval()


@torch.no_grad()
def _features(features: PairFeatures, material: Material) -> Tensor:
    pairs, encoded = material.pairs, material.encoded
    a, b = torch.from_numpy(pairs.a), torch.from_numpy(pairs.b)
    parts = [features(encoded[i], encoded[j]) for i, j in zip(a.split(BATCH), b.split(BATCH), strict=True)]
    return torch.cat(parts)


@dataclass(frozen=True, slots=True)
class _Laid:
    feature: NDArray[np.int64]
    limit: NDArray[np.float64]
    left: NDArray[np.int64]


def _side_by_side(tree: Any, value: NDArray[np.float64]) -> _Laid:
    """Reorder one tree breadth first, so that a right child follows its left sibling."""
    order = [0]
    for node in order:
        if tree.children_left[node] >= 0:
            order += [tree.children_left[node], tree.children_right[node]]
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    inner = tree.children_left[order] >= 0
    left = np.where(inner, place[tree.children_left[order]], np.arange(len(order)))
    return _Laid(
        np.where(inner, tree.feature[order], tree.n_features - 1),
        np.where(inner, _rounded_down(tree.threshold[order]), value[order]),
        left,
    )


def _rounded_down(threshold: NDArray[np.float64]) -> NDArray[np.float32]:
    """Nearest float32 not above: compares with float32 features as the float64 does."""
    near = threshold.astype(np.float32)
    return np.where(near > threshold, np.nextafter(near, np.float32(-np.inf)), near)


def _joined(parts: list[NDArray[Any]], kind: type) -> Tensor:
    return torch.from_numpy(np.concatenate(parts).astype(kind))
