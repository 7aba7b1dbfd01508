"""The filters of the agenda: their words, and how many dates each choice would leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, ExpressionWrapper, Q
from django.db.models.fields import BooleanField
from django.utils.translation import gettext as _

from directory.domain import vocabulary
from directory.finder.facets import Facet, FacetSpec, FacetValue
from directory.models import Organisation
from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.domain import filters
from events.domain.filters import access_code, price_code, read_moment, read_terms
from events.models import Activity
from events.models.occurrence import OccurrenceQuerySet
from portal.ground.remembered import remembered
from portal.words.french import DAY_NAMES, upper_first
from search.counting import Codes, Tally, tally, worth_showing
from search.question.moments import PART_WORDS
from search.types import Circle

# Of places and of those who come, the ones with the most dates are proposed.
MOST_NAMED = 8
_ROOM = frozenset({(filters.PLACES, filters.LEFT)})
_FULL = ExpressionWrapper(Q(status="confirmed", places_left=0), output_field=BooleanField())


@dataclass(frozen=True)
class _Borne:
    """What an activity bears by its words, and by the numbers of its places."""

    words: Codes
    numbers: Codes


@dataclass(frozen=True)
class _Known:
    """What each published activity bears, by its number, and the names of places, by theirs."""

    activities: Mapping[int, _Borne]
    names: Mapping[str, str]


def count(dates: OccurrenceQuerySet, query: AgendaQuery, place: Circle | None) -> Tally:
    """How many of these dates the question has, and would have otherwise; one query, and that of what is remembered.

    Dates of one activity at one moment of the week count together. Places are told apart around a place only: there are
    thousands of them in a country.
    """
    organisation = {group: codes for group, codes in query.facets.items() if group == filters.ORGANISATION}
    near = select(dates, AgendaQuery(organisation), place)
    selected = {group: codes for group, codes in query.facets.items() if group != filters.ORGANISATION}
    told_apart = place is not None or any(group in selected for group in (filters.HOST, filters.HOLDER))
    groups = near.order_by().annotate(full=_FULL).values_list("activity_id", "moment", "full").annotate(Count("pk"))
    sizes = _sizes(groups, told_apart)
    counted = [group for group in specs() if told_apart or group not in filters.NUMBERED]
    return tally(sizes, selected, counted, filters.OPEN_GROUPS)


def _sizes(groups: Iterable[tuple[int, int, bool | None, int]], told_apart: bool) -> Mapping[Codes, int]:
    known = _known().activities
    nothing = _Borne(frozenset(), frozenset())
    sizes: defaultdict[Codes, int] = defaultdict(int)
    made: dict[tuple[Codes, int, bool], Codes] = {}
    for activity, moment, full, number in groups:
        borne = known.get(activity, nothing)
        key = (borne.words, moment, bool(full))
        codes = made.get(key)
        if codes is None:
            codes = made[key] = borne.words | read_moment(moment) | (frozenset() if full else _ROOM)
        sizes[codes | borne.numbers if told_apart else codes] += number
    return sizes


@remembered
def _known() -> _Known:
    """One query; what names a place is what its page may say."""
    activities: dict[int, _Borne] = {}
    names: dict[str, str] = {}
    shared: dict[tuple[str, str], Codes] = {}  # there are few combinations, whatever the number of activities
    columns = (
        "pk", "kind", "filter_terms", "point_id", "point__live", "point__name", "operator_id", "operator__live",
        "operator__name",
    )  # fmt: skip
    rows = Activity.objects.published().order_by("pk").values_list(*columns)
    for pk, kind, terms, host, host_live, host_name, holder, holder_live, holder_name in rows:
        words = shared.get((kind, terms))
        if words is None:
            pairs = frozenset(pair for pair in read_terms(terms) if pair[0] != filters.ORGANISATION)
            words = shared[kind, terms] = pairs | {(filters.KIND, kind)}
        numbers = set()
        for group, number, live, name in (
            (filters.HOST, host, host_live, host_name),
            (filters.HOLDER, holder, holder_live, holder_name),
        ):
            if number is not None and live:
                numbers.add((group, str(number)))
                names[str(number)] = name
        activities[pk] = _Borne(words, frozenset(numbers))
    return _Known(activities, names)


@cache
def specs() -> Mapping[str, FacetSpec]:
    """The groups in display order; the portal speaks one language, so their words are looked up once. Those that are
    told by numbers find theirs in the directory."""
    access = {access_code(one): str(one.label) for one in Activity.Access if access_code(one)}
    price = {price_code(one): str(one.label) for one in Activity.Price if price_code(one)}
    ordered: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        (filters.KIND, _("Permanence ou atelier"), {one.value: str(one.label) for one in Activity.Kind}),
        (filters.DAY, _("Quel jour ?"), {name: upper_first(name) for name in DAY_NAMES}),
        (filters.PART, _("À quel moment ?"), {code: upper_first(words) for code, words in PART_WORDS.items()}),
        (filters.SERVICE, _("De quoi avez-vous besoin ?"), dict(vocabulary.SERVICES.plain_choices())),
        (filters.ACCESS, _("Comment venir ?"), access),
        (filters.PRICE, _("Prix"), price),
        (filters.PLACES, _("Places"), {filters.LEFT: _("Sans les dates complètes")}),
        (filters.PUBLIC, _("Pour qui ?"), dict(vocabulary.PUBLICS.plain_choices())),
        (filters.NEED, _("Accueil adapté"), dict(vocabulary.SPECIAL_NEEDS.plain_choices())),
        (filters.STEP_FREE, _("Accès"), {filters.YES: _("Sans marche à monter")}),
        (filters.HOST, _("Dans quel lieu ?"), {}),
        (filters.HOLDER, _("Avec qui ?"), {}),
    )
    return {group: FacetSpec(label, values, rank) for rank, (group, label, values) in enumerate(ordered)}


def shown(counted: Tally, query: AgendaQuery) -> tuple[Facet, ...]:
    """The groups worth showing beside an answer, in display order."""
    facets = []
    for group, spec in specs().items():
        counts, chosen = counted.counts.get(group, {}), query.facets.get(group, frozenset())
        values = _named(counts, chosen) if group in filters.NUMBERED else spec.values
        codes = worth_showing(values, counts, chosen, counted.total)
        if codes:
            shown_values = tuple(FacetValue(code, values[code], counts.get(code, 0), code in chosen) for code in codes)
            facets.append(Facet(group, spec.label, shown_values))
    if organisations := query.facets.get(filters.ORGANISATION):
        named = _organisations(organisations)
        chosen_ones = tuple(FacetValue(code, words, counted.total, True) for code, words in named.items())
        facets.append(Facet(filters.ORGANISATION, _("Quel organisme ?"), chosen_ones))
    return tuple(facets)


def words(query: AgendaQuery) -> list[str]:
    """What was chosen among the filters, kinds aside, in display order; a query for the names of places, and another
    for those of organisations, when some are chosen."""
    said: list[str] = []
    for group in (*specs(), filters.ORGANISATION):
        codes = query.facets.get(group, frozenset())
        if group == filters.KIND or not codes:
            continue
        if group == filters.ORGANISATION:
            names = _organisations(codes)
        else:
            names = _named({}, codes) if group in filters.NUMBERED else specs()[group].values
        said += [label for code, label in names.items() if code in codes]
    return said


def _named(counts: Mapping[str, int], chosen: frozenset[str]) -> Mapping[str, str]:
    """The places to choose among and those that were chosen, by name."""
    names = _known().names
    most = sorted(counts, key=lambda code: (code not in chosen, -counts[code], names.get(code, "")))[:MOST_NAMED]
    found = {code: names.get(code, _("Un autre lieu")) for code in {*most, *chosen}}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def _organisations(codes: frozenset[str]) -> Mapping[str, str]:
    names = Organisation.objects.filter(pk__in=[int(code) for code in codes]).values_list("pk", "name")
    found = {str(pk): name for pk, name in names}
    return {code: found.get(code, _("Un autre organisme")) for code in sorted(codes)}
