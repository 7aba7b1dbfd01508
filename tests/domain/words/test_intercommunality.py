"""Names of intercommunalities in plain words."""

import pytest

from portal.words.intercommunality import plain_name


@pytest.mark.parametrize(
    ("official", "plain"),
    [
        ("CC Albret Communauté", "Albret Communauté"),
        ("CA Agglomération d'Agen", "Agglomération d’Agen"),
        ("CC du Pays de Duras", "Communauté de communes du Pays de Duras"),
        ("CC d'Aire-sur-l'Adour", "Communauté de communes d’Aire-sur-l’Adour"),
        ("CA du Grand Dax", "Communauté d’agglomération du Grand Dax"),
        ("Bordeaux Métropole", "Bordeaux Métropole"),
        ("CC", "CC"),
        ("", ""),
    ],
)
def test_plain_names(official: str, plain: str) -> None:
    assert plain_name(official) == plain
