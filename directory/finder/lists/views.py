"""`/lieux/communes/`, `/lieux/commune/47001-agen/`…: the directory to walk through, without a question."""

from __future__ import annotations

from string import ascii_lowercase

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.addresses import PLACE, commune_page
from directory.domain.place_kind import PLACE_KINDS
from directory.finder.filters import TYPE
from directory.finder.lists import addresses, territory
from directory.finder.lists.index import ON_ONE_PAGE, Entry, Group, Index, alphabet, letter_words
from directory.finder.lists.page import PER_PAGE, Subject, at_its_address, context_of_index, places_words, show
from directory.finder.query import FinderQuery
from portal.models import Commune
from portal.words.folding import fold
from portal.words.intercommunality import plain_name
from portal.words.link import Link
from search.api import search
from search.index.lists import NO_LETTER, Listed, by_initial, count_by_initial, in_communes, initial_of, names
from search.registry import kinds_of_list
from search.types import SearchRequest

_INITIALS = frozenset({*ascii_lowercase, NO_LETTER})


@require_safe
def communes(request: HttpRequest, initial: str = "") -> HttpResponse:
    entries = [
        Entry(one.name, commune_page(one.code, one.name), str(one.answers or ""))
        for one in territory.communes()
        if not initial or initial_of(fold(one.name)) == initial
    ]
    if initial and not entries:
        raise Http404
    heading, index = _("Les lieux par commune"), alphabet(entries, addresses.communes_letter)
    if initial:
        heading = _("Communes en %(letter)s") % {"letter": letter_words(initial)}
        index = Index((), (Group("", initial, tuple(entries)),))
    lead = _("Le chiffre dit combien de lieux et de permanences s’y trouvent. Sans chiffre, voyez les plus proches.")
    address = addresses.communes_letter(initial) if initial else addresses.COMMUNES
    return _index(request, heading, lead, address, index)


@require_safe
def commune(request: HttpRequest, code: str, page: int = 1) -> HttpResponse:
    found = get_object_or_404(Commune, pk=code.partition("-")[0])
    address = commune_page(found.insee, found.name)
    if moved := at_its_address(request, address, page):
        return moved
    here = in_communes(kinds_of_list(PLACE), [found.insee], page, PER_PAGE)
    subject = Subject(
        heading=_("%(commune)s : qui peut vous aider") % {"commune": found},
        address=address,
        above=Link(_("Par commune"), addresses.COMMUNES),
        around=None if here.all_year else found,
        finder=Link(_("Chercher autour de cette commune"), FinderQuery(where=str(found)).address()),
        more=_union_of(found),
    )
    return show(request, subject, here, page)


def _union_of(commune: Commune) -> tuple[Group, ...]:
    if not commune.epci:
        return ()
    name = plain_name(commune.epci_name)
    entry = Entry(name, addresses.union(commune.epci, name))
    return (Group(_("Son intercommunalité"), "epci", (entry,)),)


@require_safe
def unions(request: HttpRequest) -> HttpResponse:
    entries = [
        Entry(one.name, addresses.union(one.code, one.name), str(one.answers or "")) for one in territory.unions()
    ]
    lead = _("Des communes voisines, réunies. Le chiffre dit combien de lieux et de permanences s’y trouvent.")
    return _index(request, _("Les lieux par intercommunalité"), lead, addresses.UNIONS, _plain(entries))


@require_safe
def union(request: HttpRequest, code: str, page: int = 1) -> HttpResponse:
    siren = code.partition("-")[0]
    inside = list(Commune.objects.filter(epci=siren).order_by("name", "insee")) if siren else []
    if not inside:
        raise Http404
    name = plain_name(inside[0].epci_name)
    address = addresses.union(siren, name)
    if moved := at_its_address(request, address, page):
        return moved
    found = in_communes(kinds_of_list(PLACE), [one.insee for one in inside], page, PER_PAGE)
    towns = tuple(Entry(one.name, commune_page(one.insee, one.name)) for one in inside)
    subject = Subject(
        heading=_("%(union)s : qui peut vous aider") % {"union": name},
        address=address,
        above=Link(_("Par intercommunalité"), addresses.UNIONS),
        around=None if found.total else max(inside, key=lambda one: one.population),
        more=(Group(_("Ses communes"), "communes", towns),),
    )
    return show(request, subject, found, page)


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    counts = search(SearchRequest(kinds=(PLACE,), counted=frozenset({TYPE}), size=1)).counts.get(TYPE, {})
    entries = [Entry(kind.label, addresses.kind(kind.code), str(counts.get(kind.code) or "")) for kind in PLACE_KINDS]
    lead = _("France services, mairies, bibliothèques : choisissez une porte que vous connaissez.")
    return _index(request, _("Les lieux par type"), lead, addresses.TYPES, _plain(entries))


@require_safe
def kind(request: HttpRequest, code: str, page: int = 1) -> HttpResponse:
    chosen = next((one for one in PLACE_KINDS if one.code == code), None)
    if chosen is None:
        raise Http404
    address = addresses.kind(code)
    if moved := at_its_address(request, address, page):
        return moved
    answer = search(
        SearchRequest(kinds=(PLACE,), facets={TYPE: frozenset({code})}, page=page, size=PER_PAGE)
    )  # without a question: by name
    subject = Subject(
        heading=_("%(kind)s : tous les lieux") % {"kind": chosen.label},
        address=address,
        above=Link(_("Par type de lieu"), addresses.TYPES),
    )
    return show(request, subject, Listed(answer.hits, answer.total, {PLACE: answer.total}, answer.total), page)


@require_safe
def a_to_z(request: HttpRequest) -> HttpResponse:
    counts = count_by_initial([PLACE])
    total = sum(counts.values())
    letters = tuple(
        Entry(letter_words(initial), addresses.letter(initial), str(counts[initial])) for initial in sorted(counts)
    )
    index = Index(letters, ())
    if total <= ON_ONE_PAGE:
        towns = {one.code: one.name for one in territory.communes()}
        entries = [Entry(one.title, one.url, towns.get(one.insee, "")) for one in names([PLACE])]
        index = Index(letters, alphabet(entries, addresses.letter).groups)
    lead = _("%(count)s, par leur nom.") % {"count": places_words(total)} if total else ""
    return _index(request, _("Les lieux de A à Z"), lead, addresses.A_TO_Z, index)


@require_safe
def letter(request: HttpRequest, initial: str, page: int = 1) -> HttpResponse:
    if initial not in _INITIALS:
        raise Http404
    address = addresses.letter(initial)
    if moved := at_its_address(request, address, page):
        return moved
    found = by_initial([PLACE], initial, page, PER_PAGE)
    if not found.total:
        raise Http404
    subject = Subject(
        heading=_("Lieux de A à Z : %(letter)s") % {"letter": letter_words(initial)},
        address=address,
        above=Link(_("De A à Z"), addresses.A_TO_Z),
    )
    return show(request, subject, found, page)


def _plain(entries: list[Entry]) -> Index:
    return Index((), (Group("", "", tuple(entries)),) if entries else ())


def _index(request: HttpRequest, heading: str, lead: str, address: str, index: Index) -> HttpResponse:
    return render(request, "directory/lists/index.html", context_of_index(heading, lead, address, index=index))
