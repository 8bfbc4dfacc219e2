"""A pair of a subtype that no model here has learned: all that two sequences tell, and no distance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from driftline_worker.checking.records import CheckedRecord
from driftline_worker.errors import JobFailed
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.alignment import alignment
from driftline_worker.predicting.caveats import record_caveats, said
from driftline_worker.predicting.glycosylation import glycosylation
from driftline_worker.predicting.prediction import NO_FIGURES
from driftline_worker.predicting.substitutions import Substitution, differing_sites, substitution
from driftline_worker.reference.references import every_reference, ha_of
from driftline_worker.words import Message, message


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """A pair as its page shows it without a verdict; contributions are not known."""

    a: CheckedRecord
    b: CheckedRecord
    substitutions: Sequence[Substitution]

    @property
    def subtype(self) -> str:
        """The subtype of both."""
        assert self.a.subtype is not None  # noqa: S101 - judged to be a pair of one subtype
        return self.a.subtype

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``pairs[]`` in ``result-pair.json``: no figures, and first of its warnings why."""
        one, other = self.a.checked, self.b.checked
        caveats = [no_model(self.subtype), *record_caveats(self.a), *record_caveats(self.b)]
        return {
            "a": self.a.name,
            "b": self.b.name,
            "subtype": ha_of(self.subtype),
            **NO_FIGURES,
            "substitutions": [each.to_json() for each in self.substitutions],
            "glycosylation": glycosylation(one.aligned, other.aligned),
            "alignment": alignment(every_reference()[self.subtype], one, other),
            "records": [self.a.in_pair(), self.b.in_pair()],
            "agreement": [],
            **said(caveats),
        }


def compare(a: CheckedRecord, b: CheckedRecord) -> ComparedPair:
    """Compare two records of one subtype."""
    assert a.subtype is not None  # noqa: S101 - judged to be a pair of one subtype
    one, other = a.checked.aligned, b.checked.aligned
    reference = every_reference()[a.subtype]
    sites = differing_sites(one, other)
    return ComparedPair(a, b, [substitution(reference, one, other, site, None) for site in sites])


def refusals_of(refused: Mapping[str, JobFailed], models: ModelRepository) -> dict[str, Message]:
    """Return, by subtype, why its pairs have no figures, of subtypes for which there is no predictor."""
    return {
        subtype: failed.problem.said if models.serves(subtype) else no_model(subtype)
        for subtype, failed in refused.items()
    }


def no_model(subtype: str) -> Message:
    """Return why a pair of a subtype has no figures."""
    return message("warning.no-model", subtype=ha_of(subtype))
