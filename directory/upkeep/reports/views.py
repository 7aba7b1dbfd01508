"""`/lieux/<number>/signaler/`: a visitor says that something is wrong on the page of a place.

No cookie is set, so no token guards the form: where it comes from is looked at instead (`portal.ground.same_origin`),
and a signed stamp tells when it was drawn. The stamp is of this page and never of the page of the place, which is kept
and shown to everybody. Whatever is refused, the sentence stays in the field.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.addresses import FINDER
from directory.models import ErrorReport, HelpPoint
from directory.upkeep.reports import rules, stamp
from directory.upkeep.reports.budget import spent, visitor_mark
from directory.upkeep.reports.form import ReportForm
from portal.ground.permanent_addresses import number
from portal.ground.same_origin import from_this_site
from portal.models.changes import changes


@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    point = _point(pk)
    if point is None:
        return redirect("place-short", pk)
    now = timezone.now()
    if request.method == "POST":
        return _received(request, point, now)
    return _page(request, point, ReportForm(initial={"quoi": request.GET.get("quoi", "")}), now)


@require_safe
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    point = _point(pk)
    if point is None:
        return redirect("place-short", pk)
    return render(request, "directory/report_thanks.html", _context(point))


def _received(request: HttpRequest, point: HelpPoint, now: datetime) -> HttpResponse:
    if not from_this_site(request):
        return _page(request, point, ReportForm(), now, rules.ELSEWHERE, status=403)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, point, form, now)
    said = form.cleaned_data
    if said["site"]:
        return _page(request, point, form, now, rules.TRAPPED)
    mark = stamp.read(said["jeton"], point.pk, now)
    if mark is None:
        return _page(request, point, form, now, rules.UNREADABLE)
    if why := rules.why_not_now(mark.age):
        return _page(request, point, form, now, why)
    known = ErrorReport.objects.filter(stamp=mark.number).first()
    if known is None:
        visitor = visitor_mark(request, now)
        if spent(visitor, now):
            return _page(request, point, form, now, rules.SPENT, status=429)
        values = {"point": point, "place_name": point.name, "what": said["quoi"], "sentence": said["phrase"]}
        with changes():
            known, _made = ErrorReport.objects.get_or_create(
                stamp=mark.number, defaults={**values, "at": now, "visitor": visitor}
            )
    if (known.what, known.sentence) != (said["quoi"], said["phrase"]):
        return _page(request, point, form, now, rules.ALREADY)
    return redirect("report-thanks", point.pk)  # sent twice by an impatient finger: kept once, thanked twice


def _page(
    request: HttpRequest, point: HelpPoint, form: ReportForm, now: datetime, notice: str = "", status: int = 422
) -> HttpResponse:
    """The form, for the first time or again. A form sent too quickly keeps its stamp, which ages meanwhile."""
    jeton = form["jeton"].value() if notice == rules.TOO_QUICK else stamp.stamped(point.pk, now)
    context = {
        **_context(point),
        "choices": [
            {"value": value, "label": label, "checked": form["quoi"].value() == value}
            for value, label in ErrorReport.What.choices
        ],
        "sentence": form["phrase"].value() or "",
        "longest": form.fields["phrase"].max_length,  # type: ignore[attr-defined]  # a CharField
        "stamp": jeton,
        "notices": [*filter(None, [notice]), *(error for errors in form.errors.values() for error in errors)],
    }
    again = bool(context["notices"])
    return render(request, "directory/report.html", context, status=status if again else 200)


def _context(point: HelpPoint) -> dict[str, object]:
    return {
        "name": point.name,
        "commune": point.commune_name,
        "phone": point.phone,
        "place_url": point.get_absolute_url(),
        "active_section": "lieux",
        "crumbs": [
            {"label": _("Lieux"), "url": FINDER},
            {"label": point.name, "url": point.get_absolute_url()},
            {"label": _("Signaler une erreur"), "url": ""},
        ],
    }


def _point(pk: int) -> HelpPoint | None:
    """None for what is not public (any more): its own address says why, and where to go."""
    return HelpPoint.objects.published().filter(pk=number(pk)).first()
