"""What a reader of a result should know beside its numbers.

A caveat has a stable key with parameters, so that a page can say it in its own language,
and the English sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.headers import parsed
from driftline_worker.models.support import SubtypeSupport
from driftline_worker.reference.references import ha_of
from driftline_worker.sequences.align import GAP, UNKNOWN

FULL_COVERAGE = 0.95


@dataclass(frozen=True, slots=True)
class Caveat:
    """One warning."""

    key: str
    message: str
    params: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``warningKeys[]``."""
        return {"key": self.key, "params": self.params}


def record_caveats(record: CheckedRecord, years: Sequence[int], support: SubtypeSupport | None) -> list[Caveat]:
    """Return what reading noticed of a record, and what its sequence and name give reason to warn of."""
    read = [Caveat(remark.key, remark.message, remark.params) for remark in record.remarks]
    return [*read, *_header_caveats(record), *_sequence_caveats(record), *_training_caveats(record, years, support)]


def _sequence_caveats(record: CheckedRecord) -> list[Caveat]:
    checked, name = record.checked, record.name
    found = []
    if checked.coverage < FULL_COVERAGE:
        sites = round(checked.coverage * len(checked.aligned))
        found.append(
            _caveat(
                "coverage",
                f"{name}: only {sites} of {len(checked.aligned)} HA1 sites are known",
                name=name,
                sites=sites,
                of=len(checked.aligned),
            )
        )
    elif UNKNOWN in checked.aligned:
        unknown = checked.aligned.count(UNKNOWN)
        found.append(
            _caveat(
                "unknown", f"{name}: {_count(unknown, 'HA1 residue')} unknown and left out", name=name, residues=unknown
            )
        )
    if checked.point:
        found.append(
            _caveat(
                "point",
                f"{name}: the point at column {checked.point} may be a gap or a residue that was not read, and is left "
                "out; write - for a gap and X for an unknown residue",
                name=name,
                column=checked.point,
            )
        )
    if GAP in checked.aligned:
        columns = [column for column, letter in enumerate(checked.aligned, start=1) if letter == GAP]
        shown = _list(columns)
        found.append(_caveat("deletion", f"{name}: deletion at site {shown}", name=name, sites=columns[:20]))
    if checked.insertions:
        after = [column for column, _ in checked.insertions]
        found.append(
            _caveat(
                "insertion",
                f"{name}: residues inserted after site {_list(after)} are not seen by the model",
                name=name,
                after=after[:20],
            )
        )
    return found


def _header_caveats(record: CheckedRecord) -> list[Caveat]:
    """Say where the header and the sequence disagree, and where the model knows another neuraminidase's strains."""
    name, said, trained = record.name, record.header_subtype, record.checked.subtype
    if said is None or trained is None or said == trained:
        return []
    ha = str(ha_of(trained))
    if said.partition("N")[0] != ha:
        text = f"{name}: its header says {said}, its sequence is {ha}"
        return [_caveat("header-differs", text, name=name, said=said, subtype=ha)]
    if said == ha:
        return []
    text = f"{name}: {said} by its header; the model was trained on {trained} and sees HA alone"
    return [_caveat("other-subtype", text, name=name, said=said, trained=trained)]


def _training_caveats(record: CheckedRecord, years: Sequence[int], support: SubtypeSupport | None) -> list[Caveat]:
    name, found = record.name, []
    unseen = support.unseen(record.checked.aligned) if support else []
    if support and len(unseen) > support.limit:
        found.append(
            _caveat(
                "unfamiliar",
                f"{name}: outside the training data, with {len(unseen)} residues never seen at their site in training "
                f"({_list(unseen)}; up to {support.limit} are usual); expect larger errors",
                name=name,
                residues=len(unseen),
                limit=support.limit,
                sites=unseen[:20],
            )
        )
    year = parsed(name).year
    if year is not None and not years[0] <= year <= years[1]:
        found.append(
            _caveat(
                "outside-training",
                f"{name}: {year} lies outside the training years {years[0]} to {years[1]}; expect larger errors",
                name=name,
                year=year,
                years=list(years),
            )
        )
    return found


def identical() -> Caveat:
    """Return the caveat of a pair without a difference that the model could judge."""
    return _caveat(
        "identical", "The HA1 sequences are identical wherever both are known: taken as no variant, distance 0"
    )


def little_overlap(sites: int, of: int) -> Caveat:
    """Return the caveat of a pair of which much is known in one sequence only."""
    return _caveat("overlap", f"Only {sites} of {of} HA1 sites are known in both sequences", sites=sites, of=of)


def models_disagree(models: Sequence[str], variant: bool) -> Caveat:
    """Return the caveat of a pair of which other models say the opposite; `variant` is what they say."""
    verdict = "an antigenic variant" if variant else "no antigenic variant"
    return _caveat(
        "models-disagree",
        f"Other models disagree: {', '.join(models)} would say {verdict}",
        models=list(models),
        variant=variant,
    )


def contradiction(probability: float, distance: float) -> Caveat:
    """Return the caveat of a pair near the threshold, whose two figures fall on different sides."""
    return _caveat(
        "near-threshold",
        f"Probability {probability:.2f} and distance {distance:.1f} log2 fall on different sides of the threshold",
        probability=probability,
        distanceLog2=distance,
    )


def _caveat(key: str, message: str, **params: Any) -> Caveat:
    return Caveat(f"warning.{key}", message, params)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{' is' if number == 1 else 's are'}"


def _list(columns: Sequence[object]) -> str:
    shown = ", ".join(str(column) for column in columns[:10])
    return shown + (f" and {len(columns) - 10} more" if len(columns) > 10 else "")
