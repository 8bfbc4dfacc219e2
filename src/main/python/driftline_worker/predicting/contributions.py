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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import factorial

import numpy as np

EXACT = 6
"""Sites up to which every order counts: 2 to the power of so many predictions."""
BUDGET = 64
"""Predictions to draw orders for, beyond `EXACT`; two orders are walked in any case."""
TOLERANCE = 0.001
"""Most by which the shares, as rounded in a result, miss the distance they sum to, log2 titre units."""

Distances = Callable[[Sequence[str]], Sequence[float]]
"""Predicted distances of `a` to each of some sequences, log2 titre units."""


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
        Predictions made for it.
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


def contributions(a: str, b: str, sites: Sequence[int], distance: float, distances: Distances) -> Contributions:
    """Share the predicted distance of `a` and `b` among the sites where they differ.

    Parameters
    ----------
    a, b : str
        Aligned HA1.
    sites : Sequence[int]
        One-based columns that differ.
    distance : float
        Predicted distance of `a` and `b`.
    """
    if not sites:
        return Contributions([], distance, 0, _method("no site differs"))
    if len(sites) <= EXACT:
        return _exact(a, b, sites, distance, distances)
    return _sampled(a, b, sites, distance, distances)


def _method(orders: str) -> str:
    return (
        "Shapley value: how much the predicted distance from a changes when this site is set from a's residue to b's, "
        f"mean over the orders of setting the sites ({orders}); log2 titre units"
    )


def _exact(a: str, b: str, sites: Sequence[int], distance: float, distances: Distances) -> Contributions:
    count = len(sites)
    every = (1 << count) - 1
    hybrids = [_hybrid(a, b, [site for at, site in enumerate(sites) if not taken >> at & 1]) for taken in range(every)]
    values = np.array([*distances(hybrids), distance])
    shares = np.zeros(count)
    for taken in range(every):
        before = taken.bit_count()
        weight = factorial(before) * factorial(count - before - 1) / factorial(count)
        for at in range(count):
            if not taken >> at & 1:
                shares[at] += weight * (values[taken | 1 << at] - values[taken])
    return Contributions(shares.tolist(), float(values[0]), len(hybrids), _method("all of them"))


def _sampled(a: str, b: str, sites: Sequence[int], distance: float, distances: Distances) -> Contributions:
    count = len(sites)
    orders = _orders(a, b, count, max(1, BUDGET // (2 * (count - 1))))
    start = _hybrid(a, b, sites)
    hybrids = [start]
    for order in orders:
        hybrids += _walk(start, b, [sites[at] for at in order[:-1]])
    base, *steps = distances(hybrids)
    shares = np.zeros(count)
    for number, order in enumerate(orders):
        walk = [base, *steps[number * (count - 1) : (number + 1) * (count - 1)], distance]
        shares[order] += np.diff(walk) / len(orders)
    return Contributions(
        shares.tolist(), float(base), len(hybrids), _method(f"{len(orders)} drawn, each with its reverse")
    )


def _orders(a: str, b: str, count: int, draws: int) -> list[list[int]]:
    seed = int.from_bytes(hashlib.sha256(f"{a}\n{b}".encode()).digest()[:8], "big")
    generator = np.random.default_rng(seed)
    drawn = [generator.permutation(count).tolist() for _ in range(draws)]
    return [order for forth in drawn for order in (forth, forth[::-1])]


def _hybrid(a: str, b: str, back: Sequence[int]) -> str:
    """Return `b` with some sites set back to a's residue.

    Where either sequence is unknown, b's letter stays: such a column is no evidence with any letter.
    """
    letters = list(b)
    for site in back:
        letters[site - 1] = a[site - 1]
    return "".join(letters)


def _walk(start: str, b: str, sites: Sequence[int]) -> Iterator[str]:
    """Set one site after another to b's residue."""
    letters = list(start)
    for site in sites:
        letters[site - 1] = b[site - 1]
        yield "".join(letters)
