"""What people would write instead: one pair function behind a web framework, with no queue, history or reasons.

``bench_peers.py PORT`` answers ``POST /predict {a, b}`` on the loopback interface by FastAPI, `bench_litserve` by
LitServe.
The function checks both records, encodes them and asks the network, by the worker's own code.
"""

import os
import sys
from pathlib import Path
from typing import Any

from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.predicting.prediction import Predictor
from driftline_worker.sequences.checker import SequenceChecker

MODELS = Path(__file__).parents[2] / "main" / "models"
HOST = "127.0.0.1"


class Pairs:
    """The work of one pair."""

    def __init__(self) -> None:
        self._checker = SequenceChecker(capacity=1)  # no memory of records: every request brings new ones
        versions = ModelRepository(MODELS, dict(ENCODINGS)).versions()
        named = [each for each in versions if each.manifest.name == os.environ["BENCH_MODEL"]]
        self._version = max(named, key=lambda each: each.manifest.age)

    def predict(self, asked: dict[str, str]) -> dict[str, Any]:
        """Return the verdict of two records."""
        a, b = (self._checker.check(asked[side]) for side in ("a", "b"))
        assert a.subtype is not None
        predictor = Predictor.choose(self._version, a.subtype, os.environ["BENCH_ENCODING"], dict(ENCODINGS))
        return predictor.told(predictor.against(a.aligned, [b.aligned])[0])


def fastapi(port: int) -> None:
    """Serve by FastAPI in one process."""
    import uvicorn
    from fastapi import Body, FastAPI

    pairs, app = Pairs(), FastAPI()

    def predict(asked: dict[str, str] = Body()) -> dict[str, Any]:  # noqa: B008 - as FastAPI wants it
        return pairs.predict(asked)

    app.post("/predict")(predict)
    uvicorn.run(app, host=HOST, port=port, log_level="error")


if __name__ == "__main__":
    fastapi(int(sys.argv[1]))
