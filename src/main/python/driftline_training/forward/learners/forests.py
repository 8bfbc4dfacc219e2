"""Extremely randomised trees and gradient boosting over the features of pairs, as flat arrays of nodes.

Each learner answers twice: a share of variants (or its log odds), learned from certain labels, and a distance. A
bound is learned at the bound or, where the curve says more, at what the curve says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)

from driftline_training.forward.pairs.changes import Floats

BINS = 64


@dataclass(frozen=True, slots=True)
class ForestSettings:
    """Sizes; `features_tried` is the share of features looked at for each split of the randomised trees."""

    trees: int = 80
    fewest_in_leaf: int = 3
    features_tried: float = 0.25
    rounds: int = 120
    leaves: int = 8
    rate: float = 0.05


@dataclass(frozen=True, slots=True)
class Nodes:
    """Trees side by side: child pairs stand together, a leaf points at itself; (nodes,) each, and roots.

    `limit` holds the threshold of a split (left where the feature is not above) and the value of a leaf.
    """

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    limit: NDArray[np.float32]
    left: NDArray[np.int64]
    depth: int

    def answer(self, features: NDArray[np.float32]) -> Floats:
        """Give the sum over the trees, (rows,)."""
        rows = np.arange(len(features))[:, None]
        node = np.broadcast_to(self.roots, (len(features), len(self.roots))).copy()
        for _ in range(self.depth):
            leaf = self.left[node] == node
            further = self.left[node] + (features[rows, self.feature[node]] > self.limit[node])
            node = np.where(leaf, node, further)
        return self.limit[node].sum(axis=1, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Learner:
    """Nodes of label and distance, each with a start and a scale of its sum."""

    label: Nodes
    distance: Nodes
    starts: tuple[float, float]
    scales: tuple[float, float]
    odds: bool
    """Whether the label's sum is log odds; else it is a share."""

    def probability(self, features: NDArray[np.float32]) -> Floats:
        """Give the share of variants."""
        raw = self.starts[0] + self.scales[0] * self.label.answer(features)
        return 1 / (1 + np.exp(-raw)) if self.odds else raw

    def log2(self, features: NDArray[np.float32]) -> Floats:
        """Give the distance."""
        return self.starts[1] + self.scales[1] * self.distance.answer(features)


def randomised(
    features: NDArray[np.float32],
    variant: NDArray[np.bool_],
    certain: NDArray[np.bool_],
    distance: Floats,
    weight: Floats,
    settings: ForestSettings,
    seed: int,
) -> Learner:
    """Fit extremely randomised trees (Geurts et al. 2006)."""
    shared: dict[str, Any] = {
        "n_estimators": settings.trees,
        "min_samples_leaf": settings.fewest_in_leaf,
        "max_features": settings.features_tried,
        "random_state": seed,
    }
    label = ExtraTreesClassifier(**shared).fit(features[certain], variant[certain], weight[certain])
    away = ExtraTreesRegressor(**shared).fit(features, distance, weight)
    shares = [each.tree_.value[:, 0, -1] / each.tree_.value[:, 0].sum(axis=1) for each in label.estimators_]
    means = [each.tree_.value[:, 0, 0] for each in away.estimators_]
    scale = 1 / settings.trees
    return Learner(
        _joined([_laid(each.tree_, value) for each, value in zip(label.estimators_, shares, strict=True)]),
        _joined([_laid(each.tree_, value) for each, value in zip(away.estimators_, means, strict=True)]),
        (0.0, 0.0),
        (scale, scale),
        odds=False,
    )


def boosted(
    features: NDArray[np.float32],
    variant: NDArray[np.bool_],
    certain: NDArray[np.bool_],
    distance: Floats,
    weight: Floats,
    settings: ForestSettings,
    seed: int,
) -> Learner:
    """Fit gradient boosting on histograms (Ke et al. 2017, as scikit-learn has it)."""
    shared: dict[str, Any] = {
        "max_iter": settings.rounds,
        "max_leaf_nodes": settings.leaves,
        "learning_rate": settings.rate,
        "early_stopping": False,
        "max_bins": BINS,
        "random_state": seed,
    }
    label = HistGradientBoostingClassifier(**shared).fit(features[certain], variant[certain], weight[certain])
    away = HistGradientBoostingRegressor(**shared).fit(features, distance, weight)
    return Learner(
        _joined([_grown(each[0].nodes) for each in label._predictors]),
        _joined([_grown(each[0].nodes) for each in away._predictors]),
        (float(np.ravel(label._baseline_prediction)[0]), float(np.ravel(away._baseline_prediction)[0])),
        (1.0, 1.0),
        odds=True,
    )


def pruned(nodes: Nodes, low: Floats, high: Floats) -> Nodes:
    """Leave out what no row can reach whose features lie between bounds, (features,) each."""
    feature, limit, left = nodes.feature.tolist(), nodes.limit.tolist(), nodes.left.tolist()

    def reached(node: int) -> int:
        while left[node] != node and not low[feature[node]] <= limit[node] < high[feature[node]]:
            node = left[node] + (low[feature[node]] > limit[node])
        return node

    return _joined([_below(nodes, reached, int(root)) for root in nodes.roots])


def _below(nodes: Nodes, reached: Callable[[int], int], root: int) -> "_Laid":
    order, level = [reached(root)], [0]
    left: list[int] = []
    for node, depth in zip(order, level, strict=False):
        child = int(nodes.left[node])
        left.append(len(left) if child == node else len(order))
        if child != node:
            order += [reached(child), reached(child + 1)]
            level += [depth + 1, depth + 1]
    return _Laid(nodes.feature[order], nodes.limit[order], np.array(left), max(level))


@dataclass(frozen=True, slots=True)
class _Laid:
    feature: NDArray[np.int64]
    limit: NDArray[np.float32]
    left: NDArray[np.int64]
    depth: int


def _laid(tree: Any, value: Floats) -> _Laid:
    return _breadth_first(tree.children_left, tree.children_right, tree.feature, tree.threshold, value)


def _grown(nodes: Any) -> _Laid:
    leaf = nodes["is_leaf"].astype(bool)
    left = np.where(leaf, -1, nodes["left"].astype(np.int64))
    right = np.where(leaf, -1, nodes["right"].astype(np.int64))
    return _breadth_first(left, right, nodes["feature_idx"].astype(np.int64), nodes["num_threshold"], nodes["value"])


def _breadth_first(left: Any, right: Any, feature: Any, threshold: Any, value: Any) -> _Laid:
    """Reorder one tree so that a right child follows its left sibling."""
    order, level = [0], [0]
    for node, depth in zip(order, level, strict=False):
        if left[node] >= 0:
            order += [int(left[node]), int(right[node])]
            level += [depth + 1, depth + 1]
    place = np.empty(len(left), np.int64)
    place[order] = np.arange(len(order))
    chosen = np.array(order)
    inner = np.asarray(left)[chosen] >= 0
    return _Laid(
        np.where(inner, np.asarray(feature)[chosen], 0),
        np.where(
            inner, _rounded_down(np.asarray(threshold)[chosen]), np.asarray(value)[chosen].astype(np.float16)
        ).astype(np.float32),
        np.where(inner, place[np.maximum(np.asarray(left)[chosen], 0)], np.arange(len(chosen))),
        max(level),
    )


def _rounded_down(threshold: Floats) -> NDArray[np.float32]:
    """Nearest half-precision number not above, which is what ships."""
    near = threshold.astype(np.float16)
    return np.where(near > threshold, np.nextafter(near, np.float16(-np.inf)), near).astype(np.float32)


def _joined(trees: Sequence[_Laid]) -> Nodes:
    roots = np.cumsum([0, *(len(each.left) for each in trees[:-1])])
    return Nodes(
        roots,
        np.concatenate([each.feature for each in trees]),
        np.concatenate([each.limit for each in trees]),
        np.concatenate([each.left + root for each, root in zip(trees, roots, strict=True)]),
        max(each.depth for each in trees),
    )
