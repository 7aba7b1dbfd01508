"""What the template of the finder shows: words, links and filters made from an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from directory.addresses import FINDER
from directory.finder.answer import FinderAnswer
from directory.finder.filters import SERVICE, FacetValue
from directory.finder.query import FinderQuery
from directory.models import HelpPoint
from directory.place.cards import PlaceCard
from portal.words.french import of_place
from portal.words.link import Link
from portal.words.parameters import DEFAULT_RADIUS, RADII


def heading(answer: FinderAnswer, page_title: str) -> str:
    """« Lieux près de Laplume (47310) », « Lieux pour « impôts » », or the title that editors gave to the page."""
    circle, text = answer.circle, need_words(answer)
    if circle is not None and text:
        return _("« %(text)s » près %(of_place)s") % {"text": text, "of_place": of_place(circle.label)}
    if circle is not None:
        return _("Lieux près %(of_place)s") % {"of_place": of_place(circle.label)}
    if answer.choice_in_text:
        return _("Pour « %(text)s » : quelle commune ?") % {"text": text} if text else _("Quelle commune ?")
    if text:
        return _("Lieux pour « %(text)s »") % {"text": text}
    return page_title


def title(answer: FinderAnswer, page_title: str) -> str:
    """The heading with the filters and the number of the page: two tabs never bear the same name."""
    chosen = [value.label for group, value in _selected(answer) if group != SERVICE or answer.need]
    parts = [heading(answer, page_title), *chosen]
    if answer.query.page > 1:
        parts.append(_("page %(number)s sur %(count)s") % {"number": answer.query.page, "count": answer.page_count})
    return ", ".join(parts)


def need_words(answer: FinderAnswer) -> str:
    """What is needed, in a few words: those of the question, or those of the service that was chosen."""
    return answer.need or ", ".join(value.label for group, value in _selected(answer) if group == SERVICE)


def chosen(answer: FinderAnswer) -> tuple[Link, ...]:
    """Each filter that was chosen, and the same question without it."""
    facets = answer.query.facets
    return tuple(
        Link(value.label, answer.query.address(facets={**facets, group: facets[group] - {value.value}}))
        for group, value in _selected(answer)
    )


def _selected(answer: FinderAnswer) -> list[tuple[str, FacetValue]]:
    return [(facet.group, value) for facet in answer.facets for value in facet.values if value.selected]


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


def form(query: FinderQuery, folded: bool) -> dict[str, Any]:
    """Context of `components/search_form.html`; `folded` on large screens too, when the page asks something else."""
    return {
        "action": FINDER,
        "quoi": query.text,
        "ou": query.where,
        "rayon": query.radius,
        "rayon_choices": [(radius, f"{radius} km") for radius in RADII],
        "collapsed": not query.empty,
        "folded": folded,
        "around": True,
    }


def corrections(answer: FinderAnswer) -> tuple[Link, ...]:
    """« Nous avons cherché « impôts » » and the way back to the word as it was typed.

    A commune that was misspelt is named by the heading: nothing more is said of it above the list.
    """
    back = answer.query.address(exact=True)
    kept = set(answer.text.split())
    return tuple(
        Link(_("Nous avons cherché « %(used)s » au lieu de « %(typed)s ».") % {"used": used, "typed": typed}, back)
        for typed, used in answer.corrections
        if not answer.place_in_text or not kept.isdisjoint(used.split())
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


def map_points(cards: Collection[PlaceCard]) -> list[Mapping[str, Any]]:
    """What the map needs of each card, so that it asks the server for nothing."""
    return [
        {
            "id": card.pk,
            "n": card.number,
            "lat": card.latitude,
            "lon": card.longitude,
            "shape": card.kind.shape,
            "name": card.name,
            "url": f"#lieu-{card.pk}",
            "approximate": card.approximate,
        }
        for card in cards
        if card.latitude is not None
    ]
