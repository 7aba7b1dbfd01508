"""How far people live from help and how often it is there: tables, maps, and a spreadsheet of every commune."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.admin.coverage.picture import CoverageMap, draw
from directory.admin.sheet import sheet
from directory.domain.coverage import Covered, Distance, Rhythm, Row, table
from directory.upkeep.coverage import Coverage, coverage
from portal.ground.admin_screen import Screen, page

# The least covered communes that the page names; the spreadsheet has them all.
NAMED = 50


@dataclass(frozen=True)
class Part:
    """One way to look at the territory: its map, and its table."""

    key: str
    title: str
    explained: str
    classes: list[tuple[int, str]]
    rows: list[Row]
    picture: CoverageMap | None


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = coverage(timezone.now())
    context: dict[str, Any] = {"found": found}
    if found is not None:
        context |= {"parts": list(_parts(found)), "least": _least(found), "communes": len(found.communes)}
    return page(request, "directory/admin/coverage/show.html", _("Couverture"), CoverageViewSet.icon, context)


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """A row a commune."""
    found = coverage(timezone.now())
    if found is None:
        raise Http404
    head = [
        _("Code INSEE"),
        _("Commune"),
        _("Intercommunalité"),
        _("Habitants"),
        _("Distance du lieu le plus proche (km)"),
        _("Lieu le plus proche"),
        _("Classe de distance"),
        _("Jours par semaine avec de l’aide à 10 km"),
        _("Classe de jours"),
    ]
    return sheet(f"couverture-{found.first:%Y-%m-%d}", _("Couverture"), head, map(_cells, found.communes))


def _cells(one: Covered) -> list[object]:
    commune = one.commune
    return [
        commune.insee,
        commune.name,
        commune.group,
        commune.population,
        _("plus de 20") if one.km is None else _decimal(one.km),
        one.nearest,
        one.distance.value,
        _decimal(one.days_a_week, 2),
        one.rhythm.value,
    ]


def _decimal(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def _parts(found: Coverage) -> Iterator[Part]:
    yield _part(
        found,
        "distance",
        _("À quelle distance du lieu le plus proche ?"),
        _(
            "À vol d’oiseau, depuis le centre de la commune. "
            "Les lieux voisins du territoire comptent, s’ils sont dans l’annuaire."
        ),
        Distance,
    )
    yield _part(
        found,
        "rhythm",
        _("Combien de jours par semaine, à moins de 10 km ?"),
        _(
            "Jours où un lieu est ouvert, ou une permanence tenue, à moins de 10 km, du %(first)s au %(last)s. "
            "Une permanence tous les quinze jours compte pour un demi-jour par semaine."
        )
        % {"first": f"{found.first:%d/%m/%Y}", "last": f"{found.last:%d/%m/%Y}"},
        Rhythm,
    )


def _part(found: Coverage, key: str, title: str, explained: str, classes: type[Enum]) -> Part:
    class_of: Callable[[Covered], Enum] = attrgetter(key)
    return Part(
        key=key,
        title=title,
        explained=explained,
        classes=[(rank, kind.value) for rank, kind in enumerate(classes, start=1)],
        rows=table(found.communes, classes, class_of),
        picture=draw(found.communes, classes, class_of),
    )


def _least(found: Coverage) -> list[Covered]:
    """Farther than 10 km from a place, or with less than a day a week; the most inhabited first."""
    far, rare = (Distance.UNDER_20, Distance.BEYOND), (Rhythm.SOME, Rhythm.NONE)
    least = [one for one in found.communes if one.distance in far or one.rhythm in rare]
    return sorted(least, key=lambda one: (-one.commune.population, one.commune.name))[:NAMED]


class CoverageViewSet(Screen):
    name = "directory_coverage"
    url_prefix = "lieux/couverture"
    icon = "globe"
    menu_label = gettext_lazy("Couverture")
    permission = "directory.change_helppoint"
    views = (("", show, "index"), ("tableur/", download, "download"))
