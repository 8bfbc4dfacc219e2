"""Train, evaluate, export and register the models: ``python -m driftline_training``."""

import argparse
import logging
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from driftline_training import golden, registration, report
from driftline_training.pipeline import Options, load_all, run
from driftline_worker.encodings import ENCODINGS

LOG = logging.getLogger("driftline_training")
DEFAULT_ENCODINGS = ("one-hot", "blosum62")


def main() -> None:
    """Run the whole pipeline, one process for each encoding."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    folder = options.models / "cnn" / "1"
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.onnx"):
        stale.unlink()
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        given = [pool.submit(run, each, options, folder) for each in options.encodings]
        outcomes = [each.result() for each in given]
    lines = [line for outcome in outcomes for line in outcome.lines]
    composed = registration.registration(
        [network for outcome in outcomes for network in outcome.networks],
        load_all(options.data),
        lines,
        [answer for outcome in outcomes for answer in outcome.golden],
        options.seed,
    )
    registration.write(folder / "model.yaml", composed)
    golden.write_fasta(folder / "golden.fasta", options.data)
    report.write(options.report, lines)
    LOG.info("wrote %s and %s", folder / "model.yaml", options.report)


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of distances and HA1")
    parser.add_argument("--models", type=Path, required=True, help="model repository to write")
    parser.add_argument("--report", type=Path, required=True, help="page whose tables to replace")
    parser.add_argument("--seed", type=int, default=1, help="seed of all randomness (default 1)")
    parser.add_argument("--processes", type=int, default=2, help="at a time (default 2)")
    parser.add_argument(
        "--encodings",
        nargs="+",
        choices=list(ENCODINGS),
        default=DEFAULT_ENCODINGS,
        help=f"encodings to train (default {' '.join(DEFAULT_ENCODINGS)})",
    )
    chosen = vars(parser.parse_args())
    return Options(**(chosen | {"encodings": tuple(chosen["encodings"])}))


if __name__ == "__main__":
    main()
