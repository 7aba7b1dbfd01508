"""`/agenda/date/<number>/`: one date, whether it is to come, over or cancelled."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.addresses import AGENDA, OCCURRENCE
from events.location import RELATED
from events.models import Activity, Occurrence
from events.pages.activity import gone
from events.pages.activity_sheet import activity_sheet
from events.pages.rows import date_rows, told_once
from events.pages.structured_data import event_data
from events.pages.team import date_links
from portal.ground.permanent_addresses import number, replaced_by, was_public
from portal.ground.site import site_root, site_settings
from portal.words.french import date_words

OTHER_DATES = 5


def occurrence(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; 410 for a date that was withdrawn or whose activity is no longer published, else 404."""
    related = [f"activity__{name}" for name in RELATED]
    rows = Occurrence.objects.select_related("activity", *related).prefetch_related("activity__rules").defer("ical")
    found = rows.filter(pk=number(pk)).first()
    if found is None:
        kept = replaced_by(OCCURRENCE, pk)
        return gone(request) if kept is None else HttpResponsePermanentRedirect(reverse("occurrence", args=[kept]))
    if not found.activity.live or found.removed_at is not None:
        if not was_public(found.activity):
            raise Http404
        return gone(request)
    return _page(request, found)


def _page(request: HttpRequest, found: Occurrence) -> HttpResponse:
    now = timezone.now()
    this = Occurrence.objects.filter(pk=found.pk)
    others = Occurrence.objects.public().of_activities([found.activity_id]).coming(now).exclude(pk=found.pk)
    row, *other_rows = date_rows([*this.plain(), *others[:OTHER_DATES].plain()], now)
    sheet = activity_sheet(found.activity, now)
    sheet = replace(sheet, where=sheet.where.moved_to(found.room))
    network = site_settings().network_name
    address = f"{site_root()}{found.get_absolute_url()}"
    day = date_words(found.start.astimezone(found.clock).date())
    free = found.activity.price == Activity.Price.FREE if found.activity.price else None
    context = {
        "active_section": "agenda",
        "crumbs": [
            {"label": _("Agenda"), "url": AGENDA},
            {"label": sheet.title, "url": found.activity.get_absolute_url()},
            {"label": day, "url": ""},
        ],
        "canonical": address,
        "structured_data": event_data(sheet, row, address, network, free),
        "sheet": sheet,
        "row": row,
        "day": day,
        "activity_url": found.activity.get_absolute_url(),
        "rows": told_once(other_rows, len(sheet.rules)),
        "team": date_links(request, found),
    }
    return render(request, "events/occurrence.html", context)
