"""What the agenda shows on the directory's lists: next dates, and a filter."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from directory.contributions import contributions
from events.contributed.cards import card_extras
from events.contributed.place_documents import PERMANENCES, place_spans, place_taught
from portal.words.zone import PARIS
from search.types import SpanFilter

GROUP, VALUE = "permanence", "semaine"


def contribute() -> None:
    contributions.card_extras.append(card_extras)
    contributions.span_facets.append(span_facets)
    contributions.place_spans.append(place_spans)
    contributions.place_taught.append(place_taught)


def span_facets(now: datetime, zone: ZoneInfo = PARIS) -> list[tuple[SpanFilter, str]]:
    """A permanence between now and Sunday night."""
    local = now.astimezone(zone)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()) + timedelta(days=7), time(0), zone)
    last_moment = monday - timedelta(seconds=1)
    return [(SpanFilter(GROUP, VALUE, (PERMANENCES,), now, last_moment), _("Permanence cette semaine"))]
