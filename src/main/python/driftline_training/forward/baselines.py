"""What any model has to beat, learned from the same pairs: a count of differences, and plain randomised trees."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from driftline_training.forward.learners.features import GroundForecast
from driftline_training.forward.learners.forecasts import MemberForecasts
from driftline_training.forward.pairs.changes import Floats
from driftline_training.forward.pairs.numbering import UNKNOWN
from driftline_training.forward.pairs.stage import Stage, Table
from driftline_training.metrics import mcc
from driftline_worker.encodings import residues

HAMMING, PLAIN = "Hamming threshold", "randomised trees on plain scales"
MOST = 200
"""Differences up to which a threshold is looked for."""


def differences(stage: Stage, table: Table) -> NDArray[np.int64]:
    """Count the known differences of rows."""
    one, other = stage.residues[table.a], stage.residues[table.b]
    return ((one != other) & (one != UNKNOWN) & (other != UNKNOWN)).sum(axis=1)


def hamming(stage: Stage, train: Table, judged: Table) -> MemberForecasts:
    """Count within the subtype: a variant from the count with the best MCC in training; a line for the distance."""
    train = train.where(train.subtype == judged.subtype[0])
    known, asked = differences(stage, train), differences(stage, judged)
    certain = train.certain
    scores = [mcc(train.variant[certain], known[certain] >= each) for each in range(1, MOST)]
    limit = 1 + int(np.argmax(scores))
    slope, origin = np.polyfit(known, train.distance, 1)
    odds = (asked - limit + 0.5) / max(limit, 1)
    return _said(HAMMING, 1 / (1 + np.exp(-4 * odds)), origin + slope * asked, len(judged))


def plain_trees(stage: Stage, train: Table, judged: Table) -> MemberForecasts:
    """Fit extremely randomised trees on the length of each site's change of physico-chemical scales, all subtypes."""
    seen, asked = _lengths(stage, train), _lengths(stage, judged)
    shared = {"n_estimators": 40, "min_samples_leaf": 3, "max_features": 0.2, "random_state": 1}
    label = ExtraTreesClassifier(**shared).fit(seen[train.certain], train.variant[train.certain])
    away = ExtraTreesRegressor(**shared).fit(seen, train.distance)
    return _said(PLAIN, label.predict_proba(asked)[:, 1], away.predict(asked), len(judged))


def _lengths(stage: Stage, table: Table) -> NDArray[np.float32]:
    letters = np.frombuffer((residues.RESIDUES + "-X").encode(), np.uint8)
    scales = residues.scales("physchem6.csv")[letters]
    apart = np.sqrt(((scales[:, None] - scales[None]) ** 2).sum(axis=2)).astype(np.float32)
    apart[UNKNOWN], apart[:, UNKNOWN] = 0, 0
    return apart[stage.residues[table.a], stage.residues[table.b]]


def _said(name: str, probability: Floats, distance: Floats, rows: int) -> MemberForecasts:
    nothing = GroundForecast(*(np.zeros(rows) for _ in range(4)))
    return MemberForecasts({name: probability}, {name: distance}, nothing)
