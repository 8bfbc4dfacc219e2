"""The door of the quarantine; only gateways, which know who is an operator, hold the worker's token."""

import logging
import re

from flask import Flask, Response, jsonify, request

from driftline_worker.deployment.archive import MAX_ARCHIVE
from driftline_worker.deployment.quarantine import Busy, Quarantine, Taken, UnknownTicket
from driftline_worker.serving.problems import Refusal

LOG = logging.getLogger(__name__)
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
BUSY_RETRY = 5


def deployment_routes(app: Flask, quarantine: Quarantine) -> None:
    """Add the routes by which versions come and go."""

    @app.post("/deployments")
    def take() -> Response:
        request.max_content_length = MAX_ARCHIVE
        try:
            return jsonify(quarantine.take(request.stream))
        except Busy:
            raise Refusal(429, "busy", "Busy", "Another version is being examined.", BUSY_RETRY) from None
        except OSError as fault:
            raise _unwritable(fault) from fault

    @app.put("/deployments/<ticket>")
    def publish(ticket: str) -> tuple[str, int]:
        try:
            quarantine.publish(ticket)
        except UnknownTicket:
            raise Refusal(404, "unknown-ticket", "Unknown ticket", "No examined version waits under it.") from None
        except Taken:
            raise Refusal(409, "taken", "Version taken", "The repository holds other files under it.") from None
        except OSError as fault:
            raise _unwritable(fault) from fault
        return "", 204

    @app.delete("/deployments/<ticket>")
    def discard(ticket: str) -> tuple[str, int]:
        quarantine.discard(ticket)
        return "", 204

    @app.delete("/models/<name>/<version>")
    def withdraw(name: str, version: str) -> tuple[str, int]:
        if not PLAIN.fullmatch(name) or not PLAIN.fullmatch(version):
            raise Refusal(404, "unknown-model", "Unknown model", "No version is called so.")
        try:
            quarantine.withdraw(name, version)
        except OSError as fault:
            raise _unwritable(fault) from fault
        return "", 204


def _unwritable(fault: OSError) -> Refusal:
    LOG.error("model repository cannot be changed", exc_info=fault)
    return Refusal(
        503,
        "repository",
        "Repository cannot be changed",
        "The worker may not write its model folder or its neighbours.",
    )
