"""Rows of version 2 of the data, as they stand in the files.

- `two_way`: two-way distances, one row for each pair; a censored one is a lower bound.
- `one_way`: distances of a virus from a serum strain, the same virus and serum averaged over parsers and tests.
- `labels`: B only, variant or not, without a titre.

The filler of H1N1 (values of exactly 256 that nobody measured) lies in a folder of its own and is never read.
"""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from driftline_training.data import VARIANT_LOG2

FLOOR_256 = 8.0
"""log2 of 256: a block of pairs at exactly this value was not measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One distance in log2 units between two strains; of a one-way one, a is the virus and b the serum."""

    subtype: str
    a: str
    b: str
    year: int
    """The later of both years: nobody can know the pair before it."""
    distance: float
    censored: bool
    """The distance is a lower bound."""
    certain: bool
    """Whether the label is known: a bound below 2 log2 leaves it open."""
    readings: int
    source: str

    @property
    def variant(self) -> bool:
        """Whether the distance reaches 4-fold."""
        return self.distance >= VARIANT_LOG2


def two_way(folder: Path, subtype: str) -> list[Row]:
    """Read the pairs of a subtype."""
    return [
        Row(
            subtype,
            row["strain_a"],
            row["strain_b"],
            max(int(row["year_a"]), int(row["year_b"])),
            float(row["distance_log2"]),
            row["censored"] == "1",
            row["label_certain"] == "1",
            int(row["n_measurements"]),
            row["source"],
        )
        for row in _read(folder / f"pairs_{subtype}.csv")
        if row["imputed_256"] != "1"
    ]


def one_way(folder: Path, subtype: str) -> list[Row]:
    """Read HI of a subtype, one row for each virus and serum strain; bounds count only where no titre is."""
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _read(folder / f"oneway_{subtype}.csv.xz"):
        if row["assay"] == "HI" and row["virus"] != row["serum_strain"]:
            groups.setdefault((row["virus"], row["serum_strain"]), []).append(row)
    return [_averaged(subtype, *names, group) for names, group in sorted(groups.items())]


def labels(folder: Path, subtype: str) -> list[Row]:
    """Read the label rows of B; a variant stands as a bound of 2, another as 1 log2."""
    path = folder / f"labels_{subtype}.csv"
    return [
        Row(
            subtype,
            row["strain_a"],
            row["strain_b"],
            max(int(row["year_a"]), int(row["year_b"])),
            VARIANT_LOG2 if row["is_variant"] == "1" else VARIANT_LOG2 / 2,
            row["is_variant"] == "1",
            True,
            int(row["n_readings"]),
            row["source"],
        )
        for row in (_read(path) if path.exists() else ())
    ]


def sequences(folder: Path, subtype: str) -> dict[str, str]:
    """Read aligned HA1 by strain, of pairs and of one-way rows."""
    found: dict[str, str] = {}
    further = folder / f"ha1_oneway_{subtype}.fasta.xz"
    texts = [(folder / f"ha1_{subtype}.fasta").read_text("utf-8")]
    if further.exists():
        texts.append(lzma.decompress(further.read_bytes()).decode("utf-8"))
    for text in texts:
        for record in text.split(">")[1:]:
            name, _, letters = record.partition("\n")
            found.setdefault(name.strip(), "".join(letters.split()))
    return found


def _averaged(subtype: str, virus: str, serum: str, group: list[dict[str, str]]) -> Row:
    kept = [row for row in group if row["censored"] != "1"] or group
    weights = [min(int(row["n_tests"]), 4) for row in kept]
    distance = sum(float(row["distance_log2"]) * weight for row, weight in zip(kept, weights, strict=True))
    return Row(
        subtype,
        virus,
        serum,
        max(int(group[0]["year_virus"]), int(group[0]["year_serum"])),
        distance / sum(weights),
        kept[0]["censored"] == "1",
        True,
        sum(weights),
        "+".join(sorted({row["source"] for row in kept})),
    )


def _read(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8", newline="") as packed:
            yield from csv.DictReader(packed)
        return
    with path.open(encoding="utf-8", newline="") as plain:
        yield from csv.DictReader(plain)
