"""A place is picked by a few words, whatever their accents and hyphens."""

from collections.abc import Callable

import pytest
from django.test import Client

from directory.models import HelpPoint, Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
PLACES = "/admin/snippets/choose/directory/helppoint/"


def test_a_place_is_found_by_words_of_its_name_and_commune(
    editor_client: Client, make_point: Callable[..., HelpPoint]
) -> None:
    make_point(name="Médiathèque d’exemple")
    make_point(name="Poste d’exemple")
    assert 'name="q"' in editor_client.get(PLACES).json()["html"]
    for typed, expected in [
        ("mediatheque", {"Médiathèque"}),
        ("laplume poste", {"Poste"}),
        ("laplume", {"Médiathèque", "Poste"}),
        ("_", set()),
        ('"', set()),
        ("zzz", set()),
    ]:
        html = editor_client.get(f"{PLACES}results/", {"q": typed}).content.decode()
        assert {name for name in ("Médiathèque", "Poste") if f"{name} d’exemple" in html} == expected, typed


def test_an_organisation_is_found_by_a_word(editor_client: Client) -> None:
    Organisation.objects.create(name="Département d’exemple")
    Organisation.objects.create(name="Mairie d’exemple")
    html = editor_client.get("/admin/snippets/choose/directory/organisation/results/", {"q": "departement"})
    assert "Département" in html.content.decode()
    assert "Mairie" not in html.content.decode()
