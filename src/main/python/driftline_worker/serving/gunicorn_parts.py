"""What the worker does otherwise than gunicorn: its log lines, and how fast it stops."""

from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker


class PromptWorker(ThreadWorker):  # type: ignore[misc]
    """Closes idle connections when told to stop, in place of waiting for the gateway to do so."""

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
