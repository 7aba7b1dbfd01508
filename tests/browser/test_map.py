"""The map of the finder: opened on demand, in step with the list, by mouse, keyboard and finger.

`open_page` watches every visit: no foreign request, no refused content, no failed script, no cookie.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, Portal

PATH = "/lieux/?ou=castelmoron"
BUDGET = {"kilobytes": 110, "requests": 8, "script": 55}

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.pin')].map(pin => pin.getBoundingClientRect());
  let worst = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 0 && down > 0) worst = Math.max(worst, across * down);
  }));
  return worst;
}"""


def open_map(page: Any) -> Any:
    page.get_by_role("button", name="Afficher la carte").click()
    page.locator(".pin").first.wait_for()
    return page


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_nothing_of_the_map_comes_before_it_is_asked_for(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in asked if "leaflet" in name or "/geo/" in name or "/map/" in name]
    assert page.evaluate("document.querySelectorAll('script[src]').length") <= 2


def test_the_map_has_the_pins_of_the_list_in_its_order(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    cards = page.locator("ol.places > li").evaluate_all("cards => cards.map(card => card.id)")
    open_map(page)
    pins = page.locator(".pin").evaluate_all("pins => pins.map(pin => pin.getAttribute('href').slice(1))")
    assert pins == cards
    names = page.locator(".pin").evaluate_all("pins => pins.map(pin => pin.textContent)")
    assert [name.split("\u00a0:")[0].split("Lieu ")[1] for name in names] == [str(n) for n in range(1, len(cards) + 1)]
    assert page.locator(".map-ring").count() == 1
    assert page.locator("#carte [role=status]").inner_text().startswith("La carte est affichée")
    assert page.locator(".map-department").count() == 1


@pytest.mark.parametrize("path", [PATH, "/lieux/?ou=agen", "/lieux/"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pins_do_not_hide_each_other(path: str, size: dict[str, int], open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(path, size=size))
    targets = page.locator(".pin").evaluate_all("pins => pins.map(p => [p.offsetWidth, p.offsetHeight])")
    assert all(min(target) >= 44 for target in targets)
    assert page.evaluate(OVERLAPS) <= 0.15 * 44 * 55
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_pin_leads_to_its_card_and_back(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    address = page.url
    page.locator(".pin").nth(2).click()
    card = page.locator("ol.places > li").nth(2)
    assert focused(page) == card.get_attribute("id")
    assert "sel" in str(card.get_attribute("class"))
    assert page.locator(".pin.on").count() == 1
    assert page.locator(".leaflet-popup").count() == 0
    card.get_by_role("link", name="Revenir au repère sur la carte").click()
    assert page.evaluate("document.activeElement === document.querySelectorAll('.pin')[2]")
    assert page.url == address


def test_the_keyboard_alone(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    button = page.get_by_role("button", name="Afficher la carte")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".pin").first.wait_for()
    assert page.evaluate("document.activeElement.innerText").strip() == "Fermer la carte"
    reached = []
    for _step in range(7):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(document.activeElement.ariaLabel || document.activeElement.innerText).trim()"))
    assert reached[:4] == ["Revenir à la liste", "Agrandir", "Réduire", "Tout le département"]
    assert reached[4].startswith("Carte.")
    assert "Lieu 1" in reached[5]
    assert "Lieu 2" in reached[6]
    page.keyboard.press("Enter")
    assert focused(page) == page.locator("ol.places > li").nth(1).get_attribute("id")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.pin')[1]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").strip() == "Fermer la carte"
    page.keyboard.press("Enter")
    assert not page.locator(".map-canvas").is_visible()


def test_the_skip_link_leads_to_the_list(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    page.get_by_role("link", name="Revenir à la liste").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('ol.places > li') !== null")


def test_a_card_lights_up_its_pin(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    page.locator("ol.places > li h3 a").nth(3).focus()
    lit = "[...document.querySelectorAll('.pin')].findIndex(pin => pin.classList.contains('on'))"
    assert page.evaluate(lit) == 3
    page.locator("ol.places > li").nth(4).hover()
    assert "on" in str(page.locator(".pin").nth(4).get_attribute("class")).split()


def test_buttons_move_the_map_and_the_wheel_scrolls_the_page(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    scale = page.locator(".leaflet-control-scale-line")
    start = scale.inner_text()
    page.get_by_role("button", name="Agrandir").click()
    page.wait_for_function(
        "start => document.querySelector('.leaflet-control-scale-line').innerText !== start", arg=start
    )
    page.get_by_role("button", name="Tout le département").click()
    page.wait_for_function(
        "start => document.querySelector('.leaflet-control-scale-line').innerText === start", arg="20 km"
    )
    for _press in range(4):
        page.get_by_role("button", name="Réduire").press("Enter")
    assert page.get_by_role("button", name="Réduire").get_attribute("aria-disabled") == "true"
    page.locator(".map-canvas").scroll_into_view_if_needed()
    zoomed_out, before = scale.inner_text(), page.evaluate("scrollY")
    box = page.locator(".map-canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.wheel(0, 300)
    page.wait_for_function("before => scrollY > before", arg=before)
    assert scale.inner_text() == zoomed_out


def test_one_finger_scrolls_the_page(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH, size=PHONE))
    assert page.evaluate("getComputedStyle(document.querySelector('.map-canvas')).touchAction") == "pan-x pan-y"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_while_the_map_is_open(
    theme: str, size: dict[str, int], open_page: Callable[..., Any]
) -> None:
    page = open_map(open_page("/lieux/", theme=theme, size=size))  # exact and approximate places, both shapes
    assert page.locator(".pin.approx").count() > 0
    page.locator(".pin").first.focus()
    assert violations(page) == []


def test_the_ground_follows_the_theme(open_page: Callable[..., Any]) -> None:
    fills = [
        open_map(open_page(PATH, theme=theme)).evaluate("getComputedStyle(document.querySelector('.map-group')).fill")
        for theme in ("light", "dark")
    ]
    assert fills == ["rgb(243, 231, 205)", "rgb(39, 50, 59)"]


def test_nothing_moves_by_itself(open_page: Callable[..., Any]) -> None:
    """The button's room is kept before its script answers; opening moves only what the person asked to be moved."""
    for size in (PHONE, DESKTOP):
        page = open_page(PATH, size=size)
        page.evaluate(
            "() => { window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
            " if (!entry.hadRecentInput) window.shifts += entry.value }))"
            ".observe({type: 'layout-shift', buffered: true}) }"
        )
        open_map(page)
        page.wait_for_timeout(500)
        assert page.evaluate("window.shifts") <= 0.02


def test_a_map_that_cannot_come_says_so_and_leaves_the_list(browser: Any, portal: Portal) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.route("**/geo/*", lambda route: route.abort())
    page.goto(portal.at(PATH))
    page.get_by_role("button", name="Afficher la carte").click()
    page.locator("#carte [role=status]", has_text="La carte ne peut pas s’afficher").wait_for()
    page.unroute("**/geo/*")
    open_map(page)  # the next press tries again
    assert page.locator(".pin").count() > 0
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_script_there_is_the_list(size: dict[str, int], open_page: Callable[..., Any]) -> None:
    page = open_page(PATH, js=False, size=size)
    assert page.locator("ol.places > li").count() > 3
    assert not page.locator("#carte").is_visible()
    assert not page.locator("[data-around]").first.is_visible()
    assert page.locator("ol.places").bounding_box()["width"] > size["width"] * 0.8


def test_opening_the_map_stays_light(browser: Any, portal: Portal) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    session = context.new_cdp_session(page)
    page.goto(portal.at(PATH), wait_until="networkidle")
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    received: list[tuple[str, int]] = []
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: received.append((kinds.get(event["requestId"], "?"), int(event["encodedDataLength"]))),
    )
    open_map(page)
    page.wait_for_load_state("networkidle")
    print(received)
    assert 4 < len(received) <= BUDGET["requests"]
    assert sum(size for _kind, size in received) <= BUDGET["kilobytes"] * 1000
    assert sum(size for kind, size in received if kind == "Script") <= BUDGET["script"] * 1000
    context.close()


def test_around_me_asks_only_when_pressed_and_sends_a_kilometre(browser: Any, portal: Portal) -> None:
    place = {"latitude": 44.112750, "longitude": 0.530547}
    context = browser.new_context(viewport=DESKTOP, geolocation=place, permissions=["geolocation"])
    context.add_init_script(
        "const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0;"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.asked += 1; ask(...all); };"
    )
    page = context.new_page()
    page.goto(portal.at("/lieux/?quoi=internet&rayon=10"))
    button = page.get_by_role("button", name="Autour de moi")
    assert page.evaluate("window.asked") == 0
    button.click()
    page.wait_for_url("**autour=*")
    assert page.url.split("?")[1] == "quoi=internet&rayon=10&autour=44.11%2C0.53"
    assert "près de votre position" in page.inner_text("h1")
    context.close()


def test_around_me_refused_says_what_to_do(browser: Any, portal: Portal) -> None:
    context = browser.new_context(viewport=DESKTOP, permissions=[])
    page = context.new_page()
    page.goto(portal.at("/lieux/"))
    page.get_by_role("button", name="Autour de moi").click()
    page.locator(".around-status", has_text="Écrivez votre commune").wait_for()
    context.close()
