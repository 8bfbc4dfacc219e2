"""One pair with its reasons: figures, what each difference contributes, what others say, what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.predicting.agreement import Opinion, opinions
from driftline_worker.predicting.alignment import alignment
from driftline_worker.predicting.caveats import (
    Caveat,
    contradiction,
    identical,
    little_overlap,
    models_disagree,
    record_caveats,
)
from driftline_worker.predicting.contributions import TOLERANCE, contributions
from driftline_worker.predicting.prediction import ALIKE, Figures, Predictor
from driftline_worker.predicting.substitutions import common_sites, describe, differing_sites, glycosylation
from driftline_worker.reference.references import ha_of, references

MIN_COMMON = 0.6
"""Share of HA1 columns known in both below which a pair is warned of."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Columns of HA1 where both are known and differ, where both are known, and all."""

    differences: int
    common: int
    columns: int


def explain(predictor: Predictor, others: Sequence[Predictor], a: CheckedRecord, b: CheckedRecord) -> dict[str, Any]:
    """Predict and explain two records of the predictor's subtype.

    Returns
    -------
    dict[str, Any]
        The element of ``pairs[]`` in ``result-pair.json``.
    """
    one, other = a.checked.aligned, b.checked.aligned
    sites = differing_sites(one, other)
    encoded = predictor.encode(one)
    figures = predictor.against(encoded, [other])[0] if sites else ALIKE
    reasons = contributions(
        one,
        other,
        sites,
        figures.distance,
        lambda hybrids: [each.distance for each in predictor.against(encoded, hybrids)],
    )
    shares = reasons.rounded()
    heard = opinions(others, one, other, alike=not sites)
    found = caveats(predictor, a, b, figures, heard, Overlap(len(sites), common_sites(one, other), len(one)))
    return {
        "a": a.name,
        "b": b.name,
        "subtype": ha_of(predictor.subtype),
        **predictor.verdict(figures),
        "substitutions": [
            describe(references()[predictor.subtype], one, other, site, share)
            for site, share in zip(sites, shares, strict=True)
        ],
        "contributionMethod": reasons.method,
        "contributionEvaluations": reasons.evaluations,
        "contributionBase": round(reasons.base, 4),
        "contributionSum": round(float(np.sum(shares)), 4),
        "contributionTolerance": TOLERANCE,
        "glycosylation": glycosylation(one, other),
        "alignment": alignment(references()[predictor.subtype], a.checked, b.checked),
        "records": [_record(a), _record(b)],
        "agreement": [opinion.to_json() for opinion in heard],
        "warnings": [caveat.message for caveat in found],
        "warningKeys": [caveat.to_json() for caveat in found],
    }


def caveats(
    predictor: Predictor,
    a: CheckedRecord,
    b: CheckedRecord,
    figures: Figures,
    heard: Sequence[Opinion],
    overlap: Overlap,
) -> list[Caveat]:
    """Return what to beware of: of the pair first, then of each record."""
    manifest, support = predictor.version.manifest, predictor.version.support_of(predictor.subtype)
    found = pair_caveats(predictor, figures, overlap)
    dissenting = [
        each.called for each in heard if each.predictor.is_variant(each.figures) != predictor.is_variant(figures)
    ]
    if dissenting:
        found.append(models_disagree(dissenting, variant=not predictor.is_variant(figures)))
    for record in (a, b):
        found += record_caveats(record, manifest.training.years, support)
    return found


def pair_caveats(predictor: Predictor, figures: Figures, overlap: Overlap) -> list[Caveat]:
    """Return what a pair by itself gives reason to warn of."""
    found = []
    if not overlap.differences:
        found.append(identical())
    elif predictor.contradicts(figures):
        found.append(contradiction(figures.probability, figures.distance))
    if overlap.common < MIN_COMMON * overlap.columns:
        found.append(little_overlap(overlap.common, overlap.columns))
    return found


def _record(record: CheckedRecord) -> dict[str, Any]:
    checked = record.checked
    return {
        "name": record.name,
        "headerSubtype": record.header_subtype,
        "form": checked.form,
        "coverage": checked.coverage,
        "identity": checked.identity,
        "flags": list(checked.flags),
    }
