"""An examination in a process of its own, behind limits of memory and time, with nothing of ours in its environment."""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from driftline_worker.deployment import Rejected
from driftline_worker.logs import keys

LOG = logging.getLogger(__name__)

SOURCES = Path(__file__).parents[2]
MAX_VERDICT = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What an examination may use.

    Attributes
    ----------
    memory : int
        Bytes of address space.
    processor : int
        Seconds of processor time.
    wall : float
        Seconds until it is ended; less than what an HTTP connection may be idle.
    """

    memory: int = 3 * 1024**3
    processor: int = 30
    wall: float = 40.0


def examine_apart(folder: Path, limits: Limits) -> dict[str, Any]:
    """Return the version as ``GET /models`` will tell it, or raise `Rejected`."""
    command = [sys.executable, "-m", "driftline_worker.deployment", str(folder)]
    # bandit: the command is ours and the folder's name made here
    process = subprocess.Popen(  # noqa: S603
        [*command, str(limits.memory), str(limits.processor)],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=limits.wall)
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    finally:
        _end(process)
    return _model(output, process.returncode)


def _environment() -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(SOURCES),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _model(output: bytes, status: int) -> dict[str, Any]:
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_slow()
    if status != 0 or len(output) > MAX_VERDICT:
        raise Rejected("crash", f"The version ended its examination by a crash (status {status}).")
    verdict = json.loads(output)
    LOG.info("version examined", extra=keys(accepted=verdict["accepted"], network=verdict["network"]))
    if not verdict["accepted"]:
        raise Rejected(verdict["reason"], verdict["detail"])
    model: dict[str, Any] = verdict["model"]
    return model


def _too_slow() -> Rejected:
    return Rejected("timeout", "The version did not answer its golden pairs in time.")
