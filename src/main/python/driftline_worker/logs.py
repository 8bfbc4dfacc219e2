"""Log lines on stderr: what happened as the message, which as keys. Never sequences or secrets.

The message is an event that can be searched for, the same each time; what differs stands in the keys.
"""

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
            "at": _at(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, KEYS, {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """One line per record, as the gateway writes them: time, level, logger, message, ``key="value"``; then a trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Render the record; line ends in it are escaped, so that nobody's text can forge a line."""
        told = "".join(f" {key}={_quoted(value)}" for key, value in getattr(record, KEYS, {}).items())
        message = record.getMessage().replace("\n", "\\n").replace("\r", "\\r")
        line = f"{_at(record)} {record.levelname:<7} {record.name.rpartition('.')[2]} {message}{told}"
        return line + ("\n" + self.formatException(record.exc_info) if record.exc_info else "")


FORMATS: dict[str, type[logging.Formatter]] = {"json": JsonLines, "text": TextLines}


def log_to_stderr(form: str = "json", level: int = logging.INFO) -> None:
    """Send every logger's records to stderr in one of the `FORMATS`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[form]())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("amqp").setLevel(logging.WARNING)


def _at(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"


def _quoted(value: Any) -> str:
    return json.dumps(str(value), ensure_ascii=False)
