"""What the template of the finder shows: words, links and filters made from an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from directory.addresses import FINDER
from directory.domain.map.points import Area, MapPoint
from directory.finder.answer import FinderAnswer
from directory.finder.filters import SERVICE
from directory.finder.query import FinderQuery
from directory.finder.when import BY_APPOINTMENT, WHEN
from directory.models import HelpPoint
from directory.place.cards import PlaceCard
from portal.words.french import of_place
from portal.words.link import Link
from portal.words.parameters import DEFAULT_RADIUS, RADII
from portal.words.typography import display_phone
from search.types import Circle

# What a message holds without being cut by a telephone.
_TOLD = 3


def heading(answer: FinderAnswer, page_title: str) -> str:
    """« Lieux près de Laplume (47310), samedi matin », « Lieux pour « impôts » », or the title given by editors."""
    about = _about(answer, page_title)
    return f"{about}, {answer.when}" if answer.when else about


def _about(answer: FinderAnswer, page_title: str) -> str:
    circle, text = answer.circle, need_words(answer)
    if circle is not None and circle.whole:
        about = _("« %(text)s »") % {"text": text} if text else _("Lieux")
        return _("%(about)s : %(territory)s") % {"about": about, "territory": circle.label}
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
    """The heading with the other filters and the number of the page: two tabs never bear the same name."""
    said = {WHEN} if answer.need else {WHEN, SERVICE}
    chosen = [one.label for facet in answer.facets if facet.group not in said for one in facet.chosen]
    parts = [heading(answer, page_title), *chosen]
    if answer.query.page > 1:
        parts.append(_("page %(number)s sur %(count)s") % {"number": answer.query.page, "count": answer.page_count})
    return ", ".join(parts)


def need_words(answer: FinderAnswer) -> str:
    """What is needed, in a few words: those of the question, or those of the service that was chosen."""
    services = (facet for facet in answer.facets if facet.group == SERVICE)
    return answer.need or ", ".join(value.label for facet in services for value in facet.chosen)


def chosen(answer: FinderAnswer) -> tuple[Link, ...]:
    """What was chosen among the filters, and the same question without each."""
    query = answer.query
    return tuple(
        Link(
            value.label, query.address(facets={**query.facets, facet.group: query.facets[facet.group] - {value.value}})
        )
        for facet in answer.facets
        for value in facet.chosen
    )


def by_appointment(answer: FinderAnswer) -> Link | None:
    """« 5 lieux reçoivent sur rendez-vous : appelez-les. », out of the list because of the moment."""
    count = answer.by_appointment
    if not count:
        return None
    words = _("1 lieu reçoit sur rendez-vous : appelez-le")
    if count > 1:
        words = _("%(count)s lieux reçoivent sur rendez-vous : appelez-les") % {"count": count}
    facets = {**answer.query.facets, WHEN: frozenset({BY_APPOINTMENT})}
    return Link(words, answer.query.address(facets=facets))


def count_words(total: int) -> str:
    if total == 0:
        return _("Aucun lieu")
    return _("1 lieu") if total == 1 else _("%(total)s lieux") % {"total": total}


def status_sentence(answer: FinderAnswer) -> str:
    """What follows the number of places: « à moins de 20 km ». One line of a phone, the first card follows."""
    return _within(answer) or _("en tout")


def _within(answer: FinderAnswer) -> str:
    if answer.circle is None:
        return ""
    if answer.circle.whole:
        return _("dans tout ce territoire")
    return _("à moins de %(radius)s km") % {"radius": answer.query.radius}


def order_words(answer: FinderAnswer) -> str:
    if answer.circle is None:
        return _("Du plus utile au moins utile") if answer.text else _("Tous les lieux, par nom")
    if answer.circle.insee:
        return _("Votre commune d’abord, puis selon la distance et la prochaine date")
    if answer.circle.whole:
        return _("Du plus facile à joindre au plus lointain dans le temps")
    if answer.circle.communes:
        return _("Les communes de ce code postal d’abord, puis selon la distance et la prochaine date")
    return _("Selon la distance et la prochaine date")


@dataclass(frozen=True)
class ListPart:
    """Cards that follow one another under a heading ("" for none), `told` when the title of the page or the first card
    says the same; `start` numbers the first one."""

    heading: str
    told: bool
    cards: tuple[PlaceCard, ...]
    start: int


def parts(answer: FinderAnswer) -> tuple[ListPart, ...]:
    """The list, cut where the answers change: what was asked, then what helps with everything, then what comes near.

    A list of one kind of answers has no heading.
    """
    cards = _trusted(answer.cards)
    bare = len({card.degree for card in cards}) == 1
    labelled = [("" if bare else _label(answer, card, rank), card) for rank, card in enumerate(cards)]
    found: list[ListPart] = []
    for label, some in groupby(labelled, key=lambda pair: pair[0]):
        held = tuple(card for _label, card in some)
        told = not found and (held[0].degree == "exact" or held[0].here)
        found.append(ListPart(label, told, held, held[0].number or 1))
    return tuple(found)


def _label(answer: FinderAnswer, card: PlaceCard, rank: int) -> str:
    if not answer.need:
        return ""
    # The first help of the commune asked leads the list, whatever it helps with (`search.scoring.lead`).
    if rank == 0 and answer.query.page == 1 and card.here and card.degree != "exact":
        return _("Dans votre commune")
    return {
        "exact": _("Pour « %(text)s »") % {"text": answer.need},
        "wide": _("Ces lieux aident aussi pour tout"),
        "part": _("Ces réponses s’en approchent"),
    }[card.degree]


def _trusted(cards: Sequence[PlaceCard]) -> list[PlaceCard]:
    """When most of the list is old it is said once, above it: the cards then say no more of it."""
    return [replace(card, stale_year=None) for card in cards] if age_words(cards) else list(cards)


def age_words(cards: Sequence[PlaceCard]) -> str:
    """« Infos souvent de 2021 à 2024 : appelez. », when most are; one line of a phone."""
    years = sorted(card.stale_year for card in cards if card.stale_year is not None)
    if 2 * len(years) <= len(cards):
        return ""
    span = (
        str(years[0]) if years[0] == years[-1] else _("%(first)s à %(last)s") % {"first": years[0], "last": years[-1]}
    )
    return _("Infos souvent de %(years)s : appelez.") % {"years": span}


def best_line(answer: FinderAnswer) -> Link | None:
    """What answers best, when something else leads the list: one line that goes down to it."""
    if not answer.need or not answer.cards or answer.cards[0].degree == "exact":
        return None
    best = next((card for card in answer.cards if card.degree == "exact"), None)
    if best is None:
        return None
    words = [best.why if best.why_url else best.name, best.commune, best.distance_words]
    return Link(", ".join(word for word in words if word), f"#{best.anchor}")


def message(answer: FinderAnswer) -> str:
    """The first answers as a message tells them: enough to call without opening the page."""
    lines = []
    for card in answer.cards[:_TOLD]:
        phone = display_phone(card.phone) if card.phone else ""
        parts = (card.name, card.commune, phone, card.why if card.why_url else "")
        lines.append(", ".join(filter(None, parts)))
    return "\n".join(lines)


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


def as_typed(answer: FinderAnswer) -> Link | None:
    """« Chercher plutôt « inpots » »: the heading says the word that was sought instead.

    A commune that was misspelt is named by the heading too, and nobody means another one by it: no way back to it.
    """
    kept = set(answer.text.split())
    corrected = [
        typed for typed, used in answer.corrections if not answer.place_in_text or not kept.isdisjoint(used.split())
    ]
    if not corrected:
        return None
    words = _("Chercher plutôt « %(typed)s »") % {"typed": " ".join(corrected)}
    return Link(words, answer.query.address(exact=True))


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


def nothing_words(answer: FinderAnswer) -> str:
    """« Rien pour « bibliothèque » à moins de 20 km »: the need is missing there, not help."""
    need = need_words(answer)
    nothing = _("Rien pour « %(need)s »") % {"need": need} if need else _("Aucun lieu")
    return f"{nothing} {_within(answer)}".strip()


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
            anchor=card.anchor,
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
