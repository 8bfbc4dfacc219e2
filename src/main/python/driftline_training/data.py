"""Antigenic distances and the aligned HA1 proteins they belong to.

Two kinds of haemagglutination inhibition (HI) distance are kept apart:

- *two-way* (Archetti & Horsfall 1950, doi 10.1084/jem.92.5.441),
  d = log2 sqrt(Haa * Hbb / (Hab * Hba)), symmetric in the strains a and b;
- *one-way*, log2 of the serum's homologous titre over the titre of a virus
  against it: not symmetric, and carrying the virus's avidity and the serum's potency.

A pair is a *variant* when its two-way distance reaches 2 log2 units (4-fold).
A *censored* pair is a lower bound: "no cross-reaction seen". It is a variant, but
its distance is never used as a number.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VARIANT_LOG2 = 2.0
SITES = {"H1N1": 327, "H3N2": 329, "H5N1": 320}
"""Aligned HA1 columns, in each subtype's mature numbering."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A distance between two strains; for a one-way one, a is the virus and b the serum."""

    a: str
    b: str
    year: int
    """The later of both years: the pair cannot be known before it."""
    distance_log2: float
    censored: bool
    readings: int

    @property
    def variant(self) -> bool:
        """Whether the distance reaches 4-fold."""
        return self.distance_log2 >= VARIANT_LOG2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Measurements as columns; each array has shape (pairs,)."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    year: NDArray[np.int64]
    distance: NDArray[np.float64]
    censored: NDArray[np.bool_]
    readings: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.a)

    @property
    def variant(self) -> NDArray[np.bool_]:
        """Whether each distance reaches 4-fold."""
        return self.distance >= VARIANT_LOG2

    def where(self, mask: NDArray[np.bool_] | NDArray[np.int64]) -> "Pairs":
        """Keep the pairs of a mask, or those at given places."""
        return Pairs(
            self.a[mask],
            self.b[mask],
            self.year[mask],
            self.distance[mask],
            self.censored[mask],
            self.readings[mask],
        )


@dataclass(frozen=True, slots=True)
class SubtypeData:
    """All that is known of one subtype: strains by index, and pairs that point at them."""

    subtype: str
    strains: tuple[str, ...]
    sequences: tuple[str, ...]
    two_way: Pairs
    one_way: Pairs


def archetti_horsfall_log2(haa: float, hbb: float, hab: float, hba: float) -> float:
    """Two-way distance in log2 units from two homologous and two heterologous titres.

    >>> archetti_horsfall_log2(640, 640, 160, 160)
    2.0
    >>> archetti_horsfall_log2(1280, 320, 320, 80)
    2.0
    """
    return float(0.5 * (np.log2(haa) + np.log2(hbb) - np.log2(hab) - np.log2(hba)))


def merge(measurements: Iterable[Measurement]) -> list[Measurement]:
    """Average repeated two-way measurements of one pair, weighted by their readings.

    A censored one counts only where nothing was measured.
    """
    groups: dict[tuple[str, str], list[Measurement]] = {}
    for each in measurements:
        groups.setdefault((min(each.a, each.b), max(each.a, each.b)), []).append(each)
    return [_mean(a, b, group) for (a, b), group in sorted(groups.items())]


def _mean(a: str, b: str, group: Sequence[Measurement]) -> Measurement:
    kept = [each for each in group if not each.censored] or group
    readings = sum(each.readings for each in kept)
    distance = sum(each.distance_log2 * each.readings for each in kept) / readings
    return Measurement(a, b, max(each.year for each in kept), max(distance, 0.0), kept[0].censored, readings)


def read_fasta(path: Path) -> dict[str, str]:
    """Read aligned HA1 proteins by strain."""
    sequences: dict[str, list[str]] = {}
    name = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(">"):
            name = line[1:].strip()
            sequences[name] = []
        else:
            sequences[name].append(line.strip())
    return {strain: "".join(parts) for strain, parts in sequences.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _two_way(path: Path) -> list[Measurement]:
    return [
        Measurement(
            row["strain_a"],
            row["strain_b"],
            max(int(row["year_a"]), int(row["year_b"])),
            float(row["distance_log2"]),
            row.get("imputed_256") == "1",
            int(row["n_measurements"]),
        )
        for row in _rows(path)
    ]


def _one_way(path: Path) -> list[Measurement]:
    return [
        Measurement(
            row["virus"],
            row["serum_strain"],
            max(int(row["year_virus"]), int(row["year_serum"])),
            float(row["distance_log2"]),
            row["censored"] == "1",
            int(row["n_tests"]),
        )
        for row in _rows(path)
    ]


def columns(measurements: Sequence[Measurement], index: dict[str, int]) -> Pairs:
    """Turn measurements into arrays of strain indices and values."""
    return Pairs(
        np.array([index[each.a] for each in measurements], dtype=np.int64),
        np.array([index[each.b] for each in measurements], dtype=np.int64),
        np.array([each.year for each in measurements], dtype=np.int64),
        np.array([each.distance_log2 for each in measurements], dtype=np.float64),
        np.array([each.censored for each in measurements], dtype=np.bool_),
        np.array([each.readings for each in measurements], dtype=np.int64),
    )


def load(folder: Path, subtype: str) -> SubtypeData:
    """Read everything of one subtype; repeated pairs are merged over the sources."""
    sequences = read_fasta(folder / f"ha1_{subtype}.fasta")
    wrong = [name for name, each in sequences.items() if len(each) != SITES[subtype]]
    if wrong:
        raise ValueError(f"{subtype}: not {SITES[subtype]} columns: {', '.join(wrong[:3])}")
    files = sorted(folder.glob(f"pairs_{subtype}*.csv"))
    two_way = merge(each for path in files for each in _two_way(path))
    one_way_file = folder / f"hi_oneway_{subtype}.csv"
    one_way = _one_way(one_way_file) if one_way_file.exists() else []
    strains = tuple(sorted(sequences))
    index = {name: number for number, name in enumerate(strains)}
    return SubtypeData(
        subtype,
        strains,
        tuple(sequences[name] for name in strains),
        columns(two_way, index),
        columns(one_way, index),
    )
