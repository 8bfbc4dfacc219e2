"""What a model has to beat, trained on the same pairs.

- *Hamming*: variant when at least t residues differ, t with the best MCC on the
  training pairs; probability from a logistic, distance from a line in n and sqrt n.
- *site counts*: logistic and linear regression on the substitutions in each antigenic group.
- *random forest* on which sites differ (300 trees).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression

from driftline_training.answers import Answers
from driftline_training.data import Pairs
from driftline_training.lines import HAMMING
from driftline_training.metrics import Floats, Labels, mcc


def differing_sites(sequences: tuple[str, ...], pairs: Pairs) -> Labels:
    """Sites at which both residues are known and differ, shape (pairs, sites)."""
    letters = np.stack([np.frombuffer(each.encode(), dtype=np.uint8) for each in sequences])
    a, b = letters[pairs.a], letters[pairs.b]
    differ: Labels = (a != b) & (a != ord("X")) & (b != ord("X"))
    return differ


def best_threshold(count: Floats, variant: Labels) -> float:
    """Count that separates variants with the best MCC."""
    candidates = np.unique(count)
    return float(candidates[int(np.argmax([mcc(variant, count >= each) for each in candidates]))])


def answers(
    sequences: tuple[str, ...], member: NDArray[np.float32], train: Pairs, held_out: Pairs
) -> Mapping[str, Answers]:
    """Train every baseline and answer the held-out pairs."""
    seen, asked = differing_sites(sequences, train), differing_sites(sequences, held_out)
    return {
        HAMMING: _hamming(seen, asked, train, held_out),
        "logistic on site counts": _regression(_counts(seen, member), _counts(asked, member), train, held_out),
        "random forest": _forest(seen, asked, train, held_out),
    }


def _answers(held_out: Pairs, said: Labels, probability: Floats, distance: Floats) -> Answers:
    return Answers(held_out, said, probability, distance, np.full(len(held_out), np.nan))


def _hamming(seen: Labels, asked: Labels, train: Pairs, held_out: Pairs) -> Answers:
    count, asked_count = seen.sum(axis=1).astype(float), asked.sum(axis=1).astype(float)
    fitted = _regression(_curve(count), _curve(asked_count), train, held_out)
    said = asked_count >= best_threshold(count, train.variant)
    probability = LogisticRegression(C=100.0).fit(count[:, None], train.variant)
    return _answers(held_out, said, probability.predict_proba(asked_count[:, None])[:, 1], fitted.distance)


def _curve(count: Floats) -> Floats:
    return np.column_stack([count, np.sqrt(count)]).astype(np.float64)


def _counts(differ: Labels, member: NDArray[np.float32]) -> Floats:
    return np.asarray(differ.astype(np.float64) @ member, dtype=np.float64)


def _regression(seen: Floats, asked: Floats, train: Pairs, held_out: Pairs) -> Answers:
    measured = ~train.censored
    label = LogisticRegression(C=1.0, max_iter=2000).fit(seen, train.variant)
    distance = LinearRegression().fit(seen[measured], train.distance[measured])
    probability = label.predict_proba(asked)[:, 1]
    return _answers(held_out, probability >= 0.5, probability, np.maximum(distance.predict(asked), 0))


def _forest(seen: Labels, asked: Labels, train: Pairs, held_out: Pairs) -> Answers:
    measured = ~train.censored
    label = RandomForestClassifier(300, random_state=1).fit(seen, train.variant)
    distance = RandomForestRegressor(300, random_state=1, max_features=0.33)
    distance.fit(seen[measured], train.distance[measured])
    probability = label.predict_proba(asked)[:, 1]
    return _answers(held_out, probability >= 0.5, probability, distance.predict(asked))
