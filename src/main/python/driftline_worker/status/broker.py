"""AMQP 0-9-1: one connection, one confirming channel, used by the publisher's thread alone.

The exchange belongs to the gateway and is never declared here. Works with RabbitMQ and Qpid:
an unroutable mandatory message is returned by the one and refused by the other.
"""

import ssl
from contextlib import suppress
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import amqp
from amqp.exceptions import AMQPError, ChannelError, MessageNacked

HEARTBEAT = 10
CONNECT_TIMEOUT = 3.0
CONFIRM_TIMEOUT = 10.0
PERSISTENT, TRANSIENT = 2, 1


class BrokerLost(Exception):
    """The connection is gone or silent; a new one has to be made."""


class Unroutable(Exception):
    """The broker took no responsibility for this message: no such exchange or no queue bound."""


class Broker(Protocol):
    """Publishes messages one by one; every call may raise `BrokerLost`."""

    def connect(self) -> None:
        """Make a connection, in place of an earlier one."""

    def publish(self, exchange: str, routing_key: str, body: bytes, event: bool) -> None:
        """Return when the broker has confirmed; `Unroutable` when it would not."""

    def beat(self) -> None:
        """Read what came, send a heartbeat when one is due; called about once a second."""

    def close(self) -> None:
        """Close; never raises."""


class AmqpBroker:
    """`Broker` over py-amqp."""

    def __init__(self, url: str, name: str) -> None:
        parts = urlsplit(url)
        tls = parts.scheme == "amqps"
        self._options: dict[str, Any] = {
            "host": f"{parts.hostname or 'localhost'}:{parts.port or (5671 if tls else 5672)}",
            "userid": unquote(parts.username or "guest"),
            "password": unquote(parts.password or "guest"),
            "virtual_host": unquote(parts.path[1:]) or "/",
            "heartbeat": HEARTBEAT,
            "connect_timeout": CONNECT_TIMEOUT,
            "write_timeout": CONFIRM_TIMEOUT,
            "client_properties": {"connection_name": name},
        }
        if tls:
            self._options["ssl"] = {"context": ssl.create_default_context(), "server_hostname": parts.hostname}
        self._connection: Any = None
        self._channel: Any = None
        self._route = ("", "")
        self._returned = False

    def connect(self) -> None:
        """Connect and open the channel; an earlier connection is dropped without a word."""
        self._drop()
        try:
            self._connection = amqp.Connection(**self._options)
            self._connection.connect()
            self._open_channel()
        except (AMQPError, OSError, ssl.SSLError) as fault:
            self._drop()
            raise BrokerLost(type(fault).__name__) from fault

    def publish(self, exchange: str, routing_key: str, body: bytes, event: bool) -> None:
        """Publish and wait for the broker's confirmation; events are persistent and mandatory."""
        message = amqp.Message(
            body, content_type="text/plain", content_encoding="utf-8", delivery_mode=PERSISTENT if event else TRANSIENT
        )
        self._route, self._returned = (exchange, routing_key), False
        try:
            if self._channel is None or not self._channel.is_open:
                self._open_channel()
            self._channel.basic_publish_confirm(
                message, exchange=exchange, routing_key=routing_key, mandatory=event, confirm_timeout=CONFIRM_TIMEOUT
            )
        except MessageNacked as fault:
            raise Unroutable("refused") from fault
        except ChannelError as fault:
            self._leave_channel()
            raise Unroutable(type(fault).__name__) from fault
        except (AMQPError, OSError, AttributeError) as fault:
            # py-amqp loses its channel or connection attribute when the other side closes meanwhile
            raise BrokerLost(type(fault).__name__) from fault
        if self._returned:
            raise Unroutable("returned")

    def beat(self) -> None:
        """Drain and tick."""
        try:
            with suppress(TimeoutError):
                self._connection.drain_events(timeout=0.001)
            self._connection.heartbeat_tick()
        except ChannelError:
            self._leave_channel()
        except (AMQPError, OSError, AttributeError) as fault:
            raise BrokerLost(type(fault).__name__) from fault

    def close(self) -> None:
        """Close politely if the other side still listens."""
        try:
            if self._connection is not None:
                self._connection.close()
        except (AMQPError, OSError, AttributeError):
            pass
        self._drop()

    def _drop(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            with suppress(OSError, TypeError, AttributeError):
                connection.collect()

    def _open_channel(self) -> None:
        self._channel = self._connection.channel()
        self._channel.events["basic_return"].add(self._on_return)

    def _leave_channel(self) -> None:
        """Give up a channel the broker closed: py-amqp opens it again by itself, but without confirmations."""
        channel, self._channel = self._channel, None
        with suppress(AMQPError, OSError, AttributeError):
            channel.close()

    def _on_return(self, _reason: Any, exchange: str, routing_key: str, _message: Any) -> None:
        # Qpid refuses first and returns afterwards, by then in the middle of the next message
        self._returned = self._returned or (exchange, routing_key) == self._route
