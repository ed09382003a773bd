"""Starts services in order, prefixes their words, restarts the fallen, stops all in order."""

import os
import selectors
import signal
import sys
import time
from collections.abc import Sequence
from typing import Protocol, Self

from onecua.embedded import ServerFault
from onecua.embedded.process import Child

TICK = 0.2
PATIENCE = 20.0  # a worker may finish its task
MOST_FALLS = 5
WITHIN = 60.0
RESTART_PAUSE = 1.0
CHUNK = 65_536


class Service(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def running(self) -> bool: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Supervisor:
    """The services are given in the order in which they may start.

    `with Supervisor(services) as supervisor:` - however the block ends, the children end with it.
    """

    def __init__(self, services: Sequence[Service]) -> None:
        self.services = services
        self.voices = selectors.DefaultSelector()
        self.falls: list[float] = []

    @property
    def children(self) -> list[Child]:
        return [service for service in self.services if isinstance(service, Child)]

    def __enter__(self) -> Self:
        try:
            for service in self.services:
                if not service.running:
                    self._start(service)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def watch(self) -> None:
        """Until a signal, or until something falls too often."""
        while True:
            self.tick()

    def tick(self) -> None:
        self._pass_on_words(TICK)
        for service in self.services:
            if not service.running:
                self._restart(service)

    def _restart(self, service: Service) -> None:
        now = time.monotonic()
        self.falls = [fall for fall in self.falls if fall > now - WITHIN] + [now]
        service.stop()  # its own children must not outlive it
        self._hear_out(service)
        if len(self.falls) > MOST_FALLS:
            raise ServerFault(f"{service.name} đã ngã quá nhiều lần; dừng tất cả. Xem lỗi ở trên.")
        _write(service.name, "đã ngã; khởi động lại")
        time.sleep(RESTART_PAUSE)
        self._start(service)

    def _start(self, service: Service) -> None:
        service.start()
        if isinstance(service, Child) and service.voice:
            os.set_blocking(service.voice.fileno(), False)
            self.voices.register(service.voice, selectors.EVENT_READ, service)

    def _pass_on_words(self, wait: float) -> None:
        if not self.voices.get_map():
            time.sleep(wait)
        for key, _ in self.voices.select(wait):
            words = os.read(key.fd, CHUNK)
            _write(key.data.name, words.decode(errors="replace"))
            if not words:
                self._hear_out(key.data)

    def _hear_out(self, service: Service) -> None:
        """The last words of one that has gone; then its pipe is closed."""
        if isinstance(service, Child) and service.voice and not service.voice.closed:
            self.voices.unregister(service.voice)
            _write(service.name, (service.voice.read() or b"").decode(errors="replace"))
            service.voice.close()

    def stop(self) -> None:
        """All are asked at once, so that the slowest decides how long it takes."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + PATIENCE
        while any(child.running for child in self.children) and time.monotonic() < deadline:
            self._pass_on_words(0.02)  # a full pipe would hold up the one that stops
        for child in self.children:
            child.kill()
            self._hear_out(child)


def stop_on_signals() -> None:
    """The first SIGTERM or Ctrl-C stops; later ones must not disturb the stopping."""

    def stop(_number: int, _frame: object) -> None:
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, stop)


def _write(name: str, words: str) -> None:
    for line in words.splitlines():
        sys.stdout.write(f"{name:>8} | {line}\n")
    sys.stdout.flush()
