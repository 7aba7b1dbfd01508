"""Calendars to subscribe to: one place, one activity, one date, the whole network.

An answer is made of ready fragments. Its ETag is a hash of all that its bytes are made of, known from one query
without building them: most readings cost a 304.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from events.calendars.carried import Carried, carried
from events.domain.ical import CalendarData, calendar, etag
from events.models import Farewell, Occurrence
from events.models.farewell import TOLD_FOR, FarewellQuerySet
from events.models.occurrence import OccurrenceQuerySet
from events.models.selection import DatesQuerySet
from portal.ground.compression import Encoding, compressed, etag_of, understood

MAX_EVENTS = 2_000
# When a calendar would hold more, it looks less far ahead: readers give up on endless files.
SHORTER = ((timedelta(days=184), 6), (timedelta(days=92), 3))
COLOR = "teal"  # close to the green of permanences; RFC 7986 wants a name of CSS3
CACHE = "public, max-age=900, stale-while-revalidate=86400"


@dataclass(frozen=True)
class Feed:
    """`dates` are the public dates to carry, `farewells` what is told of those that left; `path` and `page_path` the
    addresses of the feed and of its human page within the site, `root` the public address of the site."""

    dates: OccurrenceQuerySet
    farewells: FarewellQuerySet
    name: str
    description: str
    path: str
    page_path: str
    file_name: str
    network: str
    root: str
    attachment: bool = False


def followed(select: Callable[[DatesQuerySet], Any], now: datetime) -> dict[str, Any]:
    """The `dates` and `farewells` of a feed that goes on, by what selects both."""
    return {
        "dates": select(Occurrence.objects.public()).in_feed_window(now),
        "farewells": select(Farewell.objects.told(now)).in_feed_window(now),
    }


def still_tells(selected: dict[str, Any], now: datetime) -> bool:
    """Whether these `dates` and `farewells` hold one that was called off less than a week ago."""
    cancelled = selected["dates"].filter(status=Occurrence.Status.CANCELLED, changed_at__gt=now - TOLD_FOR)
    return bool(selected["farewells"].exists() or cancelled.exists())


def answer(request: HttpRequest, feed: Feed, now: datetime) -> HttpResponse:
    """200 with the calendar, 304 in one query when the reader has it already; HEAD as GET without the body.

    The calendar is compressed here, not on the way out: its ETag is known before its bytes are.
    """
    encoding: Encoding = "gzip" if "gzip" in understood(request.headers.get("Accept-Encoding", "")) else "identity"
    if "If-None-Match" in request.headers:
        keys = carried(feed.dates, feed.farewells, feed.root, whole=False)
        tag = etag_of(_described(feed, keys, now)[1], encoding)
        unchanged = get_conditional_response(request, etag=tag)
        if unchanged is not None:
            return _with_headers(unchanged, feed, tag)
    rows = carried(feed.dates, feed.farewells, feed.root, whole=True)
    kept, tag = _described(feed, rows, now)
    rows = rows[: kept.number]
    text = calendar(kept.data, (bytes(row.ical or b"") for row in rows), {row.zone for row in rows})
    body = compressed(text, encoding)
    response = HttpResponse(b"" if request.method == "HEAD" else body, content_type="text/calendar; charset=utf-8")
    response["Content-Length"] = str(len(body))
    if encoding != "identity":
        response["Content-Encoding"] = encoding
    return _with_headers(response, feed, etag_of(tag, encoding))


class _Kept(NamedTuple):
    number: int
    data: CalendarData


def _described(feed: Feed, keys: Sequence[Carried], now: datetime) -> tuple[_Kept, str]:
    """How many of the dates are carried (the first ones), the envelope that says so, and the ETag."""
    count, description = len(keys), feed.description
    if count > MAX_EVENTS:
        for ahead, months in SHORTER:
            count = sum(key.start < now + ahead for key in keys)
            description = _("%(description)s Ce calendrier est long : il montre les %(months)d mois à venir.") % {
                "description": feed.description,
                "months": months,
            }
            if count <= MAX_EVENTS:
                break
        else:
            count = MAX_EVENTS
            description = _("%(description)s Ce calendrier est long : il montre les %(count)d premières dates.") % {
                "description": feed.description,
                "count": count,
            }
    data = CalendarData(
        canonical_url=f"{feed.root}{feed.path}",
        name=feed.name,
        description=description,
        page_url=f"{feed.root}{feed.page_path}",
        # Left out, here as in the headers: a date that is withdrawn or grows old would make it go back.
        last_modified=None,
        color=COLOR,
        network=feed.network,
    )
    return _Kept(count, data), etag(data, (f"{key.uid} {key.sequence} {key.content_hash}" for key in keys[:count]))


def _with_headers(response: HttpResponse, feed: Feed, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = CACHE
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    disposition = "attachment" if feed.attachment else "inline"
    response["Content-Disposition"] = f'{disposition}; filename="{feed.file_name}"'
    return response
