"""``scripts/bench --compare``: pairs through Driftline beside the same work behind plain web frameworks, in one run.

Each side gets the same pairs over the loopback interface: some a second, each timed from when it is sent until its
result is here (of Driftline on the socket, with reasons, history and every event stored), then as many as 16 callers
can have. Sides take turns; medians of the rounds are told.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import httpx
from bench_steps import mutants
from websockets.asyncio.client import connect

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FOLDER = ROOT / "target" / "bench" / "compare"
PEERS = {"fastapi": "bench_peers.py", "litserve": "bench_litserve.py"}
ENCODINGS = {"ensemble": "one-hot", "cnn": "one-hot"}
USERS, CALLERS, WARM = 16, 16, 40
READY = "Driftline is ready: "
SIGN_UP_PAUSE = 1.1
Call = Callable[[str, str], Awaitable[None]]


def main() -> int:
    """Measure and print rows of a table."""
    parser = argparse.ArgumentParser(prog="scripts/bench --compare", description="Compare with plain web frameworks.")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; medians are told (%(default)s)")
    parser.add_argument("--seconds", type=int, default=15, help="length of each load (%(default)s)")
    parser.add_argument("--rate", type=float, default=5, help="pairs a second of the paced load (%(default)s)")
    parser.add_argument("--model", choices=sorted(ENCODINGS), default="ensemble", help="(%(default)s)")
    options = parser.parse_args()
    print(f"{options.model}; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; medians of {options.rounds}\n")
    print("| served by | paced: p50 ms | p99 ms | 16 callers: pairs a second |\n| --- | --- | --- | --- |")
    found: dict[str, list[tuple[float, float, float]]] = {}
    for _ in range(options.rounds):
        for name in ("driftline", *PEERS):
            found.setdefault(name, []).append(asyncio.run(_measure(name, options)))
    for name, rounds in found.items():
        p50, p99, rate = (median(each) for each in zip(*rounds, strict=True))
        print(f"| {name} | {p50:.1f} | {p99:.1f} | {rate:.1f} |")
    return 0


async def _measure(name: str, options: argparse.Namespace) -> tuple[float, float, float]:
    if name != "driftline":
        with _peer(name, options.model) as url:
            async with httpx.AsyncClient(base_url=url, timeout=60) as client:
                await _until_it_answers(client)
                return await _loads(lambda a, b: _post(client, a, b), options)
    with _driftline() as url:
        users = [await User.join(url, number, options.model) for number in range(USERS)]
        turn = iter(range(10**9))
        found = await _loads(lambda a, b: users[next(turn) % USERS].pair(a, b), options)
        for user in users:
            await user.leave()
        return found


async def _loads(call: Call, options: argparse.Namespace) -> tuple[float, float, float]:
    chance, records = random.Random(1), list(mutants())  # noqa: S311 - no secret

    async def pair() -> float:
        began = time.perf_counter()
        await call(*chance.sample(records, 2))
        return 1000 * (time.perf_counter() - began)

    await asyncio.gather(*(pair() for _ in range(WARM)))
    paced = []
    for _ in range(int(options.rate * options.seconds)):
        paced.append(asyncio.create_task(pair()))
        await asyncio.sleep(1 / options.rate)
    taken = sorted(await asyncio.gather(*paced))
    began, done = time.perf_counter(), 0

    async def caller() -> None:
        nonlocal done
        while time.perf_counter() - began < options.seconds:
            await pair()
            done += 1

    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)], done / (time.perf_counter() - began)


async def _post(client: httpx.AsyncClient, a: str, b: str) -> None:
    (await client.post("/predict", json={"a": a, "b": b})).raise_for_status()


async def _until_it_answers(client: httpx.AsyncClient) -> None:
    a, b = list(mutants())[:2]
    for _ in range(300):
        try:
            return await _post(client, a, b)
        except httpx.HTTPError:
            await asyncio.sleep(0.2)
    raise TimeoutError("the peer does not answer")


@contextmanager
def _peer(name: str, model: str) -> Iterator[str]:
    port = _free_port()
    told = {"BENCH_MODEL": model, "BENCH_ENCODING": ENCODINGS[model]}
    with _process([sys.executable, str(HERE / PEERS[name]), str(port)], told):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _driftline() -> Iterator[str]:
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    data = FOLDER / f"data-{time.time_ns()}"
    command = [str(java), "-Xmx256m", "-XX:+UseSerialGC", "-jar", str(ROOT / "target" / "driftline.jar")]
    told = {
        "DRIFTLINE_OPERATIONS_PORT": str(_free_port()),
        "DRIFTLINE_EMBEDDED_PROGRAMS": str(ROOT / "target" / "bench" / "programs"),
        "DRIFTLINE_ACCOUNTS_SIGN_UPS_PER_HOUR": "100000",
    }
    with _process([*command, "serve", "--port", "0", "--data", str(data)], told) as process:
        assert process.stdout is not None
        yield next(line for line in process.stdout if line.startswith(READY)).removeprefix(READY).strip()


@contextmanager
def _process(command: list[str], told: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "log").open("a") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | told, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)
            with suppress(ProcessLookupError):  # what it left behind, as LitServe does
                os.killpg(process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port: int = some.getsockname()[1]
        return port


class User:
    """Somebody with a token and an open socket."""

    def __init__(self, client: httpx.AsyncClient, choice: dict[str, object]) -> None:
        self._client, self._choice = client, choice
        self._ended: dict[str, asyncio.Future[None]] = {}

    @classmethod
    async def join(cls, url: str, number: int, model: str) -> "User":
        """Sign up, make a token and open the stream."""
        client = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/api/v1", headers={"Origin": url.rstrip("/")}, timeout=60
        )
        person = {
            "email": f"u{number}@example.org",
            "name": "bench",
            "password": f"otters paint {number} violet tides",
        }
        while (answer := await client.post("/users", json=person)).status_code == 429:
            await asyncio.sleep(SIGN_UP_PAUSE)
        answer.raise_for_status()
        token = (await client.post("/tokens", json={"name": "bench"})).raise_for_status().json()["token"]
        models = (await client.get("/models")).raise_for_status().json()["items"]
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {token}"
        chosen = next(each["id"] for each in models if each["repository"] == model)
        user = cls(client, {"modelId": chosen, "encodingId": ENCODINGS[model], "mode": "pair"})
        stream = f"{url.rstrip('/').replace('http', 'ws')}/api/v1/stream?after=0"
        user._socket = await connect(
            stream, subprotocols=["driftline.v1"], additional_headers={"Authorization": f"Bearer {token}"}
        )
        user._listening = asyncio.create_task(user._listen())
        return user

    async def pair(self, a: str, b: str) -> None:
        """Submit a pair and wait for its end on the socket."""
        body = self._choice | {"sequences": f">A/Bench/1/2005\n{a}\n>A/Bench/2/2005\n{b}\n"}
        while (answer := await self._client.post("/jobs", json=body)).status_code in (429, 503):
            await asyncio.sleep(0.2)
        state = await self._end(answer.raise_for_status().json()["id"])
        if state != "SUCCEEDED":
            raise RuntimeError(f"a pair ended as {state}")

    async def leave(self) -> None:
        """Close what is open."""
        self._listening.cancel()
        await self._socket.close()
        await self._client.aclose()

    def _end(self, job: str) -> "asyncio.Future[str]":
        return self._ended.setdefault(job, asyncio.get_running_loop().create_future())

    async def _listen(self) -> None:
        async for text in self._socket:
            told = json.loads(text)
            if told.get("type") == "event" and (told.get("result") or told.get("problem")):
                self._end(told["job"]).set_result(told["state"])


if __name__ == "__main__":
    sys.exit(main())
