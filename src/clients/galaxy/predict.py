"""What the Galaxy tool runs: predicts at the server that its administrator chose, and saves table and JSON."""

import argparse
import sys
from pathlib import Path
from typing import Any

from driftline_client import Client, DriftlineError


def main() -> int:
    """Return 0 once both files are there, or 1 with the reason on stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=Path, required=True)
    parser.add_argument("--references", type=Path)
    parser.add_argument("--panel", action="store_true")
    parser.add_argument("--mode")
    parser.add_argument("--model")
    parser.add_argument("--table", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    references = "panel" if options.panel else options.references
    given: dict[str, Any] = {"references": references, "mode": options.mode, "model": options.model}
    wanted: Any = {name: value for name, value in given.items() if value is not None}
    try:
        with Client() as driftline:
            job = driftline.submit(options.sequences, **wanted)["id"]
            driftline.wait(job, on_update=lambda update: print(update.stage, update.message))
            driftline.download(job, options.table, "csv")
            driftline.download(job, options.json, "json")
    except DriftlineError as foreseen:
        print(foreseen, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
