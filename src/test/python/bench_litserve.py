"""``bench_litserve.py PORT``: the pair function of `bench_peers` behind LitServe in two processes."""

import sys
from typing import Any

import litserve
from bench_peers import HOST, Pairs

PROCESSES = 2


class Api(litserve.LitAPI):  # type: ignore[misc]
    """What each process makes when it starts; pickled by name, so it stands in the module."""

    def setup(self, _: object) -> None:
        """Read the models."""
        self.pairs = Pairs()

    def predict(self, asked: dict[str, str]) -> dict[str, Any]:
        """Answer a pair."""
        return self.pairs.predict(asked)


if __name__ == "__main__":
    server = litserve.LitServer(Api(api_path="/predict"), accelerator="cpu", workers_per_device=PROCESSES)
    server.run(host=HOST, port=int(sys.argv[1]), log_level="error", generate_client_file=False)
