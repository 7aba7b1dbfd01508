"""A list of the directory: the cards of one page, and what is nearest where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.addresses import FINDER, PLACE
from directory.finder.lists import addresses
from directory.finder.lists.index import Group
from directory.finder.lists.ways import ways
from directory.place.cards import PlaceCard
from portal.ground.site import site_root, site_settings
from portal.models import Commune
from portal.words.french import join_words
from portal.words.link import Link
from portal.words.pagination import page_links
from search import registry
from search.api import ANYWHERE_KM, search
from search.index.lists import Listed
from search.types import Asked, Circle, Hit, SearchRequest

PER_PAGE = 20
NEAREST = 5
# A whole country is looked through only where nothing is as near as that.
NEAR_KM = 40


@dataclass(frozen=True)
class Subject:
    """What a list is about. `address` is that of its first page, `above` the index that leads to it; `around` is where
    to look for the nearest when it is empty, `more` are names shown under the cards."""

    heading: str
    address: str
    above: Link
    around: Commune | None = None
    finder: Link | None = None
    more: tuple[Group, ...] = ()


def show(request: HttpRequest, subject: Subject, found: Listed, number: int) -> HttpResponse:
    """One page; Http404 beyond the last."""
    pages = max(1, -(-found.total // PER_PAGE))
    if number > pages:
        raise Http404
    now, site = timezone.now().replace(second=0, microsecond=0), site_settings()
    words = count_words(found)
    title = subject.heading
    if number > 1:
        title = _("%(title)s, page %(number)s sur %(count)s") % {"title": title, "number": number, "count": pages}
    links = page_links(number, pages, lambda page: addresses.page_of(subject.address, page), words)
    context = {
        "active_section": "lieux",
        "crumbs": crumbs(subject.above, Link(subject.heading, "")),
        "title": title,
        "heading": subject.heading,
        "description": _("%(heading)s. %(count)s : adresses, téléphones, horaires et prochaines dates.")
        % {"heading": subject.heading, "count": words},
        "canonical": f"{site_root()}{addresses.page_of(subject.address, number)}",
        "count_words": words,
        "cards": cards(found.hits, Asked(now)),
        "nearest": _nearest(subject.around, found, now),
        "pagination": links if pages > 1 else None,
        "finder": subject.finder,
        "groups": subject.more,
        "ways": ways(subject.above.url),
        "network": {"number": site.phone, "name": site.network_name},
    }
    return render(request, "directory/lists/places.html", context)


def at_its_address(request: HttpRequest, list_address: str, number: int) -> HttpResponse | None:
    """301 for another name of the same list, and for the number of its first page; None when all is right."""
    right = addresses.page_of(list_address, number)
    return None if request.path == right else HttpResponsePermanentRedirect(right)


def crumbs(*below: Link) -> list[Link]:
    return [Link(_("Lieux"), FINDER), *below]


def count_words(found: Listed) -> str:
    """« 2 lieux et 1 permanence ou atelier »: what comes to a commune without a place of its own is told apart."""
    places = found.by_kind.get(PLACE, 0)
    stops = found.total - places
    words = []
    if places or not stops:
        words.append(places_words(places))
    if stops == 1:
        words.append(_("1 permanence ou atelier"))
    elif stops:
        words.append(_("%(count)s permanences ou ateliers") % {"count": stops})
    return join_words(words)


def places_words(count: int) -> str:
    if not count:
        return _("Aucun lieu")
    return _("1 lieu") if count == 1 else _("%(count)s lieux") % {"count": count}


def cards(hits: Sequence[Hit], asked: Asked) -> list[PlaceCard]:
    return [card for _hit, card in registry.cards_of(hits, asked) if isinstance(card, PlaceCard)]


def _nearest(commune: Commune | None, found: Listed, now: datetime) -> list[PlaceCard]:
    """The nearest answers around a commune where nobody receives all year, without those of the list."""
    if commune is None:
        return []
    circle = Circle(commune.latitude, commune.longitude, str(commune), commune.insee, ANYWHERE_KM)
    own = {hit.key for hit in found.hits}
    hits: list[Hit] = []
    for radius in (NEAR_KM, ANYWHERE_KM):
        circle = replace(circle, radius_km=radius)
        request = SearchRequest(
            kinds=registry.kinds_of_list(PLACE), circle=circle, sort="distance", size=NEAREST + len(own)
        )
        hits = [hit for hit in search(request).hits if hit.key not in own]
        if len(hits) >= NEAREST:
            break
    return cards(hits[:NEAREST], Asked(now, circle))


def context_of_index(heading: str, lead: str, address: str, **more: Any) -> dict[str, Any]:
    return {
        "active_section": "lieux",
        "crumbs": crumbs(Link(heading, "")),
        "heading": heading,
        "lead": lead,
        "canonical": f"{site_root()}{address}",
        "ways": ways(address),
        **more,
    }
