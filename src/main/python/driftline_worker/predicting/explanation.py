"""One pair with its reasons: figures, what each difference contributes, what others say, what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.encodings.residues import codes
from driftline_worker.models.track_record import forecasts_like
from driftline_worker.predicting.agreement import Opinion, opinions
from driftline_worker.predicting.alignment import alignment
from driftline_worker.predicting.caveats import (
    Overlap,
    models_disagree,
    pair_caveats,
    record_caveats,
    said,
    training_caveats,
)
from driftline_worker.predicting.contributions import TOLERANCE, Contributions, Walks
from driftline_worker.predicting.glycosylation import glycosylation
from driftline_worker.predicting.prediction import ALIKE, Figures, Predictor
from driftline_worker.predicting.substitutions import (
    Substitution,
    common_sites,
    differing_sites,
    substitution,
)
from driftline_worker.reference.references import ha_of, references
from driftline_worker.words import Message


@dataclass(frozen=True, slots=True)
class ExplainedPair:
    """A pair as its page shows it.

    Attributes
    ----------
    substitutions : Sequence[Substitution]
        The differences with their contributions, which are those of `reasons`, rounded.
    opinions : Sequence[Opinion]
        What the other models say.
    """

    predictor: Predictor
    a: CheckedRecord
    b: CheckedRecord
    figures: Figures
    substitutions: Sequence[Substitution]
    reasons: Contributions
    opinions: Sequence[Opinion]
    caveats: Sequence[Message]

    def told(self) -> dict[str, Any]:
        """Return the verdict, the probability, and the distance in log2 titre units with its interval."""
        return self.predictor.told(self.figures)

    def _forecasts(self) -> dict[str, Any] | None:
        """Return how forecasts like this one came out; sequences without a difference are no forecast."""
        asked, quality = self.predictor, self.predictor.version.manifest.quality
        if not self.substitutions:
            return None
        like = forecasts_like(quality, asked.subtype, asked.encoding_id, self.figures.probability)
        return like.to_json() if like else None

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``pairs[]`` in ``result-pair.json``."""
        one, other = self.a.checked, self.b.checked
        return {
            "a": self.a.name,
            "b": self.b.name,
            "subtype": ha_of(self.predictor.subtype),
            **self.told(),
            "forecasts": self._forecasts(),
            "trainingYears": list(self.predictor.version.manifest.training.years_of(self.predictor.subtype)),
            "substitutions": [each.to_json() for each in self.substitutions],
            "contributionMethod": self.reasons.method,
            "contributionEvaluations": self.reasons.evaluations,
            "contributionBase": round(self.reasons.base, 4),
            "contributionSum": round(sum(self.reasons.rounded()), 4),
            "contributionTolerance": TOLERANCE,
            "glycosylation": glycosylation(one.aligned, other.aligned),
            "alignment": alignment(references()[self.predictor.subtype], one, other),
            "records": [self.a.in_pair(), self.b.in_pair()],
            "agreement": [opinion.to_json() for opinion in self.opinions],
            **said(self.caveats),
        }


def explain(predictor: Predictor, others: Sequence[Predictor], a: CheckedRecord, b: CheckedRecord) -> ExplainedPair:
    """Predict and explain two records of the predictor's subtype."""
    one, other = a.checked.aligned, b.checked.aligned
    sites = differing_sites(one, other)
    figures, reasons = with_reasons(predictor, one, other, sites)
    reference = references()[predictor.subtype]
    differences = [
        substitution(reference, one, other, site, share) for site, share in zip(sites, reasons.rounded(), strict=True)
    ]
    heard = opinions(others, one, other, alike=not sites)
    overlap = Overlap(len(sites), common_sites(one, other), len(one))
    found = caveats(predictor, a, b, figures, heard, overlap)
    return ExplainedPair(predictor, a, b, figures, differences, reasons, heard, found)


def with_reasons(predictor: Predictor, a: str, b: str, sites: Sequence[int]) -> tuple[Figures, Contributions]:
    """Predict two aligned HA1, and what each of the sites where they differ contributes."""
    walks = Walks.between(a, b, len(sites))
    if not sites:
        return ALIKE, walks.contributions([ALIKE.distance])
    hybrids = walks.hybrids(codes(a), codes(b), sites)
    probability, distance = predictor.against_each(codes(a), hybrids)
    return Figures(float(probability[-1]), float(distance[-1])), walks.contributions(distance)


def caveats(
    predictor: Predictor,
    a: CheckedRecord,
    b: CheckedRecord,
    figures: Figures,
    heard: Sequence[Opinion],
    overlap: Overlap,
) -> list[Message]:
    """Return what to beware of: of the pair first, then of each record."""
    manifest, support = predictor.version.manifest, predictor.version.support_of(predictor.subtype)
    years = manifest.training.years_of(predictor.subtype)
    found = pair_caveats(predictor, figures, overlap)
    dissenting = [
        each.called for each in heard if each.predictor.is_variant(each.figures) != predictor.is_variant(figures)
    ]
    if dissenting:
        found.append(models_disagree(dissenting, variant=not predictor.is_variant(figures)))
    for record in (a, b):
        found += [*record_caveats(record), *training_caveats(record, years, support)]
    return found
