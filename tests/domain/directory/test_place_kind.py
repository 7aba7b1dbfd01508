import pytest

from directory.domain.place_kind import (
    FRANCE_SERVICES,
    FRANCE_SERVICES_IN_POST,
    LIBRARY,
    OTHER,
    PLACE_KINDS,
    names_of,
    place_kind,
)

IN_POST = "France services, dans un bureau de poste"


@pytest.mark.parametrize(
    ("typologies", "programmes", "name", "code", "label"),
    [
        (["RFS"], [], "Maison commune", "france-services", "France services"),
        ([], ["france-services"], "Bus UNA 47", "france-services", "France services"),
        (["RFS", "LA_POSTE"], ["france-services"], "Laplume", "france-services", IN_POST),
        ([], [], "Maison France service La Poste Laplume", "france-services", IN_POST),
        ([], [], "FRANCE-SERVICES Marmande", "france-services", "France services"),
        (["LA_POSTE"], [], "Étape numérique", "post", "La Poste"),
        ([], [], "laposte", "post", "La Poste"),
        ([], [], "Agence postale de Montayral", "post", "La Poste"),
        (["BIB"], [], "Le Point", "library", "Bibliothèque"),
        ([], [], "MÉDIATHÈQUE de Fumel", "library", "Bibliothèque"),
        (["MUNI"], [], "Boé", "town-hall", "Mairie"),
        ([], [], "Ville d’Agen", "town-hall", "Mairie"),
        ([], [], "COMMUNE DE PUYMIROL", "town-hall", "Mairie"),
        (["ASSO"], [], "Le Cocon", "association", "Association"),
        ([], [], "Blue Fox Coffee - café associatif", "association", "Association"),
        ([], [], "Maison des associations", "other", "Autre lieu d’aide"),
        ([], [], "Communauté de communes des Coteaux", "other", "Autre lieu d’aide"),
        (["CCAS"], [], "CCAS de Layrac", "other", "Autre lieu d’aide"),
        ([], [], "", "other", "Autre lieu d’aide"),
        ([], [], "Poste à souder", "other", "Autre lieu d’aide"),
    ],
)
def test_kinds(typologies: list[str], programmes: list[str], name: str, code: str, label: str) -> None:
    kind = place_kind(typologies, programmes, name)
    assert (kind.code, kind.label) == (code, label)
    assert kind.shape == ("drop" if code == "france-services" else "house")


def test_one_kind_a_code() -> None:
    assert len({kind.code for kind in PLACE_KINDS}) == len(PLACE_KINDS)


def test_a_kind_has_several_names() -> None:
    assert names_of(FRANCE_SERVICES)[0] == "France services"
    assert "MSAP" in names_of(FRANCE_SERVICES)
    assert "La Poste" not in names_of(FRANCE_SERVICES)
    assert {"MSAP", "La Poste", "Agence postale"} <= set(names_of(FRANCE_SERVICES_IN_POST))
    assert "Médiathèque" in names_of(LIBRARY)
    assert names_of(OTHER) == (OTHER.label,)
