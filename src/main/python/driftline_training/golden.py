"""Pairs of GenBank references whose answers every shipped network must reproduce.

Only these sequences may stand in the project; they are public records.
"""

from pathlib import Path

from driftline_training.data import SITES, read_fasta

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


def golden_pairs(folder: Path) -> list[tuple[str, tuple[str, str], tuple[str, str]]]:
    """Give (subtype, (name, HA1), (name, HA1)): each reference with itself, and one far pair."""
    references = folder / "reference"
    pairs = []
    for subtype in SITES:
        own = _record(references / PROTEIN.format(subtype), subtype)
        pairs.append((subtype, own, own))
        if subtype == "H3N2":
            pairs.append((subtype, own, _record(references / EXTRA, subtype)))
    return pairs


def write_fasta(path: Path, folder: Path) -> None:
    """Write the aligned HA1 of every golden strain beside the model, so that anyone can check it."""
    records = {name: (subtype, ha1) for subtype, *pair in golden_pairs(folder) for name, ha1 in pair}
    text = "".join(f">{name}|{subtype}\n{ha1}\n" for name, (subtype, ha1) in records.items())
    path.write_text(text, "utf-8")


def _record(path: Path, subtype: str) -> tuple[str, str]:
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
