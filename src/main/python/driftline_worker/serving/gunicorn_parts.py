"""What the worker does otherwise than gunicorn: its log lines, and how it stops."""

from threading import Thread
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

LEAVE = "driftline-leave"
"""The application's extension that is called before the process stops serving."""


class PromptWorker(ThreadWorker):  # type: ignore[misc]
    """Serves until the application has left, then closes idle connections without waiting for the gateway to do so."""

    _leaving = False

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Begin to leave; once that is done, stop as gunicorn would."""
        if not self._leaving:
            self._leaving = True
            Thread(target=self._leave, args=(sig, frame), name="leaving", daemon=True).start()

    def _leave(self, sig: int, frame: Any) -> None:
        try:
            if self.wsgi is not None:
                self.wsgi.extensions[LEAVE]()
        finally:
            super().handle_exit(sig, frame)

    def murder_keepalived(self, force: bool = False) -> None:
        """Close connections idle for too long; every idle one once stopping."""
        if not self.alive:
            for connection in self.pending_conns:
                connection.timeout = 0.0
        super().murder_keepalived(force=force or not self.alive)


class PropagatingLogger(Logger):  # type: ignore[misc]
    """Adds no handlers: records go on to the root logger's."""

    def setup(self, cfg: Any) -> None:
        """Keep the settings and let records pass."""
        self.cfg = cfg
        self.loglevel = self.LOG_LEVELS["info"]
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True
