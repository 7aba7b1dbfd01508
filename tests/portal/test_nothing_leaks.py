"""Every public output against every state of being not public: the name of the object appears nowhere.

The name is a word that no other content holds. The last test proves that the same outputs do show it once published.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from events.models import Occurrence
from portal.roof.clock.scheduled import unpublish_expired
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish
from tests.home import pages

pytestmark = pytest.mark.django_db

NAME = "Zorglubie"
OTHER = "Un autre nom"
OUTPUTS = [
    "/",
    "/lieux/",
    "/lieux/?ou=laplume",
    "/lieux/?quoi=zorglubie",
    "/agenda/",
    "/agenda/?ou=laplume",
    "/recherche/?q=zorglubie",
    "/recherche/?q=laplume",
    "/agenda/mois/?ou=laplume",
    "/ical/reseau.ics",
    "/ical/agenda.ics?ou=Laplume+(47310)&rayon=20",
    "/actualites/",
    "/actualites/rss.xml",
    "/sitemap.xml",
]


def place(**fields: Any) -> Any:
    return HelpPointFactory(**{"name": NAME, **fields})


def activity(**fields: Any) -> Any:
    point = publish(HelpPointFactory())
    return ActivityFactory(**{"title": NAME, "point": point, **fields})


def article(**fields: Any) -> Any:
    title = fields.pop("title", fields.pop("name", NAME))
    return pages.article(title, publish=False, introduction=title, **fields)


def own_addresses(item: Any) -> list[str]:
    kind = type(item).__name__
    if kind == "HelpPoint":
        return [f"/lieux/{item.pk}-zorglubie/", f"/ical/lieu/{item.pk}.ics"]
    if kind == "Activity":
        dates = list(Occurrence.objects.filter(activity=item.pk).values_list("pk", flat=True)[:2])
        return [
            f"/agenda/{item.pk}-zorglubie/",
            f"/ical/activite/{item.pk}.ics",
            *(f"/agenda/date/{pk}/" for pk in dates),
            *(f"/ical/date/{pk}.ics" for pk in dates),
            *([f"/lieux/{item.point_id}/", f"/ical/lieu/{item.point_id}.ics"] if item.point_id else []),
        ]
    return [item.url]


def draft(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    item = make()
    item.save_revision()
    return item


def scheduled(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    return publish(make(go_live_at=now + timedelta(hours=1)))


def unpublished(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    item = publish(make())
    item.unpublish()
    return item


def expired(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    item = publish(make(expire_at=now + timedelta(minutes=5)))
    assert item.live
    frozen.move_to(now + timedelta(minutes=6))
    assert unpublish_expired(now + timedelta(minutes=6)) == (1, 0)
    return item


def deleted(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    item = publish(make())
    addresses = own_addresses(item)
    item.delete()
    item.known_addresses = addresses
    return item


def pending_edit(make: Callable[..., Any], frozen: Any, now: datetime) -> Any:
    """Public under another name; the new one is a draft."""
    field = "name" if make is place else "title"
    item = publish(make(**{field: OTHER}))
    setattr(item, field, NAME)
    item.save_revision()
    return item


STATES = [draft, scheduled, unpublished, expired, deleted, pending_edit]


def showing(client: Any, item: Any) -> list[str]:
    """The outputs where the name is seen."""
    addresses = OUTPUTS + (own_addresses(item) if item.pk else item.known_addresses)
    return [address for address in addresses if said(client, address)]


def said(client: Any, address: str) -> bool:
    response = client.get(address, follow=True)
    assert response.status_code < 500, address
    text = b"".join(response) if response.streaming else response.content
    # Lines of a calendar are folded; what people typed is given back to them in the form and in its messages.
    words = re.sub(r"\r?\n[ \t]", "", text.decode())
    return NAME in words


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("make", [place, activity, article], ids=lambda make: make.__name__)
def test_what_is_not_public_shows_nowhere(
    make: Callable[..., Any], state: Callable[..., Any], site: Any, client: Any, frozen: Any, now: datetime
) -> None:
    pages.section()
    assert showing(client, state(make, frozen, now)) == []


EXPECTED = {
    place: {"/lieux/", "/lieux/?ou=laplume", "/lieux/?quoi=zorglubie", "/recherche/?q=zorglubie"},
    activity: {"/", "/agenda/", "/agenda/?ou=laplume", "/recherche/?q=zorglubie", "/ical/reseau.ics"},
    article: {"/", "/recherche/?q=zorglubie", "/actualites/", "/actualites/rss.xml"},
}


@pytest.mark.parametrize("make", EXPECTED, ids=lambda make: make.__name__)
def test_what_is_public_shows(make: Callable[..., Any], site: Any, client: Any, frozen: Any, now: datetime) -> None:
    pages.section()
    item = publish(make())
    seen = set(showing(client, item))
    assert seen >= EXPECTED[make]
    assert seen >= set(own_addresses(item)[:1])
