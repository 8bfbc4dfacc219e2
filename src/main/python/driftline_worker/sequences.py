"""Check one record: what it is, which subtype, and its residues on mature HA1 columns.

>>> checked = check_letters("MKTIIALSYILCLVFAQKLPGND")
>>> checked.faults[0].kind
'too-short'
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from driftline_worker.align import GAP, UNKNOWN, Placement, place, scores
from driftline_worker.frames import best_frame, codon
from driftline_worker.letters import MAX_LETTERS, STOP, Form, Letters, read_letters
from driftline_worker.reference import Reference, references

MIN_RESIDUES = 200
MIN_NUCLEOTIDES = 600
MIN_COVERAGE = 0.6
"""Share of HA1 columns with a known residue below which a prediction would be a guess."""
MAX_UNKNOWN = 0.1
"""Share of X among the HA1 columns a record reaches."""
MIN_IDENTITY = {"H1N1": 0.65, "H3N2": 0.70, "H5N1": 0.75}
"""Least identity of HA1 to the reference.

Strains of the training sets reach 0.71, 0.78 and 0.88 at the least; other subtypes and
influenza B stay below.
"""
MIN_MARGIN = 60.0
"""Least distance in alignment score to the next subtype; the closest training strain has 273."""
MIN_SCORE = 300.0
"""Least alignment score of an HA; a fifth of HA1 has more."""
CACHED = 4096


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record cannot be used.

    Attributes
    ----------
    kind : str
        Last part of the problem type.
    column : int | None
        One-based, in the record as given.
    detail : str
        What was found and what would be right.
    message : str
        The fault in one short phrase.
    hint : str
        What to do about it; may be empty.
    """

    kind: str
    column: int | None
    detail: str
    message: str
    hint: str = ""


StopFault = Callable[[int], Fault]
"""The fault of a stop at a residue of the protein."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a record's letters; names and record numbers stay with the caller.

    Attributes
    ----------
    aligned : str
        One letter per mature HA1 column of `subtype`; empty when there are faults.
    margin : float | None
        Alignment score above the next subtype's.
    insertions : Sequence[tuple[int, str]]
        Residues after a one-based column that the reference lacks; not seen by models.
    """

    form: Form
    length: int
    subtype: str | None = None
    score: float | None = None
    margin: float | None = None
    identity: float | None = None
    coverage: float = 0.0
    flags: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    aligned: str = ""
    insertions: Sequence[tuple[int, str]] = ()


@dataclass(slots=True)
class SequenceChecker:
    """`check_letters` behind a bounded memory of recent letters, by digest; safe for threads."""

    capacity: int = CACHED
    _known: "OrderedDict[bytes, Checked]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, given: str) -> Checked:
        """Return what is known of the letters, checked now or before."""
        digest = hashlib.sha256(given.encode()).digest()
        with self._lock:
            known = self._known.get(digest)
            if known is not None:
                self._known.move_to_end(digest)
                return known
        checked = check_letters(given)
        with self._lock:
            self._known[digest] = checked
            while len(self._known) > self.capacity:
                self._known.popitem(last=False)
        return checked


def check_letters(given: str) -> Checked:
    """Check the letters of one record, as given by the user."""
    letters = read_letters(given)
    fault = _form_fault(letters)
    if fault:
        flags = ("short",) if fault.kind == "too-short" else ()
        return Checked(letters.form, len(letters.text), flags=flags, faults=(fault,))
    if letters.form == "protein":
        return _check_protein(letters)
    return _check_nucleotides(letters)


def _form_fault(letters: Letters) -> Fault | None:
    length = len(letters.text)
    least = MIN_NUCLEOTIDES if letters.form == "nucleotide" else MIN_RESIDUES
    if letters.illegal:
        column, letter = letters.illegal
        alphabet = "IUPAC nucleotide" if letters.form == "nucleotide" else "amino acid"
        detail = f"letter {letter} at column {column} is not an {alphabet} code"
        return Fault("letters", column, detail, detail)
    if length < least:
        detail = (
            f"{length} letters are too short for HA1; at least {MIN_RESIDUES} residues "
            f"or {MIN_NUCLEOTIDES} nucleotides are needed"
        )
        return Fault("too-short", None, detail, detail)
    if length > MAX_LETTERS:
        detail = f"{length} letters are too many for one HA; at most {MAX_LETTERS} are read"
        return Fault("too-long", None, detail, detail)
    return None


def _check_protein(letters: Letters) -> Checked:
    def stop(residue: int) -> Fault:
        return _stop_fault("stop *", letters.columns[residue])

    return _check(letters, letters.text, [], stop)


def _check_nucleotides(letters: Letters) -> Checked:
    bases = letters.text
    frame, shift = best_frame(bases)
    flags = ["reverse-strand"] if frame.reverse else []
    if shift:
        fault = _shift_fault(letters.columns[shift.base], shift.extra)
        return Checked(letters.form, len(bases), flags=tuple(flags), faults=(fault,))

    def stop(residue: int) -> Fault:
        column = letters.columns[frame.base(residue, len(bases))]
        return _stop_fault(f"stop codon {codon(bases, frame, residue)}", column)

    return _check(letters, frame.protein, flags, stop)


def _check(letters: Letters, protein: str, flags: list[str], stop: StopFault) -> Checked:
    text = protein.replace(STOP, UNKNOWN)
    ranked = sorted(scores(text).items(), key=lambda item: -item[1])
    subtype, margin = ranked[0][0], ranked[0][1] - ranked[1][1]
    reference = references()[subtype]
    placed = place(reference, text)
    fault = _placement_fault(reference, placed, protein, margin, stop)
    unusable = fault is not None and fault.kind in ("wrong-gene", "subtype-unclear")
    return Checked(
        form=letters.form,
        length=len(letters.text),
        subtype=None if unusable else subtype,
        score=placed.score,
        margin=margin,
        identity=round(placed.identity, 4),
        coverage=round(placed.coverage, 4),
        flags=tuple(flags if unusable else flags + _flags(placed)),
        faults=(fault,) if fault else (),
        aligned="" if fault else placed.aligned,
        insertions=() if fault else tuple(placed.insertions),
    )


def _placement_fault(
    reference: Reference, placed: Placement, protein: str, margin: float, stop: StopFault
) -> Fault | None:
    stops = [residue for residue in placed.reached if protein[residue] == STOP]
    if placed.identity < MIN_IDENTITY[reference.subtype] or placed.score < MIN_SCORE:
        return _wrong_gene(reference, placed)
    if stops:
        return stop(stops[0])
    if margin < MIN_MARGIN:
        detail = "the sequence is about as near to two subtypes; expected HA of H1N1, H3N2 or H5N1"
        return Fault("subtype-unclear", None, detail, detail)
    reached = sum(index is not None for index in placed.residues)
    unknown = sum(index is not None and protein[index] == UNKNOWN for index in placed.residues)
    if unknown > MAX_UNKNOWN * reached:
        detail = (
            f"{unknown} of {reached} HA1 residues are unknown (X or undecided codons); at most {MAX_UNKNOWN:.0%} may be"
        )
        return Fault("too-many-unknown", None, detail, detail)
    if placed.coverage < MIN_COVERAGE:
        sites = round(placed.coverage * reference.columns)
        detail = (
            f"only {sites} of {reference.columns} {reference.subtype} HA1 sites are covered; "
            f"at least {MIN_COVERAGE:.0%} are needed"
        )
        return Fault("too-short", None, detail, detail)
    return None


def _wrong_gene(reference: Reference, placed: Placement) -> Fault:
    detail = "nothing in it resembles HA1 of H1N1, H3N2 or H5N1; HA of one of them is expected"
    if placed.score >= MIN_SCORE:
        detail = (
            f"no HA of H1N1, H3N2 or H5N1: the nearest, {reference.subtype}, agrees in {placed.identity:.0%} of HA1; "
            f"at least {MIN_IDENTITY[reference.subtype]:.0%} is expected"
        )
    hint = "Another gene, influenza B or another subtype? Paste HA of H1N1, H3N2 or H5N1."
    return Fault("wrong-gene", None, detail, "not an HA of H1N1, H3N2 or H5N1", hint)


def _stop_fault(what: str, column: int) -> Fault:
    return Fault(
        "stop-codon",
        column,
        f"{what} inside HA1; expected an open reading frame",
        f"stop codon inside HA1 at column {column}",
        "Wrong frame? Remove the record or paste the protein.",
    )


def _shift_fault(column: int, extra: int) -> Fault:
    bases = "base" if abs(extra) == 1 else "bases"
    cause = f"{abs(extra)} {bases} {'extra' if extra > 0 else 'missing'}"
    return Fault(
        "frameshift",
        column,
        f"the reading frame changes near column {column} ({cause}); expected one open reading frame",
        f"reading frame changes near column {column}",
        "Correct the bases there or paste the protein.",
    )


def _flags(placed: Placement) -> list[str]:
    flags = []
    columns = [column for column, index in enumerate(placed.residues, start=1) if index is not None]
    if columns and (columns[0] > 1 or columns[-1] < len(placed.residues)):
        flags.append("partial")
    if any(
        index is not None and letter == UNKNOWN for index, letter in zip(placed.residues, placed.aligned, strict=True)
    ):
        flags.append("unknown-residues")
    flags += [f"deletion-{column}" for column, letter in enumerate(placed.aligned, start=1) if letter == GAP][:20]
    flags += [f"insertion-after-{column}" for column, _ in placed.insertions][:20]
    return flags
