"""Gunicorn's own log lines, sent the way of all others."""

from typing import Any

from gunicorn.glogging import Logger


class PropagatingLogger(Logger):  # type: ignore[misc]
    """Adds no handlers: records go on to the root logger's."""

    def setup(self, cfg: Any) -> None:
        """Keep the settings and let records pass."""
        self.cfg = cfg
        self.loglevel = self.LOG_LEVELS["info"]
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True
