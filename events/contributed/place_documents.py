"""What the search document of a place holds of the activities that the place hosts: words, codes and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from directory.contributions import Taught
from directory.domain import vocabulary
from directory.domain.hours.territories import Territory, territory_of
from directory.domain.place_kind import PERMANENCE, WORKSHOP, PlaceKind
from directory.finder.answer import DATES
from directory.finder.when import TO_ASK, coming_days, days_to_ask, office_hours
from events.domain.announcement import short_title
from events.domain.plain_date import PlainDate, by_host
from events.domain.timetable_words import days_named
from events.models import Activity, Occurrence
from search.question.moments import part_of_day

# The spans of permanences, besides those of all dates.
PERMANENCES = "permanence"
# Dates are indexed two months ahead; the index is made anew each night.
AHEAD = timedelta(days=62)


Spans = list[tuple[str, datetime, datetime]]


def place_spans(pks: Sequence[int], now: datetime) -> Mapping[int, Spans]:
    """The dates held at these places, those of permanences once more under their own name, and the days of what is told
    in words; two queries."""
    coming = Occurrence.objects.taking_place(now).starting_before(now + AHEAD).hosted_by(pks)
    found = {pk: [span for row in rows for span in _spans_of(row)] for pk, rows in by_host(coming.plain()).items()}
    told = Activity.objects.published().undated().filter(point__in=pks).order_by("pk")
    where = "point__insee_code", "point__postal_code"
    for pk, note, hours, *codes in told.values_list("point_id", "timetable_note", "operator__opening_hours", *where):
        found.setdefault(pk, []).extend(spans_told(note, hours or "", now, territory_of(*codes)))
    return found


def spans_told(note: str, opening_hours: str, now: datetime, territory: Territory) -> Spans:
    """The days that a note names, or the working days of whoever comes, by its own hours, when it names none; as they
    are in the territory where it takes place."""
    named = days_named(note)
    if not named:
        return [(TO_ASK, *day) for day in days_to_ask(now, opening_hours, territory)]
    return [
        (TO_ASK, *(part_of_day(day, part, territory.zone) if part else office_hours(day, territory.zone)))
        for day in coming_days(now, territory)
        for weekday, part in sorted(named)
        if day.weekday() == weekday
    ]


def spans_of(kind: str, start: datetime, end: datetime) -> Spans:
    """A date of an activity of this kind, as the spans of its document."""
    names = [DATES, PERMANENCES] if kind == Activity.Kind.PERMANENCE else [DATES]
    return [(name, start, end) for name in names]


def _spans_of(row: PlainDate) -> Spans:
    return spans_of(row.announcement.kind, row.start, row.end)


def place_taught(pks: Sequence[int], now: datetime) -> Mapping[int, Taught]:
    """What is announced at these places: activities with a date to come, or dates told in words; one query."""
    coming = Occurrence.objects.taking_place(now).starting_before(now + AHEAD).order_by()
    dated = coming.hosted_by(pks).values("activity")
    hosted = Activity.objects.published().filter(point__in=pks).select_related("operator").order_by("pk")
    found: dict[int, list[Activity]] = defaultdict(list)
    for activity in hosted.filter(Q(pk__in=dated) | Q(pk__in=Activity.objects.undated().values("pk"))):
        found[activity.point_id].append(activity)
    return {pk: _taught(activities) for pk, activities in found.items()}


def _taught(activities: Sequence[Activity]) -> Taught:
    receive = [one.operator for one in activities if one.operator is not None and one.operator.live]
    return Taught(
        titles=tuple(f"{one.get_kind_display()} {short_title(one.title, one.kind)}" for one in activities),
        texts=tuple(text for one in activities for text in _words_of(one)),
        services=frozenset(code for one in activities for code in one.services),
        programmes=frozenset(code for point in receive for code in point.programmes),
        kinds=frozenset(point.kind.code for point in receive),
        met=frozenset(met_kind(one.kind).code for one in activities),
    )


def _words_of(activity: Activity) -> Iterator[str]:
    """What is told of an activity besides its title: for whom, in which languages, how one gets in."""
    yield from (activity.summary, activity.accessibility, activity.languages)
    yield from vocabulary.PUBLICS.searchable(activity.publics)
    yield from vocabulary.SPECIAL_NEEDS.searchable(activity.special_needs)


def met_kind(kind: str) -> PlaceKind:
    return PERMANENCE if kind == Activity.Kind.PERMANENCE else WORKSHOP
