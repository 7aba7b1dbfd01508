"""Where a place is, as the admin lets people say it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from directory.models import HelpPoint
from portal.models import Commune
from search.api import communes_changed
from tests.directory.admin_pages import LIST, edit, errors, filled
from tests.factories.places import CommuneFactory
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]


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


def test_a_background_save_in_between_does_not_stand_in_the_way(
    admin_client: StrictClient, make_point: MakePoint, laplume: Commune
) -> None:
    """It drops the old position: the form that stays open must not send it again."""
    agen = CommuneFactory(insee="47001", name="Agen", postal_codes=["47000"], latitude=44.2, longitude=0.62)
    point = make_point(latitude="48.0", longitude="7.5")
    address = f"{LIST}edit/{point.pk}/"
    data = filled(admin_client.get(address)) | {"commune": agen.pk}
    saved = admin_client.post(address, data, headers={"accept": "application/json"}).json()
    assert saved["success"], saved
    data |= saved["field_updates"] | {"action-publish": "1"}
    response = admin_client.post(address, data)
    assert response.status_code == 302, errors(response)
    point.refresh_from_db()
    assert (point.commune_name, point.postal_code, point.approximate) == ("Agen", "47000", True)
