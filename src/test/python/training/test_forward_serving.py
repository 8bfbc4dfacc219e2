"""The graph that ships says what was trained; needs what training needs (`requirements-train.txt`)."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("torch")

from test_forward_stage import H3, changed, stage, table

from driftline_training.forward import ship
from driftline_training.forward.learners.blend import Blend, GroundForecaster, Settings, fit
from driftline_training.forward.learners.forests import ForestSettings, pruned
from driftline_training.forward.pairs.stage import Stage
from driftline_training.forward.serving import bounds
from driftline_training.forward.verdict import Rule, half_width

STRAINS = 24
SETTINGS = Settings(forest=ForestSettings(trees=10, rounds=10))


@pytest.fixture(scope="module")
def given() -> Stage:
    """Give strains of a drifting lineage, each pair as far as its count of differences says."""
    draw = np.random.default_rng(3)
    sequences = [H3]
    for _ in range(STRAINS - 1):
        sequences.append(changed(sequences[-1], *draw.choice(np.arange(120, 230), 2, replace=False)))
    pairs = [(a, b, 0.25 * (b - a), False) for a in range(STRAINS) for b in range(a + 1, STRAINS)]
    made = stage([f"A/PLACE/{number}/1990" for number in range(STRAINS)], sequences, table(*pairs, year=1990))
    return replace(made, one_way=table(*pairs[:40], year=1990))


@pytest.fixture(scope="module")
def blend(given: Stage) -> Blend:
    return fit(given, 9999, GroundForecaster(given, SETTINGS), SETTINGS)


def test_the_graph_says_what_the_members_say(given: Stage, blend: Blend, tmp_path: Path) -> None:
    """`ship.export` compares them itself, and refuses what differs."""
    rule = Rule(shift=0.2, half_width=1.0)
    exported = ship.export(blend, rule, given, "H3N2", tmp_path)
    assert (tmp_path / exported.file).stat().st_size > 0
    assert exported.served == "H3N2"


def test_what_no_pair_of_a_subtype_reaches_is_left_out_and_nothing_else(given: Stage, blend: Blend) -> None:
    draw = np.random.default_rng(4)
    low, high = bounds(given.numbering, "H3N2")
    rows = draw.integers(0, 5, (200, len(low))).clip(low, high).astype(np.float32)
    for learner in blend.learners.values():
        for nodes in (learner.label, learner.distance):
            np.testing.assert_array_equal(pruned(nodes, low, high).answer(rows), nodes.answer(rows))


def test_the_interval_counts_of_a_bound_only_what_lies_below_it() -> None:
    measured = [(0, error, float(error), False) for error in range(1, 19)]
    pairs = table(*measured, (0, 19, 1.0, True))
    said = np.zeros(19)
    said[18] = 50.0
    assert half_width(said, pairs) == 17.0  # errors 0 to 18: rank ceil(20 * 0.9) = 18
