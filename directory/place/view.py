"""`/lieux/<number>-<name>/`: the page of a place. The number decides; the name may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.addresses import FINDER, PLACE, commune_page
from directory.contributions import CardExtra, Taught, contributions, taught_at
from directory.domain.map.picture import Picture
from directory.domain.map.points import MapPoint
from directory.domain.place_facts import PlaceFacts
from directory.models import ErrorReport, HelpPoint
from directory.place.cards import PlaceCard, card_extras
from directory.place.facts import facts_of
from directory.place.hours import local_day
from directory.place.nearby import nearest
from directory.place.sheet import Hosted, place_sheet
from directory.place.structured_data import place_data
from directory.place.surroundings import picture
from portal.ground.permanent_addresses import number, replaced_by, was_public
from portal.ground.site import site_root
from portal.ground.team import TeamLink, team_links
from search.types import Asked


def place(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The page; 301 to the right name or to what a merge kept, 410 for what was public and is no more, else 404."""
    point = HelpPoint.objects.select_related("commune", "organisation").filter(pk=number(pk)).first()
    if point is None:
        return _retired(request, pk)
    if not point.live:
        if not was_public(point):
            raise Http404
        return gone(request, point)
    if slug != point.slug:
        return HttpResponsePermanentRedirect(point.get_absolute_url())
    return place_page(request, point, _team(request, point))


def place_without_name(request: HttpRequest, pk: int) -> HttpResponse:
    """`/lieux/12/`, as people cut addresses."""
    return place(request, pk, "")


def _team(request: HttpRequest, point: HelpPoint) -> list[TeamLink]:
    edit = reverse("wagtailsnippets_directory_helppoint:edit", args=[point.pk])
    desks = [give(point.pk) for give in contributions.desks]
    return team_links(request, TeamLink(_("Modifier ce lieu"), edit, "directory.change_helppoint"), *desks)


def place_page(request: HttpRequest, point: HelpPoint, team: Sequence[TeamLink] = ()) -> HttpResponse:
    """The public page of a point, saved or not (the preview of a new one has no number yet)."""
    now = timezone.now()
    [facts] = facts_of([point], local_day(now))
    saved = point.pk is not None
    found = [give(point, now) for give in contributions.place_sections] if saved else []
    sections = sorted((section for section in found if section is not None), key=lambda section: section.order)
    closed = point.status == HelpPoint.Status.CLOSED
    address = f"{site_root()}{point.get_absolute_url() if saved else FINDER}"
    context = {
        "place": place_sheet(point, facts, now, _hosted(point, now)),
        "active_section": "lieux",
        "crumbs": _crumbs(point),
        "canonical": address,
        "structured_data": place_data(point, facts, now, address),
        "problems": _problems(point) if saved else [],
        "sections": [section for section in sections if not section.side],
        "side_sections": [section for section in sections if section.side],
        "nearby": nearest(point, now) if closed else [],
        "surroundings": _surroundings(facts),
        "team": team,
    }
    return render(request, "directory/place.html", context)


def _crumbs(point: HelpPoint) -> list[dict[str, str]]:
    """By its commune one comes to the other places there, and to those around."""
    town = [] if point.commune is None else [point.commune]
    towns = [{"label": one.name, "url": commune_page(one.insee, one.name)} for one in town]
    return [{"label": _("Lieux"), "url": FINDER}, *towns, {"label": point.name, "url": ""}]


def _surroundings(place: PlaceFacts) -> Picture | None:
    """A small map of where it is; none for a service that moves, nor for what has closed."""
    if place.latitude is None or place.longitude is None or place.closed_for_good:
        return None
    point = MapPoint(place.name, place.latitude, place.longitude, place.kind.shape, approximate=place.approximate)
    text = _("Carte : %(name)s, %(commune)s, et les villes autour.") % {"name": place.name, "commune": place.commune}
    return picture([point], text, height=240)


def _hosted(point: HelpPoint, now: datetime) -> Hosted | None:
    """What a place that only hosts is worth coming for, and who answers for it."""
    if not point.hosts_only or point.pk is None:
        return None
    extra = card_extras([point.pk], Asked(now)).get(point.pk, CardExtra())
    return Hosted(extra, taught_at([point.pk], now).get(point.pk, Taught()))


def _problems(point: HelpPoint) -> list[dict[str, str]]:
    """Two taps report an error: what is wrong is chosen here, the next page sends it."""
    form = reverse("report", args=[point.pk])
    closed = point.status == HelpPoint.Status.CLOSED
    told = [what for what in ErrorReport.What if not (closed and what == ErrorReport.What.CLOSED)]
    return [{"label": str(what.label), "url": f"{form}?quoi={what.value}"} for what in told]


def gone(request: HttpRequest, point: HelpPoint | None = None) -> HttpResponse:
    """410, with the nearest places still in service. Nothing of the retired place is told but where it was."""
    nearby: list[PlaceCard] = nearest(point, timezone.now()) if point is not None else []
    return render(request, "directory/gone.html", {"active_section": "lieux", "nearby": nearby}, status=410)


def _retired(request: HttpRequest, pk: int) -> HttpResponse:
    kept_pk = replaced_by(PLACE, pk)
    if kept_pk is None:
        return gone(request)
    kept = HelpPoint.objects.filter(pk=kept_pk).first()
    if kept is not None:
        return HttpResponsePermanentRedirect(kept.get_absolute_url())
    # What replaced it was merged or removed in its turn: its own address knows.
    return HttpResponsePermanentRedirect(reverse("place-short", args=[kept_pk]))
