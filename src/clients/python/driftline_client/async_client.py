"""The client that is awaited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

import httpx

from . import core
from .carrying import AsyncLine, settings
from .client import OnUpdate
from .following import Update, following, require_result
from .inputs import Given
from .results import Result
from .steps import Flow
from .wanted import Input, Wanted

if TYPE_CHECKING:
    from .contract import Accepted, Check, Example, Job, JobEvent, Limits, Model, NamedPanel, Reference

T = TypeVar("T")


class AsyncClient:
    """The same, awaited.

    `async with AsyncClient(…) as driftline: result = await driftline.predict(…)`; parameters as for `Client`.
    """

    def __init__(
        self, server: str | None = None, token: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.server = core.server_of(server)
        self._http = httpx.AsyncClient(**settings(self.server, core.token_of(token, self.server)), transport=transport)

    async def __aenter__(self) -> Self:
        """Be closed at the end of the block."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def models(self) -> list[Model]:
        """List the models on offer with their measured quality."""
        return await self._run(core.listed("/models"))

    async def panel(self) -> list[Reference]:
        """List the strains that the references `"panel"` are."""
        return await self._run(core.listed("/panel"))

    async def panels(self) -> list[NamedPanel]:
        """List the panels that are kept under names: one's own, and those for everybody."""
        return await self._run(core.listed("/panels"))

    async def examples(self) -> list[Example]:
        """List sequences to try, ready to be submitted."""
        return await self._run(core.listed("/examples"))

    async def limits(self) -> Limits:
        """Say what submissions are held to."""
        return await self._run(core.limits())

    async def check(self, sequences: Given, **more: Unpack[Input]) -> Check:
        """Ask what a worker makes of each record, before anything is submitted."""
        return await self._run(core.check(sequences, **more))

    async def submit(self, sequences: Given, **more: Unpack[Wanted]) -> Accepted:
        """Submit a job, and return once it is safely stored."""
        return await self._run(core.submit(sequences, **more))

    async def follow(self, job: str, *, after: int = 0, timeout: float | None = None) -> AsyncIterator[Update]:
        """Tell of a job until it has ended; `after` is the offset of the last update that is known."""
        line = AsyncLine(self._http)
        flow = following(job, after, timeout)
        try:
            came: Any = None
            while True:
                step = flow.send(came)
                came = None
                if isinstance(step, Update):
                    yield step
                else:
                    came = await line.take(step)
        except StopIteration:
            return
        finally:
            await line.close()

    async def wait(self, job: str, *, timeout: float | None = None, on_update: OnUpdate | None = None) -> Job:
        """Stay until a job has ended; raises `NoResult` if it has no result, `TimeoutError` if it goes on."""
        return require_result(await self._run(following(job, timeout=timeout), on_update))

    async def predict(
        self,
        sequences: Given,
        *,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
        **more: Unpack[Wanted],
    ) -> Result:
        """Submit, wait and read the result."""
        return await self._run(core.predict({"sequences": sequences, **more}, timeout, self.server), on_update)

    async def result(self, job: str) -> Result:
        """Read the result of a job that has ended."""
        return await self._run(core.result_of(job, self.server))

    async def explain(self, job: str, record_a: int, record_b: int, *, timeout: float | None = None) -> Result:
        """Have one pair of many predicted by itself, for its substitutions; numbers as in the rows."""
        return await self._run(core.explain(job, record_a, record_b, timeout, self.server))

    async def again(
        self, job: str, model: str | int, encoding: str | None = None, idempotency_key: str | None = None
    ) -> Accepted:
        """Submit what a job compares once more, with another model or encoding."""
        return await self._run(core.again(job, model, encoding, idempotency_key))

    async def download(self, job: str, to: str | Path, kind: str | None = None) -> None:
        """Save a result as a file: csv, tsv, json, xlsx or fasta (aligned), as `kind` or the file's name says."""
        await self._run(core.download(job, Path(to), kind))

    async def job(self, job: str) -> Job:
        """Say how a job stands."""
        return await self._run(core.job_of(job))

    async def jobs(self, limit: int = 20, *, batch: str | None = None) -> list[Job]:
        """List the latest jobs, the newest first; with `batch` those that stand under it."""
        return await self._run(core.jobs_of(limit, batch))

    async def rename(self, job: str, title: str | None) -> None:
        """Give a job another title, or none."""
        await self._run(core.rename(job, title))

    async def annotate(self, job: str, note: str | None) -> None:
        """Write another note to a job, or none; nobody else reads it."""
        await self._run(core.annotate(job, note))

    async def events(self, job: str) -> list[JobEvent]:
        """List what has been told of a job."""
        return await self._run(core.listed(core.job_path(job, "/events")))

    async def cancel(self, job: str) -> Job:
        """Cancel a job that has not ended."""
        return await self._run(core.cancel(job))

    async def delete(self, job: str) -> None:
        """Delete an ended job with its sequences and result."""
        await self._run(core.delete(job))

    async def _run(self, flow: Flow[T], on_update: OnUpdate | None = None) -> T:
        line = AsyncLine(self._http)
        came: Any = None
        try:
            while True:
                step = flow.send(came)
                came = None
                if not isinstance(step, Update):
                    came = await line.take(step)
                elif on_update:
                    on_update(step)
        except StopIteration as end:
            value: T = end.value
            return value
        finally:
            await line.close()
