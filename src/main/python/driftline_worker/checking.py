"""The first stage: whether records are what the job needs, and on which columns they lie.

The same verdict serves ``POST /checks`` beforehand and the job itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.contract import Record
from driftline_worker.errors import Problem
from driftline_worker.sequences import Checked, Fault, SequenceChecker

NAME_SHOWN = 200

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
}


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record and what is known of it."""

    record: int
    name: str
    checked: Checked
    reference: bool = False

    def error(self, fault: Fault) -> dict[str, Any]:
        """Return the entry of ``errors[]``."""
        return {"record": self.record, "name": self.name, "column": fault.column, "detail": fault.detail}

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``check-response.json``."""
        checked = self.checked
        return {
            "record": self.record,
            "reference": self.reference,
            "name": self.name,
            "form": checked.form,
            "length": checked.length,
            "subtype": checked.subtype,
            "score": checked.score,
            "margin": checked.margin,
            "identity": checked.identity,
            "coverage": checked.coverage,
            "flags": list(checked.flags),
            "errors": [self.error(fault) for fault in checked.faults],
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found; `subtype` is set when there is no problem."""

    records: Sequence[CheckedRecord]
    subtype: str | None
    problem: Problem | None

    def to_json(self) -> dict[str, Any]:
        """Return ``check-response.json``."""
        return {
            "ok": self.problem is None,
            "subtype": self.subtype,
            "records": [record.to_json() for record in self.records],
            "problem": self.problem.to_json() if self.problem else None,
        }


def check_record(record: Record, checker: SequenceChecker) -> CheckedRecord:
    """Check one record by itself."""
    return CheckedRecord(record.record, record.name[:NAME_SHOWN], checker.check(record.letters), record.reference)


def check_pair(records: Iterable[Record], checker: SequenceChecker) -> Verdict:
    """Check the two records of a pair, each by itself and then together."""
    checked = [check_record(each, checker) for each in records]
    problem = _record_problem(checked) or _pair_problem(checked)
    return Verdict(checked, None if problem else checked[0].checked.subtype, problem)


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
    if len(records) != 2:
        detail = f"A pair is two records; {len(records)} were given."
        return Problem("urn:problem:check/record-count", TITLES["record-count"], detail, detail.rstrip("."))
    a, b = records
    if a.checked.subtype == b.checked.subtype:
        return None
    message = f"Record {a.record} is {a.checked.subtype}, record {b.record} is {b.checked.subtype}"
    return Problem(
        "urn:problem:check/subtype-mismatch",
        TITLES["subtype-mismatch"],
        f"{message}. Antigenic distance is measured within a subtype; give two strains of the same one.",
        message,
        [
            a.error(Fault("subtype-mismatch", None, f"{a.checked.subtype}; the other is {b.checked.subtype}", "")),
            b.error(Fault("subtype-mismatch", None, f"{b.checked.subtype}; the other is {a.checked.subtype}", "")),
        ],
    )


def _called(record: CheckedRecord) -> str:
    return f"Record {record.record} ({record.name})"
