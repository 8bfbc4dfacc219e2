"""How forecasts like a pair came out, by the report of its model."""

import pytest

from driftline_worker.models.track_record import Forecasts, forecasts_like


def judged(split: str, *bins: tuple[int, float, float], subtype: str = "H3N2") -> dict[str, object]:
    told = [{"pairs": pairs, "stated": stated, "observed": observed} for pairs, stated, observed in bins]
    return {"subtype": subtype, "encoding": "one-hot", "split": split, "reliability": told}


QUALITY = [
    judged("rolling", (40, 0.042, 0.05), (19, 0.94, 1.0)),
    judged("time", (2, 0.936, 0.5), (3, 0.75, 0.333)),
    judged("strain-disjoint", (100, 0.95, 0.1)),
    judged("rolling", (7, 0.95, 0.0), subtype="H1N1"),
    {"subtype": "H3N2", "encoding": "one-hot", "split": "random"},
]


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        (0.9, Forecasts(0.9, 1.0, 21, 20)),  # both kinds of forecast together, of this subtype alone
        (1.0, Forecasts(0.9, 1.0, 21, 20)),
        (0.0, Forecasts(0.0, 0.1, 40, 2)),
        (0.7, Forecasts(0.7, 0.8, 3, 1)),
        (0.5, None),
    ],
)
def test_counts_the_later_pairs_of_the_same_tenth(probability: float, expected: Forecasts | None) -> None:
    assert forecasts_like(QUALITY, "H3N2", "one-hot", probability) == expected


def test_a_subtype_or_an_encoding_that_was_not_judged_has_none() -> None:
    assert forecasts_like(QUALITY, "H5N1", "one-hot", 0.95) is None
    assert forecasts_like(QUALITY, "H3N2", "blosum62", 0.95) is None
