"""Why a record cannot be used: what was found, where in the record as given, and what would be right."""

from collections.abc import Callable
from dataclasses import dataclass

from driftline_worker.reference.references import Reference
from driftline_worker.sequences.align import Placement
from driftline_worker.sequences.letters import MAX_LETTERS, Form, Letters

MIN_RESIDUES = 200
MIN_NUCLEOTIDES = 600
MIN_COVERAGE = 0.6
"""Share of HA1 columns with a known residue below which a prediction would be a guess."""
MAX_UNKNOWN = 0.1
"""Share of unknown sites, however they came to be, between the first known HA1 site and the last."""
UNKNOWN_BY = {
    "protein": "missing or X",
    "nucleotide": "nucleotides missing, or codons that N or mixed bases leave undecided",
}
MIN_IDENTITY = {"H1N1": 0.65, "H3N2": 0.70, "H5N1": 0.75}
"""Least identity of HA1 to the reference.

Strains of the training sets reach 0.71, 0.78 and 0.88 at the least; other subtypes and
influenza B stay below.
"""
MIN_MARGIN = 60.0
"""Least distance in alignment score to the next subtype; the closest training strain has 273."""
MIN_SCORE = 300.0
"""Least alignment score of an HA; a fifth of HA1 has more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason.

    Attributes
    ----------
    kind : str
        Last part of the problem type.
    column : int | None
        One-based, in the record as given; of a name in a table of pairs the table's column.
    detail : str
        What was found and what would be right.
    message : str
        The fault in one short phrase.
    hint : str
        What to do about it; may be empty.
    line : int | None
        One-based, in the file that it was read from.
    """

    kind: str
    column: int | None
    detail: str
    message: str
    hint: str = ""
    line: int | None = None


StopFault = Callable[[int], Fault]
"""The fault of a stop at a residue of the protein."""


def form_faults(letters: Letters) -> list[Fault]:
    """Return what is wrong with the letters before anything is aligned."""
    found = []
    length = len(letters.text)
    least = MIN_NUCLEOTIDES if letters.form == "nucleotide" else MIN_RESIDUES
    if letters.illegal:
        column, letter = letters.illegal
        alphabet = "IUPAC nucleotide" if letters.form == "nucleotide" else "amino acid"
        detail = f"letter {letter} at column {column} is not an {alphabet} code"
        found.append(Fault("letters", column, detail, detail))
    if length < least:
        detail = (
            f"{length} letters are too short for HA1; at least {MIN_RESIDUES} residues "
            f"or {MIN_NUCLEOTIDES} nucleotides are needed"
        )
        found.append(Fault("too-short", None, detail, detail))
    if length > MAX_LETTERS:
        detail = f"{length} letters are too many for one HA; at most {MAX_LETTERS} are read"
        found.append(Fault("too-long", None, detail, detail))
    return found


def placement_faults(
    form: Form, reference: Reference, placed: Placement, stops: list[int], unknown: int, margin: float, stop: StopFault
) -> list[Fault]:
    """Return what is wrong with a protein placed on a reference, gravest first.

    Parameters
    ----------
    stops : list[int]
        Residues of the protein that are stops inside HA1.
    unknown : int
        Unknown sites between the first known one and the last.
    """
    found = []
    if placed.identity < MIN_IDENTITY[reference.subtype] or placed.score < MIN_SCORE:
        found.append(_wrong_gene(reference, placed, margin))
    if stops:
        found.append(stop(stops[0]))
    if margin < MIN_MARGIN:
        near = (
            "about as near to two subtypes"
            if margin > -MIN_MARGIN
            else f"nearer to another than to {reference.numbering}"
        )
        detail = f"the sequence is {near}; expected HA of H1, H3 or H5"
        found.append(Fault("subtype-unclear", None, detail, detail))
    reached = len(placed.inside)
    if unknown > MAX_UNKNOWN * reached:
        detail = f"{unknown} of {reached} HA1 sites are unknown ({UNKNOWN_BY[form]}); at most {MAX_UNKNOWN:.0%} may be"
        found.append(Fault("too-many-unknown", None, detail, detail))
    if placed.coverage < MIN_COVERAGE:
        sites = round(placed.coverage * reference.columns)
        detail = (
            f"only {sites} of {reference.columns} {reference.numbering} HA1 sites are covered; "
            f"at least {MIN_COVERAGE:.0%} are needed"
        )
        found.append(Fault("too-short", None, detail, detail))
    return found


def stop_fault(what: str, column: int) -> Fault:
    """Return the fault of a stop inside HA1."""
    return Fault(
        "stop-codon",
        column,
        f"{what} inside HA1; expected an open reading frame",
        f"stop codon inside HA1 at column {column}",
        "Wrong frame? Remove the record or paste the protein.",
    )


def shift_fault(column: int, extra: int) -> Fault:
    """Return the fault of a change of frame; `extra` bases are too many, or too few if negative."""
    bases = "base" if abs(extra) == 1 else "bases"
    cause = f"{abs(extra)} {bases} {'extra' if extra > 0 else 'missing'}"
    return Fault(
        "frameshift",
        column,
        f"the reading frame changes near column {column} ({cause}); expected one open reading frame",
        f"reading frame changes near column {column}",
        "Correct the bases there or paste the protein.",
    )


def _wrong_gene(reference: Reference, placed: Placement, margin: float) -> Fault:
    detail = "nothing in it resembles HA1 of H1, H3 or H5; HA of one of them is expected"
    if placed.score >= MIN_SCORE:
        which = f"H1, H3 or H5: the nearest, {reference.numbering}," if margin >= 0 else f"{reference.numbering}: it"
        detail = (
            f"no HA of {which} agrees in {placed.identity:.0%} of HA1; "
            f"at least {MIN_IDENTITY[reference.subtype]:.0%} is expected"
        )
    hint = "Another gene, influenza B or another subtype? Paste HA of H1, H3 or H5."
    return Fault("wrong-gene", None, detail, "not an HA of H1, H3 or H5", hint)
