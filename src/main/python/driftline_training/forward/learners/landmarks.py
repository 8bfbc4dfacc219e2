"""Where a strain lies among those that were measured, without keeping any of their sequences.

Two strains are alike by exp(-H/20 - S/2), with H the differences between them and S the curve's weights of these. A
model that compared with its training strains would have to hold their HA1, which may not be given on. So it
compares with *landmarks*: the residue frequencies of the `NEIGHBOURS` strains around a centre, of which no
one can be told from the others. The likenesses to all landmarks, whitened, are a vector whose scalar products are near
enough to the likenesses of the strains themselves (Nyström; Williams & Seeger 2001).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.learners.curve import Curve
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.numbering import UNKNOWN, Codes

NEIGHBOURS = 5
LEAST = 0.02
"""Eigenvalues of the landmarks' own likenesses below this share of the largest are dropped."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Landmarks of one subtype.

    Attributes
    ----------
    cost : NDArray[np.float32]
        What each residue at each slot adds to the exponent of each landmark, (slots * 22, landmarks).
    whiten : Floats
        (landmarks, dimensions).
    """

    cost: NDArray[np.float32]
    whiten: Floats

    def place(self, residues: Codes) -> Floats:
        """Place strains (strains, slots): vectors (strains, dimensions)."""
        return np.exp(-self._exponent(residues)) @ self.whiten

    def _exponent(self, residues: Codes) -> Floats:
        slots = np.arange(residues.shape[1])
        total = np.zeros((len(residues), self.cost.shape[1]))
        for row, each in enumerate(residues):
            total[row] = self.cost[slots * 22 + each].sum(axis=0, dtype=np.float64)
        return total


def exponents(curve: Curve, number: int, reach: float, weight_reach: float) -> NDArray[np.float32]:
    """Give what a residue for another adds to the exponent, (slots, 22, 22), zero where either is unknown."""
    costs = np.zeros((curve.site.shape[1], 22, 22), np.float32)
    costs[:, :21, :21] = curve.site[number][:, None, None] * curve.kind / weight_reach + (1 - np.eye(21)) / reach
    return costs


def landmarks(residues: Codes, costs: NDArray[np.float32], most: int) -> Landmarks:
    """Choose at most so many centres among strains (strains, slots), each the one that lies worst by the others."""
    distinct = np.unique(residues, axis=0)
    slots = np.arange(residues.shape[1])
    varied = np.flatnonzero((distinct != distinct[0]).any(axis=0))

    def exponent(one: Codes) -> Floats:
        total = np.zeros(len(distinct))
        for slot in varied:
            total += costs[slot, one[slot]][distinct[:, slot]]
        return total

    nearest = np.full(len(distinct), np.inf)
    profiles: list[Floats] = []
    while len(profiles) < min(most, len(distinct)):
        centre = int(np.argmax(nearest)) if profiles else 0
        away = exponent(distinct[centre])
        nearest = np.minimum(nearest, away)
        around = np.argsort(away, kind="stable")[:NEIGHBOURS]
        profiles.append(_frequencies(distinct[around]))
    cost = np.stack([np.einsum("sq,srq->sr", each, costs) for each in profiles], axis=2)
    # in half precision, as it ships
    cost = cost.reshape(len(slots) * 22, len(profiles)).astype(np.float16).astype(np.float32)
    own = np.stack([np.exp(-np.einsum("sr,src->c", each, cost.reshape(len(slots), 22, -1))) for each in profiles])
    values, vectors = np.linalg.eigh((own + own.T) / 2)
    kept = values > LEAST * values.max() / 10
    return Landmarks(cost, vectors[:, kept] / np.sqrt(values[kept]))


def _frequencies(residues: Codes) -> Floats:
    """Share of each residue at each slot among strains that know it, (slots, 22)."""
    counts = np.stack([(residues == each).sum(axis=0) for each in range(22)], axis=1).astype(np.float64)
    counts[:, UNKNOWN] = 0
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
