"""``python -m driftline_worker.batch``."""

import sys

from driftline_worker.batch.command import main

if __name__ == "__main__":
    sys.exit(main())
