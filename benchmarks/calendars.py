"""What calendars and the dates they carry cost, beside the least that they could.

    python -m benchmarks.calendars

On SQLite, as it is installed. Processor time, median of five; every figure stands beside its
peer of the same run: the library building the same events, dateutil expanding the same rules, `bulk_create` of the
same rows. One line a goal, with its limit.

Those of « 304 », « unchanged » and « ten times the rules » are met by little: on a busy machine, runs told 0.009 and
0.011 of the first, 0.83 and 1.03 of the second, 9.2 and 11.03 of the third.
"""

from __future__ import annotations

import gc
import os
import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from statistics import median
from time import process_time
from typing import Any

import django

FOLDER = tempfile.TemporaryDirectory(prefix="bench-calendars-")
os.environ |= {"PORTAL_VAR_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "portal.settings.embedded"}
django.setup()

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule, weekday  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from icalendar import Calendar, Event  # noqa: E402

from events.calendars.event_text import activity_text, event_of  # noqa: E402
from events.calendars.views import network  # noqa: E402
from events.dates.days_off import days_off  # noqa: E402
from events.dates.regeneration import extend_all  # noqa: E402
from events.domain.ical import EventData  # noqa: E402
from events.domain.recurrence import RuleSpec, slots  # noqa: E402
from events.location import RELATED, location_of  # noqa: E402
from events.models import Activity, Occurrence, Rule  # noqa: E402
from portal.models import Commune, SiteSettings  # noqa: E402
from portal.models.changes import changes  # noqa: E402
from portal.roof.demo.loaders.site import ensure_site, introduce_network  # noqa: E402
from portal.roof.demo.loaders.territory import load as load_communes  # noqa: E402
from portal.words.zone import PARIS  # noqa: E402

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=PARIS)
WINDOW = (date(2026, 11, 27), date(2027, 12, 29))
EVENTS = 2_000
ROUNDS = 5
LINES = (
    "Appeler avant de venir.", "Gratuit.", "Avec France services La Poste de Puymirol.", "Téléphone : 05 53 98 72 28",
    "D’après la liste France services du 1er août 2024, à vérifier.",
)  # fmt: skip


def cost(
    run: Callable[[], Any], before: Callable[[], Any] = lambda: None, rounds: int = ROUNDS, times: int = 1
) -> float:
    """Milliseconds of processor of one `run`; of what is short, several `times` a round."""
    found = []
    for number in range(rounds + 1):
        before()
        gc.collect()
        start = process_time()
        for _time in range(times):
            run()
        if number:  # the first round warms everything up
            found.append(1000 * (process_time() - start) / times)
    return median(found)


def told(name: str, spent: float, floor: float, limit: float, of_what: str) -> None:
    print(f"{name:34} {spent:9.1f} ms  {spent / floor:7.3f} × {of_what} ({floor:.1f} ms), goal ≤ {limit} ×", flush=True)


def rules_of(number: int) -> dict[str, Any]:
    """Weekly, alternate and monthly rules, as a network has them."""
    day = [number % 5]
    shapes: tuple[dict[str, Any], ...] = (
        {"weekdays": day},
        {"weekdays": day, "week_parity": "odd" if number % 2 else "even"},
        {"weekdays": day, "school_holidays": "skip"},
        {"unit": "month_nth", "weekdays": day, "nth": [1, 3]},
    )
    return {
        "unit": "week",
        "start_time": time(8 + number % 10),
        "end_time": time(8 + number % 10, 45),
        "valid_from": date(2025, 9, 1),
        **shapes[number % len(shapes)],
    }


def fill(count: int) -> None:
    """Published activities of one rule each, without their dates."""
    commune = Commune.objects.get(insee="47001")
    Activity.objects.all().delete()
    activities = Activity.objects.bulk_create(
        Activity(
            title=f"Permanence – Mairie de quartier {number}", summary="On fait les démarches avec vous.", live=True,
            place_text=f"Mairie de quartier {number}", address="2 rue du Lavoir", commune=commune,
            services=["demarches", "outils"],
            source="la liste France services du 1er août 2024, à vérifier",
        )
        for number in range(count)
    )  # fmt: skip
    Rule.objects.bulk_create(Rule(activity=one, **rules_of(number)) for number, one in enumerate(activities))


def library_builds(events: list[EventData]) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Coup de main//Agenda//FR")
    for one in events:
        event = Event()
        for name, value in (
            ("uid", one.uid), ("dtstamp", one.changed_at), ("last-modified", one.changed_at),
            ("created", one.created_at), ("sequence", one.sequence), ("dtstart", one.start_local),
            ("dtend", one.end_local), ("summary", one.summary), ("status", "CONFIRMED"), ("class", "PUBLIC"),
            ("transp", "TRANSPARENT"), ("description", one.description), ("location", one.location),
            ("categories", list(one.categories)), ("url", one.url),
        ):  # fmt: skip
            event.add(name, value)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def feeds() -> None:
    fill(90)
    extend_all(NOW)
    surplus = Occurrence.objects.order_by("start").values_list("pk", flat=True)[EVENTS:]
    Occurrence.objects.filter(pk__in=list(surplus)).delete()
    activities = Activity.objects.select_related(*RELATED).in_bulk()
    texts = {pk: activity_text(activity, "https://exemple.fr") for pk, activity in activities.items()}
    events = [event_of(row, texts[row.activity_id]) for row in Occurrence.objects.defer("ical")]
    assert len(events) == EVENTS
    ask = RequestFactory()
    whole = network(ask.get("/ical/reseau.ics"))
    assert whole.content.count(b"BEGIN:VEVENT") == EVENTS
    asked = ask.get("/ical/reseau.ics", headers={"If-None-Match": whole["ETag"]})
    assert network(asked).status_code == 304
    library = cost(lambda: library_builds(events))
    print(f"{EVENTS} events of {len(whole.content) // EVENTS} bytes")

    def forget() -> None:
        Occurrence.objects.update(ical=None)

    of_what = "the library"
    stored = list(Occurrence.objects.all())
    warm = cost(lambda: network(ask.get("/ical/reseau.ics")), times=10)
    small = cost(lambda: network(ask.get("/ical/reseau.ics", headers={"Accept-Encoding": "gzip"})), times=10)
    unchanged = cost(lambda: network(asked), times=20)
    told(
        "network, no fragment stored", cost(lambda: network(ask.get("/ical/reseau.ics")), forget), library, 1.3, of_what
    )
    Occurrence.objects.bulk_update(stored, ["ical"], batch_size=500)
    told("network, stored fragments", warm, library, 0.05, of_what)
    told("the same in gzip", small, library, 0.05, of_what)
    told("304", unchanged, library, 0.01, of_what)


def dateutil_expands(rules: list[RuleSpec]) -> int:
    count = 0
    first, last = (datetime.combine(day, time(0)) for day in WINDOW)
    for rule in rules:
        if rule.unit == "week":
            found = rrule(WEEKLY, dtstart=first, until=last, wkst=MO, byweekday=rule.weekdays)
        else:
            days = [weekday(day)(nth) for nth in rule.nth for day in rule.weekdays]
            found = rrule(MONTHLY, dtstart=first, until=last, byweekday=days)
        count += len(list(found))
    return count


def dates() -> None:
    fill(1_000)
    specs = [rule.spec for rule in Rule.objects.all()]
    off = days_off(WINDOW[0], WINDOW[1], [], SiteSettings.load().school_zone)
    one = Activity.objects.select_related(*RELATED)[0]
    closures, public = off.of_activity(one), off.public_in(location_of(one).territory)

    def expand() -> None:
        for spec in specs:
            slots([spec], closures, public, (), WINDOW)

    expanded = cost(expand)
    told("expansion of 1,000 rules", expanded, cost(lambda: dateutil_expands(specs)), 5, "dateutil")

    filled = cost(lambda: extend_all(NOW), lambda: Occurrence.objects.all().delete(), rounds=2)
    rows = list(Occurrence.objects.all())
    print(f"{len(rows)} dates")

    def create() -> None:
        Occurrence.objects.all().delete()
        for row in rows:
            row.pk = None

    created = cost(lambda: Occurrence.objects.bulk_create(rows, batch_size=500), create, rounds=2)
    told("first fill", filled, 2 * expanded + created, 1, "2 × expansion + bulk_create")
    read = cost(lambda: list(Occurrence.objects.values_list("activity_id", "slot", "start", "end", "content_hash")))
    with CaptureQueriesContext(connection) as captured:
        extend_all(NOW)
    written = [query["sql"] for query in captured if re.search(r"\b(INSERT|UPDATE|DELETE)\b", query["sql"])]
    again = cost(lambda: extend_all(NOW), rounds=3)
    told("unchanged", again, 3 * expanded + read, 1, "3 × expansion + reading the slots")
    print(f"{'':34} {len(written)} writes, goal 0; expansion {expanded:.0f} ms, reading {read:.0f} ms")
    Activity.objects.filter(pk__in=list(Activity.objects.values_list("pk", flat=True)[100:])).delete()
    part = cost(lambda: extend_all(NOW), rounds=3)
    told("unchanged, ten times the rules", again, part, 11, "a tenth")


if __name__ == "__main__":
    with FOLDER:
        call_command("migrate", verbosity=0)
        with changes():
            load_communes()
            ensure_site()
            introduce_network()
        feeds()
        dates()
