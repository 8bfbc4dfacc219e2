"""How a version's forecasts of later years came out, for pairs like one that is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORWARD = ("rolling", "time")
"""Splits whose judged pairs are later than all that was learned; no pair is in both."""
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Of later pairs given a probability from `low` to `high`, how many there were and how many were variants."""

    low: float
    high: float
    pairs: int
    variants: int

    def to_json(self) -> dict[str, Any]:
        """Return the ``forecasts`` of a pair."""
        return {"from": self.low, "to": self.high, "pairs": self.pairs, "variants": self.variants}


def forecasts_like(
    quality: Sequence[Mapping[str, Any]], subtype: str, encoding: str, probability: float
) -> Forecasts | None:
    """Return a subtype's forecasts in the same tenth of probability, by a manifest's `quality`; None without any."""
    tenth = _tenth(probability)
    alike = [
        each
        for judged in quality
        if (judged.get("subtype"), judged.get("encoding")) == (subtype, encoding) and judged.get("split") in FORWARD
        for each in judged.get("reliability", ())
        if _tenth(each["stated"]) == tenth
    ]
    if not alike:
        return None
    variants = sum(round(each["pairs"] * each["observed"]) for each in alike)
    return Forecasts(tenth / TENTHS, (tenth + 1) / TENTHS, sum(each["pairs"] for each in alike), variants)


def _tenth(probability: float) -> int:
    return min(int(probability * TENTHS), TENTHS - 1)
