"""Why a record cannot be used: what was found, where in the record as given, and what would be right."""

from collections.abc import Callable
from dataclasses import dataclass

from driftline_worker.reference.references import Reference
from driftline_worker.sequences.letters import MAX_LETTERS, Form, Letters
from driftline_worker.sequences.placement import Placement
from driftline_worker.words import Message, message

MIN_RESIDUES = 200
MIN_NUCLEOTIDES = 600
MIN_COVERAGE = 0.6
"""Share of HA1 columns with a known residue below which a prediction would be a guess."""
MAX_UNKNOWN = 0.1
"""Share of unknown sites, however they came to be, between the first known HA1 site and the last."""
MIN_IDENTITY = {"H1N1": 0.65, "H3N2": 0.70, "H5N1": 0.75, "B/Victoria": 0.85, "B/Yamagata": 0.85}
"""Least identity of HA1 to the reference.

Strains of the training sets reach 0.71, 0.78, 0.87, 0.96 and 0.92 at the least.
"""
MIN_IDENTITY_OF_OTHERS = 0.60
"""And of HA that no model is trained for: their lineages lie far apart, and the nearest of them gives the name."""
MIN_MARGIN = 60.0
"""Least distance in alignment score to the next subtype; the closest training strain has 249."""
MIN_MARGIN_OF_B = 15.0
"""And between the lineages of B, of which the closest training strain has 64."""
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
    said : Message
        What was found and what would be right.
    brief : Message | None
        The fault in one short phrase, where `said` is long.
    hint : Message | None
        What to do about it.
    line : int | None
        One-based, in the file that it was read from.
    """

    kind: str
    column: int | None
    said: Message
    brief: Message | None = None
    hint: Message | None = None
    line: int | None = None

    @property
    def detail(self) -> str:
        """What was found and what would be right, in English."""
        return self.said.text

    @property
    def short(self) -> Message:
        """The fault in one short phrase."""
        return self.brief or self.said


@dataclass(frozen=True, slots=True)
class Lead:
    """By how much of alignment score a protein is nearer to its reference than to the next, and which that is."""

    margin: float
    rival: Reference

    def share(self, reference: Reference) -> float:
        """Return the lead, 1 where it is just enough to tell the two apart."""
        both_of_b = reference.of_b and self.rival.of_b
        return self.margin / (MIN_MARGIN_OF_B if both_of_b else MIN_MARGIN)


StopFault = Callable[[int], Fault]
"""The fault of a stop at a residue of the protein."""


def form_faults(letters: Letters) -> list[Fault]:
    """Return what is wrong with the letters before anything is aligned."""
    found = []
    length = len(letters.text)
    least = MIN_NUCLEOTIDES if letters.form == "nucleotide" else MIN_RESIDUES
    if letters.illegal:
        column, letter = letters.illegal
        found.append(Fault("letters", column, message(f"fault.letter-{letters.form}", letter=letter, column=column)))
    if length < least:
        needed = {"residues": MIN_RESIDUES, "nucleotides": MIN_NUCLEOTIDES}
        found.append(Fault("too-short", None, message("fault.too-short", letters=length, **needed)))
    if length > MAX_LETTERS:
        found.append(Fault("too-long", None, message("fault.too-long", letters=length, most=MAX_LETTERS)))
    return found


def placement_faults(
    form: Form, reference: Reference, placed: Placement, stops: list[int], unknown: int, lead: Lead, stop: StopFault
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
    if placed.identity < least_identity(reference) or placed.score < MIN_SCORE:
        found.append(_wrong_gene(reference, placed, lead.margin))
    if stops:
        found.append(stop(stops[0]))
    if lead.share(reference) < 1:
        found.append(_subtype_unclear(reference, lead))
    reached = len(placed.inside)
    if unknown > MAX_UNKNOWN * reached:
        said = message(f"fault.unknown-{form}", unknown=unknown, of=reached, most=_percent(MAX_UNKNOWN))
        found.append(Fault("too-many-unknown", None, said))
    if placed.coverage < MIN_COVERAGE:
        found.append(_too_little(reference, placed))
    return found


def _subtype_unclear(reference: Reference, lead: Lead) -> Fault:
    key = "fault.between-subtypes" if lead.share(reference) > -1 else "fault.nearer-to-another"
    return Fault("subtype-unclear", None, message(key, subtype=reference.ha, other=lead.rival.ha))


def _too_little(reference: Reference, placed: Placement) -> Fault:
    sites = round(placed.coverage * reference.columns)
    of = {"of": reference.columns, "subtype": reference.ha, "least": _percent(MIN_COVERAGE)}
    return Fault("too-short", None, message("fault.coverage", sites=sites, **of))


def least_identity(reference: Reference) -> float:
    """Return the least identity of HA1 to a reference, 0 to 1."""
    return MIN_IDENTITY.get(reference.subtype, MIN_IDENTITY_OF_OTHERS)


def stop_fault(column: int, codon: str | None = None) -> Fault:
    """Return the fault of a stop inside HA1, at a column of the record; of nucleotides with its `codon`."""
    said = message("fault.stop-nucleotide", codon=codon) if codon else message("fault.stop-protein")
    return Fault("stop-codon", column, said, message("brief.stop", column=column), message("hint.stop"))


def shift_fault(column: int, extra: int) -> Fault:
    """Return the fault of a change of frame; `extra` bases are too many, or too few if negative."""
    said = message(f"fault.bases-{'extra' if extra > 0 else 'missing'}", column=column, bases=abs(extra))
    return Fault("frameshift", column, said, message("brief.frameshift", column=column), message("hint.frameshift"))


def nothing_known() -> Fault:
    """Return the fault of a record of which no residue is known."""
    return Fault("too-many-unknown", None, message("fault.nothing-known"))


def _wrong_gene(reference: Reference, placed: Placement, margin: float) -> Fault:
    said = message("fault.unlike")
    if placed.score >= MIN_SCORE:
        far = {"identity": _percent(placed.identity), "least": _percent(least_identity(reference))}
        key = "fault.distant" if margin >= 0 else "fault.distant-from"
        said = message(key, subtype=reference.ha, **far)
    return Fault("wrong-gene", None, said, message("brief.wrong-gene"), message("hint.wrong-gene"))


def _percent(share: float) -> int:
    return round(100 * share)
