"""Gunicorn around the worker: one process of some threads, stopped within seconds."""

import faulthandler
import os
import ssl
import sys
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from driftline_worker import failpoints  # noqa: F401 - counts for every process that is forked from here
from driftline_worker.config import Config
from driftline_worker.serving.gunicorn_parts import LEAVE

THREADS = 8
CONNECTIONS = 256
KEEP_ALIVE = 60
GRACE = 4
"""Seconds after which a process that does not end by itself is killed, beside those that its jobs have."""
SILENT = 30
"""Seconds after which the master ends a process that says nothing: native code that keeps the interpreter's lock stops
every thread, the watch over the work too."""
BOOT_FAILED = 3
"""Status of a process after which gunicorn's master ends too, instead of starting the next."""


def _modern(_server: Any, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """TLS 1.2 and 1.3 with forward secrecy and authenticated ciphers alone (RFC 9325)."""
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    return context


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with one worker process of some threads, told nothing by files or command line."""

    def __init__(self, bind: str, config: Config) -> None:
        self._bind = bind
        self._config = config
        self._worker: Any = None
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        settings = self._settings()
        if self._config.certificate:
            settings |= {"certfile": self._config.certificate, "keyfile": self._config.key, "ssl_context": _modern}
        for name, value in settings.items():
            self.cfg.set(name, value)

    def _settings(self) -> dict[str, Any]:
        return {
            "bind": self._bind,
            "workers": 1,
            "worker_class": "driftline_worker.serving.gunicorn_parts.PromptWorker",
            "threads": THREADS,
            "worker_connections": CONNECTIONS,
            "keepalive": KEEP_ALIVE,
            "graceful_timeout": self._config.drain + GRACE,
            "timeout": SILENT,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108
            "control_socket_disable": True,
            "proc_name": "driftline-worker",
            "logger_class": "driftline_worker.serving.gunicorn_parts.PropagatingLogger",
            "worker_exit": self._exit,
        }

    def load(self) -> Any:
        """Make the worker; called in the forked process, which alone loads ONNX Runtime.

        Its threads do not survive a fork, and a copy of it hangs at exit, waiting for them.
        """
        from driftline_worker.provider import ProviderError
        from driftline_worker.serving.wiring import Worker
        from driftline_worker.store import StoreMissing
        from driftline_worker.tracing.traces import TracingError

        # The master's SIGABRT then needs no lock: it writes down where each thread stands, and ends the process.
        faulthandler.enable()
        try:
            self._worker = Worker(self._config, self._bind)
            self._worker.require_provider()
        except (ProviderError, StoreMissing, TracingError) as fault:
            print(f"driftline_worker: {fault}", file=sys.stderr)
            sys.exit(BOOT_FAILED)
        app = self._worker.start()
        app.extensions[LEAVE] = self._worker.leave
        return app

    def _exit(self, _server: Any, _worker: Any) -> None:
        if self._worker is not None:
            self._worker.stop()
