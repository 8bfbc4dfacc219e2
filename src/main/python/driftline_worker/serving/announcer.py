"""Tells a gateway that this worker is there, so that no list has to name it.

An announcement is a signed line as every other thing that a worker says, posted to ``/workers`` of a gateway's private
port; ``worker-announcement.json`` shows one. It holds for a lease, which the gateway's answer tells, and is made three
times as often. At the end the worker says that it is gone, so that nobody waits for the lease.
"""

import hashlib
import hmac
import http.client
import json
import logging
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Any, Literal
from urllib.parse import urlsplit

from driftline_worker.config import Config, SettingError
from driftline_worker.logs import keys
from driftline_worker.status.messages import sign

LOG = logging.getLogger(__name__)

State = Literal["serving", "leaving", "gone"]
PURPOSE = b"worker-announcement"
EVERY = 3.0
"""Seconds between two announcements before a gateway has said how long one holds."""
TIMEOUT = 2.0
LAST_TIMEOUT = 0.5
"""Seconds for a gateway to hear that the worker is gone; the process is about to be killed."""
EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, never listened on
OFF = frozenset({404, 405})


def announcement_key(token: str) -> bytes:
    """Return the key that signs announcements: of the token, which gateways send, so that it signs nothing itself."""
    return hmac.new(token.encode(), PURPOSE, hashlib.sha256).digest()


def place(url: str, bind: str) -> Callable[[str], str]:
    """Return what tells where gateways call the worker, given this machine's address on the way to one.

    >>> place("", "0.0.0.0:8090")("10.1.0.7"), place("", "127.0.0.1:8090")("10.1.0.7"), place("http://w:1", "")("")
    ('http://10.1.0.7:8090', 'http://127.0.0.1:8090', 'http://w:1')
    """
    if url:
        return lambda own: url
    host, _, port = bind.rpartition(":")
    if not port.isdigit() or port == "0":
        raise SettingError(f"DRIFTLINE_WORKER_URL has to say where gateways call the worker: --bind {bind} does not")
    host = host.strip("[]")

    def here(own: str) -> str:
        name = own.partition("%")[0] if host in EVERYWHERE else host
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"

    return here


class Announcer:
    """One thread that announces; it tries the gateways in turn until one takes it."""

    def __init__(
        self,
        config: Config,
        bind: str,
        describe: Callable[[], Mapping[str, Any]],
        clock: Callable[[], float] = time.time,
        nonce: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    ) -> None:
        self._gateways = list(config.gateways)
        self._place = place(config.url, bind)
        self._key = announcement_key(config.token)
        self._tls = ssl.create_default_context(cafile=config.gateway_ca or None)
        self._describe = describe
        self._clock = clock
        self._nonce = nonce
        self._state: State = "serving"
        self._every = EVERY
        self._told: dict[str, str] = {}
        self._wake, self._stopped = Event(), Event()
        self._thread = Thread(target=self._run, name="announcer", daemon=True)

    def start(self) -> None:
        """Announce from now on."""
        self._thread.start()

    def leave(self) -> None:
        """Say from now on that this worker takes nothing more."""
        self._state = "leaving"
        self._wake.set()

    def close(self) -> None:
        """Say once that this worker is gone, and nothing after."""
        self._stopped.set()
        self._wake.set()
        self._thread.join(LAST_TIMEOUT)
        self._state = "gone"
        self.announce(LAST_TIMEOUT)

    def announce(self, timeout: float = TIMEOUT) -> bool:
        """Announce once; false if no gateway took it."""
        for gateway in list(self._gateways):
            try:
                status, answer = self._post(gateway, timeout)
            except (OSError, http.client.HTTPException) as fault:
                self._note(gateway, f"{type(fault).__name__}: {fault}")
                continue
            if status == http.client.OK:
                self._taken(gateway, answer)
                return True
            why = "workers.announce is not true there" if status in OFF else answer.get("error")
            self._note(gateway, f"{status}: {str(why)[:300]}")
        return False

    def line(self, own: str) -> bytes:
        """Return what is said now, signed."""
        said = {"url": self._place(own), "state": self._state, **self._describe()}
        said |= {"at": int(self._clock() * 1000), "nonce": self._nonce()}
        return sign(self._key, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())

    def _post(self, gateway: str, timeout: float) -> tuple[int, dict[str, Any]]:
        address = urlsplit(gateway)
        host = address.hostname or ""
        connection = (
            http.client.HTTPSConnection(host, address.port or 443, timeout=timeout, context=self._tls)
            if address.scheme == "https"
            else http.client.HTTPConnection(host, address.port or 80, timeout=timeout)
        )
        try:
            connection.connect()
            connection.request("POST", "/workers", self.line(connection.sock.getsockname()[0]))
            response = connection.getresponse()
            try:
                answer = json.loads(response.read(65_536))
            except ValueError:
                answer = {}
            return response.status, answer if isinstance(answer, dict) else {}
        finally:
            connection.close()

    def _taken(self, gateway: str, answer: Mapping[str, Any]) -> None:
        lease = answer.get("leaseSeconds")
        self._every = min(max(lease / 3, 1.0), 60.0) if isinstance(lease, int) else EVERY
        self._gateways.sort(key=lambda each: each != gateway)
        self._note(gateway, "")

    def _note(self, gateway: str, why: str) -> None:
        """Log what became of an announcement when that changes, not every few seconds."""
        if self._told.get(gateway) != why:
            self._told[gateway] = why
            if why:
                LOG.warning("announcement not taken", extra=keys(gateway=gateway, why=why))
            else:
                LOG.info("announced to a gateway", extra=keys(gateway=gateway))

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self.announce()
            except Exception:
                LOG.exception("announcing met an unexpected fault")
            self._wake.wait(self._every)
