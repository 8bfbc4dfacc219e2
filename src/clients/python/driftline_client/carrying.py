"""Steps carried out with httpx: by a line that waits, and by one that is awaited."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from .steps import Answer, Ask, Broken, NextLine, Open, Pause, Save, Step

CONNECT = 10.0
_REFUSED = 400


class Line:
    """One flow's line to the server; what it opened is closed with it."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self._open = ExitStack()
        self._lines: Iterator[str] = iter(())

    def close(self) -> None:
        """Close what is open."""
        self._open.close()

    def take(self, step: Step) -> Any:
        """Carry a step out; a line that breaks is `Broken`, not an exception."""
        try:
            return self._take(step)
        except httpx.TransportError as broken:
            return None if isinstance(step, NextLine) else Broken(_reason(broken, self._http.base_url))

    def _take(self, step: Step) -> Any:
        match step:
            case Ask():
                return _answer(self._http.request(**_request(step)))
            case Save(ask, to):
                with self._http.stream(**_request(ask)) as response:
                    if response.status_code >= _REFUSED:
                        return _answer(response, response.read())
                    with _draft(to) as file:
                        for piece in response.iter_bytes():
                            file.write(piece)
                    return _answer(response, b"")
            case Open(ask):
                self._open.close()
                response = self._open.enter_context(self._http.stream(**_request(ask)))
                self._lines = response.iter_lines()
                return _answer(response, response.read() if response.status_code >= _REFUSED else b"")
            case NextLine():
                return next(self._lines, None)
            case Pause(seconds):
                time.sleep(seconds)
        return None


class AsyncLine:
    """The same, awaited."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._open = AsyncExitStack()
        self._lines: AsyncIterator[str] | None = None

    async def close(self) -> None:
        """Close what is open."""
        await self._open.aclose()

    async def take(self, step: Step) -> Any:
        """Carry a step out; a line that breaks is `Broken`, not an exception."""
        try:
            return await self._take(step)
        except httpx.TransportError as broken:
            return None if isinstance(step, NextLine) else Broken(_reason(broken, self._http.base_url))

    async def _take(self, step: Step) -> Any:
        match step:
            case Ask():
                return _answer(await self._http.request(**_request(step)))
            case Save(ask, to):
                async with self._http.stream(**_request(ask)) as response:
                    if response.status_code >= _REFUSED:
                        return _answer(response, await response.aread())
                    with _draft(to) as file:
                        async for piece in response.aiter_bytes():
                            file.write(piece)
                    return _answer(response, b"")
            case Open(ask):
                await self._open.aclose()
                response = await self._open.enter_async_context(self._http.stream(**_request(ask)))
                self._lines = response.aiter_lines()
                return _answer(response, await response.aread() if response.status_code >= _REFUSED else b"")
            case NextLine():
                return await anext(self._lines, None) if self._lines else None
            case Pause(seconds):
                await asyncio.sleep(seconds)
        return None


def settings(server: str, token: str | None) -> dict[str, Any]:
    """Say what both kinds of httpx client are made with."""
    headers = {"User-Agent": "driftline-client"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return {"base_url": f"{server}/api/v1", "headers": headers}


def _request(ask: Ask) -> Mapping[str, Any]:
    timeout = httpx.Timeout(ask.silence, connect=CONNECT)
    content: dict[str, Any] = {"files": list(ask.form)} if ask.form else {}
    if ask.body is not None:
        content["json"] = ask.body
    return {
        "method": ask.method,
        "url": ask.path,
        "params": ask.params,
        "headers": ask.headers,
        "timeout": timeout,
        **content,
    }


def _answer(response: httpx.Response, body: bytes | None = None) -> Answer:
    return Answer(response.status_code, dict(response.headers), response.content if body is None else body)


def _reason(broken: httpx.TransportError, server: httpx.URL) -> str:
    if isinstance(broken, httpx.ConnectError | httpx.ConnectTimeout):
        return f"No server answers at {server}: {broken}"
    return f"The line to {server} broke: {type(broken).__name__} {broken}".rstrip()


@contextmanager
def _draft(to: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `to` once all of it is written."""
    draft = to.with_name(f".{to.name}.{uuid.uuid4().hex}.draft")
    try:
        with draft.open("xb") as file:
            yield file
        draft.replace(to)
    finally:
        draft.unlink(missing_ok=True)
