"""What a worker says of itself to gateways, and how it goes on when they refuse or are away."""

import socket
from collections.abc import Iterator

import pytest

from driftline_worker.config import Config, SettingError, read_config
from driftline_worker.contract import unbase64url
from driftline_worker.serving.announcer import Announcer, announcement_key, place
from testing.gateway import Gateway
from testing.samples import golden

GOLDEN = golden("worker-announcement")
SAID = GOLDEN["said"]
DESCRIBED = {name: SAID[name] for name in ("id", "version", "slots", "models")}


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    made = Gateway((200, {"leaseSeconds": 10}))
    yield made
    made.close()


def settings(*gateways: str, **others: str) -> Config:
    needed = {"DRIFTLINE_REDIS_URL": "redis://h", "DRIFTLINE_AMQP_URL": "amqp://h", "DRIFTLINE_MODELS": "m"}
    told = {"DRIFTLINE_WORKER_TOKEN": "secret", "DRIFTLINE_GATEWAY_URL": ",".join(gateways)}
    return read_config(needed | told | others)


def announcer(config: Config) -> Announcer:
    return Announcer(config, "0.0.0.0:8090", lambda: DESCRIBED)


def test_says_what_the_golden_file_shows() -> None:
    config = settings("http://gateway:9090", DRIFTLINE_WORKER_TOKEN=GOLDEN["token"])
    at = SAID["at"] / 1000
    saying = Announcer(config, "0.0.0.0:8090", lambda: DESCRIBED, lambda: at, lambda: SAID["nonce"])

    assert saying.line("10.1.0.7").decode() == GOLDEN["line"]
    assert announcement_key(GOLDEN["token"]) == unbase64url(GOLDEN["key"])


def test_announces_itself_until_it_is_gone(gateway: Gateway) -> None:
    saying = announcer(settings(gateway.url))
    saying.start()
    first = gateway.await_state("serving")
    saying.leave()
    gateway.await_state("leaving")
    saying.close()

    assert first["url"] == "http://127.0.0.1:8090"
    assert {name: first[name] for name in DESCRIBED} == DESCRIBED
    assert gateway.heard[-1]["state"] == "gone"
    assert len({each["nonce"] for each in gateway.heard}) == len(gateway.heard)


def test_goes_to_the_next_gateway_while_one_is_away(gateway: Gateway) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = f"http://127.0.0.1:{closed.getsockname()[1]}"
        assert announcer(settings(away, gateway.url)).announce()

    assert len(gateway.heard) == 1


def test_says_once_why_a_gateway_refuses_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    refusal = {"error": "the MAC does not match"}
    refusing = Gateway((401, refusal), (401, refusal), (405, {}), (200, {"leaseSeconds": 10}))
    saying = announcer(settings(refusing.url))

    with caplog.at_level("INFO"):
        taken = [saying.announce() for _ in range(5)]
    refusing.close()

    assert taken == [False, False, False, True, True]
    told = [(each.getMessage(), each.keys.get("why")) for each in caplog.records]  # type: ignore[attr-defined]
    assert told == [
        ("announcement not taken", "401: the MAC does not match"),
        ("announcement not taken", "405: workers.announce is not true there"),
        ("announced to a gateway", None),
    ]


@pytest.mark.parametrize(
    ("url", "bind", "own", "called"),
    [
        ("", "0.0.0.0:8090", "10.1.0.7", "http://10.1.0.7:8090"),
        ("", "[::]:8090", "fd00::7%eth0", "http://[fd00::7]:8090"),
        ("", "worker-3.lab:80", "10.1.0.7", "http://worker-3.lab:80"),
        ("https://worker-3:8443", "0.0.0.0:8090", "10.1.0.7", "https://worker-3:8443"),
    ],
)
def test_is_called_where_it_listens_unless_it_is_told_otherwise(url: str, bind: str, own: str, called: str) -> None:
    assert place(url, bind)(own) == called


@pytest.mark.parametrize("bind", ["unix:/run/worker.sock", "0.0.0.0:0"])
def test_has_to_be_told_where_it_is_called_if_its_port_does_not_say(bind: str) -> None:
    with pytest.raises(SettingError, match="DRIFTLINE_WORKER_URL"):
        place("", bind)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"DRIFTLINE_GATEWAY_URL": "gateway:9090"}, "DRIFTLINE_GATEWAY_URL"),
        ({"DRIFTLINE_GATEWAY_URL": "http://gateway:9090/path"}, "DRIFTLINE_GATEWAY_URL"),
        ({"DRIFTLINE_WORKER_URL": "ftp://worker"}, "DRIFTLINE_WORKER_URL"),
        ({"DRIFTLINE_WORKER_TOKEN": ""}, "DRIFTLINE_WORKER_TOKEN"),
        ({"DRIFTLINE_WORKER_CERTIFICATE": "c", "DRIFTLINE_WORKER_KEY": "k"}, "DRIFTLINE_WORKER_URL"),
    ],
)
def test_names_a_setting_that_cannot_be(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        settings("http://gateway:9090", **wrong)
