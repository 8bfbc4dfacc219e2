"""The evaluation tables of ``docs/models.md``, written between two marker lines."""

from collections.abc import Iterable
from itertools import groupby
from math import isnan
from pathlib import Path

from driftline_training.evaluate import Line

BEGIN = "<!-- evaluation: written by scripts/train -->"
END = "<!-- end of evaluation -->"
TITLES = {
    "time": "Forward in time: the final window, judged once",
    "strain-disjoint": "Strain-disjoint: both strains unseen",
    "rolling": "Rolling forecasts before the final window, which chose the settings",
}
HEADING = (
    "| subtype | model | encoding | pairs (variants) | MCC | accuracy | balanced | AUC | MAE log2 "
    "| Brier | ECE | in 90 % interval |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def tables(lines: Iterable[Line]) -> str:
    """Render one table for each split."""
    order = list(TITLES)
    ordered = sorted(lines, key=lambda each: (order.index(each.split), each.subtype))
    parts = []
    for split, group in groupby(ordered, key=lambda each: each.split):
        rows = "\n".join(_row(each) for each in group)
        parts.append(f"### {TITLES[split]}\n\n{HEADING}\n{rows}")
    return "\n\n".join(parts)


def write(path: Path, lines: Iterable[Line]) -> None:
    """Replace what stands between the markers."""
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{tables(lines)}\n\n{END}{after}", "utf-8")


def _row(line: Line) -> str:
    scores = line.scores
    numbers = (
        scores.mcc,
        scores.accuracy,
        scores.balanced,
        scores.auc,
        scores.mae_log2,
        scores.brier,
        scores.ece,
        line.coverage,
    )
    subtype = f"{line.subtype} from {line.first}" if line.first else line.subtype
    cells = [
        subtype,
        line.model.upper() if line.model == "cnn" else line.model,
        line.encoding or "-",
        f"{scores.pairs} ({scores.variants})",
        *("-" if isnan(each) else f"{each:.2f}" for each in numbers),
    ]
    return f"| {' | '.join(cells)} |"
