"""One address is given to people and search engines, whatever name the request came by."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from directory.models import HelpPoint
from events.models import Occurrence
from portal.roof.public_address import answer_at

PUBLIC = "https://portail.example.org"
PAGES = [
    *("/", "/lieux/", "/lieux/?ou=agen", "/guide/", "/agenda/", "/agenda/?ou=agen", "/actualites/", "/recherche/"),
    *("/actualites/rss.xml", "/sitemap.xml", "/robots.txt", "/ical/reseau.ics"),
]
_ABSOLUTE = re.compile(r"(?:https?|webcal)://(testserver|localhost|127\.0\.0\.1|portail\.example\.org)\b")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Wagtail remembers the address longer than the test's transaction."""
    yield
    Site.clear_site_root_paths_cache()


@pytest.fixture
def public(demo: list[str]) -> None:
    answer_at(PUBLIC)


@pytest.mark.usefixtures("public")
def test_every_absolute_link_bears_it(client: Any) -> None:
    point = HelpPoint.objects.in_service().exclude(latitude=None)[0]
    date = Occurrence.objects.first()
    assert date is not None
    found = set()
    for path in [*PAGES, point.get_absolute_url(), date.get_absolute_url(), date.activity.get_absolute_url()]:
        text = b"".join(client.get(path)).decode().replace("\r\n ", "")
        hosts = set(_ABSOLUTE.findall(text))
        assert hosts <= {"portail.example.org"}, path
        found |= {path for _host in hosts}
    assert {"/lieux/", "/guide/", "/agenda/", "/actualites/rss.xml", "/sitemap.xml", "/robots.txt"} <= found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "root"),
    [
        (PUBLIC, PUBLIC),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("http://portail.example.org", "http://portail.example.org"),
    ],
)
def test_the_clock_tells_it_to_the_site(site: Site, settings: Any, address: str, root: str) -> None:
    settings.WAGTAILADMIN_BASE_URL = address
    call_command("clock", once=True)
    assert Site.objects.get(is_default_site=True).root_url == root
    with CaptureQueriesContext(connection) as queries:
        answer_at(address)
    assert len(queries) == 1


@pytest.mark.django_db
def test_the_address_of_a_place_leads_to_it(site: Site) -> None:
    point = HelpPoint(pk=7, name="Mairie d’Agen")
    assert point.get_absolute_url() == reverse("place", args=[7, point.slug])


@pytest.mark.django_db
def test_the_site_map_is_read_by_who_reads_site_maps(site: Site, client: Any) -> None:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    listed = re.findall(r"<url><loc>http://localhost(.*?)</loc>", answer.content.decode())
    assert {"/", "/lieux/", "/agenda/"} <= set(listed) and len(set(listed)) == len(listed)
