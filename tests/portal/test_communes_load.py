"""`manage.py communes_load FILE`: the table of communes, whole or not at all."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.models import Commune, CommuneOutline
from search.api import resolve
from search.question.gazetteer import Found

pytestmark = pytest.mark.django_db
HEADER = "code_insee,nom,codes_postaux,departement,epci,epci_nom,population,type,latitude,longitude"
ROWS = (
    "47001,Agen,47000|47916,47,200096956,CA Agglomération d'Agen,32801,commune-actuelle,44.20284,0.62575",
    "75056,Paris,75001|75012,75,200054781,Métropole du Grand Paris,2103778,commune-actuelle,48.8567,2.3421",
    "75112,Paris 12e Arrondissement,75012,75,,,140000,arrondissement-municipal,,",
    "97501,Miquelon-Langlade,97500,975,,,600,commune-actuelle,,",
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "communes.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    return path


def run(path: Path, *options: str) -> str:
    said = StringIO()
    call_command("communes_load", str(path), *options, stdout=said)
    return said.getvalue()


def test_the_table_is_loaded_and_understood_at_once(table: Path) -> None:
    said = run(table)
    assert "3 communes ajoutées, 0 mises à jour, 0 déjà à jour" in said
    assert "1 sans centre, laissées de côté : Miquelon-Langlade" in said
    agen = Commune.objects.get(insee="47001")
    assert (agen.postal_codes, agen.epci_name, agen.population) == (
        ["47000", "47916"],
        "CA Agglomération d'Agen",
        32801,
    )
    arrondissement = Commune.objects.get(insee="75112")
    assert (arrondissement.latitude, arrondissement.longitude) == (48.8567, 2.3421)
    assert isinstance(resolve("paris"), Found)


def test_a_second_time_writes_nothing_and_what_differs_is_changed(table: Path) -> None:
    run(table)
    Commune.objects.create(insee="99999", name="Ailleurs", departement="99", latitude=1, longitude=1)
    assert "0 communes ajoutées, 0 mises à jour, 3 déjà à jour" in run(table)
    Commune.objects.filter(insee="47001").update(name="Autrement")
    assert "0 communes ajoutées, 1 mises à jour, 2 déjà à jour" in run(table)
    assert set(Commune.objects.values_list("name", flat=True)) >= {"Agen", "Ailleurs"}


def test_a_trial_writes_nothing(table: Path) -> None:
    assert "Essai seulement" in run(table, "--dry-run")
    assert not Commune.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nom,codes_postaux\nAgen,47000", "Colonnes absentes : code_insee"),
        (
            f"{HEADER}\n{ROWS[1]}\n{ROWS[0].replace('32801', 'beaucoup')}",
            "Agen (47001) : un nombre ne peut pas être lu.",
        ),
        ("", "Colonnes absentes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "communes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message.replace("(", r"\(").replace(")", r"\)")):
        run(path)
    assert not Commune.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    monkeypatch.setattr("portal.roof.communes.communes_changed", fail)
    with pytest.raises(RuntimeError):
        run(table)
    assert not Commune.objects.exists()


def test_outlines_are_loaded_with_the_table(table: Path, tmp_path: Path) -> None:
    square = [[[0.5, 44.1], [0.7, 44.1], [0.7, 44.3], [0.5, 44.1]]]
    shapes = (("47001", "Polygon", square), ("75056", "MultiPolygon", [square] * 2), ("99999", "Polygon", square))
    features = [
        {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}
        for code, kind, coordinates in shapes
    ]
    path = tmp_path / "outlines.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    for _ in range(2):
        assert "2 contours" in run(table, "--outlines", str(path))
    assert {one.pk: len(one.rings) for one in CommuneOutline.objects.all()} == {"47001": 1, "75056": 2}
    path.write_text('{"features": [{"geometry": null}]}', encoding="utf-8")
    with pytest.raises(CommandError, match="GeoJSON"):
        run(table, "--outlines", str(path))


def test_the_names_of_communes_joined_to_another_are_read(tmp_path: Path) -> None:
    path = tmp_path / "communes.csv"
    row = "47302,Sos,47170,47,200,CC,600,commune-actuelle,44.05,0.14,Gueyze|Meylan"
    path.write_text(f"{HEADER},anciens_noms\n{row}\n", encoding="utf-8")
    run(path)
    assert Commune.objects.get().former_names == ["Gueyze", "Meylan"]
    found = resolve("gueyze")
    assert isinstance(found, Found) and found.label == "Sos (47170)"
    # A table that has no such column says nothing about them.
    path.write_text(f"{HEADER}\n{row.rpartition(',')[0].replace('600', '601')}\n", encoding="utf-8")
    assert "1 mises à jour" in run(path)
    assert Commune.objects.get().former_names == ["Gueyze", "Meylan"]
