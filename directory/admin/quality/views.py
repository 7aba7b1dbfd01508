"""The quality board: what is to be looked at in the directory, by fault, intercommunality and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.admin.sheet import sheet
from directory.domain.quality import Fault
from directory.upkeep.quality import Judged, judged
from portal.ground.admin_screen import Screen, page

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """`fault` is the name of one; empty means any. `group` and `source` likewise."""

    fault: str
    group: str
    source: str

    @classmethod
    def read(cls, request: HttpRequest) -> Asked:
        fault = request.GET.get("probleme", "")
        known = fault if fault in Fault.__members__ else ""
        return cls(known, request.GET.get("epci", ""), request.GET.get("source", ""))

    def places(self, one: Judged) -> bool:
        return (not self.group or one.group == self.group) and (not self.source or one.point.source == self.source)

    def wants(self, one: Judged) -> bool:
        return Fault[self.fault] in one.faults if self.fault else bool(one.faults)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    asked = Asked.read(request)
    every = list(judged(timezone.localdate()))
    here = [one for one in every if asked.places(one)]
    counted = Counter(fault for one in here for fault in one.faults)
    found = sorted(filter(asked.wants, here), key=lambda one: one.score.points)
    context = {
        "asked": asked,
        "faults": [(fault, counted[fault]) for fault in Fault if counted[fault] or fault.name == asked.fault],
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
        "groups": sorted({one.group for one in every if one.group}),
        "sources": sorted({one.point.source for one in every if one.point.source}),
        "records": len(here),
        "average": round(sum(one.score.points for one in here) / len(here)) if here else 0,
        "right": sum(not one.faults for one in here),
    }
    return page(request, "directory/admin/quality/index.html", _("Qualité des fiches"), QualityViewSet.icon, context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The same lines, all of them."""
    asked, today = Asked.read(request), timezone.localdate()
    head = [
        _("Lieu"),
        _("Commune"),
        _("Intercommunalité"),
        _("Source"),
        _("Complet à"),
        _("À regarder"),
        _("Il manque"),
    ]
    found = (one for one in judged(today) if asked.places(one) and asked.wants(one))
    return sheet(f"qualite-{today:%Y-%m-%d}", _("Qualité"), head, _cells(found))


def _cells(found: Iterator[Judged]) -> Iterator[list[object]]:
    for one in found:
        said = ", ".join(fault.value for fault in one.faults)
        missing = ", ".join(reason for _points, reason in one.score.missing)
        point = one.point
        yield [point.name, point.commune_name, one.group, point.source, f"{one.score.points} %", said, missing]


class QualityViewSet(Screen):
    name = "directory_quality"
    url_prefix = "lieux/qualite"
    icon = "tick-inverse"
    menu_label = gettext_lazy("Qualité")
    permission = "directory.change_helppoint"
    views = (("", index, "index"), ("tableur/", download, "download"))
