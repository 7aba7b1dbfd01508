"""Every component renders valid HTML from its documented context alone, under the strict content policy."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Engine

from tests.portal.component_samples import BARE_FRAME, EVIL, FRAME, SAMPLES

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Its one line asks Wagtail for a rendition: seen by the browser tests, where there is a media folder.
NEEDS_AN_IMAGE = {"site_logo"}
UNKNOWN = "UNKNOWN-VARIABLE"

CASES = [
    pytest.param(name, context, id=f"{name}-{number}")
    for name, contexts in SAMPLES.items()
    for number, context in enumerate(contexts)
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    builtins = settings.TEMPLATES[0]["OPTIONS"]["builtins"]
    return Engine(dirs=[str(TEMPLATES)], builtins=builtins, string_if_invalid=f"{UNKNOWN} %s")


def render(engine: Engine, name: str, context: dict[str, Any]) -> str:
    return engine.get_template(name).render(Context(context))


def check(html: str) -> BeautifulSoup:
    """What holds for any piece of our HTML; returns it parsed."""
    assert UNKNOWN not in html
    assert "{{" not in html and "{%" not in html
    soup = BeautifulSoup(html, "html5lib")
    for tag in soup.find_all(True):
        assert "style" not in tag.attrs, tag.name
        assert not [name for name in tag.attrs if name.startswith("on")], tag.name
        assert tag.name != "style"
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for tag in soup.find_all(["a", "button"]):
        assert tag.get_text(strip=True) or tag.get("aria-label"), f"a control without a name: {tag}"
    for drawing in soup.find_all("svg"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("role") == "img"
    return soup


def test_every_component_has_samples() -> None:
    written = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert written - NEEDS_AN_IMAGE == set(SAMPLES)


def test_every_component_says_its_context() -> None:
    for path in (TEMPLATES / "components").glob("*.html"):
        assert path.read_text(encoding="utf-8").startswith("{% comment %}"), path.name


@pytest.mark.parametrize(("name", "context"), CASES)
def test_component(engine: Engine, name: str, context: dict[str, Any]) -> None:
    html = render(engine, f"components/{name}.html", context)
    html5lib.HTMLParser(strict=True).parseFragment(html.strip(), container="body")
    soup = check(html)
    assert "<script" not in html, "a text of the context was not escaped"
    if EVIL in str(context):
        assert soup.find("script") is None


@pytest.mark.parametrize("page", ["base.html", "404.html", "410.html", "500.html"])
@pytest.mark.parametrize("context", [FRAME, BARE_FRAME], ids=["whole", "bare"])
def test_page(engine: Engine, page: str, context: dict[str, Any]) -> None:
    html = render(engine, page, context)
    html5lib.HTMLParser(strict=True).parse(html)
    soup = check(html)
    assert soup.html is not None and soup.html["lang"] == "fr"
    assert soup.title is not None and soup.title.get_text(strip=True)
    assert len(soup.find_all("main")) == 1
    scripts = soup.find_all("script")
    assert len(scripts) <= 2
    assert all(script.get("src") and not script.get_text() for script in scripts)
    for link in soup.select("nav.skips a"):
        assert soup.find(id=str(link["href"]).removeprefix("#")), link["href"]
    for hidden in soup.find_all("use"):
        assert soup.find(id=str(hidden["href"]).removeprefix("#")), hidden["href"]


@pytest.mark.parametrize("page", ["404.html", "410.html", "500.html"])
def test_an_error_page_offers_a_way_on(engine: Engine, page: str) -> None:
    soup = check(render(engine, page, FRAME))
    assert len(soup.find_all("h1")) == 1
    assert soup.main is not None and soup.main.select("a.btn")


def test_the_frame_spaces_its_sentences(engine: Engine) -> None:
    html = render(engine, "base.html", FRAME)
    assert "quelqu’un\u202f?" in html
    assert "Accessibilité\u00a0: non conforme" in html
    assert "9\u00a0h à 17\u00a0h" in html


def test_the_current_section_is_told(engine: Engine) -> None:
    soup = check(render(engine, "base.html", FRAME))
    assert [a.get_text() for a in soup.select("nav.nav a[aria-current=page]")] == ["Lieux"]
    inside = FRAME | {"request": SimpleNamespace(path="/lieux/7-exemple/")}
    soup = check(render(engine, "base.html", inside))
    assert [a.get_text() for a in soup.select("nav.nav a[aria-current=true]")] == ["Lieux"]


def test_numbers_in_drawings_use_points(engine: Engine) -> None:
    """Django writes 27,27 in French; an SVG attribute wants 27.27."""
    html = render(engine, "components/hours_table.html", SAMPLES["hours_table"][0])
    widths = re.findall(r'class="op" x="([^"]+)" width="([^"]+)"', html)
    assert len(widths) == 2
    assert all(0 < float(value) <= 100 for pair in widths for value in pair)


def test_a_cancelled_date_says_so_and_offers_others(engine: Engine) -> None:
    soup = check(render(engine, "components/date_row.html", SAMPLES["date_row"][1]))
    text = soup.get_text(" ", strip=True)
    assert "Annulé" in text and "L’atelier n’aura pas lieu." in text and "Voir les autres dates" in text
    assert "Ajouter à mon agenda" not in text
    assert soup.find("h4") is not None


def test_a_place_closed_for_good_shows_no_phone_and_no_hours(engine: Engine) -> None:
    text = check(render(engine, "components/place_card.html", SAMPLES["place_card"][2])).get_text(" ", strip=True)
    assert "Fermé définitivement" in text
    assert "Ouvert" not in text and "05" not in text
