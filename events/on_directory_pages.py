"""What the agenda shows on the directory's lists: next dates, and a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import CardExtra, Section, contributions
from events.agenda.query import AgendaQuery
from events.domain.plain_date import PlainDate, by_place
from events.models import Activity, Occurrence
from events.pages.rows import date_rows, distance_from
from portal.words.french import day_words, time_range_words
from portal.words.zone import PARIS
from search.types import Circle, SpanFilter

GROUP, VALUE, SPAN = "permanence", "semaine", "permanence"
NEAR_DATES = 3
# « Près de chez vous » looks this far ahead: a monthly permanence is found, a rare one does not hide a near date.
NEAR_AHEAD = timedelta(days=31)
# The filter speaks of this week, and the index is made anew each night.
SPANS_AHEAD = timedelta(days=15)
# A monthly workshop is found; what is further is read on the page of the place.
CARD_AHEAD = timedelta(days=62)


def contribute() -> None:
    contributions.finder_sections.append(near_dates)
    contributions.card_extras.append(card_extras)
    contributions.span_facets.append(span_facets)
    contributions.place_spans.append(place_spans)


def near_dates(place: Circle, now: datetime) -> Section | None:
    """The next date of each of the nearest permanences, nearest first."""
    rows = date_rows(_nearest(place, now)[:NEAR_DATES], now, place)
    if not rows:
        return None
    agenda = AgendaQuery(where=place.label, radius=round(place.radius_km)).address()
    context = {"rows": rows, "place_label": place.label, "agenda_url": agenda}
    return Section("events-near", "events/near_dates.html", context, order=20)


def _nearest(place: Circle, now: datetime) -> list[PlainDate]:
    coming = Occurrence.objects.taking_place(now).starting_before(now + NEAR_AHEAD)
    next_ones: dict[int, PlainDate] = {}
    for row in coming.of_kinds([Activity.Kind.PERMANENCE]).near(place).plain():
        next_ones.setdefault(row.activity_pk, row)
    return sorted(next_ones.values(), key=lambda row: distance_from(place, row.announcement) or 0.0)


def card_extras(pks: Sequence[int], now: datetime) -> Mapping[int, CardExtra]:
    """« Permanence jeudi 26 novembre, 14 h à 17 h, Astaffort »; one query for all the places."""
    today = now.astimezone(PARIS).date()
    dates = Occurrence.objects.taking_place(now).starting_before(now + CARD_AHEAD).of_places(pks).plain()
    return {
        pk: CardExtra(_next_date(of_place[0], pk, today), reverse("occurrence", args=[of_place[0].pk]))
        for pk, of_place in by_place(dates, pks).items()
    }


def _next_date(row: PlainDate, point_id: int, today: date) -> str:
    start, end = row.start.astimezone(PARIS), row.end.astimezone(PARIS)
    kind = str(Activity.Kind(row.announcement.kind).label)
    if row.announcement.example:
        kind = _("%(kind)s (exemple)") % {"kind": kind}
    parts = [
        f"{kind} {day_words(start.date(), today)}",
        time_range_words(start.time(), end.time()),
    ]
    if row.point_id != point_id:
        parts.append(row.announcement.commune)
    return ", ".join(part for part in parts if part)


def span_facets(now: datetime) -> list[tuple[SpanFilter, str]]:
    """A permanence between now and Sunday night."""
    local = now.astimezone(PARIS)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()) + timedelta(days=7), time(0), PARIS)
    last_moment = monday - timedelta(seconds=1)
    return [(SpanFilter(GROUP, VALUE, SPAN, now, last_moment), _("Permanence cette semaine"))]


def place_spans(pks: Sequence[int], now: datetime) -> Mapping[int, list[tuple[str, datetime, datetime]]]:
    """The permanences held by or at these places in the days to come; one query."""
    coming = Occurrence.objects.taking_place(now).starting_before(now + SPANS_AHEAD)
    dates = coming.of_kinds([Activity.Kind.PERMANENCE]).of_places(pks).plain()
    return {pk: [(SPAN, row.start, row.end) for row in rows] for pk, rows in by_place(dates, pks).items()}
