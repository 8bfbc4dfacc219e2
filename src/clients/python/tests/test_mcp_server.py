"""The tools as an agent's host calls them: over stdio and over HTTP, by the protocol's own client."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from mcp import Client as Host
from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client

from driftline_client import Client

TOOLS = {"models", "check", "predict", "result", "explain_pair"}
COMMAND = ["-m", "driftline_client.mcp_server"]


def test_serves_five_tools_over_stdio(driftline: Client, examples: dict[str, str]) -> None:
    environment = {name: os.environ[name] for name in ("DRIFTLINE_SERVER", "DRIFTLINE_TOKEN", "PYTHONPATH")}
    program = StdioServerParameters(command=sys.executable, args=COMMAND, env=environment)

    asyncio.run(_conversation(stdio_client(program), examples))


async def _conversation(transport: Any, examples: dict[str, str]) -> None:
    heard: list[str] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append((message or "").partition(":")[0])

    async with Host(transport) as host:
        assert {tool.name for tool in (await host.list_tools()).tools} == TOOLS
        offered = (await host.call_tool("models", {})).structured_content
        assert any("one-hot" in model["encodings"] for model in offered["models"])
        assert not (await host.call_tool("check", {"sequences": examples["problems"]})).structured_content["ok"]

        wanted = {"sequences": examples["h3n2-variant"], "references": "panel"}
        many = (await host.call_tool("predict", wanted, progress_callback=hear)).structured_content
        assert many["pairs"] == sum(many["verdicts"].values()) > 2
        assert heard[-1] == "result"
        nearest = many["rows"][0]
        assert nearest["distance_log2"] == min(row["distance_log2"] for row in many["rows"])

        variants = (await host.call_tool("result", {"job": many["job"], "verdict": "variant"})).structured_content
        assert {row["verdict"] for row in variants["rows"]} == {"variant"}
        records = {name: variants["rows"][-1][name] for name in ("record_a", "record_b")}
        explained = (await host.call_tool("explain_pair", {"job": many["job"], **records})).structured_content
        assert explained["rows"][0]["strain_b"] == variants["rows"][-1]["strain_b"]
        shares = [abs(each["contribution"]) for each in explained["substitutions"]]
        assert shares == sorted(shares, reverse=True) != []

        for refused, why in (
            (("result", {"job": "../session"}), "is no job"),
            (("predict", {"sequences": examples["problems"]}), "has no result"),
            (("predict", {"sequences": examples["h3n2-variant"], "model": "oracle"}), "does not offer oracle"),
        ):
            answer = await host.call_tool(*refused)
            assert answer.is_error and why in answer.content[0].text


@pytest.fixture
def http(driftline: Client) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = subprocess.Popen([sys.executable, *COMMAND, "--http", f"--port={port}"])
    try:
        _until_listening(port, program)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        program.terminate()
        program.wait(20)


def _until_listening(port: int, program: "subprocess.Popen[bytes]") -> None:
    last = time.monotonic() + 60
    while program.poll() is None and time.monotonic() < last:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server over HTTP does not listen")


def test_serves_the_same_over_http_to_this_machine_alone(http: str, examples: dict[str, str]) -> None:
    async def ask() -> Any:
        async with Host(http) as host:
            return (await host.call_tool("check", {"sequences": examples["h3n2-variant"]})).structured_content

    assert asyncio.run(ask())["ok"]
    foreign = httpx.post(http, json={}, headers={"Host": "evil.example.org", "Accept": "application/json"})
    assert foreign.status_code in (403, 421)
