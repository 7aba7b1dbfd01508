"""The list of places finds what people type."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint, Organisation, SourceRecord
from tests.directory.admin_pages import LIST, listed
from tests.factories.places import CommuneFactory
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]


@pytest.mark.parametrize(
    "typed",
    [
        "sainte livrade", "STE LIVRADE", "ste-livrade s/lot", "mediatheque", "médiathèque d’exemple", "livrade mediath",
        "05 36 49 01 02", "05.36.49.01", "+33 5 36 49 01 02", "0536490102", "536490102", "accueil@exemple.fr", "47110",
        "departement", "3 place du marche", "maison de pays", "ancienne commune",
    ],
)  # fmt: skip
def test_the_list_finds_what_people_type(editor_client: StrictClient, make_point: MakePoint, typed: str) -> None:
    livrade = CommuneFactory(insee="47252", name="Sainte-Livrade-sur-Lot", former_names=["Ancienne-Commune"])
    organisation = Organisation.objects.create(name="Département d’exemple")
    point = make_point(
        "Médiathèque d’exemple", commune=livrade, organisation=organisation, phone="+33536490102",
        emails=["accueil@exemple.fr"], address="3 place du Marché", live=False, commune_name=livrade.name,
        postal_code="47110",
    )  # fmt: skip
    make_point("Mairie de Laplume", phone="+33536499999")
    # As a feed called it, before somebody corrected it here.
    SourceRecord.objects.create(feed="a", identifier="1", point=point, values={"name": "MAISON DE PAYS"})
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
