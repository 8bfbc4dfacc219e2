"""A model version that can serve: its manifest, and a network for each subtype and encoding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from driftline_worker.errors import JobFailed, model_problem
from driftline_worker.models.batching import Matrix
from driftline_worker.models.manifest import Manifest
from driftline_worker.models.network import Network
from driftline_worker.models.support import SubtypeSupport, Support
from driftline_worker.words import message


class EncodingLike(Protocol):
    """What models and results need of an encoding; `driftline_worker.encodings.encodings` has them."""

    @property
    def name(self) -> str:
        """Title."""

    @property
    def info(self) -> str:
        """One sentence."""

    @property
    def features(self) -> int:
        """Numbers per site."""

    @property
    def citation(self) -> str:
        """Where the numbers come from."""

    @property
    def zh(self) -> Mapping[str, str]:
        """Name and info in Chinese."""

    @property
    def reach(self) -> int:
        """How many sites on either side of its own a row depends on."""

    def encode(self, aligned: str, subtype: str) -> Matrix:
        """Return the matrix of an HA1 aligned to its subtype, (sites, features) float32."""

    def encode_all(self, letters: NDArray[np.uint8], subtype: str) -> Matrix:
        """Return the matrices of several, given by their bytes (records, sites): (records, sites, features) float32."""


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A version that can serve; `digest` is the SHA-256 of its manifest, which names each file's."""

    manifest: Manifest
    digest: str
    networks: Mapping[tuple[str, str], Network]
    support: Support | None = None

    @property
    def called(self) -> str:
        """Title and version, as sentences name them."""
        return f"{self.manifest.title} {self.manifest.version}"

    def support_of(self, subtype: str) -> SubtypeSupport | None:
        """Return which residues of a subtype were seen in training, if the version says so."""
        return self.support.subtypes.get(subtype) if self.support else None

    def network(self, subtype: str, encoding: str) -> Network:
        """Return the network for a subtype and an encoding, or fail the job."""
        manifest = self.manifest
        if encoding not in manifest.encodings:
            known = list(manifest.encodings)
            raise model_problem("encoding", message("detail.encoding-of-model", model=self.called, encodings=known))
        network = self.networks.get((subtype, encoding))
        if network is None:
            raise self._unknown(subtype, encoding)
        return network

    def _unknown(self, subtype: str, encoding: str) -> JobFailed:
        encodings = [known for known in self.manifest.encodings if (subtype, known) in self.networks]
        about = {"model": self.called, "subtype": subtype}
        if encodings:
            said = message("detail.encoding-of-subtype", **about, encoding=encoding, encodings=encodings)
            return model_problem("encoding", said)
        return model_problem("subtype", message("detail.subtype", **about, subtypes=list(self.manifest.subtypes)))

    def to_json(self) -> dict[str, Any]:
        """Return the version as ``GET /models`` tells it."""
        manifest = self.manifest
        return {
            "name": manifest.name,
            "version": manifest.version,
            "title": manifest.title,
            "info": manifest.info,
            "zh": manifest.zh,
            "subtypes": list(manifest.subtypes),
            "encodings": list(manifest.encodings),
            "digest": self.digest,
            "trainingYears": list(manifest.training.years),
            "quality": list(manifest.quality),
            "citation": manifest.citation,
        }
