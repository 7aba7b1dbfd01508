"""The page of a place, its address for ever, and what machines read in it."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.contributions import Section, contributions
from directory.models import Closure, HelpPoint
from portal.models import RetiredAddress
from tests.directory.reading import main, names, page_at, text
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]


def of(client: StrictClient, point: HelpPoint) -> BeautifulSoup:
    return page_at(client, point.get_absolute_url())


def structured(page: BeautifulSoup) -> dict[str, Any]:
    return json.loads(page.select_one('script[type="application/ld+json"]').get_text())


def rows(page: BeautifulSoup) -> dict[str, str]:
    return {row.time["datetime"]: text(row) for row in page.select("table.hours tbody tr")}


# What a visitor reads


def test_the_page_says_what_a_visitor_needs(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(
        phone="+33553878793",
        emails=["accueil@exemple.fr"],
        websites=["https://exemple.fr/"],
        services=["demarches"],
        fees=["gratuit"],
        support_modes=["individuel"],
        special_needs=["surdite"],
        programmes=["france-services"],
        source="France Services",
    )
    page = of(client, point)
    words = main(page)
    assert text(page.h1) == "Maison d’exemple"
    assert "1 rue de l’Exemple, 47310 Laplume" in words
    assert page.select_one('nav a[href="/lieux/commune/47137-laplume/"]')
    assert "France services" in words
    assert "Ouvert, ferme à midi" in words
    assert page.select_one("main a.tel")["href"] == "tel:+33553878793"
    assert page.select_one('main a[href="mailto:accueil@exemple.fr"]')
    assert page.select_one('main a[href="https://exemple.fr/"]')
    assert "openstreetmap.org/directions?to=44.112750" in page.select_one("main .acts-row a")["href"]
    for said in (
        "Faire vos démarches",
        "Gratuit",
        "Pour tout le monde",
        "Venir sans rendez-vous",
        "Une personne vous aide",
        "Personnes sourdes ou malentendantes",
        "Informations du 1er septembre 2026",
        "Source : France Services",
    ):
        assert said in words, said
    assert "appelez avant de venir" not in words
    assert "position approximative" not in words.lower()


def test_what_is_not_known_is_said_as_such(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, make_point(opening_hours="", access_modes=[], date_maj=date(2022, 12, 1)))
    words = main(page)
    assert "Informations du 1er décembre 2022 : elles ont pu changer." in words
    assert "Ce lieu n’a pas publié de téléphone." in words
    assert "Nous ne savons pas" in words
    assert not page.select("table.hours")
    assert "Horaires inconnus" in main(of(client, make_point("Sans heures", opening_hours="")))


def test_a_verified_record_is_fresh_again(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, make_point(date_maj=date(2022, 12, 1), verified_on=date(2026, 11, 2)))
    assert "elles ont pu changer" not in main(page)
    assert "Vérifié par le réseau le 2 novembre 2026." in main(page)


@pytest.mark.parametrize(("phone", "advice"), [("+33553878793", "Appelez"), ("", "Renseignez-vous")])
def test_trust_is_said_once_and_a_phone_only_where_there_is_one(
    client: StrictClient, make_point: MakePoint, phone: str, advice: str
) -> None:
    page = of(client, make_point(phone=phone, date_maj=date(2022, 12, 1)))
    words = main(page)
    assert words.count("elles ont pu changer") == words.count("1er décembre 2022") == 1
    assert words.count(f"{advice} avant de venir") == 1
    assert "par téléphone" not in text(page.select_one(".flow"))
    # Without a number of its own, that of the network, to call and to ask what is not known.
    numbers = {found["href"] for found in page.select(".flow a.tel")}
    assert numbers == {f"tel:{phone or '+33536490047'}"}


def test_next_week_is_told_by_its_differences(
    client: StrictClient, make_point: MakePoint, frozen: Any, now: datetime
) -> None:
    point = make_point()
    page = of(client, point)
    assert "La semaine prochaine, du 30 novembre au 6 décembre : mêmes horaires." in main(page)
    assert len(page.select("table.hours")) == 1
    frozen.move_to(datetime(2026, 12, 15, 10, tzinfo=now.tzinfo))
    found = rows(page := of(client, point))
    assert [text(table.caption) for table in page.select("table.hours")] == [
        "Cette semaine, du 14 au 20 décembre",
        "La semaine prochaine, du 21 au 27 décembre",
    ]
    assert found["2026-12-25"] == "Vendredi 25 décembre Noël, fermé"
    assert len(page.select("table.hours tr.today")) == 1
    # What comes after the two weeks shown, they do not tell.
    assert "Fermé vendredi 1er janvier : jour férié" in main(page)


def test_a_closure_that_goes_on_beyond_the_weeks_shown_says_until_when(
    client: StrictClient, make_point: MakePoint
) -> None:
    point = make_point()
    Closure.objects.create(point=point, first_day=date(2026, 11, 23), last_day=date(2026, 12, 18), label="travaux")
    page = of(client, point)
    assert "Fermé jusqu’au vendredi 18 décembre : travaux" in main(page)
    assert "mêmes horaires" in main(page)


def test_a_message_holds_enough_to_come_and_to_call(client: StrictClient, make_point: MakePoint) -> None:
    page = of(client, point := make_point(phone="+33553878793"))
    sms, mail = (page.select_one(f'#envoyer a[href^="{scheme}:"]')["href"] for scheme in ("sms", "mailto"))
    said = unquote(sms.removeprefix("sms:?&body="))
    assert said.split("\n") == [
        "Maison d’exemple",
        "1 rue de l’Exemple, 47310 Laplume",
        "Téléphone : 05 53 87 87 93",
        "Venir sans rendez-vous",
        "Horaires du 23 au 29 novembre : lundi à vendredi 9 h à 12 h et 14 h à 17 h",
        f"http://localhost{point.get_absolute_url()}",
    ]
    assert page.select_one("#envoyer button[data-text]")["data-text"].replace("\u00a0", " ") == said
    assert unquote(mail).startswith("mailto:?subject=Maison d’exemple&body=Maison")
    assert "+" not in mail.split("&body=")[1].replace("%2B", "")
    # What only a script can do waits for it.
    assert all(button.find_parent("li").has_attr("hidden") for button in page.select("#envoyer button"))
    assert text(page.select_one(".qr b")) == f"http://localhost{point.get_absolute_url()}"


def test_what_is_true_only_now_is_marked_for_paper(client: StrictClient, make_point: MakePoint) -> None:
    assert of(client, make_point()).select_one(".state.big.passing")
    page = of(client, make_point("Ailleurs", access_modes=["telephoner"]))
    assert not page.select(".state.passing")
    assert text(page.select_one(".dateline .paper")) == "Imprimé le mardi 24 novembre 2026"


@pytest.mark.parametrize(
    ("modes", "sentence"),
    [
        (["telephoner"], "Sur rendez-vous"),
        (["rdv-en-ligne"], "Sur rendez-vous"),
        (["prescription"], "Sur rendez-vous, par un travailleur social"),
        (["pas-de-public"], "Ce lieu ne reçoit pas le public"),
        ([], "Renseignez-vous avant de venir"),
    ],
)
def test_open_and_closed_are_said_only_where_one_may_walk_in(
    client: StrictClient, make_point: MakePoint, modes: list[str], sentence: str
) -> None:
    page = of(client, make_point(access_modes=modes))
    said = text(page.select_one(".state.big"))
    assert said.startswith(sentence) and "Ouvert" not in said and "Fermé" not in said
    assert "Prévenez avant de venir" in main(page)
    assert "openingHoursSpecification" not in structured(page)


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-24T10:00", "Ouvert, ferme à midi"),
        ("2026-11-24T12:30", "Fermé, ouvre à 14 h"),
        ("2026-11-27T18:00", "Fermé, ouvre lundi à 9 h"),
        ("2026-12-24T18:00", "Fermé, ouvre lundi à 9 h"),  # the 25th is a Friday, and a holiday
    ],
)
def test_the_state_follows_the_clock(
    client: StrictClient, make_point: MakePoint, frozen: Any, now: datetime, moment: str, sentence: str
) -> None:
    point = make_point()
    frozen.move_to(datetime.fromisoformat(moment).replace(tzinfo=now.tzinfo))
    assert text(of(client, point).select_one(".state.big")) == sentence


# Closures and holidays


def test_a_public_holiday_closes_and_is_named(
    client: StrictClient, make_point: MakePoint, frozen: Any, now: datetime
) -> None:
    point = make_point()
    frozen.move_to(datetime(2026, 12, 22, 10, tzinfo=now.tzinfo))
    page = of(client, point)
    assert "Noël" in rows(page)["2026-12-25"]
    assert "9 h" not in rows(page)["2026-12-25"]
    assert "9 h à 12 h" in rows(page)["2026-12-24"]
    assert rows(page)["2026-12-25"] == "Vendredi 25 décembre Noël, fermé"
    assert "Fermé vendredi 25 décembre" not in main(page)  # its day says it


def test_the_name_of_a_holiday_is_that_of_the_calendar_and_days_may_be_added(
    client: StrictClient, make_point: MakePoint, frozen: Any, now: datetime
) -> None:
    point = make_point()
    for day, label in ((date(2026, 12, 25), "Fête de fin d’année"), (date(2026, 12, 23), "Deuil national")):
        Closure.objects.create(kind="public", first_day=day, last_day=day, label=label)
    frozen.move_to(datetime(2026, 12, 22, 10, tzinfo=now.tzinfo))
    found = rows(of(client, point))
    assert "Fête de fin d’année" in found["2026-12-25"]
    assert "Deuil national" in found["2026-12-23"]
    assert "9 h" not in found["2026-12-23"]


def test_hours_that_speak_of_holidays_are_believed(
    client: StrictClient, make_point: MakePoint, frozen: Any, now: datetime
) -> None:
    point = make_point(opening_hours="Mo-Fr 09:00-12:00; PH 10:00-11:00")
    frozen.move_to(datetime(2026, 12, 22, 10, tzinfo=now.tzinfo))
    assert "10 h à 11 h" in rows(of(client, point))["2026-12-25"]


def test_a_local_closure_closes_the_door_and_says_why(client: StrictClient, make_point: MakePoint) -> None:
    point, other = make_point(), make_point("Ailleurs")
    Closure.objects.create(point=point, first_day=date(2026, 11, 24), last_day=date(2026, 11, 25), label="travaux")
    page = of(client, point)
    assert "Fermé, ouvre jeudi à 9 h" in main(page)
    assert "Travaux, fermé" in rows(page)["2026-11-24"]
    assert "Ouvert, ferme à midi" in main(of(client, other))
    point.access_modes = ["telephoner"]
    point.save()
    assert "Fermé jusqu’au mercredi 25 novembre : travaux" in main(of(client, point))


# Addresses


def test_another_name_leads_to_the_right_one(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    for address in (f"/lieux/{point.pk}-autre-nom/", f"/lieux/{point.pk}-é/", f"/lieux/{point.pk}/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, point.get_absolute_url())


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_an_unknown_number_is_not_found(client: StrictClient, site: object, number: str) -> None:
    assert client.get(f"/lieux/{number}-rien/").status_code == 404


def test_a_draft_was_never_there(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point("Secret", live=False, first_published_at=None)
    response = client.get(point.get_absolute_url())
    assert response.status_code == 404
    assert b"Secret" not in response.content


def test_a_retired_place_says_so_and_offers_its_neighbours(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point("Ancien")
    make_point("Voisin")
    point.unpublish()
    page = page_at(client, point.get_absolute_url(), 410)
    assert names(page) == ["Voisin"]
    assert "Ancien" not in main(page)
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_deleted_place_is_gone_and_a_deleted_draft_unknown(client: StrictClient, make_point: MakePoint) -> None:
    point, draft = make_point(), make_point("Brouillon", live=False, first_published_at=None)
    addresses = point.get_absolute_url(), draft.get_absolute_url()
    HelpPoint.objects.all().delete()
    assert client.get(addresses[0]).status_code == 410
    assert client.get(addresses[1]).status_code == 404


def test_a_merged_place_leads_to_the_one_that_was_kept(client: StrictClient, make_point: MakePoint) -> None:
    kept = make_point()
    RetiredAddress.objects.create(kind="lieu", object_id=700, replaced_by=kept.pk)
    RetiredAddress.objects.create(kind="lieu", object_id=600, replaced_by=700)
    response = client.get("/lieux/600-ancien/", follow=True)
    assert response.redirect_chain[-1] == (kept.get_absolute_url(), 301)
    assert response.status_code == 200


def test_a_place_closed_for_good_says_so_and_offers_its_neighbours(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point("Ancien", status="closed", phone="+33553878793")
    make_point("Voisin")
    page = of(client, point)
    assert "Fermé définitivement" in main(page)
    assert names(page) == ["Voisin"]
    assert "Ouvert, ferme" not in text(page.select_one(".place-head"))
    assert 'href="tel:+33553878793"' not in str(page.main)


# Machines, cost, neighbours' blocks


def test_structured_data_says_the_place_and_its_week(client: StrictClient, make_point: MakePoint) -> None:
    Closure.objects.create(
        point=(point := make_point(phone="+33553878793", fees=["gratuit"], name="Chez « A&B » </script>")),
        first_day=date(2026, 11, 25),
        last_day=date(2026, 11, 25),
        label="travaux",
    )
    data = structured(of(client, point))
    assert data["name"] == "Chez « A&B » </script>"
    assert data["telephone"] == "+33553878793"
    assert data["address"]["postalCode"] == "47310"
    assert data["geo"] == {"@type": "GeoCoordinates", "latitude": 44.11275, "longitude": 0.530547}
    assert data["isAccessibleForFree"] is True
    week = data["openingHoursSpecification"]
    assert {day["validFrom"] for day in week} == {"2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"}
    assert week[0] == {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": "https://schema.org/Monday",
        "opens": "09:00",
        "closes": "12:00",
        "validFrom": "2026-11-23",
        "validThrough": "2026-11-23",
    }


def test_an_approximate_position_is_shown_as_such_and_not_given_out(
    client: StrictClient, make_point: MakePoint
) -> None:
    page = of(client, make_point(position_precision="commune"))
    assert "Position approximative : le centre de la commune" in main(page)
    assert "geo" not in structured(page)
    assert "/search?query=1+rue" in page.select_one("main .acts-row a")["href"]


def test_an_error_is_told_on_the_site_or_by_phone(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    links = [found["href"] for found in of(client, point).select("main ul.errs a")]
    assert links[0] == f"/lieux/{point.pk}/signaler/?quoi=horaires" and len(links) == 5


def test_upper_rooms_add_their_blocks_in_order(
    client: StrictClient, make_point: MakePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def block(word: str, order: int, **options: Any) -> Callable[[HelpPoint, datetime], Section]:
        alert = {"tone": "info", "title": word, "text": ""}
        return lambda point, now: Section(word, "components/alert.html", {"alert": alert}, order, **options)

    blocks = [block("Second", 20), lambda point, now: None, block("Premier", 10), block("Marge", 1, side=True)]
    monkeypatch.setattr(contributions, "place_sections", blocks)
    page = of(client, make_point())
    assert [text(found) for found in page.select(".flow .alert b")] == ["Premier", "Second"]
    assert text(page.select_one("aside .alert b")) == "Marge"


def test_the_number_of_queries_is_small_and_constant(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()

    def ask() -> int:
        with CaptureQueriesContext(connection) as captured:
            of(client, point)
        return len(captured)

    ask()  # the towns of the map are remembered
    few = ask()
    for number in range(5):
        day = date(2026, 12, 1 + number)
        Closure.objects.create(point=point, first_day=day, last_day=day, label=f"fermeture {number}")
        make_point(f"Autre {number}")
    assert ask() == few <= 12
