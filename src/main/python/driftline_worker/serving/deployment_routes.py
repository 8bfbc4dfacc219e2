"""The door of the quarantine; only gateways, which know who is an operator, hold the worker's token."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, jsonify, request

from driftline_worker.deployment.archive import MAX_ARCHIVE
from driftline_worker.deployment.quarantine import Busy, Quarantine, Taken, UnknownTicket
from driftline_worker.logs import keys
from driftline_worker.serving.problems import Refusal
from driftline_worker.store import StoreAway

LOG = logging.getLogger(__name__)
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
BUSY_RETRY = 5


def deployment_routes(app: Flask, quarantine: Quarantine) -> None:
    """Add the routes by which versions come and go."""

    @app.post("/deployments")
    def take() -> Response:
        request.max_content_length = MAX_ARCHIVE
        with _refusals():
            found = quarantine.take(request.stream)
        return jsonify(found)

    @app.put("/deployments/<ticket>")
    def publish(ticket: str) -> tuple[str, int]:
        with _refusals():
            quarantine.publish(ticket)
        return "", 204

    _removal_routes(app, quarantine)


def _removal_routes(app: Flask, quarantine: Quarantine) -> None:
    @app.delete("/deployments/<ticket>")
    def discard(ticket: str) -> tuple[str, int]:
        quarantine.discard(ticket)
        return "", 204

    @app.delete("/models/<name>/<version>")
    def withdraw(name: str, version: str) -> tuple[str, int]:
        if not PLAIN.fullmatch(name) or not PLAIN.fullmatch(version):
            raise Refusal(404, "unknown-model", "Unknown model", "No version is called so.")
        with _refusals():
            quarantine.withdraw(name, version)
        return "", 204


@contextmanager
def _refusals() -> Iterator[None]:
    """Answer what the quarantine fails with as a refusal."""
    try:
        yield
    except Busy:
        raise Refusal(429, "busy", "Busy", "Another version is being examined.", BUSY_RETRY) from None
    except UnknownTicket:
        raise Refusal(404, "unknown-ticket", "Unknown ticket", "No examined version waits under it.") from None
    except Taken:
        raise Refusal(409, "taken", "Version taken", "The repository holds other files under it.") from None
    except StoreAway as away:
        LOG.error("model store cannot be changed", extra=keys(reason=str(away)))
        raise Refusal(503, "store", "Model store cannot be changed", "The store does not answer or refuses.") from away
    except OSError as fault:
        raise _unwritable(fault) from fault


def _unwritable(fault: OSError) -> Refusal:
    LOG.error("model repository cannot be changed", exc_info=fault)
    return Refusal(
        503,
        "repository",
        "Repository cannot be changed",
        "The worker may not write its model folder or its neighbours.",
    )
