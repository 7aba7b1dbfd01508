"""`/ical/…`: which dates each calendar carries."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from directory.addresses import PLACE
from directory.models import HelpPoint
from events.addresses import ACTIVITY, AGENDA, OCCURRENCE
from events.calendars.feeds import Feed, answer, followed, still_tells
from events.domain.announcement import calendar_title
from events.models import Activity, Farewell, Occurrence
from portal.ground.permanent_addresses import number, replaced_by, was_public
from portal.ground.site import site_root, site_settings
from portal.models import SiteSettings

M = TypeVar("M", bound=Model)


@csrf_exempt  # it would answer 403 to a POST, where 405 is meant
@require_safe
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates held at a help point, or held elsewhere by it."""
    point = _first(HelpPoint.objects.filter(pk=number(pk)))
    selected = followed(lambda dates: dates.of_places([pk]), timezone.now())
    if point is None or not point.live:
        return _withdrawn(request, point, PLACE, pk, "ical-place", selected)
    return _answer(
        request,
        point,
        selected,
        name=_("Permanences et ateliers – %(place)s") % {"place": point.name},
        description=_("Les dates de %(place)s. Elles se mettent à jour toutes seules.") % {"place": point.name},
        page_path=point.get_absolute_url(),
        file_name=f"lieu-{point.pk}.ics",
    )


@csrf_exempt
@require_safe
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates of one permanence or workshop."""
    found = _first(Activity.objects.filter(pk=number(pk)))
    selected = followed(lambda dates: dates.of_activities([pk]), timezone.now())
    if found is None or not found.live:
        return _withdrawn(request, found, ACTIVITY, pk, "ical-activity", selected)
    return _answer(
        request,
        found,
        selected,
        name=calendar_title(found.title, found.kind),
        description=_("Les dates de : %(title)s. Elles se mettent à jour toutes seules.") % {"title": found.title},
        page_path=found.get_absolute_url(),
        file_name=f"activite-{found.pk}.ics",
    )


@csrf_exempt
@require_safe
def occurrence(request: HttpRequest, pk: int) -> HttpResponse:
    """One date, to be added to a calendar by hand."""
    found = _first(Occurrence.objects.filter(pk=number(pk)).select_related("activity").defer("ical"))
    if found is None:
        return _gone(None, OCCURRENCE, pk, "ical-occurrence")
    if not found.activity.live or found.removed_at is not None:
        return _gone(found.activity, OCCURRENCE, pk, "ical-occurrence")
    return _answer(
        request,
        found,
        {"dates": Occurrence.objects.public().filter(pk=found.pk), "farewells": Farewell.objects.none()},
        name=calendar_title(found.activity.title, found.activity.kind),
        description=_("Une date, enregistrée une fois : elle ne se met pas à jour."),
        page_path=found.get_absolute_url(),
        file_name=f"date-{found.pk}.ics",
        attachment=True,
    )


@csrf_exempt
@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """All the dates of the network."""
    settings = site_settings()
    now = timezone.now()
    return answer(
        request,
        Feed(
            **followed(lambda dates: dates, now),
            name=_("Permanences et ateliers – %(network)s") % {"network": settings.network_name},
            description=_("Toutes les dates du réseau. Elles se mettent à jour toutes seules."),
            path=request.path,
            page_path=AGENDA,
            file_name="reseau.ics",
            network=settings.network_name,
            root=site_root(),
        ),
        now,
    )


def _first(rows: QuerySet[M]) -> M | None:
    """The row with the name of the network beside it: a reading costs two queries, so this saves one of three."""
    name = SiteSettings.objects.order_by("pk").values("network_name")[:1]
    return rows.annotate(network=Subquery(name)).first()


def _answer(request: HttpRequest, subject: Any, selected: dict[str, Any], **fields: Any) -> HttpResponse:
    feed = Feed(**selected, path=request.path, network=subject.network or "", root=site_root(), **fields)
    return answer(request, feed, timezone.now())


def _withdrawn(
    request: HttpRequest, subject: Model | None, kind: str, pk: int, route: str, selected: dict[str, Any]
) -> HttpResponse:
    """As `_gone`, once who follows it was told for a week that its dates do not take place: a program that meets a 410
    stops reading, and leaves them standing."""
    gone = _gone(subject, kind, pk, route)
    now = timezone.now()
    if gone.status_code != 410 or not still_tells(selected, now):
        return gone
    settings = site_settings()
    feed = Feed(
        **selected,
        # Neither its name nor its words: they were withdrawn.
        name=_("Calendrier retiré – %(network)s") % {"network": settings.network_name},
        description=_("Ce calendrier est retiré : ses dates y sont annoncées annulées pendant sept jours."),
        path=request.path,
        page_path=AGENDA,
        file_name=request.path.removeprefix("/ical/").replace("/", "-"),
        network=settings.network_name,
        root=site_root(),
    )
    return answer(request, feed, now)


def _gone(subject: Model | None, kind: str, pk: int, route: str) -> HttpResponse:
    """What replaced it, 410 for what was public and is no more, 404 for the rest."""
    if subject is None:
        kept = replaced_by(kind, pk)
        if kept is not None:
            return HttpResponsePermanentRedirect(reverse(route, args=[kept]))
    elif not was_public(subject):
        raise Http404
    words = _("Ce calendrier a été retiré.")
    return HttpResponse(f"{words}\n", status=410, content_type="text/plain; charset=utf-8")
