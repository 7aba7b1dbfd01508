"""The map of the finder: opened on demand, in step with the list, by mouse, keyboard and finger.

`open_page` watches every visit: no foreign request, no refused content, no failed script, no cookie.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, Portal

PATH = "/lieux/?ou=castelmoron"
BUDGET = {"kilobytes": 110, "requests": 8, "script": 55}

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.pin, .pin-group')].map(pin => pin.getBoundingClientRect());
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
    page.locator(".pin, .pin-group").first.wait_for()
    return page


def standing(page: Any) -> list[list[int]]:
    """The numbers of the list that each pin or group stands for, in the order of the keyboard."""
    names = page.locator(".pin, .pin-group").evaluate_all("all => all.map(one => one.textContent)")
    told = [re.findall(r"(?:Lieu|numéros) ([\d, et]+)", name)[0] for name in names]
    return [[int(number) for number in re.findall(r"\d+", numbers)] for numbers in told]


def lit(page: Any, number: int) -> bool:
    """Whether what stands for this card, a pin or a group, is lit up."""
    rank = next(rank for rank, numbers in enumerate(standing(page)) if number in numbers)
    return "on" in str(page.locator(".pin, .pin-group").nth(rank).get_attribute("class")).split()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_nothing_of_the_map_comes_before_it_is_asked_for(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    asked = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in asked if "leaflet" in name or "/geo/" in name or "/map/" in name]
    assert page.evaluate("document.querySelectorAll('script[src]').length") <= 4


def test_the_map_has_the_pins_of_the_list_in_its_order(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    cards = page.locator("ol.places > li").evaluate_all("cards => cards.map(card => card.id)")
    open_map(page)
    shown = standing(page)
    assert sorted(number for numbers in shown for number in numbers) == list(range(1, len(cards) + 1))
    assert [numbers[0] for numbers in shown] == sorted(numbers[0] for numbers in shown)
    for pin in page.locator(".pin").all():
        [number] = re.findall(r"Lieu (\d+)", pin.text_content())
        assert pin.get_attribute("href") == f"#{cards[int(number) - 1]}"
    assert page.locator(".map-ring").count() == 1
    assert page.locator("#carte [role=status]").inner_text().startswith("La carte est affichée")
    assert page.locator(".map-department").count() == 1


@pytest.mark.parametrize("path", [PATH, "/lieux/?ou=agen", "/lieux/"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pins_do_not_hide_each_other(path: str, size: dict[str, int], open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(path, size=size))
    targets = page.locator(".pin, .pin-group").evaluate_all("pins => pins.map(p => [p.offsetWidth, p.offsetHeight])")
    assert all(min(target) >= 44 for target in targets)
    assert page.evaluate(OVERLAPS) <= 0.1 * 44 * 55
    assert page.locator(".map-leader").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_pin_leads_to_its_card_and_back(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    address = page.url
    pin = page.locator(".pin").first
    anchor = str(pin.get_attribute("href")).removeprefix("#")
    pin.click()
    card = page.locator(f"#{anchor}")
    assert focused(page) == anchor
    assert "sel" in str(card.get_attribute("class"))
    assert page.locator(".pin.on").count() == 1
    assert page.locator(".leaflet-popup").count() == 0
    card.get_by_role("link", name="Revenir au repère sur la carte").click()
    assert page.evaluate("document.activeElement === document.querySelector('.pin')")
    assert page.url == address


def test_pins_that_would_hide_each_other_are_one_button_that_parts_them(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page("/lieux/?ou=agen"))
    before = standing(page)
    rank = next(rank for rank, numbers in enumerate(before) if len(numbers) > 1)
    group = page.locator(".pin, .pin-group").nth(rank)
    name = str(group.text_content())
    assert re.fullmatch(r"\d+ lieux, numéros [\d, ]+ et \d+\u00a0: agrandir la carte ici", name), name
    group.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.pin, .pin-group')")
    after = standing(page)
    assert len(after) > len(before)
    first = before[rank][0]
    held = page.evaluate("[...document.querySelectorAll('.pin, .pin-group')].indexOf(document.activeElement)")
    assert first in after[held]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").strip() == "Fermer la carte"


def test_places_at_one_spot_are_named_under_the_map(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    page.evaluate(
        """() => {
          const data = document.querySelector('#finder-points');
          const points = JSON.parse(data.textContent);
          const [first] = points;
          for (const point of points) Object.assign(point, {latitude: first.latitude, longitude: first.longitude});
          data.textContent = JSON.stringify(points);
        }"""
    )
    open_map(page)
    assert page.locator(".pin").count() == 0
    page.locator(".pin-group").press("Enter")
    here = page.locator(".map-here")
    assert "au même endroit" in here.inner_text()
    assert page.evaluate("document.activeElement.className") == "map-here"
    here.get_by_role("link").nth(1).press("Enter")
    assert focused(page) == page.locator("ol.places > li").nth(1).get_attribute("id")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").split() == ["pin-group", "on"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("path", "town"), [("/lieux/?ou=agen", "Agen"), (PATH, "Castelmoron-sur-Lot"), ("/lieux/", "Agen")]
)
def test_the_asked_town_and_the_biggest_are_named_at_every_zoom(
    path: str, town: str, size: dict[str, int], open_page: Callable[..., Any]
) -> None:
    page = open_map(open_page(path, size=size))
    name = page.locator(".map-town span", has_text=re.compile(f"^{town}$"))
    uncovered = """name => {
      const box = name.getBoundingClientRect();
      const covered = [...document.querySelectorAll('.pin svg, .pin-group')].map(pin => pin.getBoundingClientRect())
        .reduce((sum, pin) => sum + Math.max(0, Math.min(box.right, pin.right) - Math.max(box.left, pin.left))
          * Math.max(0, Math.min(box.bottom, pin.bottom) - Math.max(box.top, pin.top)), 0);
      return 1 - covered / (box.width * box.height);
    }"""
    forgotten = """() => {
      const canvas = document.querySelector('.map-canvas').getBoundingClientRect();
      return [...document.querySelectorAll('.map-town span[data-always]')].filter(name => {
        const dot = name.parentElement.getBoundingClientRect();
        const held = dot.left > canvas.left && dot.left < canvas.right;
        return name.hidden && held && dot.top > canvas.top && dot.top < canvas.bottom;
      }).map(name => name.textContent);
    }"""
    for _zoom in range(3):
        assert name.is_visible()
        assert name.evaluate(uncovered) > 0.6
        assert page.evaluate(forgotten) == []
        page.get_by_role("button", name="Réduire").press("Enter")
        page.wait_for_timeout(400)
    assert page.locator(".map-town span[data-always]").count() >= 6


def test_back_from_a_place_shows_the_map_as_it_was(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    page.locator(".pin").first.click()
    card = focused(page)
    page.get_by_role("button", name="Agrandir", exact=True).click()
    page.wait_for_timeout(600)
    scale, shown = page.locator(".leaflet-control-scale-line").inner_text(), standing(page)
    page.locator(f"#{card} h3 a").click()
    page.wait_for_url("**/lieux/*-*/")
    page.go_back()
    page.locator(".pin, .pin-group").first.wait_for()
    assert page.locator(".leaflet-control-scale-line").inner_text() == scale
    assert standing(page) == shown
    assert "sel" in str(page.locator(f"#{card}").get_attribute("class")).split()
    page.get_by_role("button", name="Fermer la carte").click()
    page.reload()
    assert page.get_by_role("button", name="Afficher la carte").is_visible()
    assert not page.locator(".map-canvas").is_visible()


def test_the_keyboard_alone(open_page: Callable[..., Any]) -> None:
    page = open_page(PATH)
    button = page.get_by_role("button", name="Afficher la carte")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".pin, .pin-group").first.wait_for()
    assert page.evaluate("document.activeElement.innerText").strip() == "Fermer la carte"
    names = page.locator(".pin, .pin-group").evaluate_all("all => all.map(one => one.textContent)")
    reached = []
    for _step in range(5 + len(names)):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(document.activeElement.ariaLabel || document.activeElement.textContent).trim()"))
    assert reached[:4] == ["Revenir à la liste", "Agrandir", "Réduire", "Tout le département"]
    assert reached[4].startswith("Carte.")
    assert [name.lstrip("0123456789 ") for name in reached[5:]] == [name.lstrip("0123456789 ") for name in names]
    page.locator(".pin").last.focus()
    page.keyboard.press("Enter")
    last = str(page.locator(".pin").last.get_attribute("href"))
    assert focused(page) == last.removeprefix("#")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hash") == last
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
    assert lit(page, 4)
    page.locator("ol.places > li").nth(4).hover()
    assert lit(page, 5)


def test_buttons_move_the_map_and_the_wheel_scrolls_the_page(open_page: Callable[..., Any]) -> None:
    page = open_map(open_page(PATH))
    scale = page.locator(".leaflet-control-scale-line")
    start = scale.inner_text()
    page.get_by_role("button", name="Agrandir", exact=True).click()
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
    assert page.locator(".pin-group").count() > 0
    assert page.locator(".pin.approx").count() > 0 or size == PHONE
    page.locator(".pin, .pin-group").first.focus()
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
    assert page.locator(".pin-at").count() > 0
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_at_rest_there_is_a_picture_beside_the_list(
    js: bool, size: dict[str, int], open_page: Callable[..., Any]
) -> None:
    page = open_page(PATH, js=js, size=size)
    cards = page.locator("ol.places > li").count()
    picture = page.get_by_role("img", name=f"Carte : {cards} repères. La liste dit la même chose.")
    assert picture.is_visible()
    assert picture.locator(".ring").count() == 1
    names = picture.locator(".name").evaluate_all("all => all.map(one => one.textContent.trim())")
    assert "Castelmoron-sur-Lot" in names
    assert len(names) >= 6
    alone = picture.locator(".map-pin").count()
    groups = picture.locator(".map-cluster text").evaluate_all("all => all.map(one => parseInt(one.textContent))")
    assert alone + sum(groups) == cards
    assert page.get_by_role("button", name="Afficher la carte").is_visible() == js
    assert page.locator("#carte").get_by_text("Contours : IGN").is_visible()


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
