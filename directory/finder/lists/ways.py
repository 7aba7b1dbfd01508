"""The ways to walk through the directory, as every list and the finder itself show them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from directory.addresses import FINDER, PLACE, commune_page
from directory.domain.place_kind import PLACE_KINDS
from directory.finder.lists import addresses, territory
from portal.words.link import Link
from search.index.lists import count_by_initial


def ways(here: str) -> tuple[Link, ...]:
    """The other ones."""
    found = (
        Link(_("Par commune"), addresses.COMMUNES),
        Link(_("Par intercommunalité"), addresses.UNIONS),
        Link(_("Par type de lieu"), addresses.TYPES),
        Link(_("De A à Z"), addresses.A_TO_Z),
        Link(_("Avec une recherche"), FINDER),
    )
    return tuple(way for way in found if way.url != here)


def list_addresses() -> Iterator[str]:
    """Every index, and the first page of every list that one of them leads to."""
    yield from (way.url for way in ways(FINDER))
    yield from (commune_page(one.code, one.name) for one in territory.communes())
    yield from (addresses.union(one.code, one.name) for one in territory.unions())
    yield from (addresses.kind(one.code) for one in PLACE_KINDS)
    yield from (addresses.letter(initial) for initial in sorted(count_by_initial([PLACE])))
