"""The result as its readers get it: JSON, hashed and compressed while it is written, never held as text."""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from driftline_worker.contract import Dispatch
from driftline_worker.errors import RESULT_TOO_LARGE, JobFailed
from driftline_worker.models.version import EncodingLike, ModelVersion

MAX_RESULT = 64 * 1024 * 1024
GZIP = 16 + zlib.MAX_WBITS
LEVEL = 6


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished result: its gzip bytes, and digest and size of the JSON inside."""

    content: bytes
    sha256: str
    size: int

    def pointer(self, summary: dict[str, Any]) -> dict[str, Any]:
        """Return what the last event says of the result."""
        return {"sha256": self.sha256, "bytes": self.size, "summary": summary}


def pack(texts: Iterable[str]) -> Packed:
    """Pack pieces of JSON as they come; the same text gives the same bytes."""
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    digest = hashlib.sha256()
    content = bytearray()
    size = 0
    for text in texts:
        piece = text.encode()
        size += len(piece)
        if size > MAX_RESULT:
            raise JobFailed(RESULT_TOO_LARGE)
        digest.update(piece)
        content += compressor.compress(piece)
    content += compressor.flush()
    return Packed(bytes(content), digest.hexdigest(), size)


def dumps(value: Any) -> str:
    """Return JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def head(dispatch: Dispatch, model: ModelVersion, encoding: EncodingLike) -> dict[str, Any]:
    """Return what every result begins with: whose it is, and what made it."""
    manifest = model.manifest
    return {
        "job": dispatch.job,
        "attempt": dispatch.attempt,
        "mode": dispatch.mode,
        "model": _version(dispatch.model.id, model),
        "encoding": dispatch.encoding,
        "threshold": {
            "probability": manifest.threshold.probability,
            "distanceLog2": manifest.threshold.distance_log2,
        },
        "intervalLevel": manifest.interval.level,
        "citation": manifest.citation,
        "encodingCitation": encoding.citation,
    }


def _version(model_id: int | str, model: ModelVersion) -> dict[str, Any]:
    manifest = model.manifest
    return {
        "id": model_id,
        "name": manifest.name,
        "version": manifest.version,
        "title": manifest.title,
        "digest": model.digest,
        "trainingYears": list(manifest.training.years),
    }
