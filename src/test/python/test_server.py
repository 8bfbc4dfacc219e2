"""The real process: quick to start, honest about what is missing, quick to stop, nothing left behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from testing.fakes import PATIENCE

PYTHON_FOLDER = Path(__file__).parents[2] / "main" / "python"


@dataclass
class Running:
    """A worker process and the lines it logs until it is up."""

    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, dict[str, object]]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)

    def read_until(self, message: str) -> dict[str, object]:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            record: dict[str, object] = json.loads(line)
            if record["message"] == message:
                return record
        raise AssertionError(f"ended without saying {message!r}")


@pytest.fixture
def running(model_folder: Path) -> Iterator[Running]:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = closed.getsockname()[1]
    environment = os.environ | {
        "PYTHONPATH": str(PYTHON_FOLDER),
        "DRIFTLINE_REDIS_URL": f"redis://127.0.0.1:{nowhere}/0",
        "DRIFTLINE_AMQP_URL": f"amqp://127.0.0.1:{nowhere}/%2F",
        "DRIFTLINE_MODELS": str(model_folder),
        "DRIFTLINE_WORKER_TOKEN": "token",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "driftline_worker", "--bind", f"127.0.0.1:{port}"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    started = Running(process, port)
    started.read_until("worker started")
    yield started
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)


def test_serves_says_what_is_missing_and_stops(running: Running) -> None:
    assert running.get("/health/live") == (200, {"status": "live"})
    assert running.get("/health/ready") == (503, {"status": "unready", "missing": ["redis", "broker"]})
    assert running.get("/models")[0] == 401

    running.process.send_signal(signal.SIGTERM)
    running.read_until("worker stopped")

    assert running.process.wait(PATIENCE) == 0


def test_a_missing_setting_is_named_in_one_line() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "driftline_worker"],
        env={"PYTHONPATH": str(PYTHON_FOLDER), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr == "driftline_worker: DRIFTLINE_REDIS_URL is not set\n"
