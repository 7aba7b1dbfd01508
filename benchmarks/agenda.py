"""What the agenda costs over many dates, beside its own SQL by cursor and beside a bare Wagtail page.

    python -m benchmarks.agenda             200 000 dates of 4 000 activities, and a tenth of them

On SQLite in memory, or on the server of DATABASE_URL. For each question, on the whole: the data of the page (list,
count, facets) beside the same statements read by a cursor; the whole page beside a Wagtail page, found by its tree,
that renders the same template from a context in memory; the page at ten times the data. The data are made with nothing
remembered, pages with what the portal remembers from one visit to the next; no finished answer is shown again.

What remains beyond the goals (a page 1.3 times the bare one): in processor time a list is twice the bare page (35 ms
beside 18), of which 6 ms are the answer (its SQL, reading sixty dates, their rows), 6 ms the words and links around it,
and 6 ms that the same template takes longer with words it has not shown before; a month is 1.6 times (10 ms beside 6).
The data of a list without memory are 2.5 to 3.3 times their SQL: what each activity bears is read for the filters.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Site  # noqa: E402

from benchmarks.search import timed  # noqa: E402
from events.agenda import view  # noqa: E402
from events.agenda.answer import answer  # noqa: E402
from events.dates.announcing import announcement_of, filter_terms_of  # noqa: E402
from events.domain.announcement import write  # noqa: E402
from events.domain.filters import moment_of  # noqa: E402
from events.models import Activity, Occurrence  # noqa: E402
from portal.models import Commune  # noqa: E402
from portal.models.changes import changes  # noqa: E402
from portal.models.content_version import move_content_version  # noqa: E402
from portal.roof.demo.loaders.site import ensure_site, introduce_network  # noqa: E402
from portal.roof.demo.loaders.territory import load as load_communes  # noqa: E402
from portal.words.zone import PARIS  # noqa: E402

DATES_OF_EACH = 50
SMALL, WHOLE = 400, 4_000  # activities
SERVICES = ("demarches", "outils", "insertion", "securite", "parentalite", "acces")
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    "this week": {},
    "near a commune": {"ou": "agen"},
    "three filters": {"service": "demarches", "jour": "lundi", "moment": "matin"},
    "a month": {"vue": "mois"},
    "a day": {"vue": "jour"},
    "three months": {"du": "{today}", "au": "{later}"},
}

_kept: dict[str, Any] = {}


def bare(request: HttpRequest) -> HttpResponse:
    """What Wagtail does to serve a page, with nothing to gather for it."""
    site = Site.find_for_request(request)
    assert site is not None
    site.root_page.specific.route(request, ["agenda"])
    return render(request, "events/agenda.html", _kept)


def keep(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    _kept.clear()
    _kept.update(context)
    return render(request, template, context)


urlpatterns = [path("bare/", bare), path("", include("portal.urls"))]


def fill(first: int, last: int) -> None:
    """Activities of these ranks, published, each with its dates week after week."""
    chance = random.Random(first)
    communes = list(Commune.objects.order_by("insee"))
    now = timezone.now()
    activities = [
        Activity(
            kind=Activity.Kind.values[rank % 3],
            title=f"Aide numérique {rank}",
            summary="Une personne vous aide.",
            place_text="Mairie",
            commune=communes[rank % len(communes)],
            services=chance.sample(SERVICES, 2),
            publics=chance.choice([[], [], ["seniors"], ["jeunes"]]),
            access=chance.choice((Activity.Access.DROP_IN, Activity.Access.BOOKING)),
            live=True,
        )
        for rank in range(first, last)
    ]
    for activity in activities:
        activity.announcement = write(announcement_of_new(activity, now))
        activity.filter_terms = filter_terms_of(activity)
    Activity.objects.bulk_create(activities, batch_size=500)
    for activity in activities:
        Occurrence.objects.bulk_create(dates_of(activity, chance, now))
    move_content_version()


def announcement_of_new(activity: Activity, now: datetime) -> Any:
    activity._prefetched_objects_cache = {"rules": []}  # type: ignore[attr-defined]  # it has no key yet
    return announcement_of(activity, now.date())


def dates_of(activity: Activity, chance: random.Random, now: datetime) -> list[Occurrence]:
    day = now.astimezone(PARIS).date() + timedelta(days=chance.randrange(7) - 14)
    hour = chance.choice((8, 9, 10, 14, 15, 18))
    commune = activity.commune
    assert commune is not None
    rows = []
    for week in range(DATES_OF_EACH):
        start = datetime.combine(day + timedelta(weeks=week), time(hour), PARIS)
        end = start + timedelta(hours=2)
        rows.append(
            Occurrence(
                activity=activity,
                slot=f"bench:{week}",
                uid=str(uuid4()),
                local_date=start.date(),
                start=start,
                end=end,
                kind=activity.kind,
                insee=commune.insee,
                latitude=commune.latitude,
                longitude=commune.longitude,
                moment=moment_of(start, end),
                created_at=now,
                changed_at=now,
            )
        )
    return rows


def statements(run: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        run()
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def by_cursor(some: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in some:
            cursor.execute(sql.replace("%", "%%") if "%" in sql else sql, [] if "%" in sql else None)
            cursor.fetchall()


def measure(client: Client) -> dict[str, tuple[float, float, float, float]]:
    """Name → milliseconds of the data, of the same SQL, of the page, of the bare page."""
    figures = {}
    today = timezone.now().astimezone(PARIS).date()
    days = {"today": today.isoformat(), "later": (today + timedelta(days=91)).isoformat()}
    for name, parameters in QUESTIONS.items():
        values = {key: value.format(**days) for key, value in parameters.items()}
        now = timezone.now()
        query, notices = view.asked({key: [value] for key, value in values.items()}, now)
        assert not notices, notices
        with override_settings(REMEMBERS_CONTENT=False):
            same = statements(lambda query=query, now=now: answer(query, now))  # type: ignore[misc]
            data, _ = timed(lambda query=query, now=now: answer(query, now))
            raw, _ = timed(lambda same=same: by_cursor(same))
        address = f"/agenda/?{urlencode(values)}"
        with patch.object(view, "render", keep):
            assert client.get(address).status_code == 200, address
        page, _ = timed(lambda address=address: client.get(address).content)
        floor, _ = timed(lambda: client.get("/bare/").content)
        figures[name] = (data, raw, page, floor)
    return figures


def main() -> None:
    with changes():
        load_communes()
        ensure_site()
        introduce_network()
    client = Client()
    fill(0, SMALL)
    small = measure(client)
    fill(SMALL, WHOLE)
    whole = measure(client)
    print(f"{connection.vendor}, {Occurrence.objects.count()} dates of {Activity.objects.count()} activities")
    print(
        f"{'p50 in ms':16} {'data':>8} {'SQL':>8} {'ratio':>6} {'page':>8} {'bare':>8} {'ratio':>6} {'10 × data':>10}"
    )
    for name, (data, raw, page, floor) in whole.items():
        grown = page / small[name][2]
        ratios = f"{data / raw:6.2f} {page:8.1f} {floor:8.1f} {page / floor:6.2f} {grown:10.2f}"
        print(f"{name:16} {data:8.1f} {raw:8.1f} {ratios}")


if __name__ == "__main__":
    created = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        with override_settings(ROOT_URLCONF=__name__, REMEMBERS_CONTENT=True):
            main()
    finally:
        connection.creation.destroy_test_db(created, verbosity=0)
