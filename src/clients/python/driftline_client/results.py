"""Results as rows, one for each pair, and as a table of pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from .contract import Job, Pair, Rows

OF_RECORDS = {
    **{name: name for name in ("year", "passage", "lineage", "clade", "subclade")},
    "ferret_escape": "ferretEscape",
}
"""What tables tell of each record, by the names of columns: fields of a record."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of a result.

    Attributes
    ----------
    strain_a, strain_b : The whole names, as they were given.
    record_a, record_b : Numbers of the records, from 1; in mode query `record_b` is a reference's.
    subtype : The HA, such as H3 or B/Victoria; None where it is not known.
    verdict : `similar`, `variant`, `undecided` or `outside`; None in results from before there were verdicts.
    probability_variant : 0 to 1; this and the figures after it are None where nothing could be predicted.
    distance_log2, low, high : log2 titre units, with the ends of the interval.
    differences : HA1 sites that differ.
    warnings : Of the pair, then of its two records, each once.
    of_a, of_b : What checking found of the records, with year, passage, lineage, clade and subclade.
    """

    strain_a: str
    strain_b: str
    record_a: int
    record_b: int
    subtype: str | None
    verdict: str | None
    variant: bool | None
    probability_variant: float | None
    distance_log2: float | None
    low: float | None
    high: float | None
    differences: int | None
    warnings: tuple[str, ...]
    of_a: Mapping[str, Any]
    of_b: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What a job found.

    Attributes
    ----------
    job : The job as it ended.
    rows : One for each pair, in the result's order.
    records : Of many pairs, what checking found of each sequence, references included; empty for a single pair.
    provenance : `server`, `job`, `model`, `model_version`, `encoding` and `finished_at`: what made the figures.
    """

    job: Job
    rows: tuple[Row, ...]
    records: tuple[Mapping[str, Any], ...]
    provenance: Mapping[str, str]

    @property
    def pair(self) -> Pair:
        """The single pair with its substitutions; a `ValueError` where there are several."""
        result = self.job.get("result")
        if self.job.get("mode") != "pair" or not result:
            raise ValueError("A result of many pairs has rows; explain() makes one of them a pair by itself.")
        return result["pairs"][0]  # type: ignore[return-value]

    @property
    def set_aside(self) -> tuple[Mapping[str, Any], ...]:
        """Records that could not be used, with the reasons in `errors`."""
        return tuple(record for record in self.records if record.get("errors"))

    def to_pandas(self) -> pd.DataFrame:
        """Make a table with the columns of `result.csv`, figures as numbers; `attrs["driftline"]` is the provenance."""
        import pandas

        table = pandas.DataFrame([self._cells(row) for row in self.rows], columns=list(self._columns()))
        table.attrs["driftline"] = dict(self.provenance)
        return table

    def _cells(self, row: Row) -> list[Any]:
        plain = [getattr(row, name) for name in _FIGURES]
        plain[_FIGURES.index("warnings")] = "; ".join(row.warnings)
        made = [self.provenance[name] for name in _MADE]
        return [
            *plain,
            *made,
            row.verdict,
            *(_shown(of.get(each)) for each in OF_RECORDS.values() for of in (row.of_a, row.of_b)),
        ]

    @staticmethod
    def _columns() -> tuple[str, ...]:
        return (*_FIGURES, *_MADE, "verdict", *(f"{each}_{side}" for each in OF_RECORDS for side in "ab"))


_FIGURES = (
    *("subtype", "strain_a", "strain_b", "probability_variant", "distance_log2", "low", "high", "warnings", "variant"),
    *("differences", "record_a", "record_b"),
)
_MADE = ("model", "model_version", "encoding", "finished_at")


def of_pair(job: Job, server: str) -> Result:
    """Read the result of a single pair, which its job brings along."""
    result: Any = job["result"]
    pair = result["pairs"][0]
    first, second = pair.get("records") or ({}, {})
    low, high = pair["interval"] or (None, None)
    row = Row(
        *(pair["a"], pair["b"], 1, 2, pair["subtype"], pair.get("verdict"), pair["variant"], pair["probability"]),
        *(pair["distanceLog2"], low, high, len(pair["substitutions"])),
        warnings=_warnings(pair, first, second),
        of_a=first,
        of_b=second,
    )
    return Result(job, (row,), (), _provenance(job, result["model"], result["encoding"], server))


def of_rows(job: Job, rows: Rows, server: str) -> Result:
    """Read the rows of many pairs, and give each the names of its records."""
    records = rows["records"]
    query = job.get("mode") == "query"
    firsts = {record["record"]: record for record in records if not (query and record["reference"])}
    seconds = {record["record"]: record for record in records if record["reference"]} if query else firsts
    place = {name: at for at, name in enumerate(rows["columns"])}
    return Result(
        job,
        tuple(_row(values, place, firsts, seconds) for values in rows["rows"]),
        tuple(records),
        _provenance(job, rows["model"], rows["encoding"], server),
    )


def _row(values: Sequence[Any], place: Mapping[str, int], firsts: Mapping[int, Any], seconds: Mapping[int, Any]) -> Row:
    told = {name: values[at] for name, at in place.items()}
    first, second = firsts[told["recordA"]], seconds[told["recordB"]]
    return Row(
        *(first["name"], second["name"], told["recordA"], told["recordB"], told["subtype"], told["verdict"]),
        *(told["variant"], told["probability"], told["distanceLog2"], told["low"], told["high"], told["differences"]),
        warnings=_warnings(told, first, second),
        of_a=first,
        of_b=second,
    )


def _warnings(*of: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warning for each in of for warning in each.get("warnings") or ()))


def _provenance(job: Job, model: Mapping[str, Any], encoding: str, server: str) -> dict[str, str]:
    return {
        "server": server,
        "job": job["id"],
        "model": model["name"],
        "model_version": model["version"],
        "encoding": encoding,
        "finished_at": job.get("finishedAt") or "",
    }


def _shown(value: Any) -> Any:
    """Write a clade as tables do, `>=` before it where it may be one below; of an escape the score."""
    if not isinstance(value, Mapping):
        return value
    return value["score"] if "score" in value else f"{'' if value['exact'] else '>='}{value['name']}"
