"""The filters and the views of the agenda, as a person uses them without scripts."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from directory.models import Organisation
from events.agenda.answer import answer
from events.agenda.query import AgendaQuery
from events.agenda.selection import select
from events.domain.filters import known_codes
from events.models import Activity, Occurrence
from search.api import circle_of, resolve
from tests.events.conftest import MakeWorkshop

pytestmark = pytest.mark.django_db
WEEK = "2026-W49"
MONDAY = date(2026, 11, 30)


def text(tag: Any) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def get(demo: list[str], client: Any) -> Any:
    def ask(address: str = "", status: int = 200, **parameters: Any) -> Any:
        response = client.get(address or f"/agenda/?{urlencode(parameters, doseq=True)}")
        assert response.status_code == status, (address, parameters)
        return BeautifulSoup(response.content.decode(), "html.parser")

    return ask


def rows(page: Any) -> list[Any]:
    return list(page.select(".jour .slot"))


def chips(page: Any, group: str) -> dict[str, int]:
    """The words of each choice of a group and the number beside it."""
    found = {}
    for box in page.select(f'.facets input[name="{group}"]'):
        label = box.find_parent("label").select_one("span")
        number = label.select_one(".muted").extract()
        found[text(label)] = int(text(number))
    return found


def total(page: Any) -> int:
    found = re.match(r"(\d+) date", text(page.select_one('.counted [role="status"]')))
    return int(found[1]) if found else 0


def test_each_number_is_what_one_gets_by_choosing_it(get: Any) -> None:
    page = get(semaine=WEEK)
    boxes = page.select(".facets input")
    assert {box["name"] for box in boxes} >= {"jour", "moment", "service", "acces", "prix"}
    for box in boxes:
        number = int(text(box.find_parent("label").select_one(".muted")))
        assert total(get(semaine=WEEK, **{box["name"]: box["value"]})) == number, box


def test_choices_add_up_inside_a_group_and_narrow_between_groups(get: Any) -> None:
    days = chips(get(semaine=WEEK), "jour")
    both = get(semaine=WEEK, jour=["lundi", "mardi"])
    assert total(both) == days["Lundi"] + days["Mardi"]
    assert chips(both, "jour") == days, "a group is counted without its own choices"
    evening = get(semaine=WEEK, jour="lundi", moment="matin")
    assert 0 < total(evening) < days["Lundi"]
    assert all(
        text(row.select_one(".h")).split(" h")[0] < "12" or "9 h" in text(row.select_one(".h")) for row in rows(evening)
    )


@pytest.mark.parametrize("where", ["", "lafox", "Lot-et-Garonne"])
def test_the_number_of_dates_is_that_of_the_one_selection(demo: list[str], now: datetime, where: str) -> None:
    place = circle_of(resolve(where), 20) if where else None
    for group, codes in known_codes(Activity.Kind.values).items():
        some = [str(pk) for pk in Activity.objects.exclude(point=None).values_list("point_id", flat=True)[:2]]
        for code in some if group in ("lieu", "avec", "organisme") else codes:  # type: ignore[attr-defined]
            query = AgendaQuery({group: frozenset({code})}, where=where, week=MONDAY)
            found = answer(query, now)
            dates = Occurrence.objects.public().on_days(*query.days(now.date()))
            assert found.total == select(dates, query, place).count(), query


def test_what_is_chosen_is_said_and_can_be_taken_back(get: Any) -> None:
    page = get(semaine=WEEK, jour="lundi", acces="se-presenter", genre="permanence")
    links = {re.sub("^Enlever ce choix : ", "", text(link)): link["href"] for link in page.select(".chosen li a")}
    assert links.keys() == {"Permanence", "Lundi", "Sans rendez-vous"}
    assert dict(parse_qsl(urlsplit(links["Lundi"]).query)) == {
        "acces": "se-presenter", "genre": "permanence", "semaine": WEEK,
    }  # fmt: skip
    assert page.select_one(".chosen > a")["href"] == f"/agenda/?semaine={WEEK}"
    assert {box["value"] for box in page.select("form#chercher input[checked]")} == {
        "permanence",
        "lundi",
        "se-presenter",
    }
    assert page.select_one('form#chercher input[name="semaine"]')["value"] == WEEK, "choosing again stays in the week"
    assert "noindex" in page.select_one('meta[name="robots"]')["content"]
    assert page.select_one('link[rel="canonical"]')["href"].endswith(f"/agenda/?semaine={WEEK}")
    assert "acces=se-presenter&genre=permanence&jour=lundi" in page.select_one("#calendrier a.btn")["href"]


def test_when_nothing_is_found_the_choice_to_leave_is_said(get: Any) -> None:
    page = get(semaine=WEEK, jour="lundi", moment="soir")
    assert not rows(page) and total(page) == 0
    ways = {text(link): link["href"] for link in page.select(".empty .chips a")}
    assert ways
    for words, address in ways.items():
        said = int(re.findall(r"(\d+) dates?$", words)[0])
        assert total(get(address)) == said > 0
    numbers = [int(re.findall(r"(\d+) dates?$", words)[0]) for words in ways]
    assert numbers == sorted(numbers, reverse=True)
    nobody = get(semaine=WEEK, jour="dimanche", public="femmes", besoin="surdite")
    assert [text(link) for link in nobody.select(".empty .chips a")] == ["Enlever tous ces choix"]


def test_a_place_one_who_comes_and_an_organisation_are_chosen_by_their_number(
    get: Any, make_workshop: MakeWorkshop, place: Any
) -> None:
    owner = Organisation.objects.create(name="Association d’exemple")
    make_workshop((date(2026, 12, 1), time(9), time(12)), title="Atelier ici", organisation=owner, operator=place)
    for parameters, words in (
        ({"lieu": place.pk}, "Médiathèque d’exemple"),
        ({"avec": place.pk}, "Médiathèque d’exemple"),
        ({"organisme": owner.pk}, "Association d’exemple"),
    ):
        page = get(semaine=WEEK, **parameters)
        assert [text(row.select_one("a.t")) for row in rows(page)] == ["Atelier ici"]
        assert words in text(page.select_one(".chosen"))
    assert "Médiathèque d’exemple" in chips(get(semaine=WEEK, ou="laplume", rayon=10), "lieu")
    assert not chips(get(semaine=WEEK), "lieu"), "without a commune there are too many"
    unknown = get(semaine=WEEK, lieu=999999)
    assert total(unknown) == 0 and "Un autre lieu" in text(unknown.select_one(".chosen"))


def test_a_full_date_is_left_out_on_request_only(get: Any, make_workshop: MakeWorkshop) -> None:
    make_workshop((date(2026, 12, 1), time(9), time(12)), title="Atelier complet")
    Occurrence.objects.filter(activity__title="Atelier complet").update(places_left=0)
    every, page = get(semaine=WEEK), get(semaine=WEEK, places="libres")
    full = [row for row in rows(every) if "Complet" in text(row)]
    assert "Atelier complet" in {text(row.select_one("a.t")) for row in full}
    assert [text(row) for row in rows(page)] == [text(row) for row in rows(every) if row not in full]
    assert "Sans les dates complètes" in text(page.select_one(".chosen"))
    assert "places=libres" not in str(page.select_one("#calendrier")), "a calendar keeps them"


def test_one_day_with_the_days_around_it(get: Any) -> None:
    page = get(vue="jour", du="2026-12-01")
    assert "Le mardi 1er décembre 2026" in text(page.main)
    assert {text(day) for day in page.select(".jour h2")} == {"Mardi 1er décembre"}
    around = page.select('nav[aria-label="Jours"] a')
    assert [link["href"] for link in around] == ["/agenda/?vue=jour&du=2026-11-30", "/agenda/?vue=jour&du=2026-12-02"]
    assert "noindex" in page.select_one('meta[name="robots"]')["content"]
    filtered = get(vue="jour", du="2026-12-01", genre="permanence")
    assert (
        filtered.select_one('nav[aria-label="Jours"] a')["href"] == "/agenda/?genre=permanence&vue=jour&du=2026-11-30"
    )
    assert filtered.select_one('form#chercher input[name="vue"]')["value"] == "jour"
    assert filtered.select_one("#du")["value"] == "2026-12-01"


def test_a_month_is_a_table_whose_days_lead_to_their_dates(get: Any) -> None:
    page = get(vue="mois", mois="2026-12")
    table = page.select_one("table.month-calendar")
    assert text(table.caption) == "Dates de décembre 2026, jour par jour"
    heads = table.select('th[scope="col"]')
    assert [text(head) for head in heads][1:3] == ["Lundi", "Mardi"] and len(heads) == 8
    assert [text(head) for head in table.select('th[scope="row"]')] == [f"Semaine {n}" for n in range(49, 54)]
    assert all(len(row.select("td")) == 7 for row in table.select("tbody tr"))
    days = [int(text(cell.select_one(".n"))) for cell in table.select("tbody td") if cell.select_one(".n")]
    assert days == list(range(1, 32))
    counted = 0
    for link in table.select("a"):
        number = int(re.findall(r"(\d+) dates?$", text(link))[0])
        counted += number
        if link is table.select("a")[0]:
            assert total(get(link["href"])) == number and "vue=jour&du=2026-12-01" in link["href"]
    assert counted == total(page) > 60
    assert not page.select(".jour") and not page.select('nav[aria-label="Pages de résultats"]')
    steps = [(text(link), link["href"]) for link in page.select('nav[aria-label="Mois"] a')]
    assert steps == [
        ("Novembre 2026", "/agenda/?vue=mois"),
        ("Janvier 2027", "/agenda/?vue=mois&mois=2027-01"),
    ]
    assert page.select_one('meta[name="robots"]') is None
    fewer = get(vue="mois", mois="2026-12", jour="lundi")
    assert {len(row.select("a")) for row in fewer.select("tbody tr")} == {0, 1}
    assert "jour=lundi&vue=jour" in fewer.select_one("table.month-calendar a")["href"]


def test_the_views_lead_to_each_other_around_the_same_days(get: Any) -> None:
    def views(page: Any) -> list[tuple[str, bool]]:
        return [
            (link["href"], link.has_attr("aria-current")) for link in page.select('nav[aria-label^="Présentation"] a')
        ]

    assert views(get()) == [("/agenda/", True), ("/agenda/?vue=jour", False), ("/agenda/?vue=mois", False)]
    assert views(get(semaine="2027-W02", genre="permanence")) == [
        ("/agenda/?genre=permanence&semaine=2027-W02", True),
        ("/agenda/?genre=permanence&vue=jour&du=2027-01-11", False),
        ("/agenda/?genre=permanence&vue=mois&mois=2027-01", False),
    ]
    assert views(get(vue="mois", mois="2027-01"))[0][0] == "/agenda/?semaine=2026-W53"


def test_the_past_has_pages_that_robots_leave_alone(get: Any) -> None:
    for parameters in (
        {"semaine": "2026-W45"},
        {"vue": "mois", "mois": "2026-03"},
        {"vue": "jour", "du": "2026-11-02"},
    ):
        page = get(**parameters)
        assert "noindex" in page.select_one('meta[name="robots"]')["content"]
        assert "nofollow" in page.select_one(".pages a[rel~=prev]")["rel"]
    for parameters in ({}, {"semaine": WEEK}, {"vue": "mois", "mois": "2026-12"}, {"vue": "mois"}):
        assert get(**parameters).select_one('meta[name="robots"]') is None
    assert get(vue="mois", mois="2025-11").select_one(".pages a[rel~=prev]") is None
    assert get(vue="mois", mois="2027-12").select_one(".pages a[rel~=next]") is None


def test_a_list_of_what_is_to_come_begins_with_what_is_not_over(demo: list[str], client: Any, frozen: Any) -> None:
    """Each hour of a working day."""
    for hour in range(7, 20):
        frozen.move_to(datetime(2026, 12, 1, hour, 1).astimezone())
        found = answer(AgendaQuery(), datetime.now().astimezone())
        assert found.days and not any(row.over for day in found.days for row in day.rows)


def test_a_week_nearly_over_goes_on_and_is_followed_by_the_one_after(get: Any, frozen: Any) -> None:
    frozen.move_to(datetime(2026, 11, 27, 9).astimezone())
    page = get()
    assert "Du vendredi 27 novembre au dimanche 6 décembre 2026" in text(page.main)
    assert "Semaine 49, semaine impaire" in [text(week) for week in page.select(".semaine")]
    assert page.select_one(".pages a[rel~=next]")["href"] == "/agenda/?semaine=2026-W50"
    assert get(semaine="2026-W50").select_one(".pages a[rel~=prev]")["href"] == "/agenda/?semaine=2026-W49"


def test_the_next_date_near_oneself_is_asked_first(get: Any) -> None:
    section = get().select_one('section[aria-labelledby="chez-moi"]')
    assert section.select_one('form[action="/agenda/"] input[name="ou"]') is not None
    assert section.select_one("button[data-around]")["data-around"] == "/agenda/"
    for other in ({"semaine": WEEK}, {"ou": "lafox"}, {"genre": "series"}):
        assert get(**other).select_one('section[aria-labelledby="chez-moi"]') is None


def test_around_where_one_stands(get: Any) -> None:
    page = get(autour="44.17,0.71")
    assert text(page.h1) == "Dates près de votre position"
    assert len(page.select('section[aria-labelledby="pres"] li')) == 3
    assert re.search(r"à \d+ (km|m)", text(page.select_one(".jour")))
    assert page.select_one('form#chercher input[name="autour"]')["value"] == "44.17,0.71"
    assert not page.select("#calendrier"), "where a person stands goes into no address that a calendar keeps reading"
    assert "autour" not in page.select_one('a[href^="/agenda/mois/"]')["href"]
    assert "autour" not in page.select_one('link[rel="canonical"]')["href"]


def test_permanences_told_in_words_follow_the_filters(get: Any) -> None:
    def undated(**parameters: Any) -> set[str]:
        return {
            text(row) for row in get(semaine=WEEK, **parameters).select('section[aria-labelledby="sans-date"] li.event')
        }

    every = undated()
    assert len(every) == 16
    monday = undated(jour="lundi")
    assert monday < every
    assert all("Le mercredi, heures" not in row for row in monday) and any("Jours et heures" in row for row in monday)
    assert not undated(genre="workshop")


def test_bits_of_another_day_do_not_hide_a_date_that_moved(demo: list[str], now: datetime) -> None:
    week = answer(AgendaQuery({"jour": frozenset({"lundi", "mardi"})}, week=MONDAY), now)
    assert {day.iso_date for day in week.days} == {"2026-11-30", "2026-12-01"}
    assert week.last - week.first == timedelta(days=6)


def test_a_map_comes_when_it_is_asked_for(get: Any) -> None:
    page = get(semaine=WEEK, genre="workshop")
    assert page.select_one("#carte") is None
    link = page.select_one('.counted a[href$="#carte"]')["href"]
    shown = get(link.partition("#")[0])
    places = Occurrence.objects.public().on_days(MONDAY, MONDAY + timedelta(days=6)).filter(kind="workshop")
    number = places.order_by().values_list("latitude", "longitude").distinct().count()
    assert shown.select_one("#carte svg")["aria-label"] == f"Carte : {number} lieux. La liste dit la même chose."
    assert rows(shown) and "noindex" in shown.select_one('meta[name="robots"]')["content"]
    assert "carte" not in shown.select_one('link[rel="canonical"]')["href"]
    closed = shown.select_one("#carte .more")["href"]
    assert closed == "/agenda/?genre=workshop&semaine=2026-W49"
    assert shown.select_one('form#chercher input[name="carte"]') is not None


def test_the_calendar_of_a_search_is_named_after_its_choices(get: Any) -> None:
    panel = get(jour=["lundi", "mardi"], acces="se-presenter", ou="lafox", genre="permanence").select_one("#calendrier")
    assert ": permanences, lundi ou mardi, sans rendez-vous à moins de 20 km de Lafox." in text(panel)
