"""The rules of the tables, in the words that people read."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint, Organisation
from directory.place.cards import place_cards
from directory.place.facts import facts_of
from portal.models import Commune
from search.models import SearchDocument
from search.types import Asked

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"longitude": None}, "Donnez la latitude et la longitude, ou aucune des deux."),
        ({"latitude": Decimal("91")}, "90"),
        ({"name": ""}, "vide"),
        ({"verified_on": date(2020, 1, 1)}, "La vérification ne peut pas être plus ancienne que la mise à jour."),
        ({"commune": None, "commune_name": ""}, "Choisissez la commune dans la liste."),
        ({"phone": "05 53"}, "Écrivez le numéro comme 01 99 00 12 34"),
        ({"postal_code": "4731"}, "Cinq chiffres, par exemple 01000."),
        ({"pivot": "12"}, "De 9 à 14 chiffres ou lettres."),
        ({"services": ["peinture"]}, "Valeur inconnue : peinture."),
        ({"emails": ["accueil@exemple.fr", "pas un courriel"]}, "« pas un courriel » :"),
        ({"websites": ["ftp://exemple.fr/"]}, "« ftp://exemple.fr/ » :"),
    ],
)
def test_what_is_refused_is_said_in_plain_words(make_point: MakePoint, fields: dict[str, Any], message: str) -> None:
    point = make_point()
    for name, value in fields.items():
        setattr(point, name, value)
    with pytest.raises(ValidationError) as refused:
        point.full_clean()
    assert message in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "fields",
    [
        {"longitude": None},
        {"latitude": Decimal("91")},
        {"name": ""},
        {"verified_on": date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_it_too(make_point: MakePoint, fields: dict[str, Any]) -> None:
    point = make_point()
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpPoint.objects.filter(pk=point.pk).update(**fields)


def test_two_organisations_do_not_share_a_name() -> None:
    Organisation.objects.create(name="Commune d’exemple")
    with pytest.raises(ValidationError, match="Un organisme porte déjà ce nom"):
        Organisation(name="Commune d’exemple").full_clean()


def test_a_place_without_position_takes_the_centre_of_its_commune(make_point: MakePoint, laplume: Commune) -> None:
    point = make_point(latitude=None, longitude=None)
    point.full_clean()
    point.save()
    point.refresh_from_db()
    assert (float(point.latitude), float(point.longitude)) == (laplume.latitude, laplume.longitude)
    assert point.approximate


def test_the_index_follows_what_is_published(make_point: MakePoint) -> None:
    point = make_point(live=False, first_published_at=None)

    def titles() -> list[str]:
        return list(SearchDocument.objects.filter(kind="lieu").values_list("title", flat=True))

    assert titles() == []
    point.save_revision().publish()
    assert titles() == ["Maison d’exemple"]
    point.name = "Brouillon de nom"
    point.save_revision()
    assert titles() == ["Maison d’exemple"]
    point.get_latest_revision().publish()
    assert titles() == ["Brouillon de nom"]
    point.refresh_from_db()
    point.unpublish()
    assert titles() == []
    point.save_revision().publish()
    point.refresh_from_db()
    point.status = HelpPoint.Status.CLOSED
    point.save_revision().publish()
    assert titles() == []


def test_the_index_follows_the_commune_and_the_organisation(make_point: MakePoint, laplume: Commune) -> None:
    body = Organisation.objects.create(name="Association Exemplaire")
    point = make_point(organisation=body)

    def words() -> str:
        return SearchDocument.objects.get(key=f"lieu:{point.pk}").words

    assert "exemplaire" in words()
    body.name = "Collectif"
    body.save()
    assert "exemplaire" not in words()
    laplume.epci_name = "Communauté des Collines"
    laplume.save()
    assert "collines" in words()
    point.delete()
    assert not SearchDocument.objects.exists()


def test_a_failure_of_the_index_leaves_a_place_unpublished(
    make_point: MakePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = make_point(live=False, first_published_at=None)
    revision = point.save_revision()

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the index cannot be written")

    monkeypatch.setattr("search.index.writing.touch", fail)
    with pytest.raises(RuntimeError):
        revision.publish()
    assert not HelpPoint.objects.get(pk=point.pk).live


def test_cards_cost_the_same_for_one_place_and_for_many(make_point: MakePoint, now: datetime) -> None:
    for number in range(12):
        make_point(f"Lieu {number}")

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(place_cards(facts_of(HelpPoint.objects.all()[:count], now.date()), Asked(now))) == count
        return len(captured)

    assert queries(12) == queries(1) <= 5
