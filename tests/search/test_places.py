"""Communes named in a box or in a question, as the database holds them now."""

from __future__ import annotations

import pytest

from portal.models import Commune, SiteSettings
from search.api import circle_of, communes_changed, resolve, search
from search.places import main_communes
from search.question.gazetteer import Choices, Empty, Found, Unknown
from search.question.territories import CommuneEntry
from search.types import SearchRequest

COMMUNES = (
    ("47054", "Castelmoron-sur-Lot", ["47260"], "47", 1_800, 44.3976, 0.4956),
    ("33103", "Castelmoron-d’Albret", ["33540"], "33", 60, 44.678, -0.01),
    ("47137", "Laplume", ["47310"], "47", 1_400, 44.11, 0.52),
    ("47016", "Aubiac", ["47310"], "47", 1_000, 44.15, 0.57),
    ("47001", "Agen", ["47000"], "47", 33_000, 44.2, 0.62),
)


def commune(
    insee: str, name: str, codes: list[str], departement: str, population: int, lat: float, lon: float
) -> Commune:
    return Commune(
        insee=insee, name=name, postal_codes=codes, departement=departement, population=population, latitude=lat,
        longitude=lon,
    )  # fmt: skip


@pytest.fixture
def territory(db: None) -> None:
    settings = SiteSettings.load()
    settings.departements = "47"
    settings.save()
    Commune.objects.bulk_create(commune(*row) for row in COMMUNES)
    communes_changed()


def named(text: str) -> CommuneEntry:
    found = resolve(text)
    assert isinstance(found, Found)
    return found.commune


def test_what_people_type(territory: None) -> None:
    assert isinstance(resolve(""), Empty)
    assert isinstance(resolve("castelmoron"), Found)
    assert isinstance(resolve("47310"), Choices)
    assert isinstance(resolve("xxxxxxxx"), Unknown)


def test_a_circle_to_search_in(territory: None) -> None:
    circle = circle_of(resolve("castelmoron"), 20)
    assert circle is not None
    assert (circle.label, circle.insee, circle.radius_km) == ("Castelmoron-sur-Lot (47260)", "47054", 20)
    middle = circle_of(resolve("47310"), 10)
    assert middle is not None
    assert (middle.label, middle.insee) == ("47310", "")
    assert 44.11 < middle.lat < 44.15
    agen = circle_of(resolve("agen"), 5)
    assert agen is not None and agen.label == "Agen (47000)"
    assert circle_of(resolve(""), 5) is circle_of(resolve("xxxxxxxx"), 5) is None


def test_a_place_inside_a_question(territory: None) -> None:
    found = search(SearchRequest("impots castelmoron", place_in_text=True, radius_km=30))
    assert found.circle is not None and isinstance(found.resolution, Found)
    assert (found.text, found.circle.insee, found.circle.radius_km) == ("impots", "47054", 30)
    assert [other.insee for other in found.resolution.others] == ["33103"]
    found = search(SearchRequest("impots en ligne", place_in_text=True))
    assert (found.text, found.circle, found.resolution, found.corrections) == ("impots en ligne", None, Empty(), ())


def test_a_corrected_word_beside_a_place_is_said(territory: None) -> None:
    found = search(SearchRequest("inprimante castelmoron", place_in_text=True))
    assert (found.text, found.corrections) == ("imprimante", (("inprimante", "imprimante"),))


def test_a_commune_that_changes_is_known_at_once(territory: None) -> None:
    agen = Commune.objects.get(pk="47001")
    agen.name = "Agen-sur-Garonne"
    agen.save()
    assert named("47000").name == "Agen-sur-Garonne"
    agen.delete()
    assert isinstance(resolve("47000"), Unknown)


def test_communes_written_in_bulk_are_known_once_it_is_said(territory: None) -> None:
    assert isinstance(resolve("32000"), Unknown)
    Commune.objects.bulk_create([commune("32013", "Auch", ["32000"], "32", 22_000, 43.6, 0.6)])
    communes_changed()
    assert named("32000").name == "Auch"


def test_the_network_s_departements_come_first(territory: None) -> None:
    assert named("castelmoron").departement == "47"
    settings = SiteSettings.load()
    settings.departements = "33"
    settings.save()
    assert named("castelmoron").departement == "33"


def test_the_main_communes_of_the_network(territory: None) -> None:
    assert [entry.name for entry in main_communes(3)] == ["Agen", "Castelmoron-sur-Lot", "Laplume"]


def test_without_departements_the_main_communes_are_those_of_all(territory: None) -> None:
    Commune.objects.filter(insee="33103").update(population=50_000)
    settings = SiteSettings.load()
    settings.departements = ""
    settings.save()
    assert [entry.name for entry in main_communes(2)] == ["Agen", "Castelmoron-d’Albret"]
