"""Where two aligned HA1 differ, and what each difference contributes to the predicted distance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from driftline_worker.align import GAP, UNKNOWN
from driftline_worker.reference import Reference

BATCH = 64
"""Pairs predicted at once; bounds the memory of a job."""

CONTRIBUTION_METHOD = (
    "single-site occlusion: distance(a, b) minus distance(a, b with this site set to a's residue), log2 titre units"
)


@dataclass(frozen=True, slots=True)
class Substitution:
    """A residue of `a` replaced in `b`; `position` is one-based, mature HA1 of the subtype."""

    position: int
    before: str
    after: str


def substitutions(a: str, b: str) -> list[Substitution]:
    """Return the columns where both residues are known and differ.

    >>> substitutions("QKL-X", "QRLAN")
    [Substitution(position=2, before='K', after='R')]
    """
    return [
        Substitution(column, before, after)
        for column, (before, after) in enumerate(zip(a, b, strict=True), start=1)
        if before != after and not {before, after} & {GAP, UNKNOWN}
    ]


def contributions(
    a: str, b: str, found: list[Substitution], distance: float, distances: Callable[[str, list[str]], list[float]]
) -> list[float]:
    """Return how much nearer each reverted site would bring the pair, log2 titre units.

    Parameters
    ----------
    distance : float
        Predicted distance of a and b.
    distances : Callable[[str, list[str]], list[float]]
        Predicts the distance of `a` to each of some sequences; called with at most `BATCH` of them.
    """
    reverted = [b[: each.position - 1] + each.before + b[each.position :] for each in found]
    without: list[float] = []
    for start in range(0, len(reverted), BATCH):
        without += distances(a, reverted[start : start + BATCH])
    return [distance - each for each in without]


def describe(reference: Reference, each: Substitution, contribution: float) -> dict[str, Any]:
    """Return a substitution as the result tells it."""
    return {
        "position": each.position,
        "numbering": reference.numbering,
        "from": each.before,
        "to": each.after,
        "site": reference.sites.get(each.position),
        "contribution": round(contribution, 4),
        "h3Position": reference.h3.get(each.position),
        "h1Position": reference.h1.get(each.position),
        "receptorBinding": each.position in reference.receptor_binding,
    }


def glycosylation(a: str, b: str) -> Mapping[str, list[int]]:
    """Return the N-linked sequons (N-X-S/T, X not P) that `b` gained and lost against `a`, by column of N.

    >>> glycosylation("NGTNPS", "NGANGS")
    {'gained': [4], 'lost': [1]}
    """
    in_a, in_b = _sequons(a), _sequons(b)
    return {
        "gained": sorted(column for column in in_b - in_a if UNKNOWN not in a[column - 1 : column + 2]),
        "lost": sorted(column for column in in_a - in_b if UNKNOWN not in b[column - 1 : column + 2]),
    }


def _sequons(aligned: str) -> set[int]:
    residues = [(column, letter) for column, letter in enumerate(aligned, start=1) if letter != GAP]
    return {
        column
        for (column, n), (_, x), (_, st) in zip(residues, residues[1:], residues[2:], strict=False)
        if n == "N" and x not in ("P", UNKNOWN) and st in "ST"
    }
