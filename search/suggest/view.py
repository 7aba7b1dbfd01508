"""`/recherche/propositions/<version>.json`: the whole list; with `q` and `genre`, what comes nearest to a text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from search.suggest.listing import closest, listing

_A_YEAR = "public, max-age=31536000, immutable"
_LONGEST = 80  # characters: the longest name of a commune has 45


@require_safe
def proposals(request: HttpRequest, version: str) -> HttpResponse:
    """An old page asks for an old version: it gets the present list, which is then not to be kept under that name."""
    current = listing()
    text = request.GET.get("q", "")[:_LONGEST]
    body = closest(text, request.GET.getlist("genre")) if text.strip() else current.body
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = _A_YEAR if version == current.version else "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
