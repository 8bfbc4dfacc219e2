"""Which records of a job make pairs.

``query``: each query with each reference of its subtype. ``all``: every two records of a subtype, in the
order of the records. ``list``: the pairs asked for, in their order, even those that cannot be
predicted; those get a row that says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from driftline_worker.contract import Mode

if TYPE_CHECKING:
    from driftline_worker.checking import CheckedRecord

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

    def without(self, subtypes: Sequence[str]) -> "Plan":
        """Return the plan less the rows of some subtypes."""
        if not subtypes:
            return self
        gone = np.logical_or.reduce([self.of(subtype) for subtype in subtypes])
        return Plan(self.rows[~gone], self.subtypes, self.left_out + int(gone.sum()))


def plan_pairs(mode: Mode, records: Sequence["CheckedRecord"], asked: Sequence[tuple[int, int]]) -> Plan:
    """Return the pairs of a job; `asked` names them by record numbers in mode ``list``."""
    subtypes = [record.subtype for record in records]
    if mode == "list":
        place = {record.record: index for index, record in enumerate(records)}
        return Plan(_rows([(place[a], place[b]) for a, b in asked]), subtypes, 0)
    if mode == "query":
        queries = [index for index, record in enumerate(records) if not record.reference]
        references = [index for index, record in enumerate(records) if record.reference]
        every = list(product(queries, references))
    else:
        every = list(combinations(range(len(records)), 2))
    rows = [(a, b) for a, b in every if subtypes[a] and subtypes[a] == subtypes[b]]
    unusable = sum(subtypes[a] is None or subtypes[b] is None for a, b in every)
    return Plan(_rows(rows), subtypes, unusable)


def _rows(pairs: Sequence[tuple[int, int]]) -> Rows:
    return np.array(pairs, np.int32).reshape(-1, 2)
