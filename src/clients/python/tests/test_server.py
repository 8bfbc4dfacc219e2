"""Both clients at a running server."""

import asyncio
import gzip
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pandas
import pytest
from pydantic import TypeAdapter

from driftline_client import AsyncClient, Client, NoResult, Refused, Result, Update, contract

STAGES = ["queued", "checking", "encoding", "predicting", "result"]


def test_predicts_a_pair_and_tells_each_stage(driftline: Client, examples: dict[str, str]) -> None:
    updates: list[Update] = []
    result = driftline.predict(examples["h3n2-variant"], on_update=updates.append)

    assert [update.stage for update in updates if update.message] == STAGES
    assert result.rows[0].verdict == result.pair["verdict"] == "variant"
    assert result.rows[0].differences == len(result.pair["substitutions"]) > 0
    assert result.provenance["server"] == driftline.server
    assert [update.stage for update in driftline.follow(result.job["id"], after=updates[2].offset)] == STAGES[3:]


def test_a_table_has_what_the_file_has(driftline: Client, examples: dict[str, str], tmp_path: Path) -> None:
    packed = tmp_path / "two.fasta.gz"
    packed.write_bytes(gzip.compress(examples["h3n2-variant"].encode()))
    result = asyncio.run(_query(packed, tmp_path / "result.csv"))

    assert len(result.rows) > 2
    table, file = result.to_pandas(), pandas.read_csv(tmp_path / "result.csv", encoding="utf-8-sig")
    assert list(table.columns) == list(file.columns)
    assert table["strain_b"].tolist() == file["strain_b"].tolist()
    assert table["distance_log2"].tolist() == file["distance_log2"].tolist()
    assert table["clade_b"].fillna("").tolist() == file["clade_b"].fillna("").tolist()
    assert table.attrs["driftline"]["model"] == file["model"][0]
    assert not list(tmp_path.glob("*.draft")) and not list(tmp_path.glob(".*"))

    row = result.rows[0]
    explained = driftline.explain(result.job["id"], row.record_a, row.record_b)
    assert (explained.rows[0].strain_b, explained.rows[0].distance_log2) == (row.strain_b, row.distance_log2)


async def _query(sequences: Path, to: Path) -> Result:
    async with AsyncClient() as driftline:
        accepted = await driftline.submit(sequences, references="panel")
        stages = [update.stage async for update in driftline.follow(accepted["id"]) if update.message]
        assert stages == STAGES
        await driftline.download(accepted["id"], to)
        return await driftline.result(accepted["id"])


def test_named_pairs_are_predicted_in_their_order(driftline: Client, examples: dict[str, str]) -> None:
    names = [line[1:] for line in examples["h3n2-variant"].splitlines() if line.startswith(">")]
    result = driftline.predict(examples["h3n2-variant"], pairs=[names, names[::-1]])

    assert [row.strain_a for row in result.rows] == names
    with pytest.raises(ValueError, match="explain"):
        _ = result.pair


class Cuts(httpx.BaseTransport):
    """Loses the answer to a submission, tells of the job as it stood at first, and cuts the stream after an event."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self.lost, self.cut = 0, 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        if request.method == "POST" and self.lost == 0:
            response.read()
            self.lost += 1
            raise httpx.ReadError("the answer was lost", request=request)
        if "after" in request.url.params and self.cut == 0:
            response.stream = _Cut(response.stream, self)
        elif "/jobs/" in request.url.path and self.cut == 0:
            told = json.loads(response.read())
            early = {"items": told["items"][:1]} if "items" in told else {**told, "finishedAt": None}
            return httpx.Response(200, json=early)
        return response


class _Cut(httpx.SyncByteStream):
    def __init__(self, inner: Any, cuts: Cuts) -> None:
        self._inner, self._cuts = inner, cuts

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        for piece in self._inner:
            yield piece
            seen += piece.count(b'"event"')
            if seen >= 1:
                self._cuts.cut += 1
                raise httpx.ReadError("cut")

    def close(self) -> None:
        self._inner.close()


def test_what_is_cut_is_taken_up_again(driftline: Client, examples: dict[str, str]) -> None:
    before = {job["id"] for job in driftline.jobs(100)}
    updates: list[Update] = []
    with Client(transport=(cuts := Cuts())) as cut:
        result = cut.predict(examples["h1n1-same"], on_update=updates.append)

    assert (cuts.lost, cuts.cut) == (1, 1)
    assert [update.stage for update in updates if update.message] == STAGES
    assert {job["id"] for job in driftline.jobs(100)} - before == {result.job["id"]}


def test_a_batch_grows_and_is_annotated(driftline: Client, examples: dict[str, str]) -> None:
    batch = driftline.submit(examples["h3n2-variant"], mode="all", title="Week 12")["id"]
    added = driftline.submit(examples["h3n2-same"], mode="all", batch=batch)["id"]
    driftline.annotate(added, "repeat by HI")
    driftline.rename(added, "Week 13")

    assert [(job["id"], job["title"], job["note"]) for job in driftline.jobs(batch=batch)] == [
        (added, "Week 13", "repeat by HI")
    ]
    assert driftline.job(added)["batch"]["title"] == "Week 12"
    assert driftline.job(batch)["inside"] == 1


def test_a_job_that_fails_says_why(driftline: Client, examples: dict[str, str]) -> None:
    with pytest.raises(NoResult, match="has no result") as failed:
        driftline.predict(examples["problems"])

    assert failed.value.job["problem"]["errors"][0]["record"] == 2


def test_a_stranger_is_refused(driftline: Client) -> None:
    with Client(driftline.server, "dl_nobody") as stranger, pytest.raises(Refused) as refused:
        stranger.jobs()

    assert refused.value.status == 401


def test_checks_before_anything_is_submitted(driftline: Client, examples: dict[str, str]) -> None:
    assert driftline.check(examples["h3n2-variant"])["ok"]
    assert not driftline.check(examples["problems"])["ok"]


@pytest.fixture
def types() -> Iterator[ModuleType]:
    """The types of the contract as pydantic takes them before Python 3.12: with the TypedDict of typing_extensions."""
    module = ModuleType("contract_for_pydantic")
    source = (
        Path(contract.__file__)
        .read_text("utf-8")
        .replace(", TypedDict\n", "\nfrom typing_extensions import TypedDict\n")
    )
    sys.modules[module.__name__] = module
    exec(source, module.__dict__)
    yield module
    del sys.modules[module.__name__]


def test_what_is_answered_has_the_types_of_the_contract(
    driftline: Client, examples: dict[str, str], types: ModuleType
) -> None:
    job = driftline.predict(examples["h3n2-variant"]).job
    for kind, value in (
        ("Job", job),
        ("Pair", job["result"]["pairs"][0]),
        ("JobEvent", driftline.events(job["id"])[-1]),
        ("Model", driftline.models()[0]),
        ("Reference", driftline.panel()[0]),
        ("Limits", driftline.limits()),
        ("Check", driftline.check(examples["problems"])),
    ):
        TypeAdapter(getattr(types, kind)).validate_python(value, strict=True)


def test_cancels_and_deletes(driftline: Client, examples: dict[str, str]) -> None:
    ended = driftline.predict(examples["h1n1-same"]).job["id"]
    driftline.delete(ended)

    with pytest.raises(Refused) as refused:
        driftline.job(ended)
    assert refused.value.status == 404
    with pytest.raises(ValueError, match="no kind of file"):
        driftline.download(ended, io.__name__)


@pytest.fixture
def panel(driftline: Client, examples: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Two strains under a name, as the page keeps them."""
    wanted = {"name": "sera", "sequences": examples["h3n2-variant"]}
    token = {"Authorization": f"Bearer {os.environ['DRIFTLINE_TOKEN']}"}
    panels = f"{driftline.server}/api/v1/panels"
    kept = httpx.post(panels, json=wanted, headers=token).raise_for_status().json()
    yield kept
    httpx.delete(f"{panels}/{kept['id']}", headers=token).raise_for_status()


def test_references_are_named_by_their_panel(
    driftline: Client, examples: dict[str, str], panel: dict[str, Any], types: ModuleType
) -> None:
    assert panel in driftline.panels()
    TypeAdapter(types.NamedPanel).validate_python(panel, strict=True)

    result = driftline.predict(examples["h3n2-variant"], references="panel:sera")

    assert len(result.rows) == 4
