"""One stylesheet from many small files, without a build tool.

The CSS is written one component a file under ``static/css``; a page should load one file. This
staticfiles finder joins them, in a declared order, into ``css/site.css``. As a finder it serves
the development server, ``collectstatic`` and hashed names (``ManifestStaticFilesStorage``) alike.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from portal.settings.env import BASE_DIR, VAR_DIR

BUNDLE = "css/site.css"

# The first file declares the cascade layers, so it must stay first; inside the "components" layer
# a later file may refine an earlier one (the pages come after the pieces they use).
PARTS = (
    "tokens",
    "base",
    "layout",
    "utilities",
    "components/icon",
    "components/site-head",
    "components/section-head",
    "components/crumbs",
    "components/button",
    "components/tel",
    "components/form",
    "components/chip",
    "components/search-form",
    "components/badge",
    "components/state",
    "components/illustration",
    "components/calendar-leaf",
    "components/date-row",
    "components/key-figure",
    "components/alert",
    "components/pagination",
    "components/empty-state",
    "components/need-stones",
    "components/panel",
    "components/disclosure",
    "components/site-foot",
    "components/home-hero",
    "components/home-news",
    "components/carers",
    "components/place-card",
    "components/map",
    "components/map-ground",
    "components/place-page",
    "components/hours-table",
    "components/agenda-river",
    "components/article",
    "components/quote",
    "components/read-also",
    "components/blocks",
    "print",
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_START = re.compile(r"\n\s*")


def lighten(css: str) -> str:
    """Drop comments, indentation and blank lines, nothing else.

    A real minifier gains little after Brotli (measured on these files: under 4 %) and costs a
    dependency; our CSS holds no string with ``/*`` or a line break, which is all this needs.
    """
    return _LINE_START.sub("\n", _COMMENT.sub("", css)).strip() + "\n"


def bundle_css(source: Path) -> str:
    """Join the declared parts of the ``source`` folder; a missing file raises FileNotFoundError."""
    return "".join(lighten((source / f"{name}.css").read_text(encoding="utf-8")) for name in PARTS)


class BundleFinder(BaseFinder):
    """Finds ``css/site.css`` only, written under ``var/bundle`` when its parts change."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        # The collected location is the folder above "css", so that url("../fonts/…") resolves.
        self.source = BASE_DIR / "static" / "css"
        self.target = VAR_DIR / "bundle"
        self.storage = FileSystemStorage(location=self.target)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != BUNDLE:
            return []
        self.write()
        found = str(self.target / BUNDLE)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        self.write()
        yield BUNDLE, self.storage

    def write(self) -> None:
        """Write the bundle if its text changed; whole or not at all, as two workers may do it at once."""
        css = bundle_css(self.source)
        path = self.target / BUNDLE
        if path.exists() and path.read_text(encoding="utf-8") == css:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_text(css, encoding="utf-8")
        partial.replace(path)
