"""One learner in one encoding: fitted on every fold and on all pairs, in a process of its own."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.utils import deterministic

from driftline_training import splits
from driftline_training.data import SITES, SubtypeData, load
from driftline_training.learning.fit import Material
from driftline_training.learning.forecast import Forecast
from driftline_training.learning.learners import forecast, learn
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.reference.site_groups import site_groups

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Study:
    """What a learner forecast of each fold, by (fold, split, subtype), and the modules trained on all pairs."""

    learner: str
    encoding: str
    forecasts: Mapping[tuple[str, str, str], Forecast]
    modules: Mapping[str, nn.Module]


def load_all(folder: Path) -> dict[str, SubtypeData]:
    """Read every subtype."""
    return {name: load(folder, name) for name in SITES}


def plan(subtypes: Mapping[str, SubtypeData]) -> list[splits.Fold]:
    """List the folds of the evaluation; the same data give the same folds in every process."""
    return list(
        splits.folds(
            {name: known.two_way for name, known in subtypes.items()},
            {name: len(known.strains) for name, known in subtypes.items()},
        )
    )


def study(learner: str, encoding: str, data: Path, seed: int) -> Study:
    """Fit and forecast every fold, then fit on all pairs."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    _be_repeatable()
    subtypes = load_all(data)
    encoded = {name: _encoded(encoding, known) for name, known in subtypes.items()}

    def fitted(train: Mapping[str, splits.Mask]) -> dict[str, nn.Module]:
        material = {
            name: Material(encoded[name], torch.from_numpy(site_groups(name).copy()), known.two_way.where(train[name]))
            for name, known in subtypes.items()
            if train[name].sum() >= splits.FEWEST_TO_TRAIN
        }
        return learn(learner, material, seed)

    forecasts = {}
    for fold in plan(subtypes):
        modules = fitted(fold.train)
        for (split, name), judged in fold.judged.items():
            pairs = subtypes[name].two_way.where(judged)
            forecasts[fold.name, split, name] = forecast(modules[name], encoded[name], pairs)
        LOG.info("%s %s: %s", learner, encoding, fold.name)
    whole = fitted({name: np.ones(len(known.two_way), dtype=np.bool_) for name, known in subtypes.items()})
    return Study(learner, encoding, forecasts, whole)


def _encoded(encoding: str, known: SubtypeData) -> torch.Tensor:
    encode = ENCODINGS[encoding].encode
    return torch.from_numpy(np.stack([encode(each, known.subtype) for each in known.sequences]))


def _be_repeatable() -> None:
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    # every array is written before it is read; filling them first only costs time
    setattr(deterministic, "fill_uninitialized_memory", False)  # noqa: B010, not in the type stubs
