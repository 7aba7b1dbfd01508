"""One stylesheet from many small files, without a build tool.

The CSS is written one component a file under ``static/css``; a page should load one file. They are
joined here, in a declared order, into ``css/site.css``.
"""

import re
from pathlib import Path

from portal.roof.files.generated import GeneratedFile
from portal.settings.env import BASE_DIR

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
    "components/proposals",
    "components/badge",
    "components/state",
    "components/illustration",
    "components/calendar-leaf",
    "components/date-row",
    "components/key-figure",
    "components/alert",
    "components/names",
    "components/pagination",
    "components/empty-state",
    "components/need-stones",
    "components/panel",
    "components/share",
    "components/disclosure",
    "components/calendar-panel",
    "components/site-foot",
    "components/home-hero",
    "components/guide",
    "components/home-news",
    "components/carers",
    "components/place-card",
    "components/map-picture",
    "components/map",
    "components/map-ground",
    "components/place-page",
    "components/hours-table",
    "components/agenda-river",
    "components/activity-group",
    "components/commune-calendar",
    "components/month-calendar",
    "components/month-sheet",
    "components/poster",
    "components/article",
    "components/quote",
    "components/read-also",
    "components/blocks",
    "components/parts",
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


class BundleFinder(GeneratedFile):
    """Finds ``css/site.css``; from the folder above "css", so that url("../fonts/…") resolves."""

    name = BUNDLE

    def text(self) -> str:
        return bundle_css(BASE_DIR / "static" / "css")
