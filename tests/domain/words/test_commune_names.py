import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.commune_names import beginnings, name_words, spellings
from tests.domain.search.conftest import COMMUNES

with COMMUNES.open(encoding="utf-8", newline="") as rows:
    NAMES = sorted({row["nom"] for row in csv.DictReader(rows)})


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ST SYLVESTRE SUR LOT", "Saint-Sylvestre-sur-Lot"),
        ("STE LIVRADE S/ LOT", "Sainte-Livrade-sur-Lot"),
        ("Ste-Livrade s/Lot", "Sainte-Livrade-sur-Lot"),
        ("AGEN CEDEX 9", "Agen"),
        ("Agen Cedex", "Agen"),
        ("Villeneuve sur Lot", "Villeneuve-sur-Lot"),
        ("PENNE D AGENAIS", "Penne-d'Agenais"),
        ("MAS D’AGENAIS", "Le Mas-d'Agenais"),
        ("Tombebœuf", "Tombeboeuf"),
    ],
)
def test_one_name_written_in_several_ways(written: str, official: str) -> None:
    assert not set(spellings(written)).isdisjoint(spellings(official))


def postal(name: str) -> str:
    """As the post office writes it: capitals, neither accents nor signs, saints cut short."""
    words = [{"saint": "st", "sainte": "ste"}.get(word, word) for word in " ".join(name.lower().split("-")).split(" ")]
    return " ".join(words).upper().replace("'", " ")


@given(st.sampled_from(NAMES), st.sampled_from(["", " CEDEX", " CEDEX 9", " Cedex 12"]))
def test_the_post_office_names_the_same_commune(name: str, after: str) -> None:
    assert name_words(postal(name) + after) == name_words(name)


@given(st.text(max_size=80))
def test_any_text_has_spellings(text: str) -> None:
    assert spellings(text)[0] == " ".join(name_words(text))
    assert all(text_ for text_ in beginnings(text))


def test_where_people_stop() -> None:
    assert list(beginnings("La Sauvetat-du-Dropt")) == ["sauvetat", "la sauvetat"]
    assert list(beginnings("Sainte-Livrade-sur-Lot")) == ["saint livrade"]
    assert list(beginnings("Agen")) == []
