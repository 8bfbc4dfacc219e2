"""The forward tables of ``docs/models.md`` and the figures of ``model.yaml``, from judged windows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from driftline_training.forward.judging import NAMES, Judged, intervals, macro
from driftline_training.forward.pairs.audit import Finding
from driftline_training.forward.verdict import Rule
from driftline_training.metrics import reliability

BEGIN = "<!-- forward: written by scripts/train -->"
END = "<!-- end of forward -->"
DIGITS = 3
SPLITS = {"rolling": "Windows to 2015, which chose the settings", "time": "The final window, judged once"}
HEADING = (
    "| subtype | model | pairs (variants) | MCC | AUROC | MAE log2 | Brier | ECE | in 90 % interval |\n"
    + "| --- " * 9
    + "|"
)
CALLED_HEADING = (
    "| subtype | pairs | called similar: right | called variant: right | undecided |\n" + "| --- " * 5 + "|"
)
AUDIT_HEADING = "| audit | subtype | what | why | pairs left out |\n" + "| --- " * 5 + "|"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One model's answers of one split, by subtype."""

    split: str
    model: str
    judged: Mapping[str, Judged]


@dataclass(frozen=True, slots=True)
class Called:
    """How the three verdicts fared: pairs of each, and how many were right."""

    similar: tuple[int, int]
    variant: tuple[int, int]
    undecided: int

    @classmethod
    def of(cls, judged: Judged, rule: Rule) -> "Called":
        """Count the certain pairs of some answers."""
        truth, stated = judged.pairs.variant[judged.pairs.certain], judged.probability[judged.pairs.certain]
        low, high = stated <= rule.similar, stated >= rule.variant
        return cls(
            (int(low.sum()), int((low & ~truth).sum())),
            (int(high.sum()), int((high & truth).sum())),
            int((~low & ~high).sum()),
        )

    def to_yaml(self) -> dict[str, int]:
        """Give the counts as the manifest has them."""
        return {
            "similar": self.similar[0],
            "similarRight": self.similar[1],
            "variant": self.variant[0],
            "variantRight": self.variant[1],
            "undecided": self.undecided,
        }


def write(
    path: Path, lines: Sequence[ReportLine], called: Mapping[str, Mapping[str, Called]], found: Sequence[Finding]
) -> None:
    """Replace what stands between the markers."""
    before, rest = path.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    parts = [*(_split(split, lines, called[split]) for split in called), _audit(found)]
    path.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}", "utf-8")


def quality(subtype: str, split: str, judged: Judged, baseline: Judged, called: Called | None) -> dict[str, Any]:
    """Give the figures of one subtype and split as the manifest has them."""
    scores, own = judged.scores(), baseline.scores()
    return {
        "subtype": subtype,
        "encoding": "one-hot",
        "split": split,
        "from": int(judged.pairs.year.min()),
        "pairs": len(judged.pairs),
        "variants": int(judged.pairs.variant.sum()),
        **_accuracy(judged),
        **{name: round(scores[name], DIGITS) for name in NAMES if np.isfinite(scores[name])},
        **({"intervalCoverage": round(judged.coverage(), DIGITS)} if np.isfinite(judged.high).any() else {}),
        "baselineMcc": round(own["mcc"], DIGITS),
        "baselineAuc": round(own["auc"], DIGITS),
        **({"called": called.to_yaml()} if called else {}),
        "reliability": _reliability(judged),
    }


def _accuracy(judged: Judged) -> dict[str, float]:
    certain = judged.pairs.certain
    said, truth = judged.probability[certain] >= 0.5, judged.pairs.variant[certain]
    balanced = float(np.nanmean([said[truth].mean() if truth.any() else np.nan, (~said[~truth]).mean()]))
    return {"accuracy": round(float((said == truth).mean()), DIGITS), "balancedAccuracy": round(balanced, DIGITS)}


def _reliability(judged: Judged) -> list[dict[str, Any]]:
    certain = judged.pairs.certain
    return [
        {"pairs": each.pairs, "stated": round(each.stated, DIGITS), "observed": round(each.observed, DIGITS)}
        for each in reliability(judged.pairs.variant[certain], judged.probability[certain])
    ]


def macro_quality(split: str, judged: Mapping[str, Judged], baseline: Mapping[str, Judged]) -> dict[str, Any]:
    """Give the figures of the mean over subtypes as the manifest has them."""
    scores, own, spread = macro(judged), macro(baseline), intervals(judged)
    singles = [quality(name, split, each, baseline[name], None) for name, each in judged.items()]
    return {
        "subtype": "macro",
        "encoding": "one-hot",
        "split": split,
        "pairs": sum(each["pairs"] for each in singles),
        "variants": sum(each["variants"] for each in singles),
        **{
            name: round(float(np.mean([each[name] for each in singles])), DIGITS)
            for name in ("accuracy", "balancedAccuracy")
        },
        **{name: round(scores[name], DIGITS) for name in NAMES},
        "intervalCoverage": round(float(np.nanmean([each.coverage() for each in judged.values()])), DIGITS),
        "baselineMcc": round(own["mcc"], DIGITS),
        "baselineAuc": round(own["auc"], DIGITS),
        "bootstrap90": {name: [round(each, DIGITS) for each in spread[name]] for name in NAMES},
    }


def _split(split: str, lines: Sequence[ReportLine], called: Mapping[str, Called]) -> str:
    rows = [row for line in lines if line.split == split for row in _rows(line)]
    return (
        f"### {SPLITS[split]}\n\n{HEADING}\n"
        + "\n".join(rows)
        + "\n\nThe three verdicts, by limits chosen on earlier windows:\n\n"
        f"{CALLED_HEADING}\n" + "\n".join(_called(name, each) for name, each in called.items())
    )


def _rows(line: ReportLine) -> Iterable[str]:
    for name, each in line.judged.items():
        pairs = f"{len(each.pairs)} ({int(each.pairs.variant.sum())})"
        yield _row([name, line.model, pairs], each.scores(), intervals({name: each}), each.coverage())
    every = list(line.judged.values())
    count = f"{sum(len(each.pairs) for each in every)}"
    covered = float(np.mean([each.coverage() for each in every]))
    yield _row(["mean", line.model, count], macro(line.judged), intervals(line.judged), covered)


def _row(
    first: Sequence[str],
    scores: Mapping[str, float],
    spread: Mapping[str, tuple[float, float]],
    coverage: float,
) -> str:
    cells = [f"{scores[name]:.2f} ({spread[name][0]:.2f} to {spread[name][1]:.2f})" for name in NAMES[:4]]
    covered = f"{coverage:.2f}" if np.isfinite(coverage) else "-"
    return "| " + " | ".join([*first, *cells, f"{scores['ece']:.2f}", covered]) + " |"


def _called(name: str, called: Called) -> str:
    total = called.similar[0] + called.variant[0] + called.undecided
    cells = [name, str(total), _share(*called.similar), _share(*called.variant)]
    return "| " + " | ".join([*cells, f"{called.undecided} ({called.undecided / max(total, 1):.0%})"]) + " |"


def _share(count: int, right: int) -> str:
    return f"{count}: {right} ({right / count:.0%})" if count else "0"


def _audit(found: Sequence[Finding]) -> str:
    rows = [f"| {each.audit} | {each.subtype} | {each.what} | {each.why} | {each.rows} |" for each in found]
    return f"### What the audit of the data found\n\n{AUDIT_HEADING}\n" + "\n".join(rows)
