"""A gateway as far as workers announce themselves to it, on a port of this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

from driftline_worker.serving.announcer import announcement_key
from driftline_worker.status.messages import sign
from testing.fakes import PATIENCE


class Gateway:
    """A gateway's private port; `answers` are given one after the other, the last again and again."""

    def __init__(self, *answers: tuple[int, dict[str, Any]]) -> None:
        self.answers = list(answers)
        self.heard: list[dict[str, Any]] = []
        self.changed = Condition()
        gateway = self

        class Requests(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.path == "/workers"
                line = self.rfile.read(int(self.headers["Content-Length"]))
                status, body = gateway.hear(line)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def hear(self, line: bytes) -> tuple[int, dict[str, Any]]:
        body = line.partition(b" ")[2]
        assert sign(announcement_key("secret"), body) == line
        with self.changed:
            self.heard.append(json.loads(body))
            self.changed.notify_all()
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def await_state(self, state: str) -> dict[str, Any]:
        with self.changed:
            assert self.changed.wait_for(lambda: any(each["state"] == state for each in self.heard), PATIENCE)
            return next(each for each in self.heard if each["state"] == state)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
