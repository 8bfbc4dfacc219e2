"""What the other models say of a pair, beside the one that was asked for."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from driftline_worker.errors import Cancelled, RunHangs
from driftline_worker.logs import keys
from driftline_worker.models.repository import newest
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.predicting.prediction import ALIKE, Figures, Predictor

LOG = logging.getLogger(__name__)

MAX_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Opinion:
    """Another model's figures."""

    predictor: Predictor
    figures: Figures

    @property
    def called(self) -> str:
        """The model as warnings name it."""
        return self.predictor.version.called

    def to_json(self) -> dict[str, Any]:
        """Return an element of ``agreement[]``."""
        manifest = self.predictor.version.manifest
        told = self.predictor.told(self.figures)
        return {
            "model": manifest.name,
            "version": manifest.version,
            "title": manifest.title,
            "encoding": self.predictor.encoding_id,
            **{key: told[key] for key in ("verdict", "variant", "probability", "distanceLog2")},
        }


def others_for(
    asked: Predictor, versions: Iterable[ModelVersion], encodings: Mapping[str, EncodingLike]
) -> list[Predictor]:
    """Return a predictor for the subtype of each other model, by its newest version here.

    It has the encoding asked for, or else its own first one.
    """
    found = []
    for version in newest(each for each in versions if each.manifest.name != asked.version.manifest.name):
        known = [id for id in version.manifest.encodings if (asked.subtype, id) in version.networks and id in encodings]
        if known:
            encoding_id = asked.encoding_id if asked.encoding_id in known else known[0]
            found.append(Predictor.choose(version, asked.subtype, encoding_id, encodings))
    return found[:MAX_OTHERS]


def opinions(others: Iterable[Predictor], a: str, b: str, alike: bool) -> list[Opinion]:
    """Ask each about a pair; one that fails has no opinion, and the pair keeps its answer."""
    found = []
    for other in others:
        try:
            found.append(Opinion(other, ALIKE if alike else other.against(a, [b])[0]))
        except (Cancelled, RunHangs):
            raise
        except Exception:
            manifest = other.version.manifest
            LOG.exception("another model failed", extra=keys(model=manifest.name, version=manifest.version))
    return found
