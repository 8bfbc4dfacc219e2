"""Titres against sequence: a strain whose pairs say that it carries another HA1 than its own."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.learners import curve as curves
from driftline_training.forward.learners.curve import Curve, CurveSettings
from driftline_training.forward.pairs.audit import FEWEST, Finding, year_of
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.stage import Stage, Table

BAD, GOOD = 1.4, 0.8
"""Mean error, log2, of a suspect's pairs: at least with its own HA1, at most with the best other."""
YEARS = 3
"""Years between a strain and another whose HA1 may be its own."""


def contradictions(stage: Stage) -> Iterator[tuple[Finding, NDArray[np.bool_]]]:
    """Find strains whose pairs fit the curve badly with their own HA1 and well with another of their years."""
    nothing = stage.one_way.where(np.zeros(len(stage.one_way), np.bool_))
    labels = stage.labels.where(np.zeros(len(stage.labels), np.bool_))
    fitted = curves.fit(stage, stage.two_way, nothing, labels, CurveSettings()).curve
    pairs = stage.two_way
    error = _error(pairs, fitted.distance(stage, pairs))
    for strain in np.unique(np.concatenate([pairs.a, pairs.b])):
        rows = (pairs.a == strain) | (pairs.b == strain)
        if rows.sum() < FEWEST or error[rows].mean() < BAD:
            continue
        other, best = _better(stage, fitted, pairs.where(rows), int(strain))
        if best <= GOOD:
            subtype, name = stage.strains[strain]
            own = error[rows].mean()
            why = f"mean error {own:.2f} log2 with its HA1, {best:.2f} with that of {stage.strains[other][1]}"
            yield Finding("titres", subtype, name, why, int(rows.sum())), rows


def _better(stage: Stage, fitted: Curve, own: Table, strain: int) -> tuple[int, float]:
    """Find the strain of near years whose HA1 fits a strain's pairs best."""
    year = year_of(stage.strains[strain][1])
    partner = np.where(own.a == strain, own.b, own.a)
    best = (strain, np.inf)
    for other in sorted({*stage.two_way.a.tolist(), *stage.two_way.b.tolist()}):
        same = stage.strains[other][0] == stage.strains[strain][0] and stage.virus[other] != stage.virus[strain]
        if same and abs(year_of(stage.strains[other][1]) - year) <= YEARS:
            moved = replace(own, a=np.full(len(own), other), b=partner)
            error = float(_error(own, fitted.distance(stage, moved)).mean())
            best = min(best, (other, error), key=lambda each: each[1])
    return best


def _error(pairs: Table, said: Floats) -> Floats:
    off = pairs.distance - said
    return np.where(pairs.censored, np.maximum(off, 0), np.abs(off))
