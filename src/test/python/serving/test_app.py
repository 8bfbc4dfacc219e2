"""The HTTP interface, against the golden bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from driftline_worker.attempts.attempts import Attempts
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.deployment.archive import MAX_ARCHIVE
from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.serving.app import Parts, create_app
from driftline_worker.status.messages import SignedLine
from driftline_worker.status.publisher import StatusPublisher
from driftline_worker.watchdog.pace import Pace, Patience
from testing.fakes import PATIENCE, FakeBroker, FakeClock, FakeStaging
from testing.samples import BEIJING, WISCONSIN, dispatch, golden

TOKEN = "of-the-worker"
PROBE = SignedLine("probe", "probe", b"probe", True, True)
KEY = dispatch().sequences_key
BODY = dispatch().model_dump(by_alias=True)


@dataclass
class Service:
    """A worker on fakes, and its client."""

    client: FlaskClient
    staging: FakeStaging
    broker: FakeBroker
    publisher: StatusPublisher
    attempts: Attempts

    def until_connected(self) -> None:
        self.broker.until(lambda broker: broker.connects > 0)
        self.publisher.say(PROBE)
        self.broker.until(lambda broker: b"probe" in broker.lines())

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(path, json=body)


def make(
    tools: Tools, staging: FakeStaging, folder: Path, token: str = TOKEN, slots: int = 1, backlog: int = 1
) -> Service:
    broker = FakeBroker()
    publisher = StatusPublisher(broker, tools.metrics)
    attempts = Attempts(lambda each: run(each, tools), publisher.say, staging, tools.metrics, slots, backlog)
    quarantine = Quarantine(folder / "models", tools.models)
    app = create_app(
        Parts(
            worker_id="worker-1",
            token=token,
            attempts=attempts,
            staging=staging,
            publisher=publisher,
            checker=tools.checker,
            models=tools.models,
            encodings=ENCODINGS,
            metrics=tools.metrics,
            quarantine=quarantine,
        )
    )
    publisher.start()
    service = Service(app.test_client(), staging, broker, publisher, attempts)
    service.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return service


@pytest.fixture
def service(tools: Tools, staging: FakeStaging, tmp_path: Path) -> Iterator[Service]:
    made = make(tools, staging, tmp_path)
    made.until_connected()
    yield made
    made.attempts.close(PATIENCE)
    made.publisher.close(1)


def test_works_a_dispatched_job_to_its_end(service: Service) -> None:
    service.staging.stage(KEY, WISCONSIN, BEIJING)

    answer = service.post("/jobs", BODY)

    assert answer.status_code == 202
    assert answer.json.keys() == golden("dispatch-accepted").keys()
    assert (answer.json["job"], answer.json["attempt"]) == (BODY["job"], 1)
    assert answer.json["room"] in (1, 2)
    service.broker.until(lambda broker: any(b'"stage":"result"' in line for line in broker.lines()))
    assert dispatch().result_key in service.staging.results


def test_a_finished_attempt_tells_its_end_again_when_asked(service: Service) -> None:
    service.staging.stage(KEY, WISCONSIN, BEIJING)
    service.post("/jobs", BODY)
    service.broker.until(lambda broker: any(b'"stage":"result"' in line for line in broker.lines()))
    end = service.broker.lines()[-1]
    assert service.attempts.wait_idle(PATIENCE)

    answer = service.client.get(f"/jobs/{BODY['job']}/1")

    assert answer.json == golden("worker-attempt")["finished"]
    service.broker.until(lambda broker: broker.lines().count(end) == 2)


def test_409_when_nothing_is_staged(service: Service) -> None:
    answer = service.post("/jobs", BODY)

    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "urn:problem:worker/not-staged"


def test_429_when_full(tools: Tools, staging: FakeStaging, tmp_path: Path) -> None:
    service = make(tools, staging, tmp_path, slots=1, backlog=-1)

    answer = service.post("/jobs", BODY)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1"
    service.publisher.close(1)


def test_503_when_redis_is_away(service: Service) -> None:
    service.staging.away = 1

    answer = service.post("/jobs", BODY)

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_503_when_the_broker_is_away(service: Service) -> None:
    service.staging.stage(KEY, WISCONSIN, BEIJING)
    service.broker.down = True
    service.publisher.say(PROBE)
    service.broker.until(lambda broker: broker.connects > 1)

    answer = service.post("/jobs", BODY)

    assert answer.status_code == 503


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "every"},
        {"attempt": 0},
        {"attempt": "1"},
        {"job": "../x"},
        {"key": "short"},
        {"key": "!" * 43},
        {"model": {"id": 3, "name": "../..", "version": "1"}},
        {"resultTtlSeconds": None},
    ],
)
def test_422_for_a_body_that_is_not_a_dispatch(service: Service, change: dict[str, Any]) -> None:
    answer = service.post("/jobs", BODY | change)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith(f"/{next(iter(change))}")


def test_422_for_what_is_no_json(service: Service) -> None:
    assert service.client.post("/jobs", data=b"{").status_code == 422


def test_the_key_is_not_echoed(service: Service) -> None:
    answer = service.post("/jobs", BODY | {"key": "not-the-right-length"})

    assert "not-the-right-length" not in answer.text


def test_unknown_fields_are_ignored(service: Service) -> None:
    service.staging.stage(KEY, WISCONSIN, BEIJING)

    assert service.post("/jobs", BODY | {"priority": 1}).status_code == 202


def test_404_for_an_unknown_attempt_and_204_for_any_cancel(service: Service) -> None:
    assert service.client.get("/jobs/nobody/1").status_code == 404
    assert service.client.delete("/jobs/nobody").status_code == 204


def test_checks_as_the_golden_response(service: Service) -> None:
    expected = golden("check-response")

    answer = service.post("/checks", golden("check-request"))

    assert answer.status_code == 200
    assert answer.json.keys() == expected.keys()
    for actual, golden_record in zip(answer.json["records"], expected["records"], strict=True):
        assert actual.keys() == golden_record.keys()
    assert answer.json["records"][1] == expected["records"][1]


def test_checks_a_bad_record_beside_a_good_one_as_the_golden_problem(service: Service) -> None:
    request = golden("check-request")
    request["records"][0]["letters"] = WISCONSIN

    answer = service.post("/checks", request)

    assert answer.json["problem"] == golden("check-response")["problem"]
    assert answer.json["records"][0]["errors"] == []
    assert answer.json["records"][0]["length"] == 566


def test_checks_a_good_pair(service: Service) -> None:
    request = golden("check-request")
    request["records"][0]["letters"], request["records"][1]["letters"] = WISCONSIN, BEIJING

    answer = service.post("/checks", request)

    assert (answer.json["ok"], answer.json["subtype"], answer.json["problem"]) == (True, "H3", None)


def test_checks_many_and_flags_references(service: Service) -> None:
    request = golden("check-request-query")
    request["records"].append({"record": 2, "name": "A/Beijing/32/1992", "letters": BEIJING})
    request["records"][1]["letters"] = WISCONSIN

    answer = service.post("/checks", request).json

    assert [(each["record"], each["reference"], len(each["errors"])) for each in answer["records"]] == [
        (1, False, 1),
        (1, True, 0),
        (2, False, 0),
    ]
    assert (answer["ok"], answer["subtype"], answer["problem"]) == (True, "H3", None)


@pytest.mark.parametrize("mode", ["query", "all", "list"])
def test_checks_that_some_pair_remains(service: Service, mode: str) -> None:
    request = golden("check-request-query") | {"mode": mode}
    request["records"][1]["letters"] = WISCONSIN

    answer = service.post("/checks", request).json

    assert answer["ok"] is False
    assert answer["problem"]["type"] == "urn:problem:check/no-pair"
    assert answer["problem"]["errors"][0]["record"] == 1


def test_lists_models_and_encodings_as_the_golden_answer(service: Service) -> None:
    expected = golden("worker-models")

    answer: Any = service.client.get("/models").json

    assert answer["worker"] == expected["worker"]
    assert answer["models"][0].keys() == expected["models"][0].keys()
    assert expected["encodings"][0] in answer["encodings"]


def test_tells_its_load_as_the_golden_answer(service: Service) -> None:
    expected = golden("worker-load")

    answer: Any = service.client.get("/load").json

    assert answer.keys() == expected.keys()
    assert answer["worker"] == expected["worker"]
    assert (answer["running"], answer["waiting"], answer["room"]) == (0, 0, 2)
    assert answer["memoryBytes"] > 10_000_000
    assert (answer["stuck"], answer["givenBack"]) == ([], [])


@pytest.mark.parametrize("path", ["/jobs/a/1", "/models", "/load"])
def test_asks_for_the_token(service: Service, path: str) -> None:
    for given in ("", "Bearer wrong", TOKEN):
        answer = service.client.get(path, headers={"Authorization": given})
        assert answer.status_code == 401


def test_asks_for_no_token_when_none_is_set(tools: Tools, staging: FakeStaging, tmp_path: Path) -> None:
    service = make(tools, staging, tmp_path, token="")

    assert service.client.get("/models", headers={"Authorization": ""}).status_code == 200
    service.publisher.close(1)


def test_health_and_metrics_are_open(service: Service) -> None:
    for path in ("/health/live", "/health/ready", "/metrics"):
        assert service.client.get(path, headers={"Authorization": ""}).status_code == 200
    assert "driftline_worker_threads" in service.client.get("/metrics").text


def test_ready_names_what_is_missing(service: Service) -> None:
    service.staging.away = 99

    answer: Any = service.client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json["missing"] == ["redis"]


def test_a_worker_with_hung_work_says_so_and_takes_nothing(service: Service) -> None:
    service.staging.stage(KEY, BEIJING, WISCONSIN)
    watch, hung = service.attempts.watch, {"job": "other", "attempt": 1}
    late = Pace(Patience(0.0), FakeClock())
    late._clock.advance(7)  # type: ignore[attr-defined]
    watch._under_way[late] = hung
    assert watch.look()

    ready, load = service.client.get("/health/ready"), service.client.get("/load")
    refused = service.post("/jobs", BODY)

    named = golden("worker-load")["stuck"][0]
    assert ready.status_code == 503
    assert ready.json == {"status": "unready", "missing": [], "stuck": load.json["stuck"]}
    assert load.json["stuck"] == [{**hung, "step": "starting", "seconds": 7.0}]
    assert load.json["stuck"][0].keys() == named.keys()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "2"


def test_an_unknown_path_is_a_problem(service: Service) -> None:
    answer = service.client.get("/nowhere")

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


def test_an_unexpected_fault_is_a_plain_500(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(service.staging, "reachable", broken)

    answer = service.client.get("/health/ready")

    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_too_large_a_body_is_refused(service: Service) -> None:
    assert service.client.post("/checks", data=b"x" * (3 * 1024 * 1024)).status_code == 413


def test_deploying_needs_the_token_and_a_body_within_the_limit(service: Service) -> None:
    large = {"CONTENT_LENGTH": str(MAX_ARCHIVE + 1)}

    refused = service.client.post("/deployments", data=b"PK", headers={"Authorization": "Bearer other"})
    too_large = service.client.post("/deployments", data=b"PK", environ_overrides=large)
    unknown = service.client.put("/deployments/../../models")
    traversal = service.client.delete("/models/..%2f..%2fetc/1")

    assert (refused.status_code, too_large.status_code) == (401, 413)
    assert unknown.status_code == 404
    assert traversal.status_code == 404


def test_tells_a_version_that_was_rejected(service: Service) -> None:
    verdict = service.client.post("/deployments", data=b"GIF89a").get_json()

    assert verdict["accepted"] is False
    assert verdict["reason"] == "archive"
    assert service.client.put("/deployments/" + "0" * 32).status_code == 404
    assert service.client.delete("/deployments/" + "0" * 32).status_code == 204
