"""« État de la recherche »: who answers, what waits; for administrators."""

from __future__ import annotations

from typing import Any

import pytest

from search.models import SearchDocument
from tests.search.conftest import Index
from tests.search.replica.servers import a_server_that
from tests.search.sources import ListSource
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
STATE = "/admin/recherche/etat/"


@pytest.fixture
def one(places: ListSource, index: Index) -> None:
    places.add(1, "Médiathèque")
    index(places)


def test_without_elasticsearch(one: None, admin_client: StrictClient) -> None:
    assert "La base de données. Aucun Elasticsearch" in admin_client.get(STATE).content.decode()


@pytest.mark.parametrize("name", ["refuses", "hangs", "a page", "401"])
def test_a_server_that_is_away(one: None, admin_client: StrictClient, settings: Any, name: str) -> None:
    with a_server_that(name) as (address, _asked):
        settings.ELASTICSEARCH_URL = [address]
        SearchDocument.objects.update(es_revision=-1)
        page = admin_client.get(STATE).content.decode()
        assert "ne répond pas" in page
        assert "Envoyer maintenant" in page
        said = admin_client.post(f"{STATE}envoyer/", follow=True).content.decode()
        assert "Elasticsearch ne répond pas bien" in said


def test_only_administrators_see_it(one: None, editor_client: StrictClient) -> None:
    assert editor_client.get(STATE).status_code == 302
