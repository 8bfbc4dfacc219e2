"""One ONNX file of a model version, and the runs of it."""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from driftline_worker import failpoints
from driftline_worker.models.alike import MOVED, ONE, ROWS, alike
from driftline_worker.models.batching import Batcher, Matrix, Vector
from driftline_worker.models.features import Features
from driftline_worker.models.halves import A, B, Whole, cut
from driftline_worker.models.manifest import NetworkEntry
from driftline_worker.models.protobuf import Malformed
from driftline_worker.provider import session_on
from driftline_worker.watchdog.pace import current

ANSWERS = ["probability", "distance"]
KINDS = {
    "tensor(float)": 1,
    "tensor(uint8)": 2,
    "tensor(int8)": 3,
    "tensor(int32)": 6,
    "tensor(int64)": 7,
    "tensor(bool)": 9,
    "tensor(float16)": 10,
    "tensor(double)": 11,
}
"""ONNX's numbers of types of elements."""
Sites = NDArray[np.intp]
"""Places of sites, (sites,)."""
THREADS = min(2, os.cpu_count() or 1)
"""Of a large run that compares; one network compares for one caller at a time."""
ALONE = 96
"""Pairs of a run that one thread does alone: those of one pair's reasons would wait for the other thread to wake."""
EMBEDDED = 128
"""Records of one run."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A network ready to run.

    Attributes
    ----------
    embed : Callable[[Matrix], Features]
        What it makes of records, (records, sites, features).
    compare : Callable[[Features, Features], tuple[Vector, Vector]]
        What it makes of these, pair by pair: probability and distance.
    masked : bool
        Whether both records of a pair must have the same unknown sites.
    embed_alike : Callable[[Matrix, Sites], Features] | None
        What it makes of records that are the same but for some sites, where that is less work.
    """

    embed: Callable[[Matrix], Features]
    compare: Callable[[Features, Features], tuple[Vector, Vector]]
    masked: bool = False
    embed_alike: Callable[[Matrix, Sites], Features] | None = None


@dataclass(slots=True)
class Network:
    """One ONNX file; its sessions are made at first use and then shared by all threads."""

    entry: NetworkEntry
    path: Path
    provider: str = "cpu"
    _parts: Parts | None = None
    _lock: Lock = field(default_factory=Lock)
    _batcher: "Batcher[Features]" = field(init=False)

    def __post_init__(self) -> None:
        """Share runs from now on."""
        self._batcher = Batcher(self._run, name=self._name, join=Features.join)

    @property
    def masked(self) -> bool:
        """Whether both records of a pair must have the same unknown sites when they are embedded."""
        return self.parts().masked

    def predict(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        """Predict pairs, in runs shared with whoever else asks.

        Parameters
        ----------
        a, b : NDArray[np.float32]
            Encoded HA1, (pairs, sites, features).

        Returns
        -------
        tuple[NDArray[np.float32], NDArray[np.float32]]
            Probability of an antigenic variant, and distance in log2 titre units; (pairs,) each.
        """
        if self.masked:
            known = a.any(axis=2, keepdims=True) & b.any(axis=2, keepdims=True)
            a, b = a * known, b * known
        return self.compare(self.embed(a), self.embed(b))

    def against(self, records: Matrix, changed: Sites) -> tuple[Vector, Vector]:
        """Predict the first of some records with each of the others, which lack the same sites as one another.

        `records` are (1 + pairs, sites, features), all of them the same at other sites than `changed`. Returns what
        `predict` does.
        """
        if self.masked:
            records = records * records[:2].any(axis=2, keepdims=True).all(axis=0)
        features = self.embed(records, changed)
        return self.compare(features[:1].repeated(len(records) - 1), features[1:])

    def embed(self, records: Matrix, changed: Sites | None = None) -> Features:
        """Return what the network makes of encoded records, (records, sites, features).

        Where it is told, all of them are the same at other sites than `changed`.
        """
        parts, pace = self.parts(), current()
        found = []
        for start in range(0, len(records), EMBEDDED):
            some = records[start : start + EMBEDDED]
            with pace.inside(self._name):
                if changed is not None and len(changed) and parts.embed_alike:
                    found.append(parts.embed_alike(some, changed))
                else:
                    found.append(parts.embed(some))
            pace.go_on()
        return Features.join(found)

    def compare(self, a: Features, b: Features) -> tuple[Vector, Vector]:
        """Predict pairs of embedded records, in runs shared with whoever else asks; (pairs,) each."""
        return self._batcher.predict(a, b)

    def parts(self) -> Parts:
        """Return the network ready to run, made so now if need be."""
        with self._lock:
            if self._parts is None:
                content = self.verified()
                try:
                    self._parts = _halved(content, self.provider)
                except (Whole, Malformed):
                    self._parts = _whole(_session(content, self.provider))
            return self._parts

    def session(self) -> Any:
        """Return a session of the file as it is."""
        return _session(self.verified(), self.provider)

    def verified(self) -> bytes:
        """Read the file and compare its digest with the manifest's."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.entry.sha256:
            raise ValueError(f"{self.path.name} is not the file its manifest names")
        return content

    @property
    def _name(self) -> str:
        return "network " + "/".join(self.path.parts[-3:])

    def _run(self, a: Features, b: Features) -> tuple[Vector, Vector]:
        failpoints.hit("NETWORK_RUNS")
        return self.parts().compare(a, b)


def _halved(content: bytes, provider: str) -> Parts:
    halves = cut(content)
    embed = _session(halves.embed, provider)
    compare = _session(halves.compare(_made(embed) | {A: (KINDS["tensor(float)"], 3)}), provider)
    others = ThreadPoolExecutor(max(THREADS - 1, 1), "compare")
    names = tuple(halves.tensors)  # not the halves themselves: they hold the whole file
    wanted = [each for each in names if each != A]

    def features(session: Any, records: Matrix, **more: Any) -> Features:
        records = np.ascontiguousarray(records, np.float32)
        made = dict(zip(wanted, session.run(wanted, {A: records, **more}), strict=True)) | {A: records}
        return Features(tuple(made[each] for each in names))

    def run(a: Features, b: Features) -> tuple[Vector, Vector]:
        return _vectors(compare.run(ANSWERS, _feeds(names, A, a) | _feeds(names, B, b)))

    def compared(a: Features, b: Features) -> tuple[Vector, Vector]:
        if len(a) <= ALONE or THREADS == 1:
            return run(a, b)
        half = len(a) // 2
        second = others.submit(run, a[half:], b[half:])
        probability, distance = zip(run(a[:half], b[:half]), second.result(), strict=True)
        return np.concatenate(probability), np.concatenate(distance)

    return Parts(partial(features, embed), compared, halves.masked, _alike(halves.embed, features, provider))


def _alike(
    embed: bytes, features: Callable[..., Features], provider: str
) -> Callable[[Matrix, Sites], Features] | None:
    """Return how records that are the same but for some sites are embedded, None where it would be no less work."""
    content = alike(embed)
    if content is None:
        return None
    session = _session(content, provider)

    def embedded(records: Matrix, changed: Sites) -> Features:
        one, width = records[:1], records.shape[2]
        moved = (records[:, changed] - one[:, changed]).reshape(len(records), -1)
        rows = (changed[:, np.newaxis] * width + np.arange(width)).reshape(-1)
        return features(session, records, **{ONE: np.ascontiguousarray(one), MOVED: moved, ROWS: rows})

    return embedded


def _feeds(names: Sequence[str], side: str, given: Features) -> dict[str, Any]:
    return {f"{side}/{name}": each for name, each in zip(names, given.tensors, strict=True)}


def _made(embed: Any) -> dict[str, tuple[int, int]]:
    """Return the type of elements and the number of axes of what a session makes of records."""
    types = {each.name: (KINDS.get(each.type, 0), len(each.shape), each.shape[:1]) for each in embed.get_outputs()}
    if any(not kind or not first or isinstance(first[0], int) for kind, _, first in types.values()):
        raise Whole("what it makes of records is not one thing for each")
    return {name: (kind, axes) for name, (kind, axes, _) in types.items()}


def _whole(session: Any) -> Parts:
    def compared(a: Features, b: Features) -> tuple[Vector, Vector]:
        return _vectors(session.run(ANSWERS, {A: a.tensors[0], B: b.tensors[0]}))

    return Parts(lambda records: Features((np.ascontiguousarray(records, np.float32),)), compared)


def _vectors(answers: list[Any]) -> tuple[Vector, Vector]:
    probability, distance = (np.asarray(each, np.float32).reshape(-1) for each in answers)
    return probability, distance


def _session(content: bytes, provider: str) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # an arena would keep each session's largest run for good: 20 MiB a network, and no faster
    options.enable_cpu_mem_arena = False
    return session_on(provider, content, options)
