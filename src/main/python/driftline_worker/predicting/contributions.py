"""What each difference of a pair contributes to the predicted distance, so that the shares sum to it.

Walk from `a` to `b`, setting one differing site after another to b's residue, and note by how much
each step moves the predicted distance. Over all steps of a walk the moves sum to the whole change,
whatever the network. What a site contributes depends on which sites were set before it, so its share
is the mean over the orders: its *Shapley value* (Shapley 1953; Štrumbelj & Kononenko 2014, doi
10.1007/s10115-013-0679-x). Up to `EXACT` sites every order counts; beyond, some orders are drawn, each
together with its reverse (*antithetic*), with a seed made of the two sequences: the same pair has the
same shares.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

EXACT = 6
"""Sites up to which every order counts: 2 to the power of so many predictions."""
BUDGET = 64
"""Predictions to draw orders for, beyond `EXACT`; two orders are walked in any case."""
TOLERANCE = 0.001
"""Most by which the shares, as rounded in a result, miss the distance they sum to, log2 titre units."""

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Contributions:
    """Shares of the distance, log2 titre units.

    Attributes
    ----------
    shares : Sequence[float]
        One for each site; they sum to the pair's distance less `base`.
    base : float
        Predicted distance with every site set back to a's residue; 0 for a network that compares.
    evaluations : int
        Predictions made for it, beside the pair's own.
    method : str
        How, in one sentence.
    """

    shares: Sequence[float]
    base: float
    evaluations: int
    method: str

    def rounded(self, digits: int = 4) -> list[float]:
        """Return the shares rounded so that their sum is the rounded sum."""
        edges = np.round(np.cumsum([0.0, *self.shares]), digits)
        return [round(float(end - start), digits) for start, end in pairwise(edges)]


@dataclass(frozen=True, slots=True)
class Walks:
    """Ways from `a` to `b` over the sites where they differ.

    Attributes
    ----------
    taken : NDArray[np.bool_]
        Which sites have b's residue in each *hybrid*, (hybrids, sites): none in the first, all in the last.
    orders : NDArray[np.intp] | None
        Orders of setting the sites, (orders, sites), whose steps the hybrids between are; None where these are all
        there can be.
    """

    taken: NDArray[np.bool_]
    orders: NDArray[np.intp] | None = None

    @classmethod
    def between(cls, a: str, b: str, count: int) -> "Walks":
        """Return the ways between two aligned HA1 that differ at `count` sites."""
        if count <= EXACT:
            return cls((np.arange(1 << count)[:, np.newaxis] >> np.arange(count) & 1).astype(np.bool_))
        orders = np.array(_orders(a, b, count, max(1, BUDGET // (2 * (count - 1)))), np.intp)
        steps = np.arange(1, count)[:, np.newaxis] > np.argsort(orders, axis=1)[:, np.newaxis]
        none, every = (np.full((1, count), each) for each in (False, True))
        return cls(np.concatenate([none, steps.reshape(-1, count), every]), orders)

    def hybrids(self, a: Bytes, b: Bytes, sites: Sequence[int]) -> Bytes:
        """Return the hybrids' letters, (hybrids, columns): b's, but a's at the sites not taken.

        Where either sequence is unknown, b's letter stays: such a column is no evidence with any letter.

        Parameters
        ----------
        a, b : NDArray[np.uint8]
            Bytes of aligned HA1, (columns,).
        sites : Sequence[int]
            One-based columns that differ.
        """
        places = np.array(sites, np.intp) - 1
        found = np.repeat(b[np.newaxis], len(self.taken), axis=0)
        found[:, places] = np.where(self.taken, b[places], a[places])
        return found

    def contributions(self, distances: Any) -> Contributions:
        """Share the distance of `a` to the last hybrid, by its distances to all of them, (hybrids,)."""
        values = np.asarray(distances, np.float64)
        asked, base = len(values) - 1, float(values[0])
        if self.orders is None:
            orders = "all of them" if asked else "no site differs"
            return Contributions(self._exact(values), base, asked, _method(orders))
        drawn, count = self.orders.shape
        shares = np.zeros(count)
        for order, steps in zip(self.orders, values[1:-1].reshape(drawn, count - 1), strict=True):
            shares[order] += np.diff([base, *steps, values[-1]]) / drawn
        return Contributions(shares.tolist(), base, asked, _method(f"{drawn} drawn, each with its reverse"))

    def _exact(self, values: NDArray[np.float64]) -> list[float]:
        count = self.taken.shape[1]
        shares = np.zeros(count)
        for taken in range(len(values) - 1):
            before = taken.bit_count()
            weight = factorial(before) * factorial(count - before - 1) / factorial(count)
            for at in range(count):
                if not taken >> at & 1:
                    shares[at] += weight * (values[taken | 1 << at] - values[taken])
        found: list[float] = shares.tolist()
        return found


def _method(orders: str) -> str:
    return (
        "Shapley value: how much the predicted distance from a changes when this site is set from a's residue to b's, "
        f"mean over the orders of setting the sites ({orders}); log2 titre units"
    )


def _orders(a: str, b: str, count: int, draws: int) -> list[list[int]]:
    seed = int.from_bytes(hashlib.sha256(f"{a}\n{b}".encode()).digest()[:8], "big")
    generator = np.random.default_rng(seed)
    drawn = [generator.permutation(count).tolist() for _ in range(draws)]
    return [order for forth in drawn for order in (forth, forth[::-1])]
