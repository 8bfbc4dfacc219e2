"""One record, and what is known of it once it has been looked at by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.contract import ReadRemark, Record
from driftline_worker.headers import parsed
from driftline_worker.reference.references import ha_of
from driftline_worker.sequences.checker import Checked, SequenceChecker
from driftline_worker.sequences.faults import Fault
from driftline_worker.sequences.letters import read_letters

NAME_SHOWN = 200


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
        """The subtype that its header tells."""
        return parsed(self.name).subtype

    def error(self, fault: Fault) -> dict[str, Any]:
        """Return the entry of ``errors[]``."""
        where = {"line": fault.line, "column": fault.column}
        known = {key: place for key, place in where.items() if place is not None}
        return {"record": self.record, "name": self.name, **known, "detail": fault.detail}

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``check-response.json``."""
        checked = self.checked
        return {
            "record": self.record,
            "reference": self.reference,
            "name": self.name,
            "form": checked.form,
            "length": checked.length,
            "subtype": ha_of(checked.subtype),
            "headerSubtype": self.header_subtype,
            "score": checked.score,
            "margin": checked.margin,
            "identity": checked.identity,
            "coverage": checked.coverage,
            "flags": list(checked.flags),
            "errors": [self.error(fault) for fault in checked.faults],
        }


def check_record(record: Record, checker: SequenceChecker) -> CheckedRecord:
    """Check one record by itself; one in which reading found faults is not looked at any further."""
    checked = _unread(record) if record.faults else checker.check(record.letters)
    return CheckedRecord(record.record, record.name[:NAME_SHOWN], checked, record.reference, record.remarks)


def _unread(record: Record) -> Checked:
    letters = read_letters(record.letters)
    faults = tuple(
        Fault(fault.kind, fault.column, fault.detail, fault.detail.rstrip("."), line=fault.line)
        for fault in record.faults
    )
    return Checked(letters.form, letters.length, faults=faults)
