"""The month of a place or of an organisation, in the admin: its dates day by day, and what may be done with each."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.admin.finding import found
from directory.models import HelpPoint, Organisation
from events.admin.month.verbs import ADDS, ICON, add, cancel, restore
from events.admin.month.weeks import weeks
from events.agenda.reach import month_after, month_before, month_end
from events.models import Activity
from events.whose import NAME, PERMISSION, Whose
from portal.ground.admin_screen import Screen, page
from portal.words.french import DAY_NAMES, month_words, upper_first
from portal.words.link import Link
from portal.words.zone import PARIS

# More than anybody reads: one types a name.
MOST = 100
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    whose = Whose.read(request.GET)
    return _choice(request) if whose is None else _month(request, whose)


def _choice(request: HttpRequest) -> HttpResponse:
    """Whoever hosts or holds what is public, found by a few words."""
    typed = request.GET.get("q", "").strip()[:100]
    live = Activity.objects.published().order_by()
    points = HelpPoint.objects.filter(Q(pk__in=live.values("point")) | Q(pk__in=live.values("operator")))
    organisations = Organisation.objects.filter(pk__in=live.values("organisation"))
    if typed:
        points = points.filter(pk__in=found(points, typed, ["name", "commune_name", "postal_code", "address"])[:MOST])
        organisations = organisations.filter(pk__in=found(organisations, typed, ["name"])[:MOST])
    places = points.order_by("commune_name", "name").values_list("pk", "name", "commune_name")
    holders = organisations.order_by("name").values_list("pk", "name")
    links = [
        *(Link(", ".join(filter(None, (name, town))), Whose("lieu", pk).address()) for pk, name, town in places[:MOST]),
        *(Link(name, Whose("organisme", pk).address()) for pk, name in holders[:MOST]),
    ]
    context = {"typed": typed, "links": links[:MOST], "more": len(links) >= MOST}
    return page(request, "events/admin/month/choose.html", _("Le mois d’un lieu"), ICON, context)


def _month(request: HttpRequest, whose: Whose) -> HttpResponse:
    now = timezone.now()
    today = now.astimezone(PARIS).date()
    month = _read_month(request.GET.get("mois", ""), today)
    last = month_end(month)
    dates = whose.dates().on_days(month, last)
    rows = dates.select_related("activity__commune", "activity__point").defer("ical", "activity__announcement")
    context: dict[str, Any] = {
        "month": upper_first(month_words(month)),
        "weekdays": [upper_first(name) for name in DAY_NAMES],
        "weeks": weeks(whose, month, rows, now, today, request.user.has_perm(ADDS)),
        "before": _link(whose, month_before(month)),
        "after": _link(whose, month_after(month)),
        "none": not whose.activities().exists(),
    }
    name = str(whose.found())
    return page(request, "events/admin/month/show.html", name, ICON, {**context, "name": name})


def _link(whose: Whose, month: date) -> Link:
    return Link(upper_first(month_words(month)), whose.address(month))


def _read_month(typed: str, today: date) -> date:
    """Its first day; the present month for what cannot be read."""
    asked = _MONTH.fullmatch(typed)
    return date(int(asked[1]), int(asked[2]), 1) if asked else today.replace(day=1)


class MonthViewSet(Screen):
    name = NAME
    url_prefix = "agenda/mois"
    icon = ICON
    menu_label = gettext_lazy("Le mois d’un lieu")
    permission = PERMISSION
    views = (
        ("", index, "index"),
        ("ajouter/", add, "add"),
        ("date/<int:pk>/annuler/", cancel, "cancel"),
        ("date/<int:pk>/retablir/", restore, "restore"),
    )
