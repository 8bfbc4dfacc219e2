"""Driftline from Python: submit HA sequences to a server, follow the prediction, read the result.

`Client` waits, `AsyncClient` is awaited; both do the same by the same core. What the server answers are plain
dictionaries with the types of the contract (`driftline_client.contract`).
"""

from .async_client import AsyncClient
from .client import Client
from .errors import DriftlineError, NoResult, Refused, Unreachable
from .following import Update
from .results import Result, Row

__all__ = ["AsyncClient", "Client", "DriftlineError", "NoResult", "Refused", "Result", "Row", "Unreachable", "Update"]
