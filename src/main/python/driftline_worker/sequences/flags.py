"""Flags: what is worth knowing of a record that does not keep it from being used, or why it cannot be."""

from collections.abc import Sequence

from driftline_worker.reference.references import Reference
from driftline_worker.sequences.faults import Fault, Lead
from driftline_worker.sequences.letters import STOP, Form
from driftline_worker.sequences.placement import GAP, UNKNOWN, Placement

MANY_UNKNOWN = 0.05
"""Share of unknown sites between the first known one and the last from which a record is flagged."""
CLEAR_SHARE = 3.4
"""Lead on the next subtype, 1 where it is just enough, below which a subtype is no matter of course; training
strains have 4.1."""
SIGNAL = 10
"""Residues before column 1 from which there is a signal peptide."""
LONGEST_HA = 600
"""Residues; whole HA has about 566."""
LISTED = 20


def fault_flags(faults: Sequence[Fault]) -> list[str]:
    """Return the flags that go with faults."""
    kinds = {fault.kind for fault in faults}
    flags = []
    if "too-short" in kinds:
        flags.append("short")
    if "too-many-unknown" in kinds:
        flags.append("many-unknown")
    if "frameshift" in kinds:
        flags.append("frameshift")
    if "stop-codon" in kinds:
        flags.append("internal-stop")
    if kinds & {"wrong-gene", "subtype-unclear"}:
        flags.append("off-subtype")
    return flags


def strand_flags(form: Form, reverse: bool, bases_read: int, protein: str) -> list[str]:
    """Return the flags of how a record was read; `bases_read` counts from the first codon."""
    flags = []
    if reverse:
        flags.append("reverse-strand")
    open_end = form == "nucleotide" and bases_read % 3 != 0 and STOP not in protein
    if open_end or len(protein) > LONGEST_HA:
        flags.append("odd-length")
    return flags


def placement_flags(reference: Reference, placed: Placement, unknown: int, lead: Lead) -> list[str]:
    """Return the flags of where a protein lies on HA1."""
    flags = []
    inside = placed.inside
    if placed.residues[0] is not None and placed.residues[0] >= SIGNAL:
        flags.append("signal-peptide")
    if inside and len(inside) < len(placed.aligned):
        flags.append("partial")
    if unknown > MANY_UNKNOWN * len(inside):
        flags.append("many-unknown")
    elif unknown:
        flags.append("unknown-residues")
    if lead.share(reference) < CLEAR_SHARE:
        flags.append("off-subtype")
    flags += [f"deletion-{column}" for column in deletions(reference, placed.aligned)][:LISTED]
    flags += [f"insertion-after-{column}" for column, _ in placed.insertions][:LISTED]
    return flags


def deletions(reference: Reference, aligned: str) -> list[int]:
    """Return the columns without residue, less those on which the whole lineage has none.

    >>> from driftline_worker.reference.references import references
    >>> deletions(references()["B/Yamagata"], references()["B/Yamagata"].ha1)
    []
    """
    return [column for column, letter in enumerate(aligned, 1) if letter == GAP and column not in reference.absent]


def unknown_sites(placed: Placement) -> int:
    """Return how many HA1 sites are unknown between the first known one and the last, whatever was written there."""
    return placed.inside.count(UNKNOWN)
