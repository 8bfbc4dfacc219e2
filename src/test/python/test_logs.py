"""A log line says what happened, and which; no text can forge another."""

import json
import logging
import sys

from driftline_worker.logs import FORMATS, keys

FORGED = "x\n2026-01-01T00:00:00.000Z ERROR"


def line(form: str, message: str, failed: bool = False, **values: object) -> str:
    trace = None
    if failed:
        try:
            raise ValueError("no")
        except ValueError:
            trace = sys.exc_info()
    record = logging.LogRecord("driftline_worker.attempts.job", logging.WARNING, "", 1, message, None, trace)
    record.__dict__.update(keys(**values))
    record.created, record.msecs = 0.25, 250.0
    return FORMATS[form]().format(record)


def test_json_has_the_keys_beside_the_message() -> None:
    assert json.loads(line("json", "attempt ended", job="j", attempt=2)) == {
        "at": "1970-01-01T00:00:00.250Z",
        "level": "WARNING",
        "logger": "driftline_worker.attempts.job",
        "message": "attempt ended",
        "job": "j",
        "attempt": 2,
    }


def test_text_has_the_keys_behind_the_message() -> None:
    said = line("text", "attempt ended", job="j", attempt=2)

    assert said == '1970-01-01T00:00:00.250Z WARNING job attempt ended job="j" attempt="2"'


def test_a_line_end_in_a_value_or_message_starts_no_line() -> None:
    for form in FORMATS:
        assert "\n" not in line(form, FORGED, reason=FORGED)


def test_a_trace_is_kept() -> None:
    assert "ValueError: no" in json.loads(line("json", "failed", failed=True))["exception"]
    assert line("text", "failed", failed=True).endswith("ValueError: no")
