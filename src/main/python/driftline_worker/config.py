"""Settings of the worker: read from the environment in one place, once."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from driftline_worker.tracing.traces import TracingConfig
from driftline_worker.watchdog.pace import Patience

ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")

STORE = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
LEAST_KEY = 32


class SettingError(ValueError):
    """A setting is missing or cannot be understood; the message names the variable."""


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """A store of model versions, and what this machine keeps of it.

    Attributes
    ----------
    address : str
        ``s3://bucket/prefix``.
    key : str
        Secret that signs what the store says of a version, the same for all workers.
    cache : Path
        Folder for copies.
    room : int
        Bytes that they may have.
    plain : bool
        Whether the endpoint that ``AWS_ENDPOINT_URL`` names is reached without TLS.
    """

    address: str
    key: str = field(repr=False)
    cache: Path
    room: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Config:
    """What the worker is told by its environment.

    Attributes
    ----------
    redis_url, amqp_url : str
        Addresses with their credentials; never logged.
    models : Path
        Model repository, ``<name>/<version>/model.yaml``.
    slots : int
        Pairs worked on at once; half as many jobs of many pairs besides.
    backlog : int
        Jobs accepted beyond those, waiting.
    token : str
        Bearer token the gateway presents; empty: none is asked for.
    worker_id : str
        How the worker calls itself in ``GET /models`` and in logs.
    patience : Patience
        How long a step of a computation may take before it is taken to hang.
    certificate, key : str
        PEM files with which the worker speaks https; both or none.
    log_format : str
        ``json`` or ``text``.
    provider : str
        What networks run on: ``cpu`` or ``cuda``.
    gateways : tuple of str
        Private addresses of gateways to which the worker announces itself; none: gateways list it.
    gateway_ca : str
        PEM file of who signs their certificates; empty: the system's authorities.
    url : str
        Where gateways call this worker; empty: where it listens.
    drain : int
        Seconds that jobs have to end when the worker is told to stop.
    tracing : TracingConfig
        Whether attempts are traced, and who is told.
    store : StoreConfig, optional
        Where further model versions come from; none: from ``models`` alone.
    """

    redis_url: str = field(repr=False)
    amqp_url: str = field(repr=False)
    models: Path
    slots: int = 2
    backlog: int = 16
    token: str = field(default="", repr=False)
    worker_id: str = "worker-1"
    patience: Patience = field(default_factory=Patience)
    certificate: str = ""
    key: str = ""
    log_format: str = "json"
    provider: str = "cpu"
    gateways: tuple[str, ...] = ()
    gateway_ca: str = ""
    url: str = ""
    drain: int = 0
    tracing: TracingConfig = field(default_factory=TracingConfig)
    store: StoreConfig | None = None


def read_config(environment: Mapping[str, str]) -> Config:
    """Read the ``DRIFTLINE_*`` variables.

    >>> needed = {"DRIFTLINE_REDIS_URL": "redis://h", "DRIFTLINE_AMQP_URL": "amqp://h", "DRIFTLINE_MODELS": "m"}
    >>> read_config(needed).slots
    2
    """
    certificate, key = (environment.get(f"DRIFTLINE_WORKER_{name}", "") for name in ("CERTIFICATE", "KEY"))
    if bool(certificate) != bool(key):
        raise SettingError("DRIFTLINE_WORKER_CERTIFICATE and DRIFTLINE_WORKER_KEY go together")
    gateways = tuple(
        each.strip().rstrip("/") for each in environment.get("DRIFTLINE_GATEWAY_URL", "").split(",") if each.strip()
    )
    url = environment.get("DRIFTLINE_WORKER_URL", "").strip().rstrip("/")
    _check_addresses(gateways, url, environment)
    worker_id = environment.get("DRIFTLINE_WORKER_ID") or (socket.gethostname() if gateways else "worker-1")
    return Config(
        redis_url=_required(environment, "DRIFTLINE_REDIS_URL"),
        amqp_url=_required(environment, "DRIFTLINE_AMQP_URL"),
        models=Path(_required(environment, "DRIFTLINE_MODELS")),
        slots=_number(environment, "DRIFTLINE_WORKER_SLOTS", 2, 1, 64),
        backlog=_number(environment, "DRIFTLINE_WORKER_BACKLOG", 16, 0, 10_000),
        token=environment.get("DRIFTLINE_WORKER_TOKEN", ""),
        worker_id=worker_id,
        patience=Patience(
            _number(environment, "DRIFTLINE_WORKER_PATIENCE", 10, 1, 3600),
            _number(environment, "DRIFTLINE_WORKER_PATIENCE_FACTOR", 50, 2, 10_000),
        ),
        certificate=certificate,
        key=key,
        log_format=_choice(environment, "DRIFTLINE_LOG_FORMAT", ("json", "text")),
        provider=_choice(environment, "DRIFTLINE_WORKER_PROVIDER", ("cpu", "cuda")),
        gateways=gateways,
        gateway_ca=environment.get("DRIFTLINE_GATEWAY_CA", ""),
        url=url,
        drain=_number(environment, "DRIFTLINE_WORKER_DRAIN", 0, 0, 3600),
        tracing=_tracing(environment, worker_id),
        store=_store(environment),
    )


def _store(environment: Mapping[str, str]) -> StoreConfig | None:
    """Return the store of model versions; credentials and endpoint are its client's own variables."""
    address = environment.get("DRIFTLINE_MODEL_STORE", "").strip().rstrip("/")
    if not address:
        return None
    if not STORE.fullmatch(address):
        raise SettingError(
            f"DRIFTLINE_MODEL_STORE is {address[:60]!r}; an address such as s3://bucket/prefix is expected"
        )
    key = _required(environment, "DRIFTLINE_MODEL_STORE_KEY")
    if len(key) < LEAST_KEY:
        raise SettingError(f"DRIFTLINE_MODEL_STORE_KEY has {len(key)} characters; at least {LEAST_KEY} are expected")
    return StoreConfig(
        address=address,
        key=key,
        cache=Path(_required(environment, "DRIFTLINE_MODEL_CACHE")),
        room=_number(environment, "DRIFTLINE_MODEL_CACHE_ROOM", 4096, 64, 1_000_000) * 1024 * 1024,
        plain=environment.get("AWS_ENDPOINT_URL", "").startswith("http://"),
    )


def _tracing(environment: Mapping[str, str], worker_id: str) -> TracingConfig:
    """Return how attempts are traced; what OpenTelemetry's own variables say of the collector wins."""
    enabled = _choice(environment, "DRIFTLINE_WORKER_TRACING", ("false", "true")) == "true"
    endpoint = environment.get("DRIFTLINE_WORKER_TRACING_ENDPOINT", "").strip()
    if endpoint and not re.fullmatch(r"https?://[^?#\s]+", endpoint):
        wanted = "an address such as http://127.0.0.1:4318 is expected"
        raise SettingError(f"DRIFTLINE_WORKER_TRACING_ENDPOINT is {endpoint[:40]!r}; {wanted}")
    named = any(environment.get(f"OTEL_EXPORTER_OTLP_{kind}ENDPOINT") for kind in ("", "TRACES_"))
    return TracingConfig(enabled, "" if named else endpoint, worker_id)


def _check_addresses(gateways: tuple[str, ...], url: str, environment: Mapping[str, str]) -> None:
    for name, addresses in (("DRIFTLINE_GATEWAY_URL", gateways), ("DRIFTLINE_WORKER_URL", (url,) if url else ())):
        for address in addresses:
            if not ADDRESS.fullmatch(address):
                raise SettingError(f"{name} has {address[:60]!r}; an address such as http://gateway:9090 is expected")
    if gateways and not environment.get("DRIFTLINE_WORKER_TOKEN"):
        raise SettingError("DRIFTLINE_GATEWAY_URL needs DRIFTLINE_WORKER_TOKEN, which signs what the worker announces")
    if gateways and not url and environment.get("DRIFTLINE_WORKER_CERTIFICATE"):
        raise SettingError(
            "DRIFTLINE_WORKER_URL has to say by which of the certificate's names gateways call the worker"
        )


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SettingError(f"{name} is not set")
    return value


def _choice(environment: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """Return one of the values known, the first where nothing is said."""
    value = environment.get(name, "").strip() or known[0]
    if value not in known:
        raise SettingError(f"{name} is {value[:20]!r}; {' or '.join(known)} is expected")
    return value


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise SettingError(f"{name} is {text[:20]!r}; a number from {least} to {most} is expected")
    return int(text)
