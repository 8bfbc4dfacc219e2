"""An S3-compatible server of its own, and workers of several machines that use it."""

from pathlib import Path
from secrets import token_hex
from urllib.request import Request, urlopen

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from driftline_worker.metrics import Metrics
from driftline_worker.store.bucket import Bucket
from driftline_worker.store.entries import entry_key
from driftline_worker.store.mirror import Mirror
from testing.fakes import FakeClock

KEY = entry_key("k" * 32)
ROOM = 64 * 1024 * 1024


class Store:
    """A running server and an empty bucket; what it holds outlives `stop`."""

    def __init__(self) -> None:
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        host, self.port = self.server.get_host_and_port()
        self.address = f"http://{host}:{self.port}"
        self.bucket = f"models-{token_hex(8)}"
        urlopen(Request(f"{self.address}/{self.bucket}", method="PUT")).close()  # noqa: S310

    def stop(self) -> None:
        self.server.stop()

    def start_again(self) -> None:
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.server.start()

    def open(self) -> Bucket:
        return Bucket(f"s3://{self.bucket}/lab", plain=True)


class Machine:
    """A machine with its folder of copies, for one worker or several."""

    def __init__(self, store: Store, cache: Path) -> None:
        self.store = store
        self.cache = cache
        self.clock = FakeClock()
        self.metrics = Metrics()

    def mirror(self, room: int = ROOM) -> Mirror:
        """Return the copies as one more worker process sees them."""
        self.metrics = Metrics()
        return Mirror(self.store.open(), self.cache / "models", room, KEY, self.metrics, clock=self.clock)

    def holds(self) -> dict[str, bytes]:
        """Return every file of the machine, what is only half there too."""
        return {
            str(path.relative_to(self.cache)): path.read_bytes() for path in self.cache.rglob("*") if path.is_file()
        }
