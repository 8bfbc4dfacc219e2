"""A Gaussian process over pairs on what the curve leaves: pairs like a measured one are off like it.

Strains are alike by k(x, y) = exp(-H/20 - S/2), seen through `landmarks`; pairs by k(a, c) k(b, d) + k(a, d) k(b, c),
which swapping the strains of either does not change. The noise of a pair falls with its readings; one-way rows, freed
of potency and avidity, have much more.

A process over some thousand pairs is too slow to serve, so it is seen through `inducing` pairs: those that
a pivoted Cholesky factorisation of the two-way pairs takes first, each the one that the others tell least of.
Mean and variance are those of the deterministic training conditional (Seeger et al. 2003) with the exact variance
of the prior (Csató & Opper 2002; "projected process").
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky

from driftline_training.forward.learners.curve import Curve
from driftline_training.forward.learners.landmarks import Landmarks, exponents, landmarks
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table

Kernel = Callable[[NDArray[np.int64], NDArray[np.int64]], Floats]
JITTER = 1e-4
LEAST = 0.01
"""Variance that no pair falls below."""


@dataclass(frozen=True, slots=True)
class ProcessSettings:
    """Kernel and noise, log2 units."""

    reach: float = 20.0
    weight_reach: float = 2.0
    spread: float = 1.0
    """Standard deviation of the residual before anything is measured."""
    noise: float = 0.6
    """Standard deviation of a pair with one reading."""
    repeat: float = 0.5
    """Part of the noise that more readings do not lower."""
    one_way_noise: float = 3.0
    inducing: int = 400
    landmarks: int = 120
    directions: int = 96
    """Of the variance, those kept that tell most of the training rows."""


@dataclass(frozen=True, slots=True)
class Process:
    """A fitted process of one subtype.

    Attributes
    ----------
    costs : NDArray[np.float32]
        `landmarks.exponents` of the subtype, for the likeness of a pair's own strains.
    placed : Floats
        Where the strains of the inducing pairs lie, (strains, dimensions).
    c, d : NDArray[np.int64]
        Places of both strains of each inducing pair, (pairs,).
    mean : Floats
        Solved weights, (pairs,).
    shrink : Floats
        What lowers the variance, (pairs, directions).
    """

    settings: ProcessSettings
    marks: Landmarks
    costs: NDArray[np.float32]
    placed: Floats
    c: NDArray[np.int64]
    d: NDArray[np.int64]
    mean: Floats
    shrink: Floats

    def answer(self, stage: Stage, table: Table) -> tuple[Floats, Floats]:
        """Give mean and variance of the residual of rows, (rows,) each, without the noise of a reading."""
        strains, place = np.unique(np.concatenate([table.a, table.b]), return_inverse=True)
        alike = self.marks.place(stage.residues[strains]) @ self.placed.T
        a, b = place[: len(table)], place[len(table) :]
        cross = (
            self.settings.spread**2
            / 2
            * (alike[a][:, self.c] * alike[b][:, self.d] + alike[a][:, self.d] * alike[b][:, self.c])
        )
        one, other = stage.residues[table.a], stage.residues[table.b]
        slots = np.arange(one.shape[1])
        own = np.exp(-self.costs[slots, one, other].sum(axis=1, dtype=np.float64))
        prior = self.settings.spread**2 / 2 * (1 + own**2)
        variance = prior - ((cross @ self.shrink) ** 2).sum(axis=1)
        return cross @ self.mean, np.maximum(variance, LEAST)


def fit(
    stage: Stage, subtype: str, curve: Curve, rows: Table, residual: Floats, noise: Floats, settings: ProcessSettings
) -> Process:
    """Fit to residuals with a standard deviation of the noise each."""
    strains, place = np.unique(np.concatenate([rows.a, rows.b]), return_inverse=True)
    costs = exponents(curve, SUBTYPES.index(subtype), settings.reach, settings.weight_reach)
    marks = landmarks(stage.residues[strains], costs, settings.landmarks)
    placed = marks.place(stage.residues[strains])
    a, b = placed[place[: len(rows)]], placed[place[len(rows) :]]
    scale = settings.spread**2 / 2

    def kernel(one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        return scale * ((a[one] @ a[other].T) * (b[one] @ b[other].T) + (a[one] @ b[other].T) * (b[one] @ a[other].T))

    prior = scale * ((a * a).sum(axis=1) * (b * b).sum(axis=1) + (a * b).sum(axis=1) ** 2)
    chosen = _pivots(kernel, prior, noise, settings.inducing)
    inner = kernel(chosen, chosen) + JITTER * np.eye(len(chosen))
    cross = kernel(np.arange(len(rows)), chosen)
    precise = inner + (cross / noise[:, None] ** 2).T @ cross
    factor = cholesky(precise, lower=True)
    mean = cho_solve((factor, True), cross.T @ (residual / noise**2))
    shrink = np.linalg.inv(inner) - cho_solve((factor, True), np.eye(len(chosen)))
    values, vectors = np.linalg.eigh((shrink + shrink.T) / 2)
    root = vectors * np.sqrt(np.maximum(values, 0))
    told = np.argsort(-((cross @ root) ** 2).sum(axis=0))[: settings.directions]
    used, pair = np.unique(
        np.concatenate([place[: len(rows)][chosen], place[len(rows) :][chosen]]), return_inverse=True
    )
    pair = pair.reshape(-1)
    return Process(
        settings, marks, costs, placed[used], pair[: len(chosen)], pair[len(chosen) :], mean, root[:, np.sort(told)]
    )


def _pivots(kernel: Kernel, prior: Floats, noise: Floats, most: int) -> NDArray[np.int64]:
    """Take the rows with most left to tell, weighed by how precise they are."""
    left = prior.copy()
    basis = np.zeros((min(most, len(prior)), len(prior)))
    chosen: list[int] = []
    everyone = np.arange(len(prior))
    for step in range(len(basis)):
        best = int(np.argmax(left / noise))
        if left[best] < 5e-3:
            break
        row = kernel(np.array([best]), everyone)[0]
        row = (row - basis[:step, best] @ basis[:step]) / np.sqrt(left[best])
        basis[step] = row
        left = np.maximum(left - row**2, 0)
        left[best] = 0
        chosen.append(best)
    return np.array(chosen)
