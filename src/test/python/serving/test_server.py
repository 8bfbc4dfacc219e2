"""The real process: quick to start, honest about what is missing, quick to stop, nothing left behind."""

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from onnxruntime import get_available_providers

from testing.fakes import PATIENCE
from testing.gateway import Gateway

PYTHON_FOLDER = Path(__file__).parents[3] / "main" / "python"
SOON_ENDED = """from driftline_worker import __main__
from driftline_worker.serving import server

server.SILENT = 10
__main__.main()
"""
"""The same program with a master that waits for less."""


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

    def check(self) -> int:
        """Ask for a check of nothing; 0 when there was no answer."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/checks",
            json.dumps({"mode": "all", "records": []}).encode(),
            {"Authorization": "Bearer token", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:  # noqa: S310 - an address of ours
                status: int = answer.status
                return status
        except (urllib.error.URLError, ConnectionError, http.client.HTTPException):
            return 0

    def read_until(self, message: str) -> dict[str, object]:
        record: dict[str, object] = json.loads(self.lines_until(message)[-1])
        return record

    def lines_until(self, message: str) -> list[str]:
        assert self.process.stderr is not None
        lines = []
        for line in self.process.stderr:
            lines.append(line)
            if line.startswith("{") and json.loads(line)["message"] == message:
                return lines
        raise AssertionError(f"ended without saying {message!r}")


@pytest.fixture
def running(model_folder: Path) -> Iterator[Running]:
    with start(model_folder) as started:
        yield started


@pytest.fixture
def hanging(model_folder: Path) -> Iterator[Running]:
    armed = {"DRIFTLINE_TEST": "true", "DRIFTLINE_FAILPOINTS": "CHECK_RUNS:hang", "DRIFTLINE_WORKER_PATIENCE": "1"}
    with start(model_folder, armed) as started:
        yield started


@pytest.fixture
def seized(model_folder: Path) -> Iterator[Running]:
    armed = {"DRIFTLINE_TEST": "true", "DRIFTLINE_FAILPOINTS": "CHECK_RUNS:seize"}
    with start(model_folder, armed, ("-c", SOON_ENDED)) as started:
        yield started


@contextmanager
def start(
    model_folder: Path, settings: Mapping[str, str] | None = None, program: Sequence[str] = ("-m", "driftline_worker")
) -> Iterator[Running]:
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
        **(settings or {}),
    }
    process = subprocess.Popen(
        [sys.executable, *program, "--bind", f"127.0.0.1:{port}"],
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


@pytest.mark.skipif("CUDAExecutionProvider" in get_available_providers(), reason="this ONNX Runtime has CUDA")
def test_does_not_start_where_its_networks_would_run_on_something_else(model_folder: Path) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(PYTHON_FOLDER),
        "DRIFTLINE_REDIS_URL": "redis://127.0.0.1:9/0",
        "DRIFTLINE_AMQP_URL": "amqp://127.0.0.1:9/%2F",
        "DRIFTLINE_MODELS": str(model_folder),
        "DRIFTLINE_WORKER_PROVIDER": "cuda",
    }
    refused = subprocess.run(
        [sys.executable, "-m", "driftline_worker", "--bind", "127.0.0.1:0"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert refused.returncode != 0
    assert "DRIFTLINE_WORKER_PROVIDER is cuda" in refused.stderr
    assert "worker started" not in refused.stderr


def test_serves_says_what_is_missing_and_stops(running: Running) -> None:
    assert running.get("/health/live") == (200, {"status": "live"})
    assert running.get("/health/ready") == (503, {"status": "unready", "missing": ["redis", "broker"]})
    assert running.get("/models")[0] == 401

    running.process.send_signal(signal.SIGTERM)
    running.read_until("worker stopped")

    assert running.process.wait(PATIENCE) == 0


def test_tells_a_gateway_when_it_comes_and_when_it_goes(model_folder: Path) -> None:
    gateway = Gateway((200, {"leaseSeconds": 10}))
    settings = {
        "DRIFTLINE_GATEWAY_URL": gateway.url,
        "DRIFTLINE_WORKER_TOKEN": "secret",
        "DRIFTLINE_WORKER_DRAIN": "60",
    }
    with start(model_folder, settings) as running:
        there = gateway.await_state("serving")
        running.process.send_signal(signal.SIGTERM)
        running.read_until("worker stopped")

        assert there["url"] == f"http://127.0.0.1:{running.port}"
        assert there["models"] == [{"name": "tiny", "version": "1"}]
        assert gateway.heard[-1]["state"] == "gone"
        assert running.process.wait(PATIENCE) == 0
    gateway.close()


def test_a_process_with_hung_work_is_replaced_by_one_that_works(hanging: Running) -> None:
    with ThreadPoolExecutor(1) as threads:
        unanswered = threads.submit(hanging.check)
        named = hanging.read_until("work hangs; this worker gives its jobs up and is replaced")
        ready = hanging.get("/health/ready")
        hanging.read_until("worker process ends, to be replaced")
        hanging.read_until("worker started")

        assert (named["request"], named["step"]) == ("checks", "checking")
        assert ready[0] == 503
        assert ready[1]["stuck"] == [{"request": "checks", "step": "checking", "seconds": named["seconds"]}]
        assert unanswered.result(PATIENCE) == 0
    assert hanging.check() == 200


def test_a_process_whose_work_keeps_the_interpreter_is_replaced_too_and_shows_where(seized: Running) -> None:
    with ThreadPoolExecutor(1) as threads:
        unanswered = threads.submit(seized.check)
        said = "".join(seized.lines_until("worker started"))

        assert "WORKER TIMEOUT" in said
        assert "failpoints.py" in said
        assert unanswered.result(PATIENCE) == 0
    assert seized.check() == 200


def test_speaks_modern_https_with_a_certificate(model_folder: Path, tmp_path: Path) -> None:
    certificate, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run([*made, *named], check=True, capture_output=True)
    settings = {"DRIFTLINE_WORKER_CERTIFICATE": str(certificate), "DRIFTLINE_WORKER_KEY": str(key)}
    trusting = ssl.create_default_context(cafile=certificate)
    weak = ssl.create_default_context(cafile=certificate)
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")

    with start(model_folder, settings) as running:
        address = f"https://127.0.0.1:{running.port}/health/live"
        with urllib.request.urlopen(address, timeout=PATIENCE, context=trusting) as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.URLError, match="HANDSHAKE"):
            urllib.request.urlopen(address, timeout=PATIENCE, context=weak)


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
