"""What py-amqp raises is told apart: the connection lost, or one message refused."""

from typing import Any

import amqp
import pytest
from amqp.exceptions import MessageNacked, NotFound, RecoverableConnectionError

from driftline_worker.status.broker import PERSISTENT, TRANSIENT, AmqpBroker, BrokerLost, Unroutable


class FakeChannel:
    def __init__(self, fault: BaseException | None, returned: tuple[str, str] | None) -> None:
        self.is_open = True
        self.closed = False
        self.events: dict[str, set[Any]] = {"basic_return": set()}
        self.published: list[tuple[Any, dict[str, Any]]] = []
        self._fault = fault
        self._returned = returned

    def close(self) -> None:
        self.closed = True

    def basic_publish_confirm(self, message: Any, **options: Any) -> None:
        self.published.append((message, options))
        if self._returned:
            for callback in self.events["basic_return"]:
                callback("reason", *self._returned, message)
        if self._fault:
            raise self._fault


class FakeConnection:
    """Stands for `amqp.Connection`; the class attributes say how it goes."""

    fault: BaseException | None = None
    connect_fault: BaseException | None = None
    returned: tuple[str, str] | None = None
    made: list["FakeConnection"] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.channels: list[FakeChannel] = []
        self.collected = self.closed = False
        FakeConnection.made.append(self)

    def connect(self) -> None:
        if self.connect_fault:
            raise self.connect_fault

    def channel(self) -> FakeChannel:
        self.channels.append(FakeChannel(self.fault, self.returned))
        return self.channels[-1]

    def drain_events(self, timeout: float) -> None:
        raise TimeoutError

    def heartbeat_tick(self) -> None:
        if self.fault:
            raise self.fault

    def close(self) -> None:
        self.closed = True

    def collect(self) -> None:
        self.collected = True


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amqp, "Connection", FakeConnection)
    monkeypatch.setattr(FakeConnection, "made", [])


def connected(url: str = "amqp://user:p%40ss@host:1234/v%2Fhost") -> AmqpBroker:
    broker = AmqpBroker(url, "worker-1")
    broker.connect()
    return broker


def test_reads_the_address() -> None:
    connected()
    options = FakeConnection.made[0].options

    assert (options["host"], options["userid"], options["password"]) == ("host:1234", "user", "p@ss")
    assert options["virtual_host"] == "v/host"
    assert "ssl" not in options


@pytest.mark.parametrize("url", ["amqp://host", "amqp://host/", "amqp://host/%2F"])
def test_the_default_virtual_host(url: str) -> None:
    connected(url)

    assert FakeConnection.made[0].options["virtual_host"] == "/"


def test_amqps_is_verified_tls() -> None:
    connected("amqps://host")
    options = FakeConnection.made[0].options

    assert options["host"] == "host:5671"
    assert options["ssl"]["context"].check_hostname


def test_events_are_persistent_and_mandatory_progress_is_neither() -> None:
    broker = connected()
    broker.publish("e", "k", b"event", True)
    broker.publish("e", "k", b"progress", False)
    (event, event_options), (progress, progress_options) = FakeConnection.made[0].channels[0].published

    assert (event.properties["delivery_mode"], event_options["mandatory"]) == (PERSISTENT, True)
    assert (progress.properties["delivery_mode"], progress_options["mandatory"]) == (TRANSIENT, False)


@pytest.mark.parametrize("fault", [MessageNacked(), NotFound("no exchange")])
def test_a_refused_message_is_unroutable(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    monkeypatch.setattr(FakeConnection, "fault", fault)

    with pytest.raises(Unroutable):
        connected().publish("e", "k", b"x", True)


def test_a_returned_message_is_unroutable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeConnection, "returned", ("e", "k"))

    with pytest.raises(Unroutable):
        connected().publish("e", "k", b"x", True)


def test_a_late_return_of_an_earlier_message_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeConnection, "returned", ("e", "earlier"))

    connected().publish("e", "k", b"x", True)


def test_leaves_a_channel_that_the_broker_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeConnection, "fault", NotFound("no exchange"))
    broker = connected()
    monkeypatch.setattr(FakeConnection, "fault", None)
    with pytest.raises(Unroutable):
        broker.publish("nowhere", "k", b"x", True)

    broker.publish("e", "k", b"x", True)

    left, used = FakeConnection.made[0].channels
    assert left.closed
    assert len(used.published) == 1


def test_a_channel_that_was_closed_is_opened_again() -> None:
    broker = connected()
    FakeConnection.made[0].channels[0].is_open = False

    broker.publish("e", "k", b"x", True)

    assert len(FakeConnection.made[0].channels[1].published) == 1


@pytest.mark.parametrize("fault", [RecoverableConnectionError("gone"), ConnectionResetError(), TimeoutError()])
def test_a_broken_connection_is_lost(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    monkeypatch.setattr(FakeConnection, "fault", fault)
    broker = connected()

    with pytest.raises(BrokerLost):
        broker.publish("e", "k", b"x", True)
    with pytest.raises(BrokerLost):
        broker.beat()


def test_a_refused_connection_is_lost_and_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeConnection, "connect_fault", ConnectionRefusedError())

    with pytest.raises(BrokerLost, match="ConnectionRefusedError"):
        connected()


def test_a_new_connection_drops_the_old_one() -> None:
    broker = connected()
    broker.connect()

    assert FakeConnection.made[0].collected
    assert not FakeConnection.made[1].collected


def test_closes_politely() -> None:
    broker = connected()
    broker.close()
    broker.close()

    assert FakeConnection.made[0].closed
