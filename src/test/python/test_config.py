"""Settings are read once, checked, and keep their secrets."""

import pytest

from driftline_worker.config import SettingError, read_config
from driftline_worker.tracing.traces import TracingConfig
from driftline_worker.watchdog.pace import Patience

NEEDED = {
    "DRIFTLINE_REDIS_URL": "redis://:red-secret@h/0",
    "DRIFTLINE_AMQP_URL": "amqp://u:amqp-secret@h/",
    "DRIFTLINE_MODELS": "models",
    "DRIFTLINE_WORKER_TOKEN": "token-secret",
}


def test_reads_every_setting() -> None:
    patience = {"DRIFTLINE_WORKER_PATIENCE": "20", "DRIFTLINE_WORKER_PATIENCE_FACTOR": "100"}
    config = read_config(NEEDED | patience | {"DRIFTLINE_WORKER_SLOTS": "3", "DRIFTLINE_WORKER_BACKLOG": "0"})

    assert config.patience == Patience(20, 100)
    assert (config.slots, config.backlog, config.worker_id) == (3, 0, "worker-1")
    assert str(config.models) == "models"


@pytest.mark.parametrize("name", ["DRIFTLINE_REDIS_URL", "DRIFTLINE_AMQP_URL", "DRIFTLINE_MODELS"])
def test_names_a_missing_setting(name: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_config({key: value for key, value in NEEDED.items() if key != name})


@pytest.mark.parametrize("value", ["0", "-1", "two", "65", "٢"])
def test_names_a_number_that_cannot_be(value: str) -> None:
    with pytest.raises(SettingError, match="DRIFTLINE_WORKER_SLOTS"):
        read_config(NEEDED | {"DRIFTLINE_WORKER_SLOTS": value})


def test_traces_nothing_unless_asked_to() -> None:
    asked = {"DRIFTLINE_WORKER_TRACING": "true", "DRIFTLINE_WORKER_TRACING_ENDPOINT": "http://collector:4318"}

    assert read_config(NEEDED).tracing == TracingConfig()
    assert read_config(NEEDED | asked).tracing == TracingConfig(True, "http://collector:4318", "worker-1")


@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
def test_leaves_the_collector_to_the_variables_of_opentelemetry(name: str) -> None:
    given = {"DRIFTLINE_WORKER_TRACING_ENDPOINT": "http://collector:4318", name: "http://another:4318"}

    assert read_config(NEEDED | given).tracing.endpoint == ""


@pytest.mark.parametrize("endpoint", ["collector:4318", "http://collector?x", "http://a b"])
def test_names_a_collector_that_cannot_be(endpoint: str) -> None:
    with pytest.raises(SettingError, match="DRIFTLINE_WORKER_TRACING_ENDPOINT"):
        read_config(NEEDED | {"DRIFTLINE_WORKER_TRACING_ENDPOINT": endpoint})


def test_shows_no_secret() -> None:
    assert "secret" not in repr(read_config(NEEDED))


def test_says_which_log_formats_there_are() -> None:
    assert read_config(NEEDED).log_format == "json"
    assert read_config(NEEDED | {"DRIFTLINE_LOG_FORMAT": "text"}).log_format == "text"
    with pytest.raises(SettingError, match="json or text"):
        read_config(NEEDED | {"DRIFTLINE_LOG_FORMAT": "xml"})


def test_networks_run_on_the_processor_unless_cuda_is_asked_for() -> None:
    assert read_config(NEEDED).provider == "cpu"
    assert read_config(NEEDED | {"DRIFTLINE_WORKER_PROVIDER": "cuda"}).provider == "cuda"
    with pytest.raises(SettingError, match="cpu or cuda"):
        read_config(NEEDED | {"DRIFTLINE_WORKER_PROVIDER": "tpu"})


def test_a_certificate_needs_its_key() -> None:
    with pytest.raises(SettingError, match="DRIFTLINE_WORKER_KEY"):
        read_config(NEEDED | {"DRIFTLINE_WORKER_CERTIFICATE": "chain.pem"})


STORE = {
    "DRIFTLINE_MODEL_STORE": "s3://lab/driftline/models/",
    "DRIFTLINE_MODEL_STORE_KEY": "store-secret-of-thirty-two-letters",
    "DRIFTLINE_MODEL_CACHE": "/var/cache/driftline",
}


def test_reads_where_models_are_stored() -> None:
    store = read_config(NEEDED | STORE | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9000"}).store

    assert store is not None
    assert (store.address, str(store.cache)) == ("s3://lab/driftline/models", "/var/cache/driftline")
    assert (store.room, store.plain) == (4 << 30, True)
    assert "secret" not in repr(store)
    assert read_config(NEEDED).store is None


@pytest.mark.parametrize(
    "name, value",
    [
        ("DRIFTLINE_MODEL_STORE", "https://store.example.org/lab"),
        ("DRIFTLINE_MODEL_STORE", "s3://lab/../other"),
        ("DRIFTLINE_MODEL_STORE_KEY", "short"),
        ("DRIFTLINE_MODEL_STORE_KEY", ""),
        ("DRIFTLINE_MODEL_CACHE", ""),
        ("DRIFTLINE_MODEL_CACHE_ROOM", "63"),
    ],
)
def test_names_a_store_that_cannot_be(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name} "):
        read_config(NEEDED | STORE | {name: value})
