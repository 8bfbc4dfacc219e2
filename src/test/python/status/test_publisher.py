"""Lines reach the broker in order, bundled, and again when their confirmation is lost."""

from collections.abc import Iterator

import pytest

from driftline_worker.metrics import Metrics
from driftline_worker.status.messages import SignedLine
from driftline_worker.status.publisher import KEPT, MAX_BODY, StatusPublisher
from testing.fakes import FakeBroker, FakeClock

ROUTE = ("driftline.status", "status.0")


def line(
    text: str, event: bool = True, end: bool = False, exchange: str = ROUTE[0], routing_key: str = ROUTE[1]
) -> SignedLine:
    return SignedLine(exchange, routing_key, text.encode(), event, end)


@pytest.fixture
def broker() -> FakeBroker:
    return FakeBroker()


@pytest.fixture
def publisher(broker: FakeBroker) -> Iterator[StatusPublisher]:
    made = StatusPublisher(broker, Metrics())
    yield made
    made.close(1)


def test_bundles_what_is_waiting_into_one_persistent_message(broker: FakeBroker, publisher: StatusPublisher) -> None:
    for text in ("a", "b", "c"):
        publisher.say(line(text))

    publisher.start()
    broker.until(lambda broker: len(broker.lines()) == 3)

    assert broker.messages == [(*ROUTE, b"a\nb\nc", True)]


def test_what_waits_for_company_goes_with_the_end_of_an_attempt(broker: FakeBroker) -> None:
    publisher = StatusPublisher(broker, Metrics(), linger=3600)
    publisher.start()
    broker.until(lambda broker: broker.connects == 1)
    for text in ("checking", "encoding", "predicting"):
        publisher.say(line(text))

    publisher.say(line("result", end=True))
    broker.until(lambda broker: bool(broker.messages))

    assert broker.messages == [(*ROUTE, b"checking\nencoding\npredicting\nresult", True)]
    publisher.close(5)


def test_progress_alone_is_transient_and_dropped_while_disconnected(
    broker: FakeBroker, publisher: StatusPublisher
) -> None:
    publisher.say(line("early", event=False))
    assert publisher.waiting() == 0

    publisher.start()
    publisher.say(line("event"))
    broker.until(lambda broker: len(broker.messages) == 1)
    publisher.say(line("progress", event=False))
    broker.until(lambda broker: len(broker.messages) == 2)

    assert [(body, event) for _, _, body, event in broker.messages] == [(b"event", True), (b"progress", False)]


def test_messages_stay_below_64_kib(broker: FakeBroker, publisher: StatusPublisher) -> None:
    texts = [f"{number}" * 9000 for number in range(10)] * 3
    for text in texts:
        publisher.say(line(text))

    publisher.start()
    broker.until(lambda broker: len(broker.lines()) == len(texts))

    assert max(len(body) for _, _, body, _ in broker.messages) <= MAX_BODY
    assert [each.decode() for each in broker.lines()] == texts


def test_other_routes_go_in_other_messages(broker: FakeBroker, publisher: StatusPublisher) -> None:
    publisher.say(line("a"))
    publisher.say(line("b", routing_key="status.1"))

    publisher.start()
    broker.until(lambda broker: len(broker.messages) == 2)

    assert {(key, body) for _, key, body, _ in broker.messages} == {("status.0", b"a"), ("status.1", b"b")}


def test_sends_again_in_order_when_the_confirmation_is_lost(broker: FakeBroker, publisher: StatusPublisher) -> None:
    broker.lose_next = 1
    publisher.say(line("a"))
    publisher.start()
    broker.until(lambda broker: len(broker.messages) == 1)
    publisher.say(line("b"))

    broker.until(lambda broker: broker.lines()[-1] == b"b")

    assert broker.lines() == [b"a", b"a", b"b"]
    assert broker.connects == 2


def test_keeps_events_while_the_broker_is_away(broker: FakeBroker, publisher: StatusPublisher) -> None:
    broker.down = True
    publisher.start()
    broker.until(lambda broker: broker.connects >= 2)
    publisher.say(line("a"))
    assert not publisher.connected

    broker.down = False
    broker.until(lambda broker: broker.lines() == [b"a"])


def test_a_route_that_fails_does_not_hold_up_the_others(broker: FakeBroker, publisher: StatusPublisher) -> None:
    broker.unroutable.add("nowhere")
    publisher.say(line("lost", exchange="nowhere"))
    publisher.say(line("a"))

    publisher.start()
    broker.until(lambda broker: broker.lines() == [b"a"] and broker.refused > 0)
    assert publisher.connected
    broker.unroutable.clear()
    broker.until(lambda broker: b"lost" in broker.lines())


def test_gives_up_what_no_queue_wanted_for_ten_minutes(broker: FakeBroker) -> None:
    clock = FakeClock()
    publisher = StatusPublisher(broker, Metrics(), clock=clock)
    broker.unroutable.add("nowhere")
    publisher.say(line("lost", exchange="nowhere"))
    clock.advance(KEPT + 1)

    publisher.start()
    broker.until(lambda broker: broker.refused > 0)
    publisher.close(5)

    assert publisher.waiting() == 0


def test_is_full_when_too_much_waits(broker: FakeBroker) -> None:
    publisher = StatusPublisher(broker, Metrics(), capacity=3)
    for text in ("a", "b"):
        publisher.say(line(text))
    assert not publisher.full

    publisher.say(line("c"))

    assert publisher.full
    publisher.say(line("d"))
    assert publisher.waiting() == 4, "an event of a running job is never dropped"


def test_flushes_before_it_closes(broker: FakeBroker) -> None:
    publisher = StatusPublisher(broker, Metrics())
    publisher.start()
    broker.until(lambda broker: broker.connects == 1)
    for text in ("a", "b"):
        publisher.say(line(text))

    publisher.close(5)

    assert broker.lines() == [b"a", b"b"]
    assert broker.closed
    assert not publisher.connected


def test_closes_in_time_when_the_broker_is_away(broker: FakeBroker) -> None:
    broker.down = True
    publisher = StatusPublisher(broker, Metrics())
    publisher.say(line("a"))
    publisher.start()
    broker.until(lambda broker: broker.connects >= 1)

    publisher.close(0.2)

    assert broker.closed


def test_order_holds_over_many_faults(broker: FakeBroker, publisher: StatusPublisher) -> None:
    publisher.start()
    for number in range(300):
        if number in (50, 150):
            with broker.changed:
                broker.lose_next = 1
        publisher.say(line(str(number), end=number % 5 == 0))
    broker.until(lambda broker: bool(broker.lines()) and broker.lines()[-1] == b"299")

    firsts = list(dict.fromkeys(int(each) for each in broker.lines()))
    assert firsts == sorted(firsts) == list(range(300))
