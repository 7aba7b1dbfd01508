"""A test client that refuses what a browser under our content policy, or a reader, would refuse.

Each HTML answer of the public site must have a language, one title, one h1, no inline handler, style or script, and no
trace of a template variable that does not exist. The Wagtail admin is left out: its pages are not ours.
"""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client

UNDEFINED = settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"].split("%s")[0]
DATA_SCRIPTS = {"application/ld+json", "application/json"}
HANDLER = re.compile(r"^on[a-z]+$")


def faults(html: str) -> list[str]:
    """What is wrong in a whole HTML page, one sentence each; empty when nothing is."""
    found = [f"undefined variable: {html[at : at + 60]}" for at in _positions(html, UNDEFINED)]
    found += [f"unrendered template: {html[at : at + 60]}" for at in _positions(html, "{{")]
    found += [f"unrendered template: {html[at : at + 60]}" for at in _positions(html, "{%")]
    page = _Page()
    page.feed(html)
    page.close()
    found += page.faults
    if not page.language:
        found.append("no lang on <html>")
    for name, texts in (("<title>", page.titles), ("h1", page.headings)):
        said = [text.strip() for text in texts]
        if len(said) != 1 or not said[0]:
            found.append(f"one non-empty {name} wanted, found {said}")
    found += [f"id « {name} » is repeated" for name, times in Counter(page.ids).items() if times > 1]
    return found


def _positions(text: str, needle: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(needle), text)]


class _Page(HTMLParser):
    """Read once, without a tree: every page of every test passes here, and a tree costs as much as the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.language: str | None = None
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.ids: list[str] = []
        self._in_head = False
        self._open: list[str] | None = None  # what the text being read belongs to
        self._inline_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.faults += [f"inline handler {name} on <{tag}>" for name in values if HANDLER.match(name)]
        if "style" in values:
            self.faults.append(f"style attribute on <{tag}>: {values['style']}")
        if any(values.get(name, "").strip().lower().startswith("javascript:") for name in ("href", "src", "action")):
            self.faults.append(f"javascript: address on <{tag}>")
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "style":
            self.faults.append("inline <style>")
        elif tag == "script":
            self._inline_script = not values.get("src") and values.get("type") not in DATA_SCRIPTS
            if self._inline_script:
                self.faults.append("inline script: ")
        elif tag == "html" and self.language is None:
            self.language = values.get("lang", "")
        elif tag in ("head", "body"):
            self._in_head = tag == "head"
        elif tag == "h1" or (tag == "title" and self._in_head):  # a drawing may have a title of its own
            self._open = self.headings if tag == "h1" else self.titles
            self._open.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "h1"):
            self._open = None
        elif tag == "head":
            self._in_head = False
        elif tag == "script":
            self._inline_script = False

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[-1] += data
        if self._inline_script:
            self.faults[-1] = (self.faults[-1] + data)[:75]


class StrictClient(Client):
    """Django's client; `faults` are looked for in every public HTML answer."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        html = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        redirect = 300 <= response.status_code < 400
        plain = not response.has_header("Content-Encoding")
        if (
            html
            and plain
            and not redirect
            and response.content
            and not request.get("PATH_INFO", "").startswith("/admin/")
        ):
            found = faults(response.content.decode(response.charset))
            assert not found, f"{request.get('PATH_INFO')}: " + "; ".join(found)
        return response
