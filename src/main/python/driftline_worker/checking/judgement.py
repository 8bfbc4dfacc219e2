"""The first stage: whether records are what the job needs, and on which columns they lie.

The same judgement serves ``POST /checks`` beforehand and the job itself. A pair needs both its
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
from driftline_worker.words import message


@dataclass(frozen=True, slots=True)
class Judgement:
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


def judge(mode: Mode, records: Sequence[CheckedRecord], asked: Sequence[tuple[int, int]] | None = None) -> Judgement:
    """Judge checked records together.

    Parameters
    ----------
    asked : Sequence[tuple[int, int]] | None
        The pairs of mode ``list``; None when they are not known yet, then any two may be one.
    """
    problem = _pair_problem(records) if mode == "pair" else _many_problem(mode, records, asked)
    subtypes = {record.subtype for record in records if record.subtype}
    return Judgement(records, None if problem or len(subtypes) != 1 else subtypes.pop(), problem)


def _many_problem(
    mode: Mode, records: Sequence[CheckedRecord], asked: Sequence[tuple[int, int]] | None
) -> Problem | None:
    plan = plan_pairs("all" if mode == "list" and asked is None else mode, records, asked or ())
    if len(plan.rows) > MAX_PAIRS:
        said = message("detail.too-many-pairs", records=len(records), pairs=len(plan.rows), most=MAX_PAIRS)
        return Problem("check/too-many-pairs", said)
    if plan.predictable.any():
        return None
    usable = ", ".join(f"{ha_of(subtype)} {plan.subtypes.count(subtype)}" for subtype in plan.known) or "none"
    counted = {"records": len(records), "usable": usable}
    brief = message("detail.no-pair", **counted)
    faults = [(record, fault) for record in records for fault in record.checked.faults]
    said = brief
    if faults:
        record, fault = faults[0]
        said = message("detail.no-pair-fault", **counted, **_called(record), fault=fault.said)
    return Problem("check/no-pair", said, brief, [record.error(fault) for record, fault in faults])


def _record_problem(records: Sequence[CheckedRecord]) -> Problem | None:
    faults = [(record, fault) for record in records for fault in record.checked.faults]
    if not faults:
        return None
    record, first = faults[0]
    params: dict[str, Any] = {**_called(record), "fault": first.short}
    others = len({record.record for record, _ in faults}) - 1
    more = ({"hint": first.hint} if first.hint else {}) | ({"others": others} if others else {})
    return Problem(
        f"check/{first.kind}",
        message("-".join(["detail.record", *more]), **params, **more),
        message("brief.record", **params),
        [record.error(fault) for record, fault in faults],
    )


def _pair_problem(records: Sequence[CheckedRecord]) -> Problem | None:
    problem = _record_problem(records)
    if problem:
        return problem
    if len(records) != 2:
        return Problem("check/record-count", message("detail.record-count", records=len(records)))
    a, b = records
    if a.checked.subtype == b.checked.subtype:
        return None
    params = {"a": a.record, "subtypeA": a.ha, "b": b.record, "subtypeB": b.ha}
    return Problem(
        "check/subtype-mismatch",
        message("detail.subtypes-differ", **params),
        message("brief.subtypes-differ", **params),
        [_other_subtype(a, b), _other_subtype(b, a)],
    )


def _other_subtype(one: CheckedRecord, other: CheckedRecord) -> dict[str, Any]:
    return one.error(Fault("subtype-mismatch", None, message("fault.other-subtype", mine=one.ha, other=other.ha)))


def _called(record: CheckedRecord) -> dict[str, Any]:
    return {"record": record.record, "name": record.name}
