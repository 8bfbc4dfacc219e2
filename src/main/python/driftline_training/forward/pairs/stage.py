"""The data stage: rows on one numbering, audited, with what was left out and why.

Training leaves out what the audit found wrong. Windows judge what only `titres` finds wrong all the same, since
that audit asks a model, and nobody will have repaired the pairs of next year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import VARIANT_LOG2
from driftline_training.forward.pairs import measurements as files
from driftline_training.forward.pairs.measurements import Row
from driftline_training.forward.pairs.numbering import COLUMNS, Codes, Numbering, numbering

SUBTYPES = tuple(COLUMNS)


@dataclass(frozen=True, slots=True)
class Table:
    """Distances as columns, shape (rows,) each; a and b point into `Stage.residues`.

    Attributes
    ----------
    subtype : NDArray[np.int64]
        Place in `SUBTYPES`.
    distance : NDArray[np.float64]
        log2 units; a lower bound where `censored`.
    certain : NDArray[np.bool_]
        Whether the label is known.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    subtype: NDArray[np.int64]
    year: NDArray[np.int64]
    distance: NDArray[np.float64]
    censored: NDArray[np.bool_]
    certain: NDArray[np.bool_]
    readings: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.a)

    @property
    def variant(self) -> NDArray[np.bool_]:
        """Whether the distance reaches 4-fold."""
        return self.distance >= VARIANT_LOG2

    def where(self, mask: NDArray[np.bool_] | NDArray[np.int64]) -> "Table":
        """Keep the rows of a mask, or those at given places."""
        return Table(*(getattr(self, name)[mask] for name in self.__slots__))

    def of(self, subtype: str) -> "Table":
        """Keep the rows of a subtype."""
        return self.where(self.subtype == SUBTYPES.index(subtype))


def joined(*tables: Table) -> Table:
    """Put tables under one another."""
    return Table(*(np.concatenate([getattr(each, name) for each in tables]) for name in Table.__slots__))


@dataclass(frozen=True, slots=True)
class Stage:
    """All that is learned from and judged by.

    Attributes
    ----------
    strains : tuple[tuple[str, str], ...]
        Subtype and name of each strain.
    residues : Codes
        HA1 on the common numbering, (strains, slots).
    virus : NDArray[np.int64]
        Number of the virus that a strain is a passage or an alias of, (strains,).
    """

    numbering: Numbering
    strains: tuple[tuple[str, str], ...]
    residues: Codes
    virus: NDArray[np.int64]
    two_way: Table
    one_way: Table
    labels: Table

    def named(self, subtype: str) -> dict[str, int]:
        """Place of each strain of a subtype, by name."""
        return {name: place for place, (own, name) in enumerate(self.strains) if own == subtype}


def read(folder: Path) -> Stage:
    """Read everything, without an audit."""
    sequences = {name: files.sequences(folder, name) for name in SUBTYPES}
    for name, known in sequences.items():
        wrong = [strain for strain, each in known.items() if len(each) != COLUMNS[name]]
        if wrong:
            raise ValueError(f"{name}: not {COLUMNS[name]} columns: {', '.join(wrong[:3])}")
    numbers = numbering([each for name in ("BVic", "BYam") for each in sequences[name].values()])
    strains = tuple((name, strain) for name in SUBTYPES for strain in sorted(sequences[name]))
    residues = np.vstack(
        [numbers.lay(name, [sequences[name][strain] for strain in sorted(sequences[name])]) for name in SUBTYPES]
    )
    index = {each: place for place, each in enumerate(strains)}
    two_way, one_way, labels = (
        _table([row for name in SUBTYPES for row in read_rows(folder, name)], index)
        for read_rows in (files.two_way, files.one_way, files.labels)
    )
    merged = merge(one_way, residues)
    return Stage(numbers, strains, residues, np.arange(len(strains)), two_way, merged, labels)


def merge(rows: Table, residues: Codes) -> Table:
    """Average one-way rows of viruses with one HA1 against one serum strain in one year, titres before bounds."""
    _, alike = np.unique(residues, axis=0, return_inverse=True)
    keys = np.stack([alike.reshape(-1)[rows.a], rows.b, rows.year], axis=1)
    _, group, count = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    measured = np.bincount(group, ~rows.censored, len(count)) > 0
    weight = rows.readings * (~rows.censored | ~measured[group])
    first = np.zeros(len(count), np.int64)
    first[group[::-1]] = np.arange(len(rows))[::-1]
    total = np.bincount(group, weight, len(count))
    kept = rows.where(first)
    distance = np.bincount(group, weight * rows.distance, len(count)) / total
    return replace(kept, distance=distance, censored=~measured, readings=total.astype(np.int64))


def without(stage: Stage, keep: Mapping[str, NDArray[np.bool_]]) -> Stage:
    """Keep the rows of some masks, by the name of the table."""
    return replace(stage, **{name: getattr(stage, name).where(mask) for name, mask in keep.items()})


def _table(given: Sequence[Row], index: Mapping[tuple[str, str], int]) -> Table:
    kept = [row for row in given if (row.subtype, row.a) in index and (row.subtype, row.b) in index]
    return Table(
        np.array([index[row.subtype, row.a] for row in kept], np.int64),
        np.array([index[row.subtype, row.b] for row in kept], np.int64),
        np.array([SUBTYPES.index(row.subtype) for row in kept], np.int64),
        np.array([row.year for row in kept], np.int64),
        np.array([row.distance for row in kept], np.float64),
        np.array([row.censored for row in kept], np.bool_),
        np.array([row.certain for row in kept], np.bool_),
        np.array([row.readings for row in kept], np.int64),
    )
