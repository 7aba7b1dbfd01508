"""The page of an activity, the page of one date, and what their addresses answer later."""

import json
import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates.hand_edits import apply_hand_edit
from events.models import Activity, Occurrence
from portal.models import RetiredAddress
from tests.events.conftest import Dates, MakeWorkshop
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish

pytestmark = pytest.mark.django_db


def text(tag: Any) -> Any:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()


@pytest.fixture
def page_at(client: Any) -> Any:
    def get(address: Any, status: int = 200) -> Any:
        response = client.get(address)
        assert response.status_code == status, response.get("Location", "")
        return BeautifulSoup(response.content.decode(), "html.parser")

    return get


def test_an_activity_says_when_where_with_whom_and_how(page_at: Any, place: Any) -> None:
    operator = publish(HelpPointFactory(name="La Poste d’exemple", phone="+33536490101"))
    draft = ActivityFactory(
        title="Aide du lundi, exemple",
        point=place,
        commune=place.commune,
        operator=operator,
        summary="On remplit la demande avec vous.",
        services=["demarches"],
        publics=["seniors"],
        special_needs=["surdite"],
        accessibility="Salle de plain-pied",
        price="conditional",
        price_words="avec un pass numérique",
    )
    page = page_at(publish(draft).get_absolute_url())
    main = text(page.main)
    assert text(page.h1) == "Aide du lundi, exemple"
    assert "Tous les lundis, de 9 h à 12 h" in main
    assert page.select_one("section.call a.tel")["href"] == "tel:+33536490101"
    assert page.select_one(f'section.call a[href="{place.get_absolute_url()}"]') is not None
    assert page.select_one(f'section.call a[href="{operator.get_absolute_url()}"]') is not None
    for words in (
        "Gratuit sous condition : avec un pass numérique",
        "Pour les seniors",
        "Personnes sourdes ou malentendantes",
        "Salle de plain-pied",
        "Faire vos démarches",
        "Sans rendez-vous",
    ):
        assert words in main
    days = [text(link) for link in page.select("ol.dates h3 a")]
    assert days[0] == "Lundi 30 novembre 2026" and len(days) == 8
    # The day is the title there: it is not said twice.
    assert text(page.select_one("ol.dates .facts a")) == "Ajouter à mon agenda : lundi 30 novembre"
    assert page.select_one(".sun a.btn")["href"].startswith("webcal://localhost/ical/activite/")


def test_an_undated_permanence_says_what_is_known_and_offers_no_calendar(page_at: Any, place: Any) -> None:
    draft = ActivityFactory(rule=None, point=place, timetable_note="le lundi, heures à demander : appelez")
    draft.source = "d’après une liste d’exemple, à vérifier"
    page = page_at(publish(draft).get_absolute_url())
    assert "Le lundi, heures à demander : appelez" in text(page.main)
    assert "d’après une liste d’exemple, à vérifier" in text(page.main)
    assert not page.select('a[href*="/ical/"]')


def test_an_example_says_that_it_is_one(page_at: Any, make_workshop: MakeWorkshop, dates: Dates) -> None:
    workshop = make_workshop((date(2026, 12, 3), time(14), time(16)), is_example=True)
    for address in (workshop.get_absolute_url(), dates(workshop)[0].get_absolute_url()):
        assert "Exemple fictif" in text(page_at(address).main)


def test_the_name_in_the_address_may_change(client: Any, permanence: Activity) -> None:
    for address in (f"/agenda/{permanence.pk}/", f"/agenda/{permanence.pk}-ancien-nom/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, permanence.get_absolute_url())


def test_what_is_gone_says_so_and_what_never_was_is_not_found(
    client: Any, page_at: Any, permanence: Activity, place: Any, dates: Dates
) -> None:
    draft = ActivityFactory(point=place)
    page_at(draft.get_absolute_url(), 404)
    page_at("/agenda/999/", 404)
    page_at(f"/agenda/{10**30}/", 404)
    page_at("/agenda/date/999/", 404)
    address, date_address, pk = permanence.get_absolute_url(), dates(permanence)[0].get_absolute_url(), permanence.pk
    permanence.unpublish()
    assert "n’est plus proposé" in text(page_at(address, 410))
    page_at(date_address, 410)
    permanence.delete()
    page_at(address, 410)
    page_at(date_address, 410)
    RetiredAddress.objects.filter(kind="date", object_id=pk).update(replaced_by=draft.pk)
    assert client.get(address)["Location"] == f"/agenda/{draft.pk}/"


def test_a_date_is_described_for_search_engines(page_at: Any, permanence: Activity, place: Any, dates: Dates) -> None:
    row = dates(permanence)[0]
    page = page_at(row.get_absolute_url())
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert data["@type"] == "Event"
    assert data["url"] == f"http://localhost{row.get_absolute_url()}"
    assert datetime.fromisoformat(data["startDate"]) == row.start
    assert datetime.fromisoformat(data["endDate"]) == row.end
    assert data["eventStatus"].endswith("EventScheduled")
    assert data["location"]["address"]["addressLocality"] == "Laplume"
    assert data["isAccessibleForFree"] is True


def test_structured_data_cannot_close_its_script(page_at: Any, place: Any, dates: Dates) -> None:
    draft = ActivityFactory(point=place, title="</script><script>alert(1)</script>")
    page = page_at(dates(publish(draft))[0].get_absolute_url())
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert data["name"] == "</script><script>alert(1)</script>"


def test_a_cancelled_date_says_why_and_what_to_do(
    page_at: Any, permanence: Activity, dates: Dates, now: datetime
) -> None:
    row = dates(permanence)[0]
    row.status, row.reason = "cancelled", "Conseillère absente, exemple"
    apply_hand_edit(row)
    page = page_at(row.get_absolute_url())
    main = text(page.main)
    assert "Annulé" in main and "Raison : Conseillère absente, exemple." in main
    assert page.select_one('a[href="#autres"]') is not None
    assert text(page.select_one("ol.dates h3 a")) == "Lundi 7 décembre 2026"
    assert page.title.string.startswith("Annulé")
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert data["eventStatus"].endswith("EventCancelled")
    listed = page_at(permanence.get_absolute_url()).select_one("li.event.off")
    assert "Conseillère absente" in text(listed)


def test_a_past_date_says_so(page_at: Any, permanence: Activity, dates: Dates, frozen: Any, now: datetime) -> None:
    frozen.move_to(now + timedelta(days=10))
    page = page_at(dates(permanence)[0].get_absolute_url())
    assert "Cette date est passée" in text(page.main)
    assert not page.select('aside a[href*="/ical/date/"]')


def test_a_withdrawn_date_is_gone(page_at: Any, permanence: Activity, dates: Dates) -> None:
    last = dates(permanence)[-1]
    Occurrence.objects.filter(pk=last.pk).update(removed_at=last.created_at)
    page_at(last.get_absolute_url(), 410)


def test_places_left_are_told(page_at: Any, make_workshop: MakeWorkshop, dates: Dates) -> None:
    workshop = make_workshop((date(2026, 12, 3), time(14), time(16)), capacity=8)
    for left, words in ((0, "Complet"), (1, "Il reste 1 place"), (3, "Il reste 3 places")):
        Occurrence.objects.update(places_left=left)
        assert words in text(page_at(dates(workshop)[0].get_absolute_url()).main)


def test_an_unpublished_place_is_not_named_by_its_activities(
    page_at: Any, permanence: Activity, place: Any, dates: Dates
) -> None:
    place.unpublish()
    for address in (permanence.get_absolute_url(), dates(permanence)[0].get_absolute_url(), "/agenda/"):
        page = page_at(address)
        assert "Médiathèque" not in text(page.main)
    words = text(page_at(permanence.get_absolute_url()).main)
    assert "Lieu fermé, 47310 Laplume" in words and "Tous les lundis" not in words


def test_the_number_of_queries_does_not_depend_on_the_number_of_dates(
    client: Any, permanence: Activity, make_workshop: MakeWorkshop
) -> None:
    def queries(address: Any) -> Any:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    one = make_workshop((date(2026, 12, 3), time(14), time(16)))
    assert queries(permanence.get_absolute_url()) == queries(one.get_absolute_url()) <= 5
    dates = list(Occurrence.objects.filter(activity=permanence))
    assert queries(dates[0].get_absolute_url()) == queries(dates[-1].get_absolute_url())


def test_the_title_of_an_activity_without_place_is_refused_in_french() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as error:
        Activity(title="").full_clean()
    assert "Choisissez le lieu d’accueil, ou la commune." in error.value.message_dict["commune"]
