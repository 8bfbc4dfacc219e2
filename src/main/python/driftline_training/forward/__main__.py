"""Train, judge and export version 2 of the ensemble: ``python -m driftline_training.forward``."""

import argparse
import logging
from pathlib import Path

from driftline_training.forward.pipeline import Options, run


def main() -> None:
    """Run the whole pipeline."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    run(_options())


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="scripts/train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of distances and HA1")
    parser.add_argument("--models", type=Path, required=True, help="model repository to write")
    parser.add_argument("--report", type=Path, required=True, help="page whose tables to replace")
    parser.add_argument("--seed", type=int, default=1, help="seed of all randomness (default 1)")
    parser.add_argument("--cut", choices=("all", "v1"), default="all", help="v1: the frozen data of the last release")
    return Options(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
