"""``python -m driftline_worker --bind 127.0.0.1:9000``: serve until told to stop."""

import argparse
import os
import sys

from driftline_worker import __version__
from driftline_worker.config import SettingError, read_config
from driftline_worker.logs import log_to_stderr
from driftline_worker.serving.announcer import place
from driftline_worker.serving.server import Server


def main() -> int:
    """Read the settings and serve; 2 when they cannot be read."""
    parser = argparse.ArgumentParser(prog="driftline_worker", description="Driftline's model worker.")
    parser.add_argument("--bind", default="127.0.0.1:9000", help="address and port to listen on (%(default)s)")
    parser.add_argument("--version", action="version", version=__version__)
    bind = parser.parse_args().bind
    try:
        config = read_config(os.environ)
        if config.gateways:
            place(config.url, bind)
    except SettingError as fault:
        print(f"driftline_worker: {fault}", file=sys.stderr)
        return 2
    log_to_stderr(config.log_format)
    Server(bind, config).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
