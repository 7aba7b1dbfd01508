"""Opening hours of a place, with its closures and the public holidays of the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from directory.domain import opening_hours, vocabulary
from directory.domain.at_moment import hours_at_words
from directory.domain.holidays import public_holidays
from directory.domain.hours.days import Days
from directory.domain.opening_hours import ClosedDays, DayHours, OpenState, parse
from directory.domain.place_facts import PlaceFacts
from directory.models import Closure
from portal.ground.remembered import remembered
from portal.ground.validity import holds_until
from portal.models import SiteSettings
from portal.words.french import hour_words, until_words
from portal.words.zone import PARIS

# How far a card or a page looks for a holiday to name: four weeks of exceptions and the week shown.
AHEAD = timedelta(days=42)
# How far the next opening is looked for by the texts that name school holidays.
_SCHOOL_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class PublicDays:
    """Names of the public holidays, the days added to the calendar by hand (a day of mourning): closed too, and the
    school holidays."""

    names: Mapping[date, str] = field(default_factory=dict)
    added: tuple[ClosedDays, ...] = ()
    school: tuple[ClosedDays, ...] = ()

    def days(self, place: PlaceFacts) -> Days:
        """Those of a place: its clock and its own holidays."""
        return Days(place.territory, self.school, place.changed)

    def names_at(self, place: PlaceFacts) -> Mapping[date, str]:
        if not (own := place.territory.subdivision) or not self.names:
            return self.names
        years = {day.year for day in self.names}
        return {**{day: name for year in years for day, name in public_holidays(year, own).items()}, **self.names}


@remembered
def public_days(today: date) -> PublicDays:
    """The holidays around `today`; one query. What the calendar says wins over what is computed."""
    first, last = today - timedelta(days=7), today + AHEAD
    computed = {year: public_holidays(year) for year in {first.year, last.year}}
    names = {day: name for year in computed.values() for day, name in year.items() if first <= day <= last}
    added, school = [], []
    of_zone = Q(kind=Closure.Kind.SCHOOL, zone__in=SiteSettings.objects.values("school_zone"))
    rows = Closure.objects.filter(Q(kind=Closure.Kind.PUBLIC) | of_zone, last_day__gte=first)
    for row in rows.filter(first_day__lte=today + _SCHOOL_AHEAD).order_by("first_day"):
        days = ClosedDays(row.first_day, row.last_day, row.label)
        if row.kind == Closure.Kind.SCHOOL:
            school.append(days)
        elif row.first_day in names:
            names[row.first_day] = row.label
        elif row.first_day <= last:
            added.append(days)
    return PublicDays(names, tuple(added), tuple(school))


def local_day(now: datetime, place: PlaceFacts | None = None) -> date:
    """Today, by the clock of the network or of a place."""
    return timezone.localtime(now, PARIS if place is None else place.territory.zone).date()


def open_state(place: PlaceFacts, now: datetime, public: PublicDays) -> OpenState:
    """What a visitor must know before coming, in one sentence.

    « Ouvert » and « Fermé » are said only where one may walk in; elsewhere the hours are those of the staff, and the
    sentence says how to be received, and when somebody is there. A service that moves has no hours at its address.
    """
    today = local_day(now, place)
    if place.closed_for_good:
        return OpenState("closed", None, None, "Fermé pour de bon")
    if place.moves:
        return OpenState("appointment", None, None, _moving(place))
    closures = place.closed_days(today, public.added)
    state = opening_hours.state(parse(place.opening_hours), now, closures, walk_in=True, days=public.days(place))
    if place.welcomes_walk_ins:
        holds_until(state.until or state.opens_at)
        return state
    for closure in closures:
        if closure.covers(today):
            return OpenState("closed", None, None, f"Fermé {until_words(closure.last, today)} : {closure.label}")
    if place.hosts_only:
        return OpenState("appointment", None, None, "Aide pendant les permanences et les ateliers")
    holds_until(state.until or state.opens_at)
    return OpenState("appointment", None, None, _how_to_come(place), _team(state, today))


def open_state_then(
    place: PlaceFacts, stretches: Sequence[tuple[datetime, datetime]], now: datetime, public: PublicDays
) -> OpenState | None:
    """« Ouvert samedi 28 novembre, 9 h à 12 h », the first time that somebody is there in one of these stretches.

    None when nobody is, and when that is in a stretch that has begun: what is true now says it better.
    """
    if not (place.welcomes_walk_ins or place.receives_by_appointment):
        return None
    today = local_day(now, place)
    for start, end in stretches:
        if words := hours_at_words(place, start, end, today, public.added, public.days(place)):
            if start <= now:
                return None
            if place.welcomes_walk_ins:
                return OpenState("open", None, None, f"Ouvert {words}")
            return OpenState("appointment", None, None, f"{_how_to_come(place)}. Équipe présente {words}")
    return None


def week(place: PlaceFacts, now: datetime, public: PublicDays) -> Sequence[DayHours]:
    """The seven days of the week of `now`, Monday first, as they really are: a closure that is over on its Friday still
    shows on its Monday."""
    today = local_day(now, place)
    monday = today - timedelta(days=today.weekday())
    closures = place.closed_days(monday, public.added)
    return opening_hours.week(parse(place.opening_hours), monday, closures, public.names_at(place), public.days(place))


def next_exception(place: PlaceFacts, now: datetime, public: PublicDays, since: date | None = None) -> str:
    """The next closure or holiday that changes the usual week, or nothing; days before `since` are told elsewhere."""
    today = local_day(now, place)
    closures = place.closed_days(today, public.added)
    found = opening_hours.next_exception(
        parse(place.opening_hours), today, closures, public.names_at(place), since=since, days=public.days(place)
    )
    return found or ""


def _moving(place: PlaceFacts) -> str:
    how = "appelez pour savoir où et quand" if place.phone else "demandez où et quand"
    return f"Se déplace de commune en commune : {how}"


def _team(state: OpenState, today: date) -> str:
    """When somebody is there, where one does not simply come: « Équipe présente jusqu’à 17 h »."""
    if state.until is not None:
        return f"Équipe présente jusqu’à {hour_words(state.until.time())}"
    if state.opens_at is not None:
        return f"Équipe présente {opening_hours.opening_words(state.opens_at, today)}"
    return ""


def _how_to_come(place: PlaceFacts) -> str:
    modes = set(place.access_modes)
    if vocabulary.NOBODY in modes:
        return "Ce lieu ne reçoit pas le public"
    if modes == {"prescription"}:
        return "Sur rendez-vous, par un travailleur social"
    if modes:
        return "Sur rendez-vous"
    return "Appelez avant de venir" if place.phone else "Renseignez-vous avant de venir"
