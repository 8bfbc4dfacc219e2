"""Which records of a job make pairs.

``query``: each query with each reference of its subtype. ``all``: every two records of a subtype, in the
order of the records; references take part where a record of their subtype does. ``list``: the pairs
asked for, in their order, even those that cannot be predicted; those get a row that says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.contract import Mode

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Plan:
    """The pairs of a job.

    Attributes
    ----------
    rows : Rows
        Zero-based places of both records among the job's records, (pairs, 2).
    subtypes : Sequence[str | None]
        Of each record; None when it cannot be used.
    left_out : int
        Pairs that have no row, because a record cannot be used or the model does not know its subtype.
    """

    rows: Rows
    subtypes: list[str | None]
    left_out: int

    def of(self, subtype: str) -> NDArray[np.bool_]:
        """Tell of each row whether both its records are of a subtype."""
        mine = np.array([each == subtype for each in self.subtypes], bool)
        return np.asarray(mine[self.rows].all(axis=1))

    @property
    def predictable(self) -> NDArray[np.bool_]:
        """Tell of each row whether both its records can be used and are of one subtype."""
        some = [self.of(subtype) for subtype in self.known]
        return np.logical_or.reduce(some) if some else np.zeros(len(self.rows), bool)

    @property
    def known(self) -> list[str]:
        """The subtypes of usable records, sorted."""
        return sorted({subtype for subtype in self.subtypes if subtype})

    @property
    def paired(self) -> list[str]:
        """The subtypes of pairs whose records can be used, sorted."""
        return [subtype for subtype in self.known if self.of(subtype).any()]

    def without(self, subtypes: Sequence[str]) -> "Plan":
        """Return the plan less the rows of some subtypes."""
        if not subtypes:
            return self
        gone = np.logical_or.reduce([self.of(subtype) for subtype in subtypes])
        return Plan(self.rows[~gone], self.subtypes, self.left_out + int(gone.sum()))


def plan_pairs(mode: Mode, records: Sequence[CheckedRecord], asked: Sequence[tuple[int, int]]) -> Plan:
    """Return the pairs of a job; `asked` names them by record numbers in mode ``list``."""
    subtypes = [record.subtype for record in records]
    if mode == "list":
        place = {record.record: index for index, record in enumerate(records)}
        return Plan(_rows([(place[a], place[b]) for a, b in asked]), subtypes, 0)
    names = sorted({subtype for subtype in subtypes if subtype})
    codes = np.array([names.index(subtype) if subtype else -1 for subtype in subtypes], np.int32)
    if mode == "query":
        reference = np.array([record.reference for record in records], bool)
        return _every(np.flatnonzero(~reference), np.flatnonzero(reference), codes, subtypes)
    needed = {None} | {record.subtype for record in records if not record.reference}
    everyone = np.array([not record.reference or record.subtype in needed for record in records], bool).nonzero()[0]
    plan = _every(everyone, everyone, codes, subtypes)
    left_out = _pairs(len(everyone)) - _pairs((codes[everyone] >= 0).sum())
    return Plan(plan.rows[plan.rows[:, 0] < plan.rows[:, 1]], subtypes, left_out)


def _every(a: NDArray[np.intp], b: NDArray[np.intp], codes: NDArray[np.int32], subtypes: list[str | None]) -> Plan:
    """Return each of some records with each of others, of one subtype, row by row; few of thousands may be usable."""
    usable, others = a[codes[a] >= 0], b[codes[b] >= 0]
    first, second = np.nonzero(codes[usable][:, np.newaxis] == codes[others])
    rows = np.stack([usable[first], others[second]], axis=1).astype(np.int32)
    return Plan(rows, subtypes, a.size * b.size - usable.size * others.size)


def _pairs(count: int) -> int:
    return int(count) * (int(count) - 1) // 2


def _rows(pairs: Sequence[tuple[int, int]]) -> Rows:
    return np.array(pairs, np.int32).reshape(-1, 2)
