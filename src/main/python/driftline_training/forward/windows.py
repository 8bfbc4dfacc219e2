"""Rolling forecasts: train on every year before a window, judge the window.

Windows are 2006-09, 2010-12, 2013-15 and 2016-18 (B: 2006-09, 2010-13, 2016-18). The last of each subtype is the
*final* one: it chose nothing and is judged once.

The rule by which settings were chosen, stated before the first was tried: on the windows before the final one,
a change is kept when it lowers the mean absolute error or the Brier score of the mean over subtypes without raising the
other by more than 0.002, and does not lower MCC by more than 0.01; of two that do, the simpler one stays.

The way to the limits of verdicts was chosen on the windows from 2010 to 2015, each by limits from the windows before:
of those with 90 % of what is called right, 85 % of either call, and 35 % undecided at most, the least undecided.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from driftline_training.forward.judging import Judged
from driftline_training.forward.judging import joined as all_judged
from driftline_training.forward.learners.blend import Blend, GroundForecaster, Settings, fit
from driftline_training.forward.learners.forecasts import MemberForecasts
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table, joined
from driftline_training.forward.verdict import Rule, limits

LOG = logging.getLogger(__name__)

A_WINDOWS = ((2006, 2009), (2010, 2012), (2013, 2015), (2016, 2018))
B_WINDOWS = ((2006, 2009), (2010, 2013), (2016, 2018))
Plan = Mapping[str, Sequence[tuple[int, int]]]
WINDOWS: Plan = {name: B_WINDOWS if name.startswith("B") else A_WINDOWS for name in SUBTYPES}
FEWEST = 5
"""Pairs of a window that are worth judging."""
FEWEST_TO_CALIBRATE = 60
"""Certain pairs of a subtype that its own calibration and interval need; with fewer, those of all subtypes are used."""


@dataclass(frozen=True, slots=True)
class Window:
    """What was said of the pairs of one window."""

    subtype: str
    first: int
    last: int
    final: bool
    pairs: Table
    said: MemberForecasts


@dataclass(slots=True)
class Forecasts:
    """Fits and what they said, by cut; `asked` are the pairs that windows judge, whatever training left out."""

    stage: Stage
    asked: Table
    settings: Settings
    plan: Plan = field(default_factory=lambda: WINDOWS)
    windows: list[Window] = field(default_factory=list)

    def run(self, teller: GroundForecaster) -> None:
        """Fit before every window and answer it."""
        for cut in sorted({first for windows in self.plan.values() for first, _ in windows}):
            blend = fit(self.stage, cut, teller, self.settings)
            for subtype, windows in self.plan.items():
                for first, last in windows:
                    if first == cut:
                        self._answer(blend, subtype, first, last, final=(first, last) == windows[-1])
            LOG.info("forecast from %s", cut)

    def _answer(self, blend: Blend, subtype: str, first: int, last: int, final: bool) -> None:
        pairs = self.asked.of(subtype)
        pairs = pairs.where((pairs.year >= first) & (pairs.year <= last))
        if len(pairs) >= FEWEST:
            self.windows.append(Window(subtype, first, last, final, pairs, blend.say(self.stage, pairs)))

    def rule(self, subtype: str, base: Rule, before: int) -> Rule:
        """Calibrate on the windows that end before a year; a subtype with few pairs leans on all subtypes."""
        known = [each for each in self.windows if each.last < before]
        own = [each for each in known if each.subtype == subtype]
        enough = sum(int(each.pairs.certain.sum()) for each in own) >= FEWEST_TO_CALIBRATE
        used = own if enough else known
        if not used:
            return base
        return base.calibrated(said_together(used), joined(*(each.pairs for each in used)))

    def judged(self, base: Rule, windows: Sequence[Window]) -> dict[str, Judged]:
        """Judge windows, each by a rule calibrated on earlier ones; by subtype."""
        found: dict[str, list[Judged]] = {}
        for each in windows:
            rule = self.rule(each.subtype, base, each.first)
            away = rule.away(each.said)
            virus = self.stage.virus[np.stack([each.pairs.a, each.pairs.b], axis=1)]
            half = rule.half_width or np.nan
            judged = Judged(each.pairs, virus, rule.stated(each.said), away, np.maximum(away - half, 0), away + half)
            found.setdefault(each.subtype, []).append(judged)
        return {name: all_judged(parts) for name, parts in found.items()}

    def compared(
        self, windows: Sequence[Window], answer: Callable[[Stage, Table, Table], MemberForecasts]
    ) -> dict[str, Judged]:
        """Judge a baseline on the same windows; `answer` learns from one table and answers another."""
        found: dict[str, list[Judged]] = {}
        for each in windows:
            said = answer(self.stage, self.stage.two_way.where(self.stage.two_way.year < each.first), each.pairs)
            probability, distance = (next(iter(given.values())) for given in (said.probability, said.distance))
            virus = self.stage.virus[np.stack([each.pairs.a, each.pairs.b], axis=1)]
            nothing = np.full(len(each.pairs), np.nan)
            judged = Judged(each.pairs, virus, probability, distance, nothing, nothing)
            found.setdefault(each.subtype, []).append(judged)
        return {name: all_judged(parts) for name, parts in found.items()}

    def limits(self, base: Rule, subtype: str, before: int) -> tuple[float, float]:
        """Find the limits of the three verdicts on the windows that end before a year, of the subtype or of all."""
        known = [each for each in self.windows if each.last < before]
        own = [each for each in known if each.subtype == subtype]
        enough = sum(int(each.pairs.certain.sum()) for each in own) >= 2 * FEWEST_TO_CALIBRATE
        used = own if enough else known
        return limits([(self.rule(each.subtype, base, each.first).stated(each.said), each.pairs) for each in used])


def said_together(windows: Sequence[Window]) -> MemberForecasts:
    """Put what was said of windows together."""
    first = windows[0].said
    return MemberForecasts(
        {name: np.concatenate([each.said.probability[name] for each in windows]) for name in first.probability},
        {name: np.concatenate([each.said.distance[name] for each in windows]) for name in first.distance},
        first.told,
    )
