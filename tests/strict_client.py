"""A test client that refuses what a browser under our content policy, or a reader, would refuse.

Each HTML answer of the public site must have a language, one title, one h1, no inline handler, style or script, and no
trace of a template variable that does not exist. The Wagtail admin is left out: its pages are not ours.
"""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

UNDEFINED = settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"].split("%s")[0]
DATA_SCRIPTS = {"application/ld+json", "application/json"}
HANDLER = re.compile(r"^on[a-z]+$")


def faults(html: str) -> list[str]:
    """What is wrong in a whole HTML page, one sentence each; empty when nothing is."""
    found = [f"undefined variable: {html[at : at + 60]}" for at in _positions(html, UNDEFINED)]
    found += [f"unrendered template: {html[at : at + 60]}" for at in _positions(html, "{{")]
    found += [f"unrendered template: {html[at : at + 60]}" for at in _positions(html, "{%")]
    page = BeautifulSoup(html, "html.parser")
    for tag in page.find_all(True):
        found += [f"inline handler {name} on <{tag.name}>" for name in tag.attrs if HANDLER.match(name)]
        if "style" in tag.attrs:
            found.append(f"style attribute on <{tag.name}>: {tag['style']}")
        if any(str(tag.get(name, "")).strip().lower().startswith("javascript:") for name in ("href", "src", "action")):
            found.append(f"javascript: address on <{tag.name}>")
    found += ["inline <style>" for _ in page.find_all("style")]
    for script in page.find_all("script"):
        if not script.get("src") and script.get("type") not in DATA_SCRIPTS:
            found.append(f"inline script: {script.get_text()[:60]}")
    if page.html is None or not page.html.get("lang"):
        found.append("no lang on <html>")
    titles = [title.get_text(strip=True) for title in page.select("head > title")]
    if len(titles) != 1 or not titles[0]:
        found.append(f"one non-empty <title> wanted, found {titles}")
    headings = [heading.get_text(strip=True) for heading in page.find_all("h1")]
    if len(headings) != 1 or not headings[0]:
        found.append(f"one non-empty h1 wanted, found {headings}")
    repeated = _repeated([str(tag["id"]) for tag in page.find_all(id=True)])
    found += [f"id « {name} » is repeated" for name in repeated]
    return found


def _positions(text: str, needle: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(needle), text)]


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


class StrictClient(Client):
    """Django's client; `faults` are looked for in every public HTML answer."""

    def request(self, **request: Any) -> HttpResponse:
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
