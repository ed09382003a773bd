"""Somebody else's server, for real: it listens on a free port and keeps what it was sent."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    url: str = ""
    answers: list[int] = field(default_factory=list)  # one status a request, then 200
    heard: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(body) for _, body in self.heard]


@contextmanager
def listening(
    *answers: int, reply: Callable[[bytes], bytes] = lambda _body: b""
) -> Iterator[Listener]:
    """answers: one status a request, then 200. reply: what it says to a body."""
    kept = Listener(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.heard.append((dict(self.headers), body))
            status = kept.answers.pop(0) if kept.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{kept.url}/elsewhere")
            said = reply(body)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
