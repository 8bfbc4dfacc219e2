"""Spans of attempts: each below what led to it, nothing of a job but its id, and nothing at all where it is off."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from driftline_worker.attempts.attempts import Attempts
from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.status.publisher import StatusPublisher
from driftline_worker.tracing.spans import ExportedTraces, exporting
from driftline_worker.tracing.traces import OFF, UNTRACED, TracingConfig, TracingError, traces_of
from testing.fakes import PATIENCE, FakeBroker, FakeStaging
from testing.samples import BEIJING, WISCONSIN, dispatch

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
ABOVE = f"00-{TRACE}-{PARENT}-01"
UNSAMPLED = f"00-{TRACE}-{PARENT}-00"
JOB = dispatch().job


class Memory:
    """Traces that are kept here."""

    def __init__(self) -> None:
        self._spans = InMemorySpanExporter()
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self._spans))
        self.traces = ExportedTraces(provider)

    def named(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.all() if span.name == name]

    def all(self) -> tuple[ReadableSpan, ...]:
        return self._spans.get_finished_spans()


@pytest.fixture
def memory() -> Memory:
    return Memory()


def work(memory: Memory, tools: Tools, staging: FakeStaging, *letters: str, parent: str | None = ABOVE) -> FakeBroker:
    """Work one attempt from its acceptance until the broker has all that it said."""
    staging.stage(dispatch().sequences_key, *letters)
    broker = FakeBroker()
    publisher = StatusPublisher(broker, tools.metrics)
    publisher.start()
    broker.until(lambda it: it.connects > 0)
    attempts = Attempts(
        lambda each: run(each, tools), publisher.say, staging, tools.metrics, 1, 1, traces=memory.traces
    )
    assert attempts.accept(dispatch(), parent)
    assert attempts.wait_idle(PATIENCE)
    attempts.close(PATIENCE)
    publisher.close(PATIENCE)
    return broker


def test_stages_lie_below_their_attempt_and_what_is_said_below_its_stage(
    memory: Memory, tools: Tools, staging: FakeStaging
) -> None:
    broker = work(memory, tools, staging, WISCONSIN, BEIJING)

    (attempt,) = memory.named("attempt")
    assert attempt.parent is not None
    assert (attempt.parent.trace_id, attempt.parent.span_id) == (int(TRACE, 16), int(PARENT, 16))
    assert attempt.attributes == {
        "driftline.job.id": JOB,
        "driftline.job.attempt": 1,
        "driftline.job.outcome": "succeeded",
    }
    said = {id_of(line) for line in memory.named("publish driftline.status")}
    for stage in ("checking", "encoding", "predicting", "result"):
        (span,) = memory.named(stage)
        assert span.parent == attempt.context
        assert span.attributes is not None
        assert span.attributes["driftline.job.stage"] == stage
        (line,) = [each for each in memory.named("publish driftline.status") if each.parent == span.context]
        assert line.kind is SpanKind.PRODUCER
    events = [json.loads(line.partition(b" ")[2]) for line in broker.lines()]
    assert {each["traceparent"] for each in events if each["kind"] == "event"} == said
    assert not any("traceparent" in each for each in events if each["kind"] != "event")


def id_of(span: ReadableSpan) -> str:
    context = span.context
    assert context is not None
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-01"


def test_nothing_of_what_was_sent_is_told(memory: Memory, tools: Tools, staging: FakeStaging) -> None:
    work(memory, tools, staging, WISCONSIN, BEIJING[:400])

    told = "".join(span.to_json() for span in memory.all())
    assert "driftline.job.id" in told
    assert "A/Alpha" not in told
    assert WISCONSIN[:20] not in told


def test_a_failed_stage_says_so_without_words(memory: Memory, tools: Tools, staging: FakeStaging) -> None:
    work(memory, tools, staging, WISCONSIN, "ATG" * 100)

    (checking,) = memory.named("checking")
    assert checking.status.status_code is StatusCode.ERROR
    assert checking.status.description is None
    assert memory.named("attempt")[0].status.status_code is StatusCode.ERROR


@pytest.mark.parametrize("parent", [None, "", "senseless", ABOVE + "-more" * 20])
def test_what_has_no_trace_above_is_not_traced(
    memory: Memory, tools: Tools, staging: FakeStaging, parent: str | None
) -> None:
    broker = work(memory, tools, staging, WISCONSIN, BEIJING, parent=parent)

    assert memory.all() == ()
    assert b"traceparent" not in b"".join(broker.lines())


def test_a_trace_that_nobody_keeps_is_not_told(memory: Memory, tools: Tools, staging: FakeStaging) -> None:
    work(memory, tools, staging, WISCONSIN, BEIJING, parent=UNSAMPLED)

    assert memory.all() == ()


def test_an_answer_to_the_gateway_is_a_span_that_the_attempt_lies_below(memory: Memory) -> None:
    with memory.traces.request("POST /jobs", ABOVE, JOB, 2) as context:
        memory.traces.attempt(context, JOB, 2).end("succeeded")

    (server,) = memory.named("POST /jobs")
    assert server.kind is SpanKind.SERVER
    assert server.attributes is not None
    assert server.attributes["http.route"] == "/jobs"
    assert server.context is not None
    assert memory.named("attempt")[0].parent is not None
    assert memory.named("attempt")[0].parent.span_id == server.context.span_id


def test_an_attempt_ends_once(memory: Memory) -> None:
    attempt = memory.traces.attempt(ABOVE, JOB, 1)

    attempt.end("hung")
    attempt.end("succeeded")

    (told,) = memory.named("attempt")
    assert told.attributes is not None
    assert told.attributes["driftline.job.outcome"] == "hung"


def test_off_is_nothing() -> None:
    assert traces_of(TracingConfig()) is OFF
    assert OFF.attempt(ABOVE, JOB, 1) is UNTRACED
    with OFF.request("POST /jobs", ABOVE, JOB, 1) as context:
        assert context is None


def test_a_worker_that_is_not_traced_needs_no_package_for_it() -> None:
    start = "import sys; sys.modules['opentelemetry'] = None; import driftline_worker.serving.wiring"

    subprocess.run([sys.executable, "-c", start], check=True)


def test_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "driftline_worker.tracing.spans", raising=False)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)

    with pytest.raises(TracingError, match=r"requirements-tracing\.txt"):
        traces_of(TracingConfig(enabled=True))


class Collector:
    """Counts what it is sent, or takes it and never answers."""

    def __init__(self, answers: bool) -> None:
        self.bodies: list[bytes] = []
        self.go_on = Event()
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                if not answers:
                    collector.go_on.wait(PATIENCE)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.go_on.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector(answers=True)
    yield made
    made.close()


@pytest.fixture
def silent() -> Iterator[Collector]:
    made = Collector(answers=False)
    yield made
    made.close()


def test_a_collector_is_sent_what_there_is_at_the_end(collector: Collector) -> None:
    traces = exporting(TracingConfig(True, collector.address + "/", "worker-7"))
    traces.attempt(ABOVE, JOB, 1).end("succeeded")

    traces.close(PATIENCE)

    assert any(b"worker-7" in body and JOB.encode() in body for body in collector.bodies)


def test_nobody_waits_for_a_collector_that_does_not_answer(silent: Collector) -> None:
    traces = exporting(TracingConfig(True, silent.address))
    for number in range(10_000):
        traces.attempt(ABOVE, JOB, number).end("succeeded")

    traces.close(0.2)
    assert not silent.go_on.is_set()
