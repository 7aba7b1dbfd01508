"""`/agenda/<number>-<name>/`: the page of a permanence or of a workshop. The number decides; the name may change."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.addresses import ACTIVITY, AGENDA
from events.calendars.links import calendar_panel
from events.dates.next_dates import next_dates
from events.location import RELATED
from events.models import Activity, Occurrence
from events.pages.activity_sheet import activity_sheet
from events.pages.rows import date_rows, told_once
from events.pages.team import activity_links
from portal.ground.permanent_addresses import number, replaced_by, was_public
from portal.ground.site import site_root

DATES_SHOWN = 8


def activity(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The page; 301 to the right name, 410 for what was public and is no more, else 404."""
    found = Activity.objects.select_related(*RELATED).prefetch_related("rules").filter(pk=number(pk)).first()
    if found is None:
        kept = replaced_by(ACTIVITY, pk)
        return gone(request) if kept is None else HttpResponsePermanentRedirect(reverse("activity-short", args=[kept]))
    if not found.live:
        if not was_public(found):
            raise Http404
        return gone(request)
    if slug != found.slug:
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return activity_page(request, found)


def activity_page(request: HttpRequest, found: Activity, preview: bool = False) -> HttpResponse:
    """The public page of an activity; as a preview, it shows the dates that are not stored yet."""
    now = timezone.now()
    coming = Occurrence.objects.public().of_activities([found.pk]).coming(now)
    rows = [] if preview else date_rows(coming[: DATES_SHOWN + 1].plain(), now)
    panel = None
    if rows:
        text = _("Les dates arrivent dans votre agenda et se mettent à jour toutes seules.")
        panel = calendar_panel(reverse("ical-activity", args=[found.pk]), text)
    path = AGENDA if found.pk is None else found.get_absolute_url()
    sheet = activity_sheet(found, now)
    context = {
        "active_section": "agenda",
        "crumbs": [{"label": _("Agenda"), "url": AGENDA}, {"label": found.title, "url": ""}],
        "canonical": f"{site_root()}{path}",
        "sheet": sheet,
        "rows": told_once(rows[:DATES_SHOWN], len(sheet.rules)),
        "more_dates": len(rows) > DATES_SHOWN,
        "planned": next_dates(found, now, DATES_SHOWN).dates if preview else (),
        "panel": panel,
        "team": [] if preview else activity_links(request, found),
        "poster_url": "" if preview else reverse("activity-poster", args=[found.pk]),
    }
    return render(request, "events/activity.html", context)


def activity_preview(request: HttpRequest, found: Activity) -> HttpResponse:
    return activity_page(request, found, preview=True)


def gone(request: HttpRequest) -> HttpResponse:
    sentence = _("Cette permanence ou cet atelier n’est plus proposé.")
    context = {"active_section": "agenda", "gone_sentence": sentence}
    return render(request, "410.html", context, status=410)
