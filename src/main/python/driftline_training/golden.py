"""Pairs of GenBank references whose answers every shipped network must reproduce.

Only these sequences, and named substitutions in them, may stand in the project; they are public records.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import onnxruntime

from driftline_training.data import SITES, read_fasta
from driftline_training.registration import Network
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.reference.references import references

SIGNAL = {"H1N1": 17, "H3N2": 16, "H5N1": 16}
PROTEIN = "reference_ha_{}.fasta"
EXTRA = "extra_H3N2_A_Beijing_32_1992_cds.fasta"

BASES = "TCAG"
AMINO_ACIDS = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = dict(
    zip(
        (first + second + third for first in BASES for second in BASES for third in BASES),
        AMINO_ACIDS,
        strict=True,
    )
)


Record = tuple[str, str]
"""Name and aligned HA1."""

SUBSTITUTIONS = {
    "H1N1": (("K", 163, "Q"), ("S", 162, "N"), ("A", 186, "T"), ("S", 185, "T"), ("D", 97, "N"), ("N", 156, "G")),
    "H3N2": (("K", 158, "N"), ("N", 189, "K"), ("E", 62, "K"), ("N", 144, "K"), ("R", 142, "G"), ("F", 193, "S")),
    "H5N1": (("A", 156, "T"), ("S", 155, "N"), ("R", 162, "K"), ("K", 189, "R"), ("T", 188, "A"), ("S", 141, "P")),
    "B/Victoria": (
        ("K", 75, "N"),
        ("N", 129, "D"),
        ("K", 162, "-"),
        ("N", 163, "-"),
        ("D", 164, "-"),
        ("K", 136, "E"),
        ("N", 197, "D"),
    ),
    "B/Yamagata": (("R", 48, "K"), ("N", 116, "K"), ("I", 150, "S"), ("N", 165, "Y"), ("G", 229, "D"), ("K", 202, "N")),
}
"""Substitutions, in the subtype's own numbering, that make the second strain of a pair that differs."""


def golden_pairs(folder: Path, subtypes: Iterable[str] = tuple(SITES)) -> list[tuple[str, Record, Record]]:
    """Give (subtype, a, b): each reference with itself, with few and more substitutions, and one far natural pair."""
    records = folder / "reference"
    pairs = []
    for subtype in subtypes:
        own = _reference(records, subtype)
        changes = SUBSTITUTIONS[subtype]
        pairs += [(subtype, own, own), (subtype, own, substituted(own, changes[:2]))]
        pairs.append((subtype, own, substituted(own, changes)))
        if subtype == "H3N2":
            pairs.append((subtype, own, _record(records / EXTRA, subtype)))
    return pairs


def substituted(record: Record, changes: Iterable[tuple[str, int, str]]) -> Record:
    """Replace residues; the name says which, and a residue that is not there is an error."""
    name, letters = record[0], list(record[1])
    for was, column, becomes in changes:
        if letters[column - 1] != was:
            raise ValueError(f"{record[0]} has {letters[column - 1]} at {column}, not {was}")
        letters[column - 1] = becomes
        name += f" {was}{column}{becomes}"
    return name, "".join(letters)


def write_fasta(path: Path, folder: Path, subtypes: Iterable[str] = tuple(SITES)) -> None:
    """Write the aligned HA1 of every golden strain beside the model, so that anyone can check it."""
    records = {name: (subtype, ha1) for subtype, *pair in golden_pairs(folder, subtypes) for name, ha1 in pair}
    text = "".join(f">{name}|{subtype}\n{ha1}\n" for name, (subtype, ha1) in records.items())
    path.write_text(text, "utf-8")


def answers(folder: Path, network: Network, data: Path) -> list[dict[str, Any]]:
    """Let an exported file answer its subtype's golden pairs, as they stand in the registration."""
    session = onnxruntime.InferenceSession(str(folder / network.file), providers=["CPUExecutionProvider"])
    encode = ENCODINGS[network.encoding].encode
    given = []
    for subtype, (a, ha1_a), (b, ha1_b) in golden_pairs(data, (network.subtype,)):
        feed = {"a": encode(ha1_a, subtype)[None], "b": encode(ha1_b, subtype)[None]}
        probability, distance = session.run(["probability", "distance"], feed)
        given.append(
            {
                "subtype": subtype,
                "encoding": network.encoding,
                "a": a,
                "b": b,
                "probability": round(float(probability[0]), 4),
                "distanceLog2": round(float(distance[0]), 4),
            }
        )
    return given


def _reference(folder: Path, subtype: str) -> Record:
    """Give a subtype's reference; those of B are the worker's own."""
    if subtype in SITES:
        return _record(folder / PROTEIN.format(subtype), subtype)
    known = references()[subtype]
    return known.strain, known.ha1


def _record(path: Path, subtype: str) -> Record:
    header, sequence = next(iter(read_fasta(path).items()))
    sequence = translate(sequence) if header.endswith("CDS") else sequence
    start = SIGNAL[subtype]
    return header.split("|")[1], sequence[start : start + SITES[subtype]]


def translate(nucleotides: str) -> str:
    """Translate a coding sequence by the standard code; unknown codons become X.

    >>> translate("ATGAAGNNN")
    'MKX'
    """
    codons = (nucleotides[at : at + 3].upper() for at in range(0, len(nucleotides) - 2, 3))
    return "".join(CODONS.get(codon, "X") for codon in codons)
