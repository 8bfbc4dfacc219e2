"""Log lines as JSON on stderr: what happened as the message, which as keys. Never sequences or secrets."""

import json
import logging
import sys
import time
from typing import Any

KEYS = "keys"


def keys(**values: Any) -> dict[str, Any]:
    """Return the ``extra`` argument of a logging call.

    >>> keys(job="abc")
    {'keys': {'job': 'abc'}}
    """
    return {KEYS: values}


class JsonLines(logging.Formatter):
    """One JSON object per record, with the trace of an exception in one field."""

    def format(self, record: logging.LogRecord) -> str:
        """Render the record."""
        line: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, KEYS, {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Send every logger's records to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("amqp").setLevel(logging.WARNING)
