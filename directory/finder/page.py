"""What the template of the finder shows: words, links and filters made from an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from directory.addresses import FINDER
from directory.domain.map.points import Area, MapPoint
from directory.finder.answer import FinderAnswer
from directory.finder.query import FinderQuery
from directory.models import HelpPoint
from directory.place.cards import PlaceCard
from portal.words.french import of_place
from portal.words.link import Link
from portal.words.parameters import DEFAULT_RADIUS, RADII
from search.types import Circle


def heading(answer: FinderAnswer, page_title: str) -> str:
    """« Lieux près de Laplume (47310) », « Lieux pour « impôts » », or the title that editors gave to the page."""
    circle, text = answer.circle, answer.text
    if circle is not None and text:
        return _("« %(text)s » près %(of_place)s") % {"text": text, "of_place": of_place(circle.label)}
    if circle is not None:
        return _("Lieux près %(of_place)s") % {"of_place": of_place(circle.label)}
    if text:
        return _("Lieux pour « %(text)s »") % {"text": text}
    return page_title


def title(answer: FinderAnswer, page_title: str) -> str:
    """The heading with the filters and the number of the page: two tabs never bear the same name."""
    chosen = [value.label for facet in answer.facets for value in facet.values if value.selected]
    parts = [heading(answer, page_title), *chosen]
    if answer.query.page > 1:
        parts.append(_("page %(number)s sur %(count)s") % {"number": answer.query.page, "count": answer.page_count})
    return ", ".join(parts)


def count_words(total: int) -> str:
    if total == 0:
        return _("Aucun lieu")
    return _("1 lieu") if total == 1 else _("%(total)s lieux") % {"total": total}


def status_sentence(answer: FinderAnswer) -> str:
    """What follows the number of places: « à moins de 20 km. 7 sont ouverts en ce moment. »"""
    words = []
    if answer.circle is not None:
        words.append(_("à moins de %(radius)s km") % {"radius": answer.query.radius})
    sentence = f"{' '.join(words) or _('en tout')}."
    if answer.open_count:
        now_open = _("1 est ouvert") if answer.open_count == 1 else _("%(n)s sont ouverts") % {"n": answer.open_count}
        sentence = f"{sentence} {now_open} {_('en ce moment')}."
    return sentence


def order_words(answer: FinderAnswer) -> str:
    if answer.circle is not None:
        return _("Du plus proche au plus loin")
    return _("Du plus utile au moins utile") if answer.text else _("Tous les lieux, par nom")


def form(query: FinderQuery) -> dict[str, Any]:
    """Context of `components/search_form.html`."""
    return {
        "action": FINDER,
        "quoi": query.text,
        "ou": query.where,
        "rayon": query.radius,
        "rayon_choices": [(radius, f"{radius} km") for radius in RADII],
        "collapsed": not query.empty,
        "around": True,
    }


def corrections(answer: FinderAnswer) -> tuple[Link, ...]:
    """« Nous avons cherché « impôts » » and the way back to the word as it was typed."""
    back = answer.query.address(exact=True)
    return tuple(
        Link(_("Nous avons cherché « %(used)s » au lieu de « %(typed)s ».") % {"used": used, "typed": typed}, back)
        for typed, used in answer.corrections
    )


def communes_with_places(departements: Collection[str]) -> tuple[Link, ...]:
    """Communes of the network where there is a place, by name; one query."""
    rows = (
        HelpPoint.objects.in_service()
        .filter(commune__departement__in=departements)
        .values("commune__name", "commune__postal_codes", "commune__insee")
        .annotate(places=Count("pk"))
        .order_by("commune__name", "commune__insee")
    )
    links = []
    for row in rows:
        code = (row["commune__postal_codes"] or [row["commune__insee"]])[0]
        where = f"{row['commune__name']} ({code})"
        links.append(Link(row["commune__name"], FinderQuery(where=where).address()))
    return tuple(links)


def relaxed_heading(answer: FinderAnswer) -> str:
    """What the places shown instead are."""
    if not answer.relaxed:
        return ""
    near = answer.circle is not None
    if answer.relaxed == ("radius",):
        return _("Les lieux les plus proches")
    if "text" in answer.relaxed:
        return _("Les lieux d’aide les plus proches") if near else _("D’autres lieux d’aide")
    return _("Les lieux les plus proches, sans vos filtres") if near else _("Des lieux, sans vos filtres")


def clear_url(query: FinderQuery) -> str:
    """The same search without filters, or nothing when there is none."""
    return query.address(facets={}) if query.facets else ""


def canonical(query: FinderQuery) -> str:
    """Only the place and the page make another list worth keeping."""
    return replace(query, text="", around=None, facets={}, exact=False, radius=DEFAULT_RADIUS).address(page=query.page)


def map_points(cards: Collection[PlaceCard]) -> tuple[MapPoint, ...]:
    """What the map needs of each card, so that it asks the server for nothing."""
    return tuple(
        MapPoint(
            name=card.name,
            latitude=card.latitude,
            longitude=card.longitude,
            shape=card.kind.shape,
            number=card.number,
            approximate=card.approximate,
            anchor=f"lieu-{card.pk}",
        )
        for card in cards
        if card.latitude is not None and card.longitude is not None
    )


def map_area(circle: Circle | None) -> Area | None:
    """What was searched, as the map shows it: the town without its postal code; no name for a mere position."""
    if circle is None:
        return None
    name = circle.label.split(" (")[0] if circle.insee else ""
    return Area(name, circle.lat, circle.lon, circle.radius_km)


def map_words(points: Collection[MapPoint]) -> str:
    """What the picture is, for those who do not see it."""
    if len(points) == 1:
        return _("Carte : 1 repère. La liste dit la même chose.")
    return _("Carte : %(count)s repères. La liste dit la même chose.") % {"count": len(points)}
