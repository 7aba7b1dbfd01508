"""`/donnees/lieux.csv`, `.json`, `.geojson`, `.xlsx`: addresses that never change, for anybody and any site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from directory.exchange.open_data.forms import Form
from directory.exchange.open_data.places import Edition, digest, edition, read
from portal.ground.remembered import remembered
from portal.ground.site import site_root, site_settings

# Move it when a form is written otherwise: who holds an older file then reads it again.
WRITERS = "2"
# One at a time: who waits finds what the first one made.
_making = threading.Lock()


def places_file(form: Form) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of a form: 304 for who holds the file already, else the file as it is read, without keeping it."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponseBase:
        root, tag = site_root(), _etag(form)
        answer: HttpResponseBase | None = None
        if "HTTP_IF_NONE_MATCH" in request.META:
            answer = get_conditional_response(request, etag=tag)
        if answer is None:
            answer = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(_content(form, root))
            answer["Content-Type"] = form.media
        return _with_headers(answer, form, tag, edition())

    return view


def _content(form: Form, root: str) -> Iterator[bytes]:
    if not form.kept:
        return form.write(read(), root)
    with _making:
        return iter([_kept(form, root)])


@remembered
def _kept(form: Form, root: str) -> bytes:
    return b"".join(form.write(read(), root))


def _etag(form: Form) -> str:
    told = f"{WRITERS} {form.extension} {site_root()} {digest()}"
    tag = f'"{blake2b(told.encode(), digest_size=16).hexdigest()}"'
    return tag if form.exact else f"W/{tag}"


def _with_headers(answer: HttpResponseBase, form: Form, tag: str, held: Edition) -> HttpResponseBase:
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-cache"
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(form, held)}"'
    if held.changed_at is not None:
        # Said, and nothing decided by it: a place that is withdrawn changes the file and makes this date go back.
        answer["Last-Modified"] = http_date(held.changed_at.timestamp())
    return answer


def _file_name(form: Form, held: Edition) -> str:
    """As the standard recommends: the day, the standard, the territory."""
    day = "" if held.changed_at is None else f"{localtime(held.changed_at):%Y-%m-%d}"
    parts = (day, "lieux-de-mediation-numerique", slugify(site_settings().territory_name))
    return f"{'_'.join(part for part in parts if part)}.{form.extension}"
