"""What editors do with the directory in the administration."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup

from directory.models import Closure, HelpPoint, Organisation
from portal.models import Commune
from tests.directory.admin_pages import LIST, edit, errors, filled, listed
from tests.directory.reading import text
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]


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
    assert data["date_maj"] == "24/11/2026"
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


# Preview, commune


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


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("laplume", True),
        ("LAPLUME", True),
        ("laplumme", True),
        ("4731", True),
        ("47137", True),
        ("agen", False),
        ("_", False),
    ],
)
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


def test_the_address_of_a_site_is_taken_as_people_write_it(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    edit(editor_client, point, websites="www.exemple.fr/lieu\nhttp://exemple.org")
    point.refresh_from_db()
    assert point.websites == ["https://www.exemple.fr/lieu", "http://exemple.org"]
    assert "« pas une adresse »" in errors(edit(editor_client, point, websites="pas une adresse"))
