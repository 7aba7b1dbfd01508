"""The review of places that look alike: side by side, merged field by field, or told apart for good."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from directory.admin.duplicates.choices import choices, taken
from directory.domain.duplicates import compare
from directory.models import HelpPoint, ToldApart
from directory.upkeep.duplicates.candidates import candidates, door
from directory.upkeep.duplicates.merge import merge
from directory.upkeep.hanging import hanging_on
from portal.ground.admin_screen import Screen, page

PER_PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    shown = Paginator(candidates(), PER_PAGE).get_page(request.GET.get("p"))
    points = HelpPoint.objects.in_bulk({pk for pair in shown for pk in (pair.first, pair.second)})
    pairs = [
        (pair, points[pair.first], points[pair.second]) for pair in shown if {pair.first, pair.second} <= points.keys()
    ]
    context = {"pairs": pairs, "page": shown}
    return page(request, "directory/admin/duplicates/index.html", _("Doublons"), DuplicatesViewSet.icon, context)


def review(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """`first` is the place that stays; the page offers to turn them round."""
    points = HelpPoint.objects.in_bulk([first, second])
    if first == second or len(points) < 2:
        raise Http404
    stays, goes = points[first], points[second]
    offered = list(choices(stays, goes))
    if request.method == "POST":
        return _decide(request, stays, goes, {one.name: request.POST.get(one.name, one.chosen) for one in offered})
    likeness = compare(door(stays), door(goes))
    context = {
        "stays": stays,
        "goes": goes,
        "choices": offered,
        "likeness": likeness,
        "hanging": hanging_on(goes),
    }
    title = _("Comparer deux lieux")
    return page(request, "directory/admin/duplicates/review.html", title, DuplicatesViewSet.icon, context)


def _decide(request: HttpRequest, stays: HelpPoint, goes: HelpPoint, chosen: dict[str, str]) -> HttpResponse:
    now = timezone.now()
    if "apart" in request.POST:
        low, high = sorted([stays.pk, goes.pk])
        ToldApart.objects.get_or_create(
            first_id=low, second_id=high, defaults={"said_by_id": request.user.pk, "said_at": now}
        )
        messages.success(request, _("C’est noté : ces deux lieux ne seront plus proposés ensemble."))
        return redirect("directory_duplicates:index")
    take, union = taken(chosen, goes.pk)
    merge(stays.pk, [goes.pk], now, take=take, union=union, who=request.user)
    edit = reverse("wagtailsnippets_directory_helppoint:edit", args=[stays.pk])
    messages.success(
        request,
        _("Les deux fiches n’en font plus qu’une. L’ancienne adresse mène à celle-ci, les dates l’ont suivie."),
        buttons=[messages.button(edit, _("Voir la fiche"))],
    )
    return redirect("directory_duplicates:index")


class DuplicatesViewSet(Screen):
    name = "directory_duplicates"
    url_prefix = "lieux/doublons"
    icon = "copy"
    menu_label = gettext_lazy("Doublons")
    permission = "directory.delete_helppoint"
    views = (("", index, "index"), ("<int:first>/<int:second>/", review, "review"))
