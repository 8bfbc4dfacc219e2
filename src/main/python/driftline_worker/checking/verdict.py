"""The first stage: whether records are what the job needs, and on which columns they lie.

The same verdict serves ``POST /checks`` beforehand and the job itself. A pair needs both its
records; of many, those that cannot be used are listed and the others go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.pairs import plan_pairs
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.contract import MAX_PAIRS, Mode
from driftline_worker.errors import Problem
from driftline_worker.reference.references import ha_of
from driftline_worker.sequences.faults import Fault

TITLES = {
    "too-short": "Sequence too short",
    "too-long": "Sequence too long",
    "letters": "Letter outside the alphabet",
    "stop-codon": "Stop codon inside the sequence",
    "frameshift": "Reading frame changes",
    "wrong-gene": "Not an HA of a known subtype",
    "subtype-unclear": "Subtype not clear",
    "subtype-mismatch": "Two different subtypes",
    "too-many-unknown": "Too many unknown residues",
    "record-count": "Wrong number of records",
    "no-pair": "No pair to predict",
    "empty": "No sequence",
    "header": "Header not usable",
    "no-header": "A FASTA header is missing",
    "format": "Not a kind of file that is read",
    "encoding": "Encoding not clear",
    "packing": "Cannot be unpacked",
    "name": "No record of that name",
    "segment": "Another segment",
    "too-many-pairs": "Too many pairs",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found; `subtype` is set when there is no problem and every usable record is of it."""

    records: Sequence[CheckedRecord]
    subtype: str | None
    problem: Problem | None

    def to_json(self) -> dict[str, Any]:
        """Return ``check-response.json``."""
        return {
            "ok": self.problem is None,
            "subtype": ha_of(self.subtype),
            "records": [record.to_json() for record in self.records],
            "problem": self.problem.to_json() if self.problem else None,
        }


def judge(mode: Mode, records: Sequence[CheckedRecord], asked: Sequence[tuple[int, int]] | None = None) -> Verdict:
    """Judge checked records together.

    Parameters
    ----------
    asked : Sequence[tuple[int, int]] | None
        The pairs of mode ``list``; None when they are not known yet, then any two may be one.
    """
    problem = _pair_problem(records) if mode == "pair" else _many_problem(mode, records, asked)
    subtypes = {record.subtype for record in records if record.subtype}
    return Verdict(records, None if problem or len(subtypes) != 1 else subtypes.pop(), problem)


def _many_problem(
    mode: Mode, records: Sequence[CheckedRecord], asked: Sequence[tuple[int, int]] | None
) -> Problem | None:
    plan = plan_pairs("all" if mode == "list" and asked is None else mode, records, asked or ())
    if len(plan.rows) > MAX_PAIRS:
        detail = f"{len(records)} records make {len(plan.rows)} pairs; a job has at most {MAX_PAIRS}."
        return Problem("urn:problem:check/too-many-pairs", TITLES["too-many-pairs"], detail, detail.rstrip("."))
    if plan.predictable.any():
        return None
    usable = ", ".join(f"{ha_of(subtype)} {plan.subtypes.count(subtype)}" for subtype in plan.known) or "none"
    message = f"No two of the {len(records)} records make a pair of one subtype; usable records: {usable}"
    faults = [(record, fault) for record in records for fault in record.checked.faults]
    reason = "".join(f" {_called(record)}: {fault.detail.rstrip('.')}." for record, fault in faults[:1])
    errors = [record.error(fault) for record, fault in faults]
    return Problem("urn:problem:check/no-pair", TITLES["no-pair"], f"{message}.{reason}", message, errors)


def _record_problem(records: Sequence[CheckedRecord]) -> Problem | None:
    faults = [(record, fault) for record in records for fault in record.checked.faults]
    if not faults:
        return None
    record, first = faults[0]
    others = len({record.record for record, _ in faults}) - 1
    sentences = [f"{_called(record)}: {first.message}.", first.hint]
    if others:
        sentences.append(f"{others} other record{'s' if others > 1 else ''} cannot be used either.")
    return Problem(
        f"urn:problem:check/{first.kind}",
        TITLES[first.kind],
        " ".join(sentence for sentence in sentences if sentence),
        f"{_called(record)}: {first.message}",
        [record.error(fault) for record, fault in faults],
    )


def _pair_problem(records: Sequence[CheckedRecord]) -> Problem | None:
    problem = _record_problem(records)
    if problem:
        return problem
    if len(records) != 2:
        detail = f"A pair is two records; {len(records)} were given."
        return Problem("urn:problem:check/record-count", TITLES["record-count"], detail, detail.rstrip("."))
    a, b = records
    if a.checked.subtype == b.checked.subtype:
        return None
    message = f"Record {a.record} is {a.ha}, record {b.record} is {b.ha}"
    return Problem(
        "urn:problem:check/subtype-mismatch",
        TITLES["subtype-mismatch"],
        f"{message}. Antigenic distance is measured within a subtype; give two strains of the same one.",
        message,
        [
            a.error(Fault("subtype-mismatch", None, f"{a.ha}; the other is {b.ha}", "")),
            b.error(Fault("subtype-mismatch", None, f"{b.ha}; the other is {a.ha}", "")),
        ],
    )


def _called(record: CheckedRecord) -> str:
    return f"Record {record.record} ({record.name})"
