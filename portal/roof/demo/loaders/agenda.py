"""The real permanences and the example workshops of the demo territory."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from directory.domain.holidays import public_holidays
from directory.models import HelpPoint
from events.dates.regeneration import regenerate
from events.models import Activity, Occurrence, Rule, Session
from portal.models.changes import changes
from portal.roof.demo.paths import DATA
from portal.words.french import DAY_NAMES, join_words
from portal.words.zone import PARIS

SOURCE = "d’après la liste France services du 1er août 2024, à vérifier"
SOURCE_URL = "https://github.com/anct-carto/france_services"
# Dates of a workshop that comes back whose remaining places are counted, as an office would for the next weeks.
COUNTED_DATES = 4
# « vendredi, le matin » in the file: « le vendredi matin ».
_PARTS = {"": "", "Le matin": " matin"}


def load(now: datetime) -> str:
    """Insert what is missing and leave the rest as people made it; returns what was done, in words."""
    permanences, workshops = _read("permanences-47.json"), _read("workshops.json")
    today = now.astimezone(PARIS).date()
    with changes():
        known = set(Activity.objects.values_list("uuid", flat=True))
        places = {point.standard_id: point for point in HelpPoint.objects.all()}
        rows = [(row, _permanence) for row in permanences] + [(row, _workshop) for row in workshops]
        new: dict[int, Mapping[str, Any]] = {}
        for row, build in rows:
            uuid = identity(row["key"])
            if uuid not in known:
                activity = build(row, places, today)
                activity.uuid = uuid
                activity.first_published_at = activity.last_published_at = now
                activity.save()
                new[activity.pk] = row
        report = regenerate(new.keys(), now)
        _count_places(new, now)
    return f"{len(permanences)} permanences et {len(workshops)} ateliers ({len(new)} nouveaux), {report.created} dates"


def identity(key: str) -> UUID:
    """The identity of an entry of the data files, the same on every machine."""
    return uuid5(NAMESPACE_URL, f"demo:{key}")


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return rows


def _permanence(row: Mapping[str, Any], places: Mapping[str, HelpPoint], today: date) -> Activity:
    """One activity for all that an operator does in one place: « le lundi, un jeudi sur deux »."""
    dated = row["kind_of_knowledge"] == "dated"
    operator = places[row["operator"]]
    activity = Activity(
        kind=Activity.Kind.PERMANENCE,
        title=row["title"],
        point=places[row["host"]] if row["host"] else None,
        place_text=row["place_text"],
        address=row["address"],
        commune_id=row["commune_insee"],
        operator=operator,
        services=operator.services,
        access=Activity.Access.PHONE,  # nothing in the list says that one may simply come
        # Nor what it costs; who comes asks for no more there than at home.
        price=Activity.Price.FREE if "gratuit" in operator.fees else "",
        booking_phone=row["phone"],
        timetable_note="" if dated else _timetable(row),
        source=SOURCE,
        source_url=SOURCE_URL,
    )
    if dated:
        activity.rules = [
            _rule({"unit": "week", "weekdays": [day["weekday"]], "nth": None, **day}, today) for day in row["days"]
        ]
    return activity


def _timetable(row: Mapping[str, Any]) -> str:
    """What the list says, no hour invented."""
    if row["days"]:
        days = [f"le {DAY_NAMES[day['weekday']]}{_PARTS[day['note_fr']]}" for day in row["days"]]
        return f"{join_words(days)}, heures à demander"
    return "sur rendez-vous" if row["by_appointment"] else "jours et heures à demander"


def _workshop(row: Mapping[str, Any], places: Mapping[str, HelpPoint], today: date) -> Activity:
    point = places[row["place"]] if row["place"] else None
    activity = Activity(
        kind=row["kind"],
        title=row["title"],
        summary=row["summary"],
        body=row["body"],
        point=point,
        commune_id=row["commune_insee"] or (point.commune_id if point is not None else None),
        place_text=row["place_text"],
        services=row["services"],
        publics=row["publics"],
        special_needs=row["special_needs"],
        access=row["access"],
        booking_phone=row["phone"],
        capacity=row["capacity"],
        price=row["price"],
        price_words=row["price_words"],
        accessibility=row["accessibility"],
        languages=", ".join(row["languages"]),
        is_example=row["example"],
    )
    schedule = row["schedule"]
    if "rule" in schedule:
        activity.rules = [_rule(schedule["rule"], today)]
    else:
        activity.sessions = [
            Session(
                day=_open_day(today + timedelta(days=given["in_days"])),
                start_time=time.fromisoformat(given["start"]),
                end_time=time.fromisoformat(given["end"]),
                cancelled=given.get("status") == "cancelled",
                reason=given.get("reason", ""),
                places_left=row["places_left"],
            )
            for given in schedule["sessions"]
        ]
    return activity


def _rule(given: Mapping[str, Any], today: date) -> Rule:
    return Rule(
        unit=given["unit"],
        weekdays=given["weekdays"],
        nth=[given["nth"]] if given["nth"] else [],
        week_parity=given["week_parity"],
        start_time=time.fromisoformat(given["start"]),
        end_time=time.fromisoformat(given["end"]),
        valid_from=today - timedelta(days=today.weekday()),
    )


def _open_day(day: date) -> date:
    """The day, or the next one that is neither a Sunday nor a public holiday."""
    while day.weekday() == 6 or day in public_holidays(day.year):
        day += timedelta(days=1)
    return day


def _count_places(new: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
    """Remaining places of the next dates of workshops that come back: the nearest is the fullest."""
    for pk, row in new.items():
        if row.get("places_left") is None or "rule" not in row["schedule"]:
            continue
        coming = Occurrence.objects.filter(activity=pk, removed_at__isnull=True).coming(now).defer("ical")
        dates = list(coming[:COUNTED_DATES])
        for weeks, occurrence in enumerate(dates):
            occurrence.places_left = min(row["capacity"], row["places_left"] + 2 * weeks)
        Occurrence.objects.bulk_update(dates, ["places_left"])
