"""What a slip may load: four fonts of this project and the QR made for it. Nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# An address that can exist nowhere; relative names in the stylesheet are resolved against it.
BASE = "http://slip.invalid/"
FONTS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")
SHOWN = 80


class FetchRefused(Exception):
    """Something in a slip asked for an address: no slip is better than one that went outside."""


@dataclass(frozen=True, slots=True)
class Resource:
    body: bytes
    media_type: str


class Shelf:
    """Holds the fonts for the life of the process, and pictures for the slip in hand."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = {
            f"{BASE}fonts/{name}": Resource((fonts / name).read_bytes(), "font/ttf")
            for name in FONTS
        }
        self._pictures: dict[str, Resource] = {}

    def put_picture(self, url: str, png: bytes) -> None:
        self._pictures[url] = Resource(png, "image/png")

    def clear(self) -> None:
        self._pictures.clear()

    def get(self, url: str) -> Resource:
        """Raises FetchRefused."""
        found = self._fonts.get(url) or self._pictures.get(url)
        if found is None:
            raise FetchRefused(f"a slip may not fetch {url[:SHOWN]!r}")
        return found


def fetcher_of(shelf: Shelf) -> Callable[[str], Any]:
    """Not a method: a stylesheet keeps its fetcher, and that circle would keep the fonts."""
    from weasyprint.urls import (  # noqa: PLC0415, TID251 -- 1.7 s
        FatalURLFetchingError,
        URLFetcherResponse,
    )

    def fetch(url: str) -> Any:
        try:
            found = shelf.get(url)
        except FetchRefused as refusal:
            # Any other error would leave a hole in the slip and print it all the same.
            raise FatalURLFetchingError(str(refusal)) from refusal
        return URLFetcherResponse(url, found.body, {"Content-Type": found.media_type})

    return fetch
