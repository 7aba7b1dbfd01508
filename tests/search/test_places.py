"""Communes named in a box or in a question, as the database holds them now."""

from __future__ import annotations

import pytest

from portal.models import Commune, SiteSettings
from search.api import communes_changed, place_from, resolve, split_place
from search.places import main_communes
from search.question.gazetteer import Choices, Empty, Found, Unknown

COMMUNES = (
    ("47054", "Castelmoron-sur-Lot", ["47260"], "47", 1_800, 44.3976, 0.4956),
    ("33103", "Castelmoron-d’Albret", ["33540"], "33", 60, 44.678, -0.01),
    ("47137", "Laplume", ["47310"], "47", 1_400, 44.11, 0.52),
    ("47016", "Aubiac", ["47310"], "47", 1_000, 44.15, 0.57),
    ("47001", "Agen", ["47000"], "47", 33_000, 44.2, 0.62),
)


def commune(insee, name, codes, departement, population, lat, lon):
    return Commune(
        insee=insee, name=name, postal_codes=codes, departement=departement, population=population, latitude=lat,
        longitude=lon,
    )  # fmt: skip


@pytest.fixture
def territory(db):
    settings = SiteSettings.load()
    settings.departements = "47"
    settings.save()
    Commune.objects.bulk_create(commune(*row) for row in COMMUNES)
    communes_changed()


def test_what_people_type(territory):
    assert isinstance(resolve(""), Empty)
    assert isinstance(resolve("castelmoron"), Found)
    assert isinstance(resolve("47310"), Choices)
    assert isinstance(resolve("xxxxxxxx"), Unknown)


def test_a_place_to_search_from(territory):
    place = place_from(resolve("castelmoron"), 20)
    assert (place.label, place.insee, place.radius_km) == ("Castelmoron-sur-Lot (47260)", "47054", 20)
    middle = place_from(resolve("47310"), 10)
    assert (middle.label, middle.insee) == ("47310", "")
    assert 44.11 < middle.lat < 44.15
    assert place_from(resolve("agen").commune, 5).label == "Agen (47000)"


def test_a_place_inside_a_question(territory):
    split = split_place("impots castelmoron")
    assert split.text == "impots"
    assert split.place.commune.insee == "47054"
    assert [other.insee for other in split.place.others] == ["33103"]
    assert split_place("impots en ligne") == ("impots en ligne", None, ())


def test_a_corrected_word_beside_a_place_is_said(territory):
    split = split_place("inprimante castelmoron")
    assert (split.text, split.corrections) == ("imprimante", (("inprimante", "imprimante"),))


def test_a_commune_that_changes_is_known_at_once(territory):
    agen = Commune.objects.get(pk="47001")
    agen.name = "Agen-sur-Garonne"
    agen.save()
    assert resolve("47000").commune.name == "Agen-sur-Garonne"
    agen.delete()
    assert isinstance(resolve("47000"), Unknown)


def test_communes_written_in_bulk_are_known_once_it_is_said(territory):
    assert isinstance(resolve("32000"), Unknown)
    Commune.objects.bulk_create([commune("32013", "Auch", ["32000"], "32", 22_000, 43.6, 0.6)])
    communes_changed()
    assert resolve("32000").commune.name == "Auch"


def test_the_network_s_departements_come_first(territory):
    assert resolve("castelmoron").commune.departement == "47"
    settings = SiteSettings.load()
    settings.departements = "33"
    settings.save()
    assert resolve("castelmoron").commune.departement == "33"


def test_the_main_communes_of_the_network(territory):
    assert [entry.name for entry in main_communes(3)] == ["Agen", "Castelmoron-sur-Lot", "Laplume"]


def test_without_departements_the_main_communes_are_those_of_all(territory):
    Commune.objects.filter(insee="33103").update(population=50_000)
    settings = SiteSettings.load()
    settings.departements = ""
    settings.save()
    assert [entry.name for entry in main_communes(2)] == ["Agen", "Castelmoron-d’Albret"]
