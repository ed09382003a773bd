"""What the benchmarks hold against the renderer: WeasyPrint as its manual shows it, same pages.

It shares what is dear to build, fonts and stylesheets, and nothing of how our pages are written.
"""

from collections.abc import Callable, Sequence

from cases.slip_contexts.form import Form, SlipContext
from cases.slips.fetcher import BASE
from cases.slips.page import Leaf, page_html
from cases.slips.render import Renderer


def bare(its: Renderer, form: Form, context: SlipContext) -> Callable[[], bytes]:
    """What a benchmark holds against render: the page of the first copy, ready made.

    The call does `HTML(string).write_pdf()` with the shared fonts and stylesheet, no more.
    """
    copies = form.copies or ("",)
    page = page_html(form, context, its._typeface, Leaf(copies[0]))

    def write() -> bytes:
        from weasyprint import HTML  # noqa: PLC0415, TID251 -- 1.7 s

        its._draw_marks(form, context)
        source = HTML(string=page, base_url=BASE, url_fetcher=its._fetcher)
        pdf: bytes = source.write_pdf(stylesheets=[its._stylesheet(form)], font_config=its._fonts)
        return pdf

    return write


def bare_many(
    its: Renderer, slips: Sequence[tuple[Form, str, Sequence[str]]]
) -> Callable[[], bytes]:
    """What a benchmark holds against render_many: the first copies' pages, ready made.

    The call lays them out and writes them as one file, as WeasyPrint's manual shows.
    """
    pages = []
    for form, stored, _ in slips:
        context = form.read(stored)
        copy = (form.copies or ("",))[0]
        html = page_html(form, context, its._typeface, Leaf(copy))
        pages.append((form, context, html))

    def write() -> bytes:
        from weasyprint import HTML  # noqa: PLC0415, TID251 -- 1.7 s

        layouts = []
        for form, context, html in pages:
            its._draw_marks(form, context)
            source = HTML(string=html, base_url=BASE, url_fetcher=its._fetcher)
            sheets = [its._stylesheet(form)]
            layouts.append(source.render(stylesheets=sheets, font_config=its._fonts))
        whole = [page for layout in layouts for page in layout.pages]
        pdf: bytes = layouts[0].copy(whole).write_pdf()
        return pdf

    return write
