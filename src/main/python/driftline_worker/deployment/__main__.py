"""``python -m driftline_worker.deployment FOLDER``: examine an unpacked version and print the verdict.

Run by `sandbox`, never by hand. The process confines itself before it loads anything that reads the version.
"""

import ctypes
import json
import resource
import sys
from pathlib import Path
from typing import Any

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES = 38
"""``PR_SET_NO_NEW_PRIVS``"""


def main() -> int:
    """Print one line of JSON."""
    folder, memory, seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    _limit(memory, seconds)
    network = "none" if _without_network() else "as the worker's"
    print(json.dumps(_verdict(folder) | {"network": network}), flush=True)
    return 0


def _limit(memory: int, seconds: int) -> None:
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _without_network() -> bool:
    """Leave the network behind where the kernel lets this user; must come before any thread."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def _verdict(folder: Path) -> dict[str, Any]:
    from driftline_worker.deployment import Rejected
    from driftline_worker.deployment.examination import examine

    try:
        return {"accepted": True, "model": examine(folder)}
    except Rejected as rejected:
        return {"accepted": False, "reason": rejected.reason, "detail": rejected.detail}
    except MemoryError:
        return {"accepted": False, "reason": "memory", "detail": "The version needs too much memory to be examined."}


if __name__ == "__main__":
    sys.exit(main())
