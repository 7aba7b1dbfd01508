"""The filters of the agenda: their words, and how many dates each choice would leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Case, Count, ExpressionWrapper, Q, When
from django.db.models.fields import BooleanField
from django.utils.translation import gettext as _

from directory.domain import vocabulary
from directory.finder.facets import Facet, FacetSpec, FacetValue
from directory.models import Organisation
from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.domain import filters
from events.domain.filters import access_code, price_code, read_moment, read_terms
from events.models import Activity, Occurrence
from portal.ground.remembered import remembered
from portal.words.french import DAY_NAMES, join_words, lower_first, upper_first
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


def count(query: AgendaQuery, place: Circle | None, first: date, last: date, over_at: datetime | None) -> Tally:
    """How many dates of these days the question has, and would have otherwise; those of the first day that are over at
    a moment are left out.

    Dates of one activity at one moment of the week count together. Places are told apart around a place only: there are
    thousands of them in a country.
    """
    organisations = query.facets.get(filters.ORGANISATION, frozenset())
    selected = {group: codes for group, codes in query.facets.items() if group != filters.ORGANISATION}
    told_apart = place is not None or any(group in selected for group in (filters.HOST, filters.HOLDER))
    sizes = _of_days(first, last, place, organisations, told_apart)
    if over_at is not None:
        gone: Counter[Codes] = Counter()
        for end, ended in _by_end(first, place, organisations, told_apart).items():
            if end <= over_at:
                gone.update(ended)
        sizes = {codes: left for codes, size in sizes.items() if (left := size - gone.get(codes, 0))}
    counted = [group for group in specs() if told_apart or group not in filters.NUMBERED]
    return tally(sizes, selected, counted, filters.OPEN_GROUPS)


@remembered
def _of_days(
    first: date, last: date, place: Circle | None, organisations: frozenset[str], told_apart: bool
) -> Mapping[Codes, int]:
    """Reading them all costs what there are: the same list is shown until the content changes."""
    sizes: defaultdict[Codes, int] = defaultdict(int)
    for codes, number in _sizes((first, last), place, organisations, told_apart):
        sizes[codes] += number
    return sizes


@remembered
def _by_end(
    day: date, place: Circle | None, organisations: frozenset[str], told_apart: bool
) -> Mapping[datetime, Mapping[Codes, int]]:
    """The same for one day, by the moment when they are over."""
    sizes: defaultdict[datetime, Counter[Codes]] = defaultdict(Counter)
    for codes, number, end in _sizes((day, day), place, organisations, told_apart, "end"):
        sizes[end][codes] += number
    return sizes


def _sizes(
    days: tuple[date, date], place: Circle | None, organisations: frozenset[str], told_apart: bool, *apart: str
) -> Iterator[Any]:
    """(codes, number, …): how many dates bear a set of codes, a set more than once; told apart by the columns `apart`
    too, whose values follow. One query."""
    dates = Occurrence.objects.public().on_days(*days)
    near = select(dates, AgendaQuery({filters.ORGANISATION: organisations} if organisations else {}), place)
    by = near.order_by().annotate(full=_FULL).values_list("activity_id", "moment", "full", *apart)
    known = _known().activities
    nothing = _Borne(frozenset(), frozenset())
    made: dict[tuple[Codes, int, bool], Codes] = {}
    for activity, moment, full, *others, number in by.annotate(Count("pk")):
        borne = known.get(activity, nothing)
        key = (borne.words, moment, bool(full))
        codes = made.get(key)
        if codes is None:
            codes = made[key] = borne.words | read_moment(moment) | (frozenset() if full else _ROOM)
        yield codes | borne.numbers if told_apart else codes, number, *others


@remembered
def _known() -> _Known:
    """One query; what names a place is what its page may say."""
    activities: dict[int, _Borne] = {}
    names: dict[str, str] = {}
    shared: dict[tuple[str, str], Codes] = {}  # there are few combinations, whatever the number of activities
    host, holder = (Case(When(**{f"{place}__live": True}, then=f"{place}__name")) for place in ("point", "operator"))
    rows = Activity.objects.published().order_by("pk").annotate(host_name=host, holder_name=holder)
    columns = ("pk", "kind", "filter_terms", "point_id", "host_name", "operator_id", "holder_name")
    for pk, kind, terms, host_id, host_name, holder_id, holder_name in rows.values_list(*columns):
        words = shared.get((kind, terms))
        if words is None:
            pairs = frozenset(pair for pair in read_terms(terms) if pair[0] != filters.ORGANISATION)
            words = shared[kind, terms] = pairs | {(filters.KIND, kind)}
        numbers = set()
        for group, number, name in ((filters.HOST, host_id, host_name), (filters.HOLDER, holder_id, holder_name)):
            if name is not None:
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


def words(chosen: Mapping[str, frozenset[str]]) -> list[str]:
    """What was chosen, in display order, as the name of a list tells it: « lundi ou mardi », « gratuit »."""
    said = []
    for group in (*specs(), filters.ORGANISATION):
        if codes := chosen.get(group):
            labels = [label for code, label in _labels(group, codes).items() if code in codes]
            said.append(join_words(labels, _("ou")))
    return said


def _labels(group: str, codes: frozenset[str]) -> Mapping[str, str]:
    if group == filters.ORGANISATION:
        return _organisations(codes)
    if group in filters.NUMBERED:
        return _named({}, codes)
    return {code: lower_first(label) for code, label in specs()[group].values.items()}


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
