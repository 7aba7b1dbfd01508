"""What a carer prints or sends, and what is read with letters twice as big."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest

from portal.words.french import date_words
from tests.browser.conftest import DESKTOP, Portal
from tests.browser.crawl import Crawl
from tests.judges import poppler

Visit = Callable[..., Any]
LIST = "/lieux/?ou=agen"
PHONE_360 = {"width": 360, "height": 740}
CONTROLLED = ["place", LIST, "month", "permanence", "date"]


def month() -> str:
    """The month to come, around a commune."""
    first = date.today().replace(day=1) + timedelta(days=32)
    last = first.replace(day=28)
    return f"/agenda/?ou=puymirol&du={first.replace(day=1)}&au={last}"


def address_of(kind: str, crawled: Crawl) -> str:
    """The heaviest page of a kind: what fits for it fits for the others."""
    starts = {"place": r"/lieux/\d+-", "permanence": r"/agenda/\d+-permanence", "date": r"/agenda/date/"}
    if kind not in starts:
        return month() if kind == "month" else kind
    return max(
        (path for path in crawled.pages if re.match(starts[kind], path)), key=lambda path: len(crawled.pages[path])
    )


def sheets(page: Any) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def on_paper(page: Any) -> str:
    page.emulate_media(media="print")
    return str(page.locator("body").inner_text()).replace("\u00a0", " ").replace("\u202f", " ")


# Paper


def test_every_place_is_one_sheet(browser: Any, portal: Portal, crawled: Crawl) -> None:
    """In one page that goes from one to the next: a visit each would take minutes."""
    places = [path for path in crawled.pages if re.match(r"/lieux/\d+-", path)]
    assert len(places) > 50
    page = browser.new_page(viewport=DESKTOP)
    long = {}
    for path in places:
        page.goto(portal.at(path))
        if (count := sheets(page)) > 1:
            long[path] = count
    page.close()
    assert long == {}


def test_ten_places_a_sheet_and_a_month_on_two(open_page: Visit) -> None:
    page = open_page(LIST)
    cards = page.locator("ol.places > li").count()
    assert cards == 10
    assert sheets(page) == 1
    page = open_page(month())
    assert page.locator("ol.slots > li").count() > 20
    assert sheets(page) <= 2


def test_length_can_be_seen(open_page: Visit) -> None:
    page = open_page(LIST)
    page.evaluate("document.querySelector('main').style.height = '600mm'")
    assert sheets(page) > 2


@pytest.mark.parametrize("kind", CONTROLLED)
def test_paper_says_its_day_and_its_address(kind: str, open_page: Visit, crawled: Crawl, portal: Portal) -> None:
    page = open_page(address_of(kind, crawled))
    assert "Imprimé le" not in page.locator("body").inner_text()
    assert not page.locator(".qr svg").is_visible()
    said = on_paper(page)
    assert f"Imprimé le {date_words(date.today())}" in said
    assert f"Cette page sur Internet : {portal.url}" in " ".join(said.split())
    code = page.locator(".qr svg").bounding_box()
    assert code["width"] == code["height"] >= 75  # pixels: two centimetres, what a telephone reads
    # Nothing to press, nothing that is true only now.
    assert page.locator("button:visible, .btn:visible, form:visible, details:visible").count() == 0
    assert not re.search(r"Ouvert, ferme|Fermé, ouvre|En ce moment|aujourd’hui|Il reste", said)


def test_paper_keeps_how_to_be_received(open_page: Visit, crawled: Crawl) -> None:
    found = [path for path, html in crawled.pages.items() if path.startswith("/lieux/") and "Sur rendez-vous" in html]
    path = next(path for path in found if re.match(r"/lieux/\d+-", path))
    assert "Sur rendez-vous" in on_paper(open_page(path))


# Sending


@pytest.mark.parametrize("kind", CONTROLLED)
def test_without_script_one_may_send(kind: str, open_page: Visit, crawled: Crawl) -> None:
    page = open_page(address_of(kind, crawled), js=False)
    ways = page.locator("#envoyer")
    assert ways.locator("button:visible").count() == 0
    assert ways.get_by_text("Pour imprimer, ouvrez le menu").is_visible()
    links = [link.get_attribute("href") for link in ways.locator("a:visible").all()]
    assert [link.split(":")[0] for link in links] == ["sms", "mailto"]
    assert all(unquote(link).split("\n")[-1].startswith("http://") for link in links)
    assert all(link.bounding_box()["height"] >= 48 for link in ways.locator("a:visible").all())


@pytest.mark.parametrize("kind", CONTROLLED)
def test_with_scripts_one_may_print_and_copy(kind: str, open_page: Visit, crawled: Crawl) -> None:
    page = open_page(address_of(kind, crawled))
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.locator("#envoyer").get_by_role("button", name="Imprimer").click()
    assert page.title() == "printed"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("#envoyer").get_by_role("button", name="Copier")
    button.click()
    page.get_by_text("C’est copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-text")


def test_a_copy_that_is_refused_says_so(open_page: Visit) -> None:
    page = open_page(LIST)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    page.locator("#envoyer").get_by_role("button", name="Copier").click()
    page.get_by_text("La copie n’a pas marché.").wait_for()


def test_the_carers_page_leads_to_the_controls(visit: Visit) -> None:
    page = visit("/aidants/")
    addresses = [link.get_attribute("href") for link in page.locator("main a").all()]
    for address in {"/lieux/", "/agenda/"}:
        assert address in addresses
    page.locator("main a[href='/lieux/']").first.click()
    page.wait_for_url("**/lieux/")
    assert page.locator("#envoyer a[href^='sms:']").is_visible()


# Letters twice as big

CLIPPED = """() => {
  const wide = (element) => {
    const box = element.getBoundingClientRect();
    const clipped = element.scrollWidth > element.clientWidth + 1;
    return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1 || clipped);
  };
  const shown = (element) => element.textContent.trim().slice(0, 40);
  return {
    sideways: document.documentElement.scrollWidth - innerWidth,
    hours: [...document.querySelectorAll(".hours-box, .hours :is(th, td), .slot .h, .when")].filter(wide).map(shown),
    // A number on one line makes one rectangle: that of its last piece of text.
    broken: [...document.querySelectorAll("a[href^='tel:']")].filter((link) => {
      const range = document.createRange();
      const digits = [...link.querySelectorAll("span:not(.vh)"), link].at(0);
      range.selectNodeContents(digits.lastChild);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      const box = link.getBoundingClientRect();
      const parent = link.parentElement.getBoundingClientRect();
      return tops.size > 1 || box.right > parent.right + 1 || box.right > innerWidth;
    }).map(shown),
  };
}"""


@pytest.mark.parametrize("kind", CONTROLLED)
def test_letters_twice_as_big_on_a_phone(kind: str, open_page: Visit, crawled: Crawl) -> None:
    page = open_page(address_of(kind, crawled), size=PHONE_360)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.locator("a[href^='tel:']").count() > 1
    assert page.evaluate(CLIPPED) == {"sideways": 0, "hours": [], "broken": []}
    # The check sees what it looks for.
    page.evaluate("document.querySelectorAll(\"a[href^='tel:']\").forEach((a) => { a.style.fontSize = '60px' })")
    assert page.evaluate(CLIPPED)["broken"]


def test_a_poster_is_one_sheet(browser: Any, portal: Portal, crawled: Crawl) -> None:
    """Of a place and of an activity, the heaviest of each: what does not fit is left out whole."""
    page = browser.new_page(viewport=DESKTOP)
    for kind in ("place", "permanence"):
        found = re.search(r"\d+", address_of(kind, crawled))
        assert found
        number = found[0]
        page.goto(portal.at(f"/agenda/affiche/{'lieu/' if kind == 'place' else ''}{number}/"))
        assert sheets(page) == 1 and page.locator(".poster h1").count() == 1
        assert "Imprimer" not in on_paper(page) and "Affiche faite le" in on_paper(page)
    page.close()


@pytest.mark.parametrize("kind", ["month", "poster"])
def test_the_file_is_downloaded_without_script(kind: str, open_page: Visit, crawled: Crawl) -> None:
    poppler.needed()
    poster = next(path for path in crawled.pages if re.match(r"/agenda/affiche/\d+/", path))
    page = open_page("/agenda/mois/?ou=nerac&rayon=5" if kind == "month" else poster, js=False)
    link = page.get_by_role("link", name="Télécharger en PDF")
    assert link.bounding_box()["height"] >= 48
    with page.expect_download() as started:
        link.click()
    assert poppler.described(started.value.path().read_bytes())["Tagged"] == "yes"


def test_the_month_folds_into_a_booklet(browser: Any, portal: Portal) -> None:
    """Landscape: the cover and the back on one side, the dates on the other."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(portal.at("/agenda/mois/?ou=nerac&rayon=5&format=a5"))
    pdf = page.pdf(prefer_css_page_size=True)
    assert sheets(page) == 2
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert {float(width) > float(height) for width, height in sizes} == {True}
    page.close()
