"""What can be asked of a server, each as a flow of steps; the two clients carry them out."""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import results
from .asking import asked, told
from .choice import identifier
from .errors import DriftlineError
from .following import following, require_result
from .inputs import Fields, Given, Pairs, contents, mode_of
from .results import Result
from .steps import Ask, Flow, Save
from .wanted import Mode

if TYPE_CHECKING:
    from .contract import Accepted, Check, Job, Limits, Model, Rows

FORMATS = ("csv", "tsv", "json", "xlsx", "fasta")
MOST_ROWS = 100_000
_UPLOAD_SILENCE = 660.0


def server_of(given: str | None) -> str:
    """Find the server's address: as given, of the environment, or of the command line's last `login`."""
    address = given or os.environ.get("DRIFTLINE_SERVER") or _kept().get("server", "")
    if not re.fullmatch(r"https?://[^?#\s]+", address):
        raise DriftlineError(
            "No server is known: give its address, such as https://driftline.example.org, or set DRIFTLINE_SERVER."
        )
    return str(address).rstrip("/")


def token_of(given: str | None, server: str) -> str | None:
    """Find the personal token: as given, of the environment, or the one that the command line's `login` kept."""
    return given or os.environ.get("DRIFTLINE_TOKEN") or _kept().get(server)


def _kept() -> Mapping[str, str]:
    base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    file = base / "driftline" / "tokens.json"
    kept: Mapping[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return kept


def job_path(job: str, rest: str = "") -> str:
    """Name a job's resource; a `ValueError` for what is no job's number, since it becomes part of an address."""
    if not re.fullmatch(r"[a-z2-7]{26}", job):
        raise ValueError(f"{job!r} is no job.")
    return f"/jobs/{job}{rest}"


def read(path: str, **params: str) -> Flow[Any]:
    """Read a resource."""
    return asked(Ask("GET", path, params))


def listed(path: str, **params: str) -> Flow[list[Any]]:
    """Read the items of a list."""
    answer = yield from asked(Ask("GET", path, params))
    items: list[Any] = answer["items"]
    return items


def limits() -> Flow[Limits]:
    """Read what submissions are held to."""
    return read("/limits")


def job_of(job: str) -> Flow[Job]:
    """Read how a job stands."""
    return read(job_path(job))


def jobs_of(limit: int, batch: str | None) -> Flow[list[Job]]:
    """List the latest jobs, or those that stand under a batch."""
    return listed("/jobs", limit=str(limit), **({"batch": batch} if batch else {}))


def rename(job: str, title: str | None) -> Flow[None]:
    """Give a job another title, or none."""
    return asked(Ask("PUT", job_path(job, "/title"), body={"title": title}))


def annotate(job: str, note: str | None) -> Flow[None]:
    """Write another note to a job, or none."""
    return asked(Ask("PUT", job_path(job, "/note"), body={"note": note}))


def cancel(job: str) -> Flow[Job]:
    """End a job; to the same end however often it is asked for."""
    return asked(Ask("POST", job_path(job, "/cancel")))


def delete(job: str) -> Flow[None]:
    """Delete an ended job."""
    return asked(Ask("DELETE", job_path(job)))


def check(
    sequences: Given, references: Given | None = None, pairs: Pairs | None = None, mode: Mode | None = None
) -> Flow[Check]:
    """Ask a worker what it makes of each record."""
    answer: Check = yield from _post("/checks", _fields(sequences, references, pairs, mode))
    return answer


def submit(
    sequences: Given,
    references: Given | None = None,
    pairs: Pairs | None = None,
    mode: Mode | None = None,
    model: str | int | None = None,
    encoding: str | None = None,
    title: str | None = None,
    batch: str | None = None,
    idempotency_key: str | None = None,
) -> Flow[Accepted]:
    """Submit a job; under the same key and with the same input it is the same job, however often it is said."""
    choice = yield from _choice(model, encoding)
    fields = {**choice, **_fields(sequences, references, pairs, mode), "title": title, "batch": batch}
    answer: Accepted = yield from _post("/jobs", fields, idempotency_key or str(uuid.uuid4()))
    return answer


def predict(wanted: Mapping[str, Any], timeout: float | None, server: str) -> Flow[Result]:
    """Submit, tell updates until the end, and read the result."""
    accepted = yield from submit(**wanted)
    yield from following(accepted["id"], timeout=timeout)
    result = yield from result_of(accepted["id"], server)
    return result


def result_of(job: str, server: str) -> Flow[Result]:
    """Read the result of a job that has ended."""
    ended = yield from job_of(job)
    if not ended.get("finishedAt"):
        raise DriftlineError(f"Job {job} has not ended; wait() waits for it.")
    require_result(ended)
    if ended.get("mode") == "pair":
        return results.of_pair(ended, server)
    rows: Rows = yield from read(job_path(job, "/rows"), limit=str(MOST_ROWS))
    return results.of_rows(ended, rows, server)


def explain(job: str, record_a: int, record_b: int, timeout: float | None, server: str) -> Flow[Result]:
    """Have a pair of many predicted by itself, for its substitutions; asked for again it is there already."""
    accepted = yield from _post(job_path(job, "/pairs"), {"recordA": record_a, "recordB": record_b})
    yield from following(accepted["id"], timeout=timeout)
    result = yield from result_of(accepted["id"], server)
    return result


def again(job: str, model: str | int, encoding: str | None, idempotency_key: str | None) -> Flow[Accepted]:
    """Submit what a job compares once more, with another model or encoding."""
    fields = yield from _choice(model, encoding)
    answer: Accepted = yield from _post(job_path(job, "/again"), fields, idempotency_key or str(uuid.uuid4()))
    return answer


def download(job: str, to: Path, kind: str | None) -> Flow[None]:
    """Save a result as a file of this kind, or of the one that the name of the file says."""
    kind = kind or to.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise ValueError(f"{kind!r} is no kind of file here; these are: {', '.join(FORMATS)}.")
    yield from told(Save(Ask("GET", job_path(job, f"/result.{kind}")), to))


def _choice(model: str | int | None, encoding: str | None) -> Flow[Fields]:
    """Say what is named; the server chooses the rest, and judges it."""
    if isinstance(model, str):
        offered: list[Model] = yield from listed("/models")
        model = identifier(offered, model)
    return {"modelId": model, "encodingId": encoding}


def _fields(sequences: Given, references: Given | None, pairs: Pairs | None, mode: Mode | None) -> Fields:
    mode = mode or mode_of(references, pairs)  # type: ignore[assignment]
    return {"mode": mode, "sequences": sequences, "references": references, "pairs": pairs}


def _post(path: str, fields: Fields, key: str | None = None) -> Flow[Any]:
    body, form = contents(fields)
    headers = {"Idempotency-Key": key} if key else {}
    answer = yield from asked(Ask("POST", path, body=body, form=form, headers=headers, silence=_UPLOAD_SILENCE))
    return answer
