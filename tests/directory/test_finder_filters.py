"""The filters of the finder are shown in its own words and order, those worth showing only."""

from datetime import datetime

from directory.finder.facets import Facet, FacetSpec
from directory.finder.filters import facet_specs, shown_facets

SPECS = {
    "acces": FacetSpec("Accès", {"libre": "Sans rendez-vous", "rdv": "Sur rendez-vous"}, 20),
    "service": FacetSpec("Service", {"impots": "Impôts", "imprimer": "Imprimer", "emploi": "Emploi"}, 10),
}


def shown(facets: tuple[Facet, ...]) -> list[tuple[str, list[tuple[str, int, bool]]]]:
    return [(one.label, [(value.label, value.count, value.selected) for value in one.values]) for one in facets]


def test_words_counts_and_order(now: datetime) -> None:
    counts = {"acces": {"rdv": 2, "libre": 1}, "service": {"emploi": 1, "impots": 2, "secret": 1}}
    assert shown(shown_facets(SPECS, counts, {}, 3, now)) == [
        ("Service", [("Impôts", 2, False), ("Emploi", 1, False)]),
        ("Accès", [("Sans rendez-vous", 1, False), ("Sur rendez-vous", 2, False)]),
    ]


def test_a_group_that_separates_nothing_is_not_shown(now: datetime) -> None:
    counts = {"acces": {"rdv": 1, "libre": 1}, "service": {"impots": 2}}
    assert [facet.group for facet in shown_facets(SPECS, counts, {}, 2, now)] == ["acces"]
    # What is selected stays in sight, else it could not be taken back.
    chosen = {"service": frozenset({"impots"})}
    assert [facet.group for facet in shown_facets(SPECS, counts, chosen, 2, now)] == ["service", "acces"]
    assert shown(shown_facets(SPECS, {}, chosen, 0, now)) == [("Service", [("Impôts", 0, True)])]


def test_a_code_without_words_is_not_shown(now: datetime) -> None:
    assert shown_facets(SPECS, {"service": {"inconnu": 1}, "secret": {"a": 1}}, {}, 2, now) == ()


def test_only_types_of_place_bear_a_mark(now: datetime) -> None:
    counts = {"type": {"library": 1}, "service": {"demarches": 1}}
    marks = {facet.group: facet.values[0].shape for facet in shown_facets(facet_specs(now), counts, {}, 2, now)}
    assert marks["service"] == "" and marks["type"]
