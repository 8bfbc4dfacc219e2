"""What is placed without a full table is placed as by one: on strains, and on what becomes of them in files."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from driftline_worker.batch.fasta import read_fasta
from driftline_worker.reference.references import every_reference
from driftline_worker.sequences import placement
from driftline_worker.sequences.checker import Checked, check_letters
from driftline_worker.sequences.straight import straight

GOLDEN = Path(__file__).parents[3] / "main" / "models" / "ensemble" / "2" / "golden.fasta"
LETTERS = "ACDEFGHIKLMNPQRSTVWY"
DAMAGED = 160
"""Records of each kind."""


def _at(draw: np.random.Generator, text: str, most: int) -> tuple[str, str]:
    start = int(draw.integers(5, len(text) - most - 5))
    size = int(draw.integers(1, most + 1))
    return text[:start], text[start + size :]


def _random(draw: np.random.Generator, count: int) -> str:
    return "".join(LETTERS[each] for each in draw.integers(20, size=count))


def _substituted(draw: np.random.Generator, text: str, share: float) -> str:
    changed = draw.random(len(text)) < share
    return "".join(_random(draw, 1) if new else old for old, new in zip(text, changed, strict=True))


DAMAGES: dict[str, Callable[[np.random.Generator, str], str]] = {
    "drifted": lambda draw, text: _substituted(draw, text, 0.03),
    "far": lambda draw, text: _substituted(draw, text, float(draw.uniform(0.05, 0.4))),
    "deleted": lambda draw, text: "".join(_at(draw, text, 4)),
    "hole": lambda draw, text: "".join(_at(draw, text, 60)),
    "inserted": lambda draw, text: _random(draw, int(draw.integers(1, 30))).join(_at(draw, text, 1)),
    "another frame": lambda draw, text: _random(draw, int(draw.integers(5, 40))).join(_at(draw, text, 40)),
    "unknown": lambda draw, text: "X".join(_at(draw, text, 1)).replace("K", "X", int(draw.integers(6))),
    "cut": lambda draw, text: text[int(draw.integers(60)) : len(text) - int(draw.integers(120))],
    "overhanging": lambda draw, text: _random(draw, int(draw.integers(1, 40))) + text + _random(draw, 9),
    "odd ends": lambda draw, text: _random(draw, 4) + text[4:-4] + _random(draw, 4),
    "turned around a stretch": lambda draw, text: text[:100] + text[100:112][::-1] + text[112:],
    "repeated": lambda draw, text: text[:150] + text[150 - int(draw.integers(1, 20)) :],
}


def _strains() -> list[str]:
    whole = [each.signal + each.mature.replace("X", "") for each in every_reference().values()]
    strains = [letters for _, letters in read_fasta(GOLDEN)]
    return strains * 3 + [each.mature[: each.columns] for each in every_reference().values()] + whole[::4]


def _by_the_table(monkeypatch: pytest.MonkeyPatch, letters: str) -> Checked:
    with monkeypatch.context() as context:
        context.setattr(placement, "straight", lambda *_: None)
        return check_letters(letters)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_placed_as_by_the_full_table(damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(list(DAMAGES).index(damage))
    strains = _strains()

    for _ in range(DAMAGED):
        letters = DAMAGES[damage](draw, strains[draw.integers(len(strains))])

        assert check_letters(letters) == _by_the_table(monkeypatch, letters), letters


def test_a_piece_of_a_signal_peptide_is_no_fault_of_ours_whatever_is_stated() -> None:
    for subtype, reference in every_reference().items():
        for length in range(1, len(reference.signal) + 1):
            letters = reference.signal[:length]
            assert straight(subtype, letters) is None
            checked = check_letters(letters, subtype)
            assert checked.faults or checked.doubts, letters


def test_most_records_need_no_table() -> None:
    found = [check_letters(letters).subtype for _, letters in read_fasta(GOLDEN)]
    placed = [straight(str(own), letters) for own, (_, letters) in zip(found, read_fasta(GOLDEN), strict=True)]

    assert sum(each is not None for each in placed) >= 0.7 * len(placed)
