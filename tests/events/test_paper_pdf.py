"""The PDF of the month and of the poster, read by an engine that did not write them."""

import re
import sys
import threading
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import SuspiciousFileOperation
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from events.agenda import month
from events.models import Activity
from events.paper import pdf, poster
from portal.ground.turnstile import Turnstile
from tests.events.conftest import MakeWorkshop
from tests.factories.dates import ActivityFactory
from tests.judges import poppler

pytestmark = pytest.mark.django_db

PAGE = "/agenda/mois/?ou=Lafox+(47240)&rayon=20&mois=2026-12"
MONTH = PAGE.replace("mois/", "mois.pdf")
A4 = "595.276 x 841.89 pts (A4)"


@pytest.fixture(autouse=True)
def drawn_and_read() -> None:
    poppler.needed()


def pdf_of(client: Any, address: str) -> bytes:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return bytes(response.content)


def page_of(client: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def words(tag: Any) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


def close(text: str) -> str:
    """Without spaces: a page and a file end their lines elsewhere."""
    return re.sub(r"\s+", "", text)


def inflated(found: bytes) -> bytes:
    """The file, then its objects that are compressed."""
    starts = [found[match.end() :] for match in re.finditer(rb"(?<!end)stream\r?\n", found)]
    return found + b"".join(zlib.decompressobj().decompress(one) for one in starts if one[:1] == b"x")


def drawn(body: str) -> bytes:
    from events.paper import typesetting

    return typesetting.draw(f'<html lang="fr"><title>Essai</title><body>{body}', "https://exemple.fr")


# What a reader finds in it


def test_the_month_is_an_accessible_a4_file(demo: Any, client: Any) -> None:
    found = pdf_of(client, MONTH)
    said = poppler.described(found)
    assert said["Title"] == "Permanences et ateliers à moins de 20 km de Lafox (47240), décembre 2026"
    assert (said["Tagged"], said["Page size"], said["Pages"]) == ("yes", A4, "2")
    assert re.search(r"pdfuaid:part\W+1\W", poppler.metadata(found))
    inside = inflated(found)
    assert b"/Lang (fr)" in inside and b"/DisplayDocTitle true" in inside
    fonts = poppler.fonts(found)
    assert all(held for _name, held in fonts) and {name.partition("+")[2] for name, _held in fonts} == {
        "Paper",
        "Paper-Bold",
    }


def test_it_says_what_the_page_says_in_its_order(demo: Any, client: Any) -> None:
    tree = poppler.structure(pdf_of(client, MONTH))
    page = page_of(client, PAGE)
    days = page.select(".month h2, .month-asked h2")
    assert re.findall(r"^ *(H\d) ", tree, re.MULTILINE) == ["H1", *["H2"] * len(days)]
    told, at = close("".join(re.findall(r'^ *"(.*)"$', tree, re.MULTILINE))), 0
    lines = page.select(".sheet > h1, .month h2, .month li, .month-asked li, .sheet-foot")
    for line in lines:
        at = told.index(close(words(line)), at) + 1
    assert len(lines) > 50
    assert tree.count("LBody") == len(page.select(".month li, .month-asked li"))


def test_letters_are_big_enough(demo: Any, client: Any) -> None:
    assert min(poppler.letters(pdf_of(client, MONTH)).values()) >= 9
    place = HelpPoint.objects.filter(name="France services Duras").get()
    found = poppler.letters(pdf_of(client, f"/agenda/affiche/lieu/{place.pk}.pdf"))
    assert found["05 53 20 38 38"] >= 60
    assert min(size for line, size in found.items() if re.match(r"(Lundi|Mercredi) ", line)) >= 24
    assert min(found.values()) >= 13


def test_links_start_from_the_public_address_and_figures_are_told(demo: Any, client: Any) -> None:
    inside = inflated(pdf_of(client, MONTH))
    assert b"(http://localhost/agenda/date/" in inside
    folded = pdf_of(client, f"{MONTH}&format=a5")
    assert "Figure" in poppler.structure(folded) and b"/Alt " in inflated(folded)


def test_the_booklet_is_landscape_with_its_cover_first(demo: Any, client: Any) -> None:
    found = pdf_of(client, "/agenda/mois.pdf?ou=Nerac+(47600)&rayon=5&mois=2026-12&format=a5")
    said = poppler.described(found)
    assert (said["Pages"], said["Page size"]) == ("2", "841.89 x 595.276 pts (A4)")
    tree = poppler.structure(found)
    assert tree.count("H1 ") == 1 and tree.index("H1 ") < tree.index("visez le carré") < tree.index("H2 ")


def test_a_poster_is_one_sheet_of_whole_dates(
    client: Any, permanence: Activity, make_workshop: MakeWorkshop, place: Any
) -> None:
    address = f"/agenda/affiche/lieu/{place.pk}"

    def standing() -> list[bool]:
        """Of each date of the page, whether it stands on the sheet."""
        found = pdf_of(client, f"{address}.pdf")
        said = poppler.text(found)
        assert poppler.described(found)["Pages"] == "1"
        assert f"http://localhost/lieux/{place.pk}/" in said and "Affiche faite le mardi 24 novembre 2026." in said
        lines = [words(line) for line in page_of(client, f"{address}/").select(".poster li")]
        whole = [line in said for line in lines]
        assert len(lines) == 10 and [line.split(",")[0] in said for line in lines] == whole, "never half a date"
        return whole

    short = standing()
    make_workshop(*((date(2026, 12, day), time(14), time(16)) for day in (1, 2, 3)), title="Débuter", access="booking")
    longer = standing()
    assert sorted(short, reverse=True) == short and sorted(longer, reverse=True) == longer, "the first ones"
    assert 10 >= sum(short) > sum(longer) >= 4


def test_dates_that_fit_all_stand_on_the_poster(client: Any, make_workshop: MakeWorkshop) -> None:
    workshop = make_workshop((date(2026, 12, 1), time(14), time(16)), (date(2026, 12, 8), time(14), time(16)))
    said = poppler.text(pdf_of(client, f"/agenda/affiche/{workshop.pk}.pdf"))
    assert "Mardi 1er décembre, de 14 h à 16 h" in said and "Mardi 8 décembre, de 14 h à 16 h" in said


# How it is asked


def test_same_content_same_bytes_and_not_again_for_who_has_them(
    demo: Any, client: Any, frozen: Any, now: datetime
) -> None:
    first = client.get(MONTH)
    frozen.move_to(now + timedelta(hours=1))
    second = client.get(MONTH)
    assert first.content == second.content and first["ETag"] == second["ETag"]
    assert (first["Cache-Control"], first["X-Robots-Tag"]) == ("no-cache", "noindex")
    assert client.get(MONTH, headers={"If-None-Match": first["ETag"]}).status_code == 304
    head = client.head(MONTH)
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(first.content)))
    Activity.objects.filter(title__contains="Lafox").update(live=False)
    assert client.get(MONTH, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_reads_as_much_as_its_page_and_writes_nothing(demo: Any, client: Any) -> None:
    place = HelpPoint.objects.filter(name="Centre socio-culturel Le Point Commun").get()
    for address, most in ((MONTH, 10), (f"/agenda/affiche/lieu/{place.pk}.pdf", 7)):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            pdf_of(client, address)
        sent = [query["sql"] for query in captured.captured_queries]
        assert len(sent) <= most and all(sql.startswith("SELECT") for sql in sent)


def test_drafts_never_show(client: Any, permanence: Activity, place: Any) -> None:
    address = "/agenda/mois.pdf?ou=Laplume+(47310)&mois=2026-12"
    assert "Permanence d’exemple" in poppler.text(pdf_of(client, address))
    permanence.unpublish()
    assert "Permanence d’exemple" not in poppler.text(pdf_of(client, address))


def test_it_answers_what_its_page_answers(client: Any, permanence: Activity, place: Any) -> None:
    assert client.get("/agenda/mois.pdf?ou=zzzzzz")["Location"] == "/agenda/?ou=zzzzzz"
    assert client.post("/agenda/mois.pdf").status_code == 405
    assert client.get(f"/agenda/affiche/{ActivityFactory(point=place).pk}.pdf").status_code == 404
    permanence.unpublish()
    assert client.get(f"/agenda/affiche/{permanence.pk}.pdf").status_code == 410
    HelpPoint.objects.filter(pk=place.pk).update(status=HelpPoint.Status.CLOSED)
    assert client.get(f"/agenda/affiche/lieu/{place.pk}.pdf")["Location"] == place.get_absolute_url()


def test_the_pages_lead_to_it_where_it_is_made(
    client: Any, permanence: Activity, place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {
        PAGE: MONTH,
        f"{PAGE}&format=a5": f"{MONTH}&format=a5",
        f"/agenda/affiche/{permanence.pk}/": f"/agenda/affiche/{permanence.pk}.pdf",
        f"/agenda/affiche/lieu/{place.pk}/": f"/agenda/affiche/lieu/{place.pk}.pdf",
    }
    for address, file in addresses.items():
        link = page_of(client, address).select_one("a[download]")
        assert link is not None and (link["href"], words(link)) == (file, "Télécharger en PDF")
    for module in (month, poster):
        monkeypatch.setattr(module, "available", lambda: False)
    for address, file in addresses.items():
        assert "PDF" not in client.get(address).content.decode()
        assert client.get(file).status_code == 404


def test_a_month_that_would_be_too_long_has_none(demo: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(month, "MOST_IN_PDF", 20)
    assert page_of(client, PAGE).select_one("a[download]") is None
    assert client.get(MONTH).status_code == 404


@pytest.mark.parametrize("fault", [ImportError("no weasyprint"), OSError("cannot load library 'libpango-1.0-0'")])
def test_without_the_library_or_the_system_there_is_none(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, *_where: Any) -> None:
            if name == "weasyprint":
                raise fault

    for name in [name for name in sys.modules if name.startswith("weasyprint") or name == "events.paper.typesetting"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    assert pdf.available.__wrapped__() is False


# What it costs, what it may reach


def test_one_is_drawn_at_a_time(client: Any, permanence: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "DOOR", Turnstile(1, wait=0.01))
    inside, leave = threading.Event(), threading.Event()

    def linger() -> HttpResponse:
        inside.set()
        leave.wait(10)
        return HttpResponse()

    slow = threading.Thread(target=pdf.DOOR.through, args=(RequestFactory().get("/"), linger))
    slow.start()
    assert inside.wait(10)
    refused = client.get(f"/agenda/affiche/{permanence.pk}.pdf")
    assert (refused.status_code, refused["Retry-After"]) == (503, "5") and "ETag" not in refused
    assert "rechargez la page" in refused.content.decode()
    leave.set()
    slow.join()
    assert client.get(f"/agenda/affiche/{permanence.pk}.pdf").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8000/",
        "https://exemple.fr/a.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "data:image/png,a",
        "static:a",
    ],
)
def test_nothing_is_fetched(address: str, caplog: pytest.LogCaptureFixture) -> None:
    from events.paper import typesetting

    with pytest.raises((PermissionError, FileNotFoundError)):
        typesetting.ShippedFiles().fetch(address)
    assert "Texte" in poppler.text(drawn(f'<p>Texte<img src="{address}" alt="a"><p>'))
    assert "Failed to load image" in caplog.text


def test_a_path_does_not_leave_the_static_files() -> None:
    from events.paper import typesetting

    with pytest.raises(SuspiciousFileOperation):
        typesetting.ShippedFiles().fetch("static:../manage.py")
