"""What editors do with the directory in the administration."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from directory.models import Closure, HelpPoint, Organisation
from portal.models import Commune
from search.api import communes_changed
from tests.directory.reading import text
from tests.factories.places import CommuneFactory
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]
LIST = "/admin/snippets/directory/helppoint/"


def filled(page: HttpResponse) -> dict[str, Any]:
    """What a browser would send from the edit form as it is."""
    form = BeautifulSoup(page.content.decode(), "html.parser").select_one("form[data-edit-form]")
    data: dict[str, Any] = {}
    for box in form.select("input[name]"):
        if box.get("type") in ("checkbox", "radio"):
            if box.has_attr("checked"):
                data.setdefault(box["name"], []).append(box.get("value", "on"))
        elif box.get("type") not in ("submit", "file"):
            data[box["name"]] = box.get("value", "")
    for area in form.select("textarea[name]"):
        data[area["name"]] = area.get_text().removeprefix("\n")
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]")
        data[choice["name"]] = chosen["value"] if chosen else ""
    return data


def edit(client: StrictClient, point: HelpPoint, publish: bool = True, **changes: Any) -> HttpResponse:
    address = f"{LIST}edit/{point.pk}/"
    data = filled(client.get(address)) | changes
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(address, data)


def listed(client: StrictClient, address: str) -> str:
    """The words of the rows of a list."""
    page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    return " ".join(text(row) for row in page.select("table.listing tbody tr"))


def errors(page: HttpResponse) -> str:
    found = BeautifulSoup(page.content.decode(), "html.parser").select(".error-message, .messages")
    return " ".join(text(one) for one in found)


def test_the_list_shows_what_sorts_places(editor_client: StrictClient, make_point: MakePoint) -> None:
    make_point("Mairie de Laplume", date_maj=date(2022, 12, 1))
    make_point("Bureau du centre", live=False)
    words = listed(editor_client, LIST)
    for said in ("Mairie de Laplume", "Laplume", "En service", "Information de 2022"):
        assert said in words, said


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=bureau", {"Bureau du centre"}),
        ("q=47310", {"Bureau du centre", "Mairie de Laplume"}),
        ("kind=town-hall", {"Mairie de Laplume"}),
        ("kind=post&kind=town-hall", {"Bureau du centre", "Mairie de Laplume"}),
        ("live=false", {"Bureau du centre"}),
        ("status=closed", set()),
        ("commune=47137", {"Bureau du centre", "Mairie de Laplume"}),
        ("source=France+Services", {"Bureau du centre"}),
    ],
)
def test_the_list_is_searched_and_filtered(
    editor_client: StrictClient, make_point: MakePoint, asked: str, found: set[str]
) -> None:
    make_point("Mairie de Laplume")
    make_point("Bureau du centre", live=False, source="France Services", typologies=["LA_POSTE"])
    words = listed(editor_client, f"{LIST}?{asked}")
    assert {name for name in ("Bureau du centre", "Mairie de Laplume") if name in words} == found


@pytest.mark.parametrize(
    "typed",
    [
        "sainte livrade", "STE LIVRADE", "ste-livrade s/lot", "mediatheque", "médiathèque d’exemple", "livrade mediath",
        "05 36 49 01 02", "05.36.49.01", "+33 5 36 49 01 02", "0536490102", "536490102", "accueil@exemple.fr", "47110",
        "departement", "3 place du marche",
    ],
)  # fmt: skip
def test_the_list_finds_what_people_type(editor_client: StrictClient, make_point: MakePoint, typed: str) -> None:
    livrade = CommuneFactory(insee="47252", name="Sainte-Livrade-sur-Lot")
    organisation = Organisation.objects.create(name="Département d’exemple")
    make_point(
        "Médiathèque d’exemple", commune=livrade, organisation=organisation, phone="+33536490102",
        emails=["accueil@exemple.fr"], address="3 place du Marché", live=False, commune_name=livrade.name,
        postal_code="47110",
    )  # fmt: skip
    make_point("Mairie de Laplume", phone="+33536499999")
    words = listed(editor_client, f"{LIST}?{urlencode({'q': typed})}")
    assert "Médiathèque d’exemple" in words, typed
    assert "Mairie de Laplume" not in words, typed


@pytest.mark.parametrize("typed", ["_", "%", '"', "???"])
def test_a_sign_finds_nothing(editor_client: StrictClient, make_point: MakePoint, typed: str) -> None:
    make_point("Mairie de Laplume")
    assert listed(editor_client, f"{LIST}?{urlencode({'q': typed})}") == ""


def test_a_search_costs_as_many_queries_among_many_places(
    editor_client: StrictClient, make_point: MakePoint, django_assert_num_queries: Any
) -> None:
    point = make_point("Médiathèque de Nérac")
    address = f"{LIST}results/?q=nerac"
    editor_client.get(address)
    with CaptureQueriesContext(connection) as few:
        editor_client.get(address)
    others = [
        HelpPoint(
            name=f"Lieu {n}", standard_id=f"n-{n}", commune=point.commune, postal_code="47310", date_maj=point.date_maj
        )
        for n in range(300)
    ]
    HelpPoint.objects.bulk_create(others)
    with django_assert_num_queries(len(few)):
        page = editor_client.get(address).content.decode()
    assert "Médiathèque de Nérac" in page and "Lieu 7" not in page


def test_an_edit_is_published_indexed_and_shown(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    response = edit(
        editor_client,
        point,
        name="Maison rénovée",
        emails="accueil@exemple.fr\r\n\r\nautre@exemple.fr ",
        services=["demarches", "outils"],
    )
    assert response.status_code == 302, errors(response)
    point.refresh_from_db()
    assert (point.name, point.emails) == ("Maison rénovée", ["accueil@exemple.fr", "autre@exemple.fr"])
    assert point.services == ["demarches", "outils"]
    assert "Maison rénovée" in editor_client.get("/lieux/?ou=laplume").content.decode()


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("05 53 87 87 93", "+33553878793", "05 53 87 87 93"),
        ("Tél. 05.53.87.87.93", "+33553878793", "05 53 87 87 93"),
        ("3230", "3230", "32 30"),
        ("0590 12 34 56", "+590590123456", "05 90 12 34 56"),
    ],
)
def test_a_number_is_typed_as_people_write_it(
    editor_client: StrictClient, make_point: MakePoint, typed: str, stored: str, shown: str
) -> None:
    point = make_point()
    response = edit(editor_client, point, phone=typed)
    assert response.status_code == 302, errors(response)
    point.refresh_from_db()
    assert point.phone == stored
    assert filled(editor_client.get(f"{LIST}edit/{point.pk}/"))["phone"] == shown
    assert edit(editor_client, point).status_code == 302  # sent back as it was shown
    point.refresh_from_db()
    assert point.phone == stored
    assert f'href="tel:{stored}"' in editor_client.get(point.get_absolute_url()).content.decode()


def test_a_draft_changes_nothing_in_public(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    assert edit(editor_client, point, publish=False, name="Brouillon secret").status_code == 302
    assert b"Brouillon secret" not in editor_client.get(point.get_absolute_url()).content
    assert b"Brouillon secret" in editor_client.get(f"{LIST}edit/{point.pk}/").content


def test_a_new_place_is_created(editor_client: StrictClient, make_point: MakePoint) -> None:
    make_point()
    data = filled(editor_client.get(f"{LIST}add/"))
    assert data["date_maj"] == "2026-11-24"
    data |= {"name": "Nouveau", "commune": "47137", "postal_code": "47310", "address": "2 rue Neuve"}
    response = editor_client.post(f"{LIST}add/", data | {"action-publish": "action-publish"})
    assert response.status_code == 302, errors(response)
    point = HelpPoint.objects.get(name="Nouveau")
    assert point.live
    assert point.approximate
    assert point.commune_name == "Laplume"
    assert point.standard_id.startswith("portail_")
    assert editor_client.get(point.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"latitude": ""}, "Donnez la latitude et la longitude, ou aucune des deux."),
        ({"emails": "rien"}, "« rien » :"),
        ({"phone": "05 53"}, "Écrivez le numéro comme"),
        ({"phone": "05 53 87 87 93 ou 06 30 88 30 80"}, "Un seul numéro ici"),
        ({"verified_on": "2020-01-01"}, "La vérification ne peut pas être plus ancienne"),
    ],
)
def test_a_refusal_is_explained(
    editor_client: StrictClient, make_point: MakePoint, changes: dict[str, str], message: str
) -> None:
    point = make_point()
    response = edit(editor_client, point, **changes)
    assert response.status_code == 200
    assert message in errors(response)


# Position


def test_a_position_given_by_a_person_is_exact(
    editor_client: StrictClient, make_point: MakePoint, laplume: Commune
) -> None:
    point = make_point(latitude=laplume.latitude, longitude=laplume.longitude, position_precision="commune")
    assert edit(editor_client, point, name="Sans bouger").status_code == 302
    point.refresh_from_db()
    assert point.approximate
    assert edit(editor_client, point, latitude="44.12", longitude="0.53").status_code == 302
    point.refresh_from_db()
    assert (point.latitude, point.approximate) == (Decimal("44.120000"), False)


def test_an_approximate_place_follows_its_commune(
    editor_client: StrictClient, make_point: MakePoint, laplume: Commune
) -> None:
    agen = Commune.objects.create(
        insee="47001", name="Agen", postal_codes=["47000"], departement="47", latitude=44.2, longitude=0.62
    )
    point = make_point(latitude=laplume.latitude, longitude=laplume.longitude, position_precision="commune")
    assert edit(editor_client, point, commune=agen.pk, postal_code="47000").status_code == 302
    point.refresh_from_db()
    assert (float(point.latitude), float(point.longitude), point.commune_name) == (44.2, 0.62, "Agen")
    assert point.approximate


def test_an_erased_position_goes_back_to_the_commune(
    editor_client: StrictClient, make_point: MakePoint, laplume: Commune
) -> None:
    point = make_point()
    assert edit(editor_client, point, latitude="", longitude="").status_code == 302
    point.refresh_from_db()
    assert (float(point.latitude), point.approximate) == (laplume.latitude, True)


@pytest.fixture
def around_marmande(laplume: Commune) -> Commune:
    for n, (latitude, longitude) in enumerate([(44.53, 0.16), (44.47, 0.19), (44.52, 0.21)]):
        CommuneFactory(
            insee=f"4790{n}", name=f"Voisine {n}", postal_codes=["47180"], latitude=latitude, longitude=longitude
        )
    CommuneFactory(insee="31555", name="Toulouse", postal_codes=["31000"], latitude=43.6, longitude=1.43)
    communes_changed()
    return CommuneFactory(insee="47157", name="Marmande", postal_codes=["47200"], latitude=44.5, longitude=0.16)


def test_an_exact_position_does_not_follow_into_another_town(
    editor_client: StrictClient, make_point: MakePoint, around_marmande: Commune
) -> None:
    point = make_point()
    address = f"{LIST}edit/{point.pk}/"
    data = filled(editor_client.get(address)) | {"commune": "47157", "action-publish": "action-publish"}
    page = editor_client.post(address, data, follow=True)
    point.refresh_from_db()
    assert (float(point.latitude), float(point.longitude), point.approximate) == (44.5, 0.16, True)
    assert point.postal_code == "47200"
    assert "le lieu est montré au centre de Marmande" in page.content.decode()


def test_a_position_that_lies_in_the_new_commune_stays(
    editor_client: StrictClient, make_point: MakePoint, around_marmande: Commune
) -> None:
    point = make_point(latitude=Decimal("44.51"), longitude=Decimal("0.17"))
    assert edit(editor_client, point, commune="47157").status_code == 302
    point.refresh_from_db()
    assert (point.latitude, point.approximate) == (Decimal("44.510000"), False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"latitude": "0.16", "longitude": "44.5"}, "Latitude et longitude sont inversées : 44.5 en latitude, 0.16"),
        ({"latitude": "48.85", "longitude": "2.35"}, "Cette position est à 512 km de Marmande."),
        ({"postal_code": "31000"}, "31000 n’est pas un code postal de Marmande : 47200."),
        ({"postal_code": "00000"}, "00000 n’est pas un code postal de Marmande : 47200."),
        ({"postal_code": "47180"}, "47180 n’est pas un code postal de Marmande : 47200."),
        ({"date_maj": "2030-01-01"}, "Cette date est à venir."),
        ({"date_maj": "1900-01-01"}, "Cette date est trop ancienne"),
        ({"verified_on": "2030-01-01"}, "Cette date est à venir."),
    ],
)
def test_what_is_upside_down_is_refused_in_words(
    editor_client: StrictClient,
    make_point: MakePoint,
    around_marmande: Commune,
    changes: dict[str, str],
    message: str,
) -> None:
    point = make_point(
        commune=around_marmande, postal_code="47200", latitude=Decimal("44.501"), longitude=Decimal("0.16")
    )
    response = edit(editor_client, point, **changes)
    assert response.status_code == 200
    assert message in errors(response)


@pytest.mark.parametrize(("typed", "kept"), [("", "47200"), ("47200", "47200"), ("47916", "47916")])
def test_the_postal_code_comes_with_the_commune(
    editor_client: StrictClient, make_point: MakePoint, around_marmande: Commune, typed: str, kept: str
) -> None:
    make_point()
    data = filled(editor_client.get(f"{LIST}add/"))
    data |= {"name": "Nouveau", "commune": "47157", "postal_code": typed, "address": "2 rue Neuve"}
    response = editor_client.post(f"{LIST}add/", data | {"action-publish": "action-publish"})
    assert response.status_code == 302, errors(response)
    assert HelpPoint.objects.get(name="Nouveau").postal_code == kept


def test_one_of_several_postal_codes_is_chosen(editor_client: StrictClient, make_point: MakePoint) -> None:
    CommuneFactory(insee="33063", name="Bordeaux", postal_codes=["33000", "33100"], departement="33")
    response = edit(editor_client, make_point(), commune="33063", postal_code="")
    assert "Donnez le code postal de Bordeaux : 33000 ou 33100." in errors(response)


# Hours, preview, commune


def test_the_hours_are_shown_as_the_week_they_mean(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(opening_hours="Mo 09:00-12:00; Mo 14:00-17:00")
    page = BeautifulSoup(editor_client.get(f"{LIST}edit/{point.pk}/").content.decode(), "html.parser")
    words = text(page.select_one("form[data-edit-form]"))
    assert "Lundi 23 novembre 14 h à 17 h" in words
    assert "remplace" in words
    broken = make_point("Autre", opening_hours="tous les jours")
    assert "Ces horaires ne sont pas compris" in editor_client.get(f"{LIST}edit/{broken.pk}/").content.decode()


def test_the_preview_is_the_public_page(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    data = filled(editor_client.get(f"{LIST}edit/{point.pk}/")) | {"name": "Vu avant de publier"}
    address = f"{LIST}preview/{point.pk}/"
    assert editor_client.post(address, data).json()["is_valid"]
    page = BeautifulSoup(editor_client.get(address).content.decode(), "html.parser")
    assert text(page.h1) == "Vu avant de publier"
    assert "Ouvert, ferme à midi" in text(page.main)
    data = filled(editor_client.get(f"{LIST}add/")) | {
        "name": "Tout neuf", "commune": "47137", "postal_code": "47310", "address": "2 rue Neuve",
    }  # fmt: skip
    assert editor_client.post(f"{LIST}preview/", data).json()["is_valid"]
    assert "Tout neuf" in editor_client.get(f"{LIST}preview/").content.decode()


@pytest.mark.parametrize(("typed", "found"), [("laplume", True), ("LAPLUME", True), ("4731", True), ("agen", False)])
def test_a_commune_is_chosen_by_typing(editor_client: StrictClient, laplume: Commune, typed: str, found: bool) -> None:
    page = editor_client.get(f"/admin/communes/results/?q={typed}")
    assert page.status_code == 200
    assert ("Laplume" in page.content.decode()) == found


# Closures, organisations, rights


def test_a_closure_is_written_and_deleted(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    base = "/admin/snippets/directory/closure/"
    data = filled(editor_client.get(f"{base}add/")) | {
        "label": "travaux", "kind": "local", "point": point.pk, "first_day": "2026-11-24", "last_day": "2026-11-25",
    }  # fmt: skip
    assert editor_client.post(f"{base}add/", data).status_code == 302
    assert "travaux" in editor_client.get(base).content.decode()
    assert "Travaux, fermé" in editor_client.get(point.get_absolute_url()).content.decode()
    closure = Closure.objects.get()
    assert editor_client.post(f"{base}delete/{closure.pk}/").status_code == 302
    assert "Travaux" not in editor_client.get(point.get_absolute_url()).content.decode()
    response = editor_client.post(f"{base}add/", data | {"point": ""})
    assert "Une fermeture concerne un lieu" in errors(response)


def test_an_organisation_is_written(editor_client: StrictClient) -> None:
    base = "/admin/snippets/directory/organisation/"
    data = filled(editor_client.get(f"{base}add/")) | {"name": "Association d’exemple"}
    assert editor_client.post(f"{base}add/", data).status_code == 302
    assert Organisation.objects.get().name == "Association d’exemple"
    assert "Association d’exemple" in editor_client.get(base).content.decode()


def test_nobody_else_comes_in(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    assert client.get(f"{LIST}edit/{point.pk}/").status_code == 302


def test_a_deleted_place_leaves_its_address(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    assert editor_client.post(f"{LIST}delete/{point.pk}/").status_code == 302
    assert not HelpPoint.objects.exists()
    assert editor_client.get(point.get_absolute_url()).status_code == 410
