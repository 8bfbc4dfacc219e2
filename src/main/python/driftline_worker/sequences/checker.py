"""Check one record: what it is, which subtype, and its residues on mature HA1 columns.

>>> checked = check_letters("MKTIIALSYILCLVFAQKLPGND")
>>> checked.faults[0].kind
'too-short'
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from driftline_worker.reference.references import Reference, every_reference
from driftline_worker.sequences.faults import (
    Fault,
    Lead,
    StopFault,
    form_faults,
    nothing_known,
    placement_faults,
    shift_fault,
    stop_fault,
)
from driftline_worker.sequences.flags import fault_flags, placement_flags, strand_flags, unknown_sites
from driftline_worker.sequences.frames import codon, read_frames
from driftline_worker.sequences.letters import STOP, Form, Letters, read_letters
from driftline_worker.sequences.placement import GAP, UNKNOWN, Placement, place, scores

CACHED = 4096
MAX_BOUND = 20_000
"""Letters that are aligned even where the subtype is given; more would take seconds."""
DOUBTFUL = ("wrong-gene", "subtype-unclear")
"""Kinds of faults with which a record has no subtype."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a record's letters; names and record numbers stay with the caller.

    Attributes
    ----------
    aligned : str
        One letter per mature HA1 column of `subtype`; empty when there are faults.
    margin : float | None
        Alignment score above the next subtype's.
    faults : Sequence[Fault]
        Why it cannot be used.
    doubts : Sequence[Fault]
        What would be faults, had the caller not said which subtype it is.
    point : int | None
        Column of a point that may have stood for a gap or for a residue: what seemed deleted is unknown.
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
    doubts: Sequence[Fault] = ()
    aligned: str = ""
    point: int | None = None
    insertions: Sequence[tuple[int, str]] = ()


@dataclass(slots=True)
class SequenceChecker:
    """`check_letters` behind a bounded memory of recent letters, by digest; safe for threads."""

    capacity: int = CACHED
    _known: "OrderedDict[bytes, Checked]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, given: str, subtype: str | None = None) -> Checked:
        """Return what is known of the letters, checked now or before."""
        digest = hashlib.sha256(f"{subtype or ''}\n{given}".encode()).digest()
        with self._lock:
            known = self._known.get(digest)
            if known is not None:
                self._known.move_to_end(digest)
                return known
        checked = check_letters(given, subtype)
        with self._lock:
            self._known[digest] = checked
            while len(self._known) > self.capacity:
                self._known.popitem(last=False)
        return checked


def check_letters(given: str, subtype: str | None = None) -> Checked:
    """Check the letters of one record, as given by the user.

    Parameters
    ----------
    subtype : str | None
        Which subtype it is, if the caller knows better than the alignment: then whatever can be placed on
        its columns is, and what speaks against it becomes a doubt.
    """
    letters = read_letters(given)
    faults = form_faults(letters)
    if faults and (subtype is None or not letters.text or len(letters.text) > MAX_BOUND):
        return _unusable(letters, faults[:1])
    if letters.form == "protein":
        return _check_protein(letters, faults, subtype)
    return _check_nucleotides(letters, faults, subtype)


def _unusable(letters: Letters, faults: Sequence[Fault], flags: Sequence[str] = ()) -> Checked:
    return Checked(letters.form, letters.length, flags=(*flags, *fault_flags(faults)), faults=tuple(faults))


def _check_protein(letters: Letters, faults: list[Fault], subtype: str | None) -> Checked:
    def stop(residue: int) -> Fault:
        return stop_fault(letters.columns[residue])

    flags = strand_flags(letters.form, False, 0, letters.text)
    return _check(letters, letters.text, flags, faults, stop, subtype)


def _check_nucleotides(letters: Letters, faults: list[Fault], subtype: str | None) -> Checked:
    reading = read_frames(letters.text)
    bases, frame = reading.bases, reading.frame

    def column(base: int) -> int:
        return letters.columns[reading.places[base]]

    flags = strand_flags(letters.form, frame.reverse, len(bases) - frame.offset, frame.protein)
    if reading.shift:
        faults = [*faults, shift_fault(column(reading.shift.base), reading.shift.extra)]
        if subtype is None:
            return _unusable(letters, faults, flags)

    def stop(residue: int) -> Fault:
        return stop_fault(column(frame.base(residue, len(bases))), codon(bases, frame, residue))

    return _check(letters, frame.protein, flags, faults, stop, subtype)


def _likeliest(text: str, bound: str | None) -> tuple[Reference, Lead]:
    """Return the reference that fits best, or the stated subtype's, and how far it leads the next."""
    ranked = scores(text, bound)
    subtype = bound or max(ranked, key=lambda each: ranked[each])
    rival = max((other for other in ranked if other != subtype), key=lambda each: ranked[each])
    references = every_reference()
    return references[subtype], Lead(ranked[subtype] - ranked[rival], references[rival])


def _check(
    letters: Letters, protein: str, flags: list[str], before: list[Fault], stop: StopFault, bound: str | None
) -> Checked:
    text = protein.replace(STOP, UNKNOWN)
    if not text.strip(UNKNOWN):
        return _unusable(letters, before or form_faults(letters) or [nothing_known()], flags)
    reference, lead = _likeliest(text, bound)
    placed, point = _place(letters, reference, text)
    unknown = unknown_sites(placed)
    stops = [residue for residue in placed.read if protein[residue] == STOP]
    found = [*before, *placement_faults(letters.form, reference, placed, stops, unknown, lead, stop)]
    usable = placed.coverage > 0 if bound else not found
    doubtful = not usable and any(fault.kind in DOUBTFUL for fault in found[:1])
    own = [] if doubtful else placement_flags(reference, placed, unknown, lead)
    known = None if doubtful else reference.subtype
    checked = _scored(letters, known, placed, lead, [*flags, *fault_flags(found), *own])
    if not usable:
        return replace(checked, faults=tuple(found[:1]))
    return replace(
        checked, doubts=tuple(found), aligned=placed.aligned, point=point, insertions=tuple(placed.insertions)
    )


def _place(letters: Letters, reference: Reference, text: str) -> tuple[Placement, int | None]:
    """Place a protein, and return the column of a point that may have stood for what seems deleted."""
    placed = place(reference, text)
    if letters.point is None or GAP not in placed.aligned:
        return placed, None
    return replace(placed, aligned=placed.aligned.replace(GAP, UNKNOWN)), letters.point


def _scored(letters: Letters, subtype: str | None, placed: Placement, lead: Lead, flags: list[str]) -> Checked:
    return Checked(
        letters.form,
        letters.length,
        subtype=subtype,
        score=placed.score,
        margin=lead.margin,
        identity=round(placed.identity, 4),
        coverage=round(placed.coverage, 4),
        flags=tuple(dict.fromkeys(flags)),
    )
