"""What a reader of a result should know beside its numbers; each caveat is a message with a stable key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.headers import parsed
from driftline_worker.models.support import SubtypeSupport
from driftline_worker.models.verdicts import Limits
from driftline_worker.predicting.eggs import egg_caveats
from driftline_worker.predicting.prediction import Figures, Predictor
from driftline_worker.reference.references import every_reference, ha_of, references
from driftline_worker.sequences.flags import deletions
from driftline_worker.sequences.placement import UNKNOWN
from driftline_worker.words import Message, message

FULL_COVERAGE = 0.95
MIN_COMMON = 0.6
"""Share of HA1 columns known in both below which a pair is warned of."""
LISTED = 20
"""Sites that travel with a caveat."""
LAST_SEEN = {"B/Yamagata": "2020-03"}
"""Month in which a lineage was last found in people: Dhanasekaran et al. 2022, doi 10.1038/s41467-022-29402-5."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Columns of HA1 where both are known and differ, where both are known, and all."""

    differences: int
    common: int
    columns: int


def record_caveats(record: CheckedRecord) -> list[Message]:
    """Return what reading noticed of a record, and what its sequence and name give reason to warn of.

    First of the latter is what speaks against the subtype that was stated with it.
    """
    read = [Message(remark.key, remark.params, given=remark.message) for remark in record.remarks]
    return [
        *read,
        *(message("warning.unusable", name=record.name, fault=doubt.said) for doubt in record.checked.doubts),
        *_header_caveats(record),
        *_lineage_caveats(record),
        *egg_caveats(record),
        *_sequence_caveats(record),
    ]


def _sequence_caveats(record: CheckedRecord) -> list[Message]:
    checked, name = record.checked, record.name
    found = []
    if checked.coverage < FULL_COVERAGE:
        sites = round(checked.coverage * len(checked.aligned))
        found.append(message("warning.coverage", name=name, sites=sites, of=len(checked.aligned)))
    elif UNKNOWN in checked.aligned:
        found.append(message("warning.unknown", name=name, residues=checked.aligned.count(UNKNOWN)))
    if checked.point:
        found.append(message("warning.point", name=name, column=checked.point))
    if checked.subtype and (lost := deletions(every_reference()[checked.subtype], checked.aligned)):
        found.append(message("warning.deletion", name=name, sites=lost[:LISTED]))
    if checked.insertions:
        after = [column for column, _ in checked.insertions]
        found.append(message("warning.insertion", name=name, after=after[:LISTED]))
    return found


def _header_caveats(record: CheckedRecord) -> list[Message]:
    """Say where the header and the sequence disagree, and where the model knows another neuraminidase's strains."""
    name, said, trained = record.name, record.header_subtype, record.checked.subtype
    if said is None or trained is None or said == trained:
        return []
    ha = str(ha_of(trained))
    if not (said.partition("N")[0] == ha or (said == "B" and ha.startswith("B/"))):
        return [message("warning.header-differs", name=name, said=said, subtype=ha)]
    if said in (ha, "B") or trained not in references():
        return []
    return [message("warning.other-subtype", name=name, said=said, trained=trained)]


def _lineage_caveats(record: CheckedRecord) -> list[Message]:
    since = LAST_SEEN.get(record.subtype or "")
    return [message("warning.not-seen-since", name=record.name, subtype=record.ha, since=since)] if since else []


def training_caveats(record: CheckedRecord, years: Sequence[int], support: SubtypeSupport | None) -> list[Message]:
    """Return in what a record lies outside of what a model was trained on."""
    name, found = record.name, []
    unseen = support.unseen(record.checked.aligned) if support else []
    if support and len(unseen) > support.limit:
        counted = {"residues": len(unseen), "limit": support.limit, "sites": unseen[:LISTED]}
        found.append(message("warning.unfamiliar", name=name, **counted))
    year = parsed(name).year
    if year is not None and not years[0] <= year <= years[1]:
        found.append(message("warning.outside-training", name=name, year=year, years=list(years)))
    return found


def pair_caveats(predictor: Predictor, figures: Figures, overlap: Overlap) -> list[Message]:
    """Return what a pair by itself gives reason to warn of."""
    found = []
    if not overlap.differences:
        found.append(message("warning.identical"))
    elif predictor.contradicts(figures):
        # near the threshold, the two figures fall on different sides
        told = {"probability": figures.probability, "distanceLog2": figures.distance}
        found.append(message("warning.near-threshold", **told))
    if predictor.verdict(figures) == "undecided":
        found.append(undecided(predictor.limits))
    if overlap.common < MIN_COMMON * overlap.columns:
        found.append(message("warning.overlap", sites=overlap.common, of=overlap.columns))
    return found


def undecided(limits: Limits) -> Message:
    """Return the caveat of a pair whose probability lies between the limits."""
    return message("warning.undecided", low=limits.similar_to, high=limits.variant_from)


def models_disagree(models: Sequence[str], variant: bool) -> Message:
    """Return the caveat of a pair of which other models say the opposite; `variant` is what they say."""
    verdict = ".variant" if variant else ".similar"
    return Message("warning.models-disagree", {"models": list(models), "variant": variant}, verdict)


def said(caveats: Sequence[Message]) -> dict[str, Any]:
    """Return caveats as English sentences and, in the same order, as keys with parameters."""
    return {
        "warnings": [caveat.text for caveat in caveats],
        "warningKeys": [caveat.to_json() for caveat in caveats],
    }
