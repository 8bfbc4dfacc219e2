"""One record, and what is known of it once it has been looked at by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.origin import origin_of
from driftline_worker.contract import ReadRemark, Record
from driftline_worker.headers import parsed
from driftline_worker.reference.ferret_escape import ferret_escape
from driftline_worker.reference.references import ha_of, references
from driftline_worker.sequences.checker import Checked, SequenceChecker
from driftline_worker.sequences.faults import Fault
from driftline_worker.sequences.letters import read_letters
from driftline_worker.words import Message, message

NAME_SHOWN = 200
FORM_FAULTS = {"letters", "too-short", "too-long"}
"""Kinds of faults of a record's letters that reading and checking both find."""


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record and what is known of it."""

    record: int
    name: str
    checked: Checked
    reference: bool = False
    remarks: Sequence[ReadRemark] = ()

    @property
    def subtype(self) -> str | None:
        """The subtype on whose columns it lies; None when it cannot be used."""
        return None if self.checked.faults else self.checked.subtype

    @property
    def ha(self) -> str | None:
        """The HA as results call it; None when the record cannot be used."""
        return ha_of(self.subtype)

    @property
    def header_subtype(self) -> str | None:
        """The subtype that its header tells, ``H3N2`` or ``B/Victoria``; of B whose lineage is not told ``B``."""
        header = parsed(self.name)
        if header.subtype is None and (header.strain or "").startswith(("B/", "b/")):
            return f"B/{header.lineage}" if header.lineage else "B"
        return header.subtype

    def error(self, fault: Fault) -> dict[str, Any]:
        """Return the entry of ``errors[]``."""
        words = fault.said.to_json() if fault.said.key else {}
        where = {"line": fault.line, "column": fault.column}
        known = {key: place for key, place in where.items() if place is not None}
        return {"record": self.record, "name": self.name, **known, "detail": fault.detail, **words}

    def errors(self) -> list[dict[str, Any]]:
        """Return why it cannot be used, as ``errors[]``."""
        return [self.error(fault) for fault in self.checked.faults]

    def summary(self) -> dict[str, Any]:
        """Return what checks and results tell alike of a record."""
        checked = self.checked
        return {
            "record": self.record,
            "reference": self.reference,
            "name": self.name,
            "form": checked.form,
            "length": checked.length,
            "subtype": ha_of(checked.subtype),
            "headerSubtype": self.header_subtype,
            "identity": checked.identity,
            "coverage": checked.coverage,
            "flags": list(checked.flags),
            **self._found(),
        }

    def in_pair(self) -> dict[str, Any]:
        """Return the element of a pair's ``records[]`` in ``result-pair.json``."""
        checked = self.checked
        return {
            "name": self.name,
            "headerSubtype": self.header_subtype,
            "form": checked.form,
            "coverage": checked.coverage,
            "identity": checked.identity,
            "flags": list(checked.flags),
            **self._found(),
        }

    def _found(self) -> dict[str, Any]:
        escape = ferret_escape(self.subtype, self.checked.aligned)
        known = {"ferretEscape": escape.to_json()} if escape else {}
        return origin_of(parsed(self.name), self.checked).to_json() | known

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``check-response.json``."""
        scored = {"score": self.checked.score, "margin": self.checked.margin}
        return {**self.summary(), **scored, "errors": self.errors()}


def check_record(record: Record, checker: SequenceChecker) -> CheckedRecord:
    """Check one record by itself; one in which reading found faults is not looked at any further.

    Unless its subtype is stated and the faults are such as checking finds too: then they are doubts.
    """
    readable = record.subtype is not None and all(fault.kind in FORM_FAULTS for fault in record.faults)
    unread = record.faults and not readable
    checked = _unread(record) if unread else check_stated(record.letters, record.subtype, checker)
    return CheckedRecord(record.record, record.name[:NAME_SHOWN], checked, record.reference, record.remarks)


def check_stated(letters: str, subtype: str | None, checker: SequenceChecker) -> Checked:
    """Check letters as a sequence of a stated subtype, which is binding; of the nearest where none is stated."""
    if subtype is None or subtype in references():
        return checker.check(letters, subtype)
    read = read_letters(letters)
    said = message("fault.subtype-stated", subtype=subtype, known=list(references()))
    return Checked(read.form, read.length, faults=(Fault("subtype-unclear", None, said),))


def _unread(record: Record) -> Checked:
    letters = read_letters(record.letters)
    faults = tuple(
        Fault(fault.kind, fault.column, Message(fault.key, fault.params, given=fault.detail), line=fault.line)
        for fault in record.faults
    )
    return Checked(letters.form, letters.length, faults=faults)
