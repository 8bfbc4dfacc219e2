r"""``python -m driftline_worker.batch``: predict the pairs of a CSV file, without a server.

::

    python -m driftline_worker.batch --models DIR --model cnn --encoding blosum62 \
        --pairs pairs.csv --sequences a.fasta b.fasta.gz --output out.csv

``pairs.csv`` has the columns ``subtype,strain_a,strain_b``; others are ignored. The strains are whatever tells one
record of the FASTA files from the others (see `driftline_worker.batch.strains`). ``out.csv`` has
one row for each row in, in the same order:
``subtype,strain_a,strain_b,probability_variant,distance_log2,low,high,warnings,verdict``.

The subtype column is binding: a sequence is aligned to it even if another subtype lies nearer or much
of it is missing, and the warnings say so; where it is empty, the sequences tell. Only a strain that is not
found or without a single known HA1 residue, a pair without a site that is known in both, or a subtype that the
model does not know leaves the figures empty, again with a warning; its verdict is ``outside``.

Subtypes and strains are written as they were read, so that files can be joined by them; a spreadsheet may
take a name that begins with ``=`` for a formula. Warnings never begin so.

Exit codes: 0 the output is written; 2 an argument, a file or the model cannot be used, and nothing is
written; 130 interrupted, and nothing is written.
"""

import argparse
import csv
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from driftline_worker.batch.fasta import read_fasta
from driftline_worker.batch.pairs import Answer, StrainPair, answers
from driftline_worker.batch.strains import Strains
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.errors import JobFailed
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import ModelVersion
from driftline_worker.words import TITLES

COLUMNS = ("subtype", "strain_a", "strain_b")
HEADER = (*COLUMNS, "probability_variant", "distance_log2", "low", "high", "warnings", "verdict")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BAR = 30


class Unusable(Exception):
    """An argument, a file or the model cannot be used."""


class ProgressBar:
    """A progress bar on a terminal; nothing where the output goes elsewhere."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal if terminal.isatty() else None
        self._shown = ""

    def __call__(self, doing: str, percent: float) -> None:
        """Show what is being done, and how much of it is."""
        done = round(percent * BAR / 100)
        line = f"{doing:<10} [{'#' * done}{' ' * (BAR - done)}] {percent:3.0f} %"
        if self._terminal and line != self._shown:
            end = "\n" if percent >= 100 else ""
            print(f"\r{line}", end=end, file=self._terminal, flush=True)
            self._shown = line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = _options(arguments)
    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s")
    try:
        models = ModelRepository(options.models, ENCODINGS)
        version = find_model(models, options.models, options.model, options.version)
        asked = read_pairs(options.pairs)
        strains = _strains(options.sequences)
        found = list(answers(version, models, options.encoding, asked, strains, ProgressBar(sys.stderr)))
        _write(options.output, asked, found)
    except JobFailed as failed:
        return _refused(f"{TITLES[failed.problem.kind]}: {failed.problem.detail}")
    except Unusable as fault:
        return _refused(str(fault))
    except KeyboardInterrupt:
        return 130
    _say_what_is_empty(found)
    return 0


def _say_what_is_empty(found: Sequence[Answer]) -> None:
    empty = sum(answer.empty for answer in found)
    if empty:
        print(f"{empty} of {len(found)} pairs have no figures; the column warnings says why", file=sys.stderr)


def find_model(models: ModelRepository, folder: Path, name: str, version: str | None) -> ModelVersion:
    """Return a version of the repository in a folder; the newest one if none is named."""
    of_that_name = [each for each in models.versions() if each.manifest.name == name]
    wanted = [each for each in of_that_name if version in (None, each.manifest.version)]
    if not wanted:
        there = ", ".join(f"{each.manifest.name} {each.manifest.version}" for each in models.versions()) or "none"
        raise Unusable(f"{folder} has no model {name} {version or ''}".rstrip() + f"; there: {there}")
    return max(wanted, key=lambda each: each.manifest.age)


def read_pairs(path: Path) -> list[StrainPair]:
    """Return the rows of ``pairs.csv``; blank lines are none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise Unusable(f"{path} has no column {', '.join(missing)}; its first line names {', '.join(COLUMNS)}")
            return [StrainPair(*((row[name] or "").strip() for name in COLUMNS)) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise Unusable(f"{path} cannot be read: {fault}") from fault


def _strains(paths: Sequence[Path]) -> Strains:
    records = []
    for path in paths:
        try:
            records += read_fasta(path)
        except (OSError, ValueError, EOFError) as fault:
            raise Unusable(f"{path} cannot be read: {fault}") from fault
    return Strains(records)


def _write(path: Path, asked: Sequence[StrainPair], found: Sequence[Answer]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            for each, answer in zip(asked, found, strict=True):
                names = (each.subtype, each.strain_a, each.strain_b)
                writer.writerow(
                    [*names, *_figures(answer), _cell("; ".join(answer.warnings)), answer.figures["verdict"]]
                )
    except OSError as fault:
        raise Unusable(f"{path} cannot be written: {fault}") from fault


def _figures(answer: Answer) -> list[str]:
    if answer.empty:
        return [""] * 4
    figures = answer.figures
    return [str(value) for value in (figures["probability"], figures["distanceLog2"], *figures["interval"])]


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _refused(reason: str) -> int:
    print(f"driftline_worker.batch: {reason}", file=sys.stderr)
    return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m driftline_worker.batch",
        description="Predict the pairs of a CSV file, without a server.",
        epilog="Exit codes: 0 written; 2 an argument, a file or the model cannot be used; 130 interrupted.",
    )
    parser.add_argument("--models", type=Path, required=True, metavar="DIR", help="model repository")
    parser.add_argument("--model", required=True, metavar="NAME", help="name of the model")
    parser.add_argument("--version", metavar="V", help="its version (the newest)")
    parser.add_argument("--encoding", required=True, metavar="E", help="encoding, such as blosum62")
    parser.add_argument("--pairs", type=Path, required=True, metavar="CSV", help=f"columns {', '.join(COLUMNS)}")
    parser.add_argument("--sequences", type=Path, required=True, nargs="+", metavar="FASTA", help="may be .gz")
    parser.add_argument("--output", type=Path, required=True, metavar="CSV", help="where the answers go")
    return parser.parse_args(arguments)
