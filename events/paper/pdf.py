"""The PDF of a page that is made for paper: the same sentences, as a file to send or to print.

An extra: without WeasyPrint, or without the Pango of the system, nothing of it is offered (decision 21).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response

from portal.ground.site import site_root
from portal.ground.turnstile import Turnstile

# One drawing at a time in each worker: a poster takes 0.1 to 0.8 s of processor, a month of the network one or two.
DOOR = Turnstile(1, wait=3)


@lru_cache(maxsize=1)
def available() -> bool:
    """Asked by the first page that would offer one: half a second, then known for as long as the worker lives."""
    try:
        import events.paper.typesetting  # noqa: F401
    except (ImportError, OSError):  # no library; no Pango for it
        return False
    return True


def pdf_answer(
    request: HttpRequest, template: str, context: dict[str, Any], file_name: str, lines: int = 0
) -> HttpResponse:
    """200 with the file, 304 without drawing it again, 503 when others are being drawn. Only when `available()`.

    `lines`: see `typesetting.draw`.
    """
    from events.paper import typesetting

    page = render_to_string(template, context, request)
    tag = _tag(page, typesetting.MAKER)
    unchanged = get_conditional_response(request, etag=tag)

    def drawn() -> HttpResponse:
        body = typesetting.draw(page, site_root(), lines)
        response = HttpResponse(b"" if request.method == "HEAD" else body, content_type="application/pdf")
        response["Content-Length"] = str(len(body))
        response["Content-Disposition"] = f'inline; filename="{file_name}"'
        return response

    response = unchanged or DOOR.through(request, drawn)
    if response.status_code != 503:
        response["ETag"] = tag
        response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


def _tag(page: str, maker: str) -> str:
    """Weak: another Pango draws the same page with other bytes."""
    return f'W/"{hashlib.blake2b(f"{maker} {page}".encode(), digest_size=16).hexdigest()}"'
