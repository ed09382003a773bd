import errno
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from onecua.embedded import ServerFault
from onecua.embedded.servers import free_port
from onecua.run import ports
from onecua.run.probe import answers
from onecua.run.supervisor import Supervisor


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_busy_port_names_one_that_is_free(busy: int) -> None:
    with pytest.raises(ServerFault, match=rf"Cổng {busy} đang bận.*make run PORT=") as refusal:
        ports.free_or_refuse(busy, patience=0)
    offered = int(str(refusal.value).rpartition("PORT=")[2].rstrip("`."))
    ports.free_or_refuse(offered, patience=0)


def test_a_port_that_becomes_free_in_time_is_taken() -> None:
    holder = socket.create_server(("127.0.0.1", 0))
    timer = threading.Timer(0.2, holder.close)
    port = holder.getsockname()[1]
    timer.start()
    ports.free_or_refuse(port, patience=10)
    assert holder.fileno() < 0, "it was waited for until its holder let go"
    timer.join()


def test_a_port_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_bind", lambda _port: errno.EACCES)
    with pytest.raises(ServerFault, match="Cổng 80 cần quyền root"):
        ports.free_or_refuse(80)


@pytest.mark.parametrize("written", ["", "abc", "0", "65536", "-1", "8000 "])
def test_a_port_that_is_no_port(written: str) -> None:
    with pytest.raises(ServerFault, match="không phải số cổng"):
        ports.chosen_port(written)


def test_a_page_that_never_comes_ends_in_a_sentence() -> None:
    with (
        Supervisor([]) as nothing,
        pytest.raises(ServerFault, match="không trả lời sau 0 giây"),
    ):
        ports.wait_until_it_answers(free_port(), nothing, patience=0)


@pytest.mark.parametrize(("status", "well"), [(200, True), (500, False), (301, False)])
def test_only_a_plain_yes_is_an_answer(status: int, *, well: bool) -> None:
    asked: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers['Host']} {self.headers['X-Forwarded-Proto']}")
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.handle_request).start()
        assert answers(server.server_port, "motcua.example.vn") is well
    assert asked == ["/healthz motcua.example.vn https"]
