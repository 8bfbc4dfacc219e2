"""One pair with its reasons: figures, what each difference contributes, what others say, what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
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
from driftline_worker.predicting.contributions import TOLERANCE, Contributions, contributions
from driftline_worker.predicting.prediction import ALIKE, Figures, Predictor
from driftline_worker.predicting.substitutions import (
    Substitution,
    common_sites,
    differing_sites,
    glycosylation,
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

    def verdict(self) -> dict[str, Any]:
        """Return whether it is a variant, the probability, and the distance in log2 titre units with its interval."""
        return self.predictor.verdict(self.figures)

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``pairs[]`` in ``result-pair.json``."""
        one, other = self.a.checked, self.b.checked
        return {
            "a": self.a.name,
            "b": self.b.name,
            "subtype": ha_of(self.predictor.subtype),
            **self.verdict(),
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
    encoded = predictor.encode(one)
    figures = predictor.against(encoded, [other])[0] if sites else ALIKE
    reasons = contributions(
        one,
        other,
        sites,
        figures.distance,
        lambda hybrids: [each.distance for each in predictor.against(encoded, hybrids)],
    )
    reference = references()[predictor.subtype]
    differences = [
        substitution(reference, one, other, site, share) for site, share in zip(sites, reasons.rounded(), strict=True)
    ]
    heard = opinions(others, one, other, alike=not sites)
    overlap = Overlap(len(sites), common_sites(one, other), len(one))
    found = caveats(predictor, a, b, figures, heard, overlap)
    return ExplainedPair(predictor, a, b, figures, differences, reasons, heard, found)


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
    found = pair_caveats(predictor, figures, overlap)
    dissenting = [
        each.called for each in heard if each.predictor.is_variant(each.figures) != predictor.is_variant(figures)
    ]
    if dissenting:
        found.append(models_disagree(dissenting, variant=not predictor.is_variant(figures)))
    for record in (a, b):
        found += [*record_caveats(record), *training_caveats(record, manifest.training.years, support)]
    return found
