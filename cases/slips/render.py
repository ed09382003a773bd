"""A frozen context becomes a PDF. The only module that knows WeasyPrint."""

import atexit
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from cases.services.files import read_whole
from cases.slip_contexts.form import A5, LABEL, Form, SlipContext
from cases.slip_contexts.forms import FORMS
from cases.slip_contexts.register import RegisterContext, RegisterPage
from cases.slips.fetcher import BASE, FetchRefused, Shelf, fetcher_of
from cases.slips.marks import bars_png, qr_png
from cases.slips.page import (
    DRAFT,
    TIGHT,
    Leaf,
    logo_of,
    page_html,
    picture_address,
    scanned,
    stylesheet,
)  # fmt: skip
from cases.slips.printable import typeface
from cases.slips.register_pages import page_sizes, pages_of
from cases.slips.samples import SAMPLES
from cases.slips.signature import Place, place_in
from cases.slips.writing import PDF_VARIANT, data_of, written

FONT_FOLDER = Path(__file__).resolve().parents[2] / "static" / "fonts" / "tinos"


@dataclass(frozen=True, slots=True)
class Pile:
    """Slips in one file, None if none could be laid out; errors by their place in the order."""

    pdf: bytes | None
    errors: Mapping[int, str]


class PagesMiscounted(Exception):
    """A register's page did not hold the rows that were meant for it."""


class Renderer:
    """Holds what is dear to build: fonts, stylesheets. One a process, one slip at a time."""

    def __init__(self, fonts: Path = FONT_FOLDER) -> None:
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415, TID251 -- 1.7 s

        self._shelf = Shelf(fonts)
        self._fetcher = fetcher_of(self._shelf)
        self._typeface = typeface(fonts)
        self._fonts = FontConfiguration()
        self._stylesheets: dict[tuple[str, tuple[str, ...]], Any] = {}

    def render(
        self,
        form: Form,
        context: SlipContext,
        *,
        draft: bool = False,
        watermark: str = "",
        logo: bytes = b"",
    ) -> bytes:
        """The PDF of a slip, all its copies in one file, each counting its own pages.

        `watermark` stands behind the text instead of DỰ THẢO; `logo` is a picture that is not
        kept yet. The same context gives the same bytes.
        Raises FetchRefused if anything in it asks for an address.
        """
        mark = watermark or (DRAFT if draft else "")
        with _no_collector():
            try:
                self._draw_marks(form, context, logo)
                data = data_of(form, context)
                return written(self._copies(form, context, mark), self._fetcher, data)
            finally:
                self._shelf.clear()

    def render_pages(
        self,
        form: Form,
        context: RegisterContext,
        pages: Sequence[RegisterPage],
        *,
        page_total: int,
    ) -> bytes:
        """Some pages of a register, as `register_pages` found them; `page_total` of all of them."""
        with _no_collector():
            try:
                self._draw_marks(form, context)
                leaf = Leaf(pages=pages, page_total=page_total)
                return written([self._sheets(form, context, leaf)], self._fetcher)
            finally:
                self._shelf.clear()

    def to_sign(
        self, form: Form, context: SlipContext, signature: Sequence[str]
    ) -> tuple[bytes, Place]:
        """A letter with the visible mark of its signature, and where the signature goes.

        Raises FetchRefused, NoPlaceToSign.
        """
        with _no_collector():
            try:
                return self._to_sign(form, context, signature)
            finally:
                self._shelf.clear()

    def _to_sign(
        self, form: Form, context: SlipContext, signature: Sequence[str]
    ) -> tuple[bytes, Place]:
        self._draw_marks(form, context)
        layouts = self._copies(form, context, "", signature)
        data = data_of(form, context)
        return written(layouts, self._fetcher, data), place_in(layouts[0].pages)

    def render_many(self, slips: Sequence[tuple[Form, str, Sequence[str]]]) -> Pile:
        """Many stored slips in one file with one set of letters; a bad one stops nobody.

        Of each its form, context, and the lines of its signature if it was signed by a key.
        """
        with _no_collector():
            try:
                return self._pile(slips)
            finally:
                self._shelf.clear()

    def _pile(self, slips: Sequence[tuple[Form, str, Sequence[str]]]) -> Pile:
        layouts, errors = [], {}
        for index, (form, stored, signature) in enumerate(slips):
            try:
                context = form.read(stored)
                self._draw_marks(form, context)
                layouts += self._copies(form, context, "", signature)
            except Exception as error:  # noqa: BLE001 - said on the cover list
                errors[index] = f"{type(error).__name__}: {error}"
        return Pile(written(layouts, self._fetcher) if layouts else None, errors)

    def _copies(
        self, form: Form, context: SlipContext, mark: str, signature: Sequence[str] = ()
    ) -> list[Any]:
        """The copies differ in a label only, so the first one finds out how tightly all are set."""
        if isinstance(context, RegisterContext):
            sizes = page_sizes(context.rows, self._typeface)
            pages = pages_of(context.rows, sizes, first=0, number=1, page_total=len(sizes))
            leaf = Leaf(mark=mark, pages=pages, page_total=len(pages))
            return [self._sheets(form, context, leaf)]
        first, *others = form.copies or ("",)
        leaf = Leaf(first, mark, signature=signature)
        layout = self._layout(form, context, leaf)
        if len(layout.pages) > 1 and form.paper == A5:
            tight = self._layout(form, context, replace(leaf, density=TIGHT))
            if len(tight.pages) == 1:
                leaf, layout = replace(leaf, density=TIGHT), tight
        return [layout] + [self._layout(form, context, replace(leaf, copy=copy)) for copy in others]

    def _sheets(self, form: Form, context: RegisterContext, leaf: Leaf) -> Any:
        """Raises PagesMiscounted: the numbers at the foot would be wrong."""
        layout = self._layout(form, replace(context, rows=()), leaf)
        if len(layout.pages) != len(leaf.pages):
            raise PagesMiscounted(f"{len(leaf.pages)} pages were counted, not {len(layout.pages)}")
        return layout

    def _draw_marks(self, form: Form, context: SlipContext, logo: bytes = b"") -> None:
        if digest := logo_of(context):
            self._shelf.put_picture(picture_address("logo", digest), logo or read_whole(digest))
        if payload := scanned(form, context):
            self._shelf.put_picture(picture_address("qr", payload), qr_png(payload))
        if form.paper == LABEL and (code := context.lookup.code):
            self._shelf.put_picture(picture_address("bars", code), bars_png(code))

    def _layout(self, form: Form, context: SlipContext, leaf: Leaf) -> Any:
        from weasyprint import HTML  # noqa: PLC0415, TID251 -- 1.7 s
        from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415, TID251 -- 1.7 s

        html = page_html(form, context, self._typeface, leaf)
        page = HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
        sheets = [self._stylesheet(form)]
        try:
            return page.render(stylesheets=sheets, font_config=self._fonts, pdf_variant=PDF_VARIANT)
        except FatalURLFetchingError as refusal:
            raise FetchRefused(str(refusal)) from refusal

    def _stylesheet(self, form: Form) -> Any:
        from weasyprint import CSS  # noqa: PLC0415, TID251 -- 1.7 s

        key = form.folder, form.styles
        if key not in self._stylesheets:
            self._stylesheets[key] = CSS(
                string=stylesheet(form),
                base_url=BASE,
                url_fetcher=self._fetcher,
                font_config=self._fonts,
            )
        return self._stylesheets[key]


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


@contextmanager
def _no_collector() -> Iterator[None]:
    """A slip makes many small objects that die together: collecting amid it costs a tenth.

    Nobody who opens it may still hold a layout when it closes: the first collection would keep it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
