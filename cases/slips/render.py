"""A frozen context becomes a PDF. The only module that knows WeasyPrint."""

import atexit
import gc
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from cases.slip_contexts.form import Form, SlipContext
from cases.slip_contexts.forms import FORMS
from cases.slips.fetcher import BASE, FetchRefused, Shelf
from cases.slips.marks import qr_png
from cases.slips.page import DRAFT, ROOMY, TIGHT, page_html, picture_address, stylesheet
from cases.slips.printable import typeface
from cases.slips.samples import SAMPLES

FONT_FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts" / "tinos"
PDF_VARIANT = "pdf/a-3b"  # declared, and checked with qpdf; never seen by a validator


class Renderer:
    """Holds what is dear to build: fonts, stylesheets. One a process, one slip at a time."""

    def __init__(self, fonts: Path = FONT_FOLDER) -> None:
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415, TID251 -- 1.7 s

        self._shelf = Shelf(fonts)
        self._fetcher = _fetcher(self._shelf)
        self._typeface = typeface(fonts)
        self._fonts = FontConfiguration()
        self._stylesheets: dict[str, Any] = {}

    def render(
        self, form: Form, context: SlipContext, *, draft: bool = False, watermark: str = ""
    ) -> bytes:
        """The PDF of a slip, all its copies in one file, each counting its own pages.

        `watermark` stands behind the text instead of DỰ THẢO. The same context gives the same
        bytes. Raises FetchRefused if anything in it asks for an address.
        """
        mark = watermark or (DRAFT if draft else "")
        with _no_collector():
            try:
                self._draw_qr(context)
                return _joined(self._copies(form, context, mark))
            finally:
                self._shelf.clear()

    def bare(self, form: Form, context: SlipContext) -> Callable[[], bytes]:
        """What a benchmark holds against render: the page of the first copy, ready made.

        The call does `HTML(string).write_pdf()` with the shared fonts and stylesheet, no more.
        """
        copies = form.copies or ("",)
        page = page_html(form, context, self._typeface, copy=copies[0], mark="")

        def write() -> bytes:
            from weasyprint import HTML  # noqa: PLC0415, TID251 -- 1.7 s

            self._draw_qr(context)
            source = HTML(string=page, base_url=BASE, url_fetcher=self._fetcher)
            pdf: bytes = source.write_pdf(
                stylesheets=[self._stylesheet(form)], font_config=self._fonts
            )
            return pdf

        return write

    def _copies(self, form: Form, context: SlipContext, mark: str) -> list[Any]:
        """The copies differ in a label only, so the first one finds out how tightly all are set."""
        first, *others = form.copies or ("",)
        density = ROOMY
        layout = self._layout(form, context, copy=first, mark=mark, density=density)
        if len(layout.pages) > 1:
            tight = self._layout(form, context, copy=first, mark=mark, density=TIGHT)
            if len(tight.pages) == 1:
                density, layout = TIGHT, tight
        return [layout] + [
            self._layout(form, context, copy=copy, mark=mark, density=density) for copy in others
        ]

    def _draw_qr(self, context: SlipContext) -> None:
        if payload := context.lookup.address:
            self._shelf.put_picture(picture_address(payload), qr_png(payload))

    def _layout(
        self, form: Form, context: SlipContext, *, copy: str, mark: str, density: str
    ) -> Any:
        from weasyprint import HTML  # noqa: PLC0415, TID251 -- 1.7 s
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415, TID251 -- 1.7 s

        html = page_html(form, context, self._typeface, copy=copy, mark=mark, density=density)
        page = HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
        sheets = [self._stylesheet(form)]
        try:
            return page.render(stylesheets=sheets, font_config=self._fonts, pdf_variant=PDF_VARIANT)
        except FatalURLFetchingError as refusal:
            raise FetchRefused(str(refusal)) from refusal

    def _stylesheet(self, form: Form) -> Any:
        from weasyprint import CSS  # noqa: PLC0415, TID251 -- 1.7 s

        if form.folder not in self._stylesheets:
            self._stylesheets[form.folder] = CSS(
                string=stylesheet(form),
                base_url=BASE,
                url_fetcher=self._fetcher,
                font_config=self._fonts,
            )
        return self._stylesheets[form.folder]


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    atexit.register(cool_down)
    return Renderer()


def cool_down() -> None:
    """WeasyPrint copies the fonts into a temporary folder, and forgets it if Python ends first.

    A worker that ends without Python's exit handlers calls this itself.
    """
    renderer.cache_clear()


def warm_up() -> None:
    """For the start of a worker: import, fonts, templates and one slip of each form, once.

    What then lives, lives as long as the process: the collector need not look at it again.
    """
    for key, context in SAMPLES.items():
        renderer().render(FORMS[key], context)
    gc.collect()
    gc.freeze()


def _fetcher(shelf: Shelf) -> Callable[[str], Any]:
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


@contextmanager
def _no_collector() -> Iterator[None]:
    """A slip makes many small objects that die together: collecting amid it costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _joined(copies: Sequence[Any]) -> bytes:
    pages = list(chain.from_iterable(copy.pages for copy in copies))
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves its own colour profile to the collector to close.
        warnings.filterwarnings("ignore", message=r".*sRGB2014\.icc", category=ResourceWarning)
        pdf: bytes = copies[0].copy(pages).write_pdf(pdf_variant=PDF_VARIANT)
    return pdf
