"""The evaluation tables of ``docs/models.md``, written between two marker lines."""

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from pathlib import Path

from driftline_training.lines import MACRO, SPLITS, ReportLine
from driftline_training.lineup import MODELS
from driftline_training.support import Detection

BEGIN = "<!-- evaluation: written by scripts/train -->"
END = "<!-- end of evaluation -->"
TITLES = {
    "time": "Forward in time: the final window, judged once",
    "rolling": "Rolling forecasts before the final window, which chose the settings",
    "strain-disjoint": "Strain-disjoint: both strains unseen",
    "one-unseen": "One strain unseen",
    "random": "Random pairs, which leak: for comparison with papers only",
}
MACRO_HEADING = (
    "| model | encoding | MCC | balanced | AUROC | MAE log2 | Brier | ECE | in 90 % interval |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)
HEADING = (
    "| subtype | model | encoding | pairs (variants) | MCC | accuracy | balanced | AUROC | MAE log2 "
    "| Brier | ECE | in 90 % interval |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)
RELIABILITY_HEADING = "| subtype | pairs | stated | observed |\n| --- | --- | --- | --- |"
DETECTION_HEADING = "| subtype | known | asked | strains | outside |\n| --- | --- | --- | --- | --- |"


def write(
    path: Path,
    lines: Sequence[ReportLine],
    left_out: Mapping[str, Iterable[tuple[str, str]]],
    detected: Iterable[Detection],
) -> None:
    """Replace what stands between the markers."""
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    parts = [*_tables(lines), _left_out(left_out), _reliability(lines), _detection(detected)]
    joined = "\n\n".join(parts)
    path.write_text(f"{before}{BEGIN}\n\n{joined}\n\n{END}{after}", "utf-8")


def _tables(lines: Sequence[ReportLine]) -> Iterable[str]:
    for split in SPLITS:
        own = [each for each in lines if each.split == split]
        macro = "\n".join(_macro(each) for each in own if each.subtype == MACRO)
        single = "\n".join(_row(each) for each in sorted(own, key=lambda each: each.subtype) if each.subtype != MACRO)
        yield (
            f"### {TITLES[split]}\n\nMean over subtypes, with 95 % bootstrap intervals over strains:\n\n"
            f"{MACRO_HEADING}\n{macro}\n\nEach subtype:\n\n{HEADING}\n{single}"
        )


def _left_out(left_out: Mapping[str, Iterable[tuple[str, str]]]) -> str:
    rows = [
        f"- {_title(model)}: {subtype} with {encoding}"
        for model, all_ in left_out.items()
        for subtype, encoding in sorted(all_)
    ]
    what = "\n".join(rows) if rows else "None."
    return f"### Not served, because a Hamming threshold does better on later years\n\n{what}"


def _reliability(lines: Sequence[ReportLine]) -> str:
    first = MODELS[0]
    rows = [
        f"| {each.subtype} | {bin_.pairs} | {bin_.stated:.2f} | {bin_.observed:.2f} |"
        for each in lines
        if (each.model, each.encoding, each.split) == (first.name, first.encodings[0], "time")
        for bin_ in each.reliability
    ]
    return (
        f"### Reliability of the {first.title.lower()} with {first.encodings[0]}, forward in time\n\n"
        "Pairs by tenths of the stated probability; those of every model and encoding stand in its `model.yaml`.\n\n"
        f"{RELIABILITY_HEADING}\n" + "\n".join(rows)
    )


def _detection(detected: Iterable[Detection]) -> str:
    rows = [
        f"| {each.subtype} | {each.known} | {each.asked}{' (false alarms)' if each.familiar else ''} | {each.strains} "
        f"| {each.flagged} ({each.flagged / max(each.strains, 1):.0%}) |"
        for each in detected
    ]
    return "### Outside the training data: what is detected\n\n" + DETECTION_HEADING + "\n" + "\n".join(rows)


def _macro(line: ReportLine) -> str:
    scores, spread = line.scores, line.intervals
    cells = [
        _title(line.model),
        line.encoding or "-",
        _with(scores.mcc, spread["mcc"]),
        _number(scores.balanced),
        _with(scores.auc, spread["auc"]),
        _with(scores.mae_log2, spread["mae_log2"]),
        _with(scores.brier, spread["brier"]),
        _number(scores.ece),
        _number(line.coverage),
    ]
    return f"| {' | '.join(cells)} |"


def _row(line: ReportLine) -> str:
    scores = line.scores
    cells = [
        f"{line.subtype} from {line.first}" if line.first else line.subtype,
        _title(line.model),
        line.encoding or "-",
        f"{scores.pairs} ({scores.variants})",
        _with(scores.mcc, line.intervals["mcc"]),
        _number(scores.accuracy),
        _number(scores.balanced),
        _with(scores.auc, line.intervals["auc"]),
        _with(scores.mae_log2, line.intervals["mae_log2"]),
        _number(scores.brier),
        _number(scores.ece),
        _number(line.coverage),
    ]
    return f"| {' | '.join(cells)} |"


def _title(model: str) -> str:
    return next((each.title for each in MODELS if each.name == model), model)


def _number(value: float) -> str:
    return "-" if isnan(value) else f"{value:.2f}"


def _with(value: float, spread: tuple[float, float]) -> str:
    return f"{value:.2f} ({spread[0]:.2f} to {spread[1]:.2f})"
