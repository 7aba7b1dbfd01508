"""From a page to the bytes of its PDF, by WeasyPrint.

Imported by `events/paper/pdf.py` alone: where WeasyPrint or the system's Pango is missing this fails.
"""

from __future__ import annotations

import os
from bisect import bisect
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML, __version__
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# What a style sheet of ours may name: `static:fonts/….woff2` is a file of the folders of static files.
SHIPPED = "static:"
VARIANT = "pdf/ua-1"
# fontTools writes into each font the second at which it was embedded, unless it is told another one.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")


def shipped(path: str) -> Path:
    """Django's finders refuse paths that leave their folders (`SuspiciousFileOperation`)."""
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    return Path(str(found))


class ShippedFiles(URLFetcher):
    """Reads static files by their path, and nothing else: no other machine, no other file of this one."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith(SHIPPED):
            raise PermissionError(url)  # said in the log; the page is drawn without it
        return URLFetcherResponse(url, shipped(url.removeprefix(SHIPPED)).read_bytes())


STYLE = shipped("pdf/paper.css").read_text(encoding="utf-8")
# What the bytes are made with, besides the page and Pango.
MAKER = f"WeasyPrint {__version__} {STYLE}"


def draw(page: str, address: str, lines: int = 0) -> bytes:
    """A tagged PDF (PDF/UA-1) whose bytes depend on the page alone: it bears no hour of making.

    `address` is what its links start from. With `lines`, how many items its list holds, the page is one sheet: the last
    ones that do not fit are left out whole, as on the printed page.
    """
    source = HTML(string=page, base_url=address, url_fetcher=ShippedFiles())
    document = _laid_out(source)
    if lines and len(document.pages) > 1:
        fitting = bisect(range(1, lines), 1, key=lambda some: len(_laid_out(source, some).pages))
        document = _laid_out(source, fitting)
    written: bytes = document.write_pdf(pdf_variant=VARIANT)
    return written


def _laid_out(source: HTML, lines: int | None = None) -> Document:
    """Its sheets; with the first `lines` of its list alone."""
    fonts = FontConfiguration()
    styles = [STYLE] if lines is None else [STYLE, f"li:nth-child(n + {lines + 1}) {{ display: none }}"]
    sheets = [CSS(string=style, url_fetcher=source.url_fetcher, font_config=fonts) for style in styles]
    return source.render(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT)
