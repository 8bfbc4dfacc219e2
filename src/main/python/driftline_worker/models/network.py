"""One ONNX file of a model version, and the runs of it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime

from driftline_worker import failpoints
from driftline_worker.models.batching import Batcher, Matrix, Vector
from driftline_worker.models.manifest import NetworkEntry


@dataclass(slots=True)
class Network:
    """One ONNX file; its session is made at first use and then shared by all threads."""

    entry: NetworkEntry
    path: Path
    _session: Any = None
    _lock: Lock = field(default_factory=Lock)
    _batcher: Batcher = field(init=False)

    def __post_init__(self) -> None:
        """Share runs from now on."""
        self._batcher = Batcher(self._run, name="network " + "/".join(self.path.parts[-3:]))

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
        return self._batcher.predict(a, b)

    def _run(self, a: Matrix, b: Matrix) -> tuple[Vector, Vector]:
        failpoints.hit("K24")
        probability, distance = self.session().run(["probability", "distance"], {"a": a, "b": b})
        return np.asarray(probability, np.float32).reshape(-1), np.asarray(distance, np.float32).reshape(-1)

    def session(self) -> Any:
        """Return the session, made now if need be."""
        with self._lock:
            if self._session is None:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                options.inter_op_num_threads = 1
                options.log_severity_level = 3
                # an arena would keep each session's largest run for good: 20 MiB a network, and no faster
                options.enable_cpu_mem_arena = False
                self._session = onnxruntime.InferenceSession(
                    self.verified(), options, providers=["CPUExecutionProvider"]
                )
            return self._session

    def verified(self) -> bytes:
        """Read the file and compare its digest with the manifest's."""
        content = self.path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self.entry.sha256:
            raise ValueError(f"{self.path.name} is not the file its manifest names")
        return content
