"""Refusals of the HTTP interface, as ``application/problem+json``."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from driftline_worker.contract import faults_of

LOG = logging.getLogger(__name__)


class Refusal(Exception):
    """A request that is not done, and why."""

    def __init__(
        self,
        status: int,
        kind: str,
        title: str,
        detail: str,
        retry_after: int | None = None,
        errors: Sequence[dict[str, Any]] = (),
    ) -> None:
        super().__init__(kind)
        self.status = status
        self.body = {"type": f"urn:problem:worker/{kind}", "title": title, "status": status, "detail": detail}
        if errors:
            self.body["errors"] = list(errors)
        self.retry_after = retry_after

    def response(self) -> Response:
        """Return the answer."""
        response = Response(json.dumps(self.body), self.status, content_type="application/problem+json")
        if self.retry_after is not None:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


def invalid_body(fault: ValidationError) -> Refusal:
    """Return the refusal of a body that is not what the contract says."""
    errors = faults_of(fault.errors(include_url=False, include_context=False, include_input=False))
    return Refusal(422, "invalid-body", "Body not understood", f"{len(errors)} fault(s) in the body.", errors=errors)


def handle_errors(app: Flask) -> None:
    """Answer every failure with a problem."""

    @app.errorhandler(Refusal)
    def refused(fault: Refusal) -> Response:
        return fault.response()

    @app.errorhandler(HTTPException)
    def http(fault: HTTPException) -> Response:
        kind = (fault.name or "error").lower().replace(" ", "-")
        return Refusal(fault.code or 500, kind, fault.name, fault.description or fault.name).response()

    @app.errorhandler(Exception)
    def unexpected(fault: Exception) -> Response:
        LOG.error("request met an unexpected fault", exc_info=fault)
        return Refusal(500, "internal", "Unexpected fault", "The worker met a fault it did not expect.").response()
