"""The real territory, the built-in synonyms and a small vocabulary, all without database."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from search.question.everyday_words import GROUPS
from search.question.gazetteer import Gazetteer
from search.question.reading import Reading, read
from search.question.synonyms import Synonyms
from search.question.territories import CommuneEntry
from search.question.text import words
from search.question.vocabulary import Vocabulary

Ask = Callable[..., Reading]

COMMUNES = Path(__file__).parents[3] / "portal" / "roof" / "demo" / "data" / "communes.csv"

# What a small index holds: official service labels, everyday subjects, names of places.
INDEXED = """
    Aide aux démarches administratives. Maîtrise des outils numériques du quotidien. Insertion
    professionnelle. Utilisation sécurisée du numérique. Accès internet et matériel informatique. France
    services La Poste. Médiathèque municipale, bibliothèque, mairie, bureau de poste. Atelier tablette,
    smartphone, ordinateur. Déclarer ses impôts, carte grise, courriel, arnaques, imprimer. Agen Marmande
    Nérac Villeneuve sur Lot Castelmoron Sainte Livrade Penne Laplume Tonneins Fumel. Seniors, familles
    et enfants, handicaps moteurs.
"""


@pytest.fixture(scope="session")
def communes() -> list[CommuneEntry]:
    assert COMMUNES.exists(), f"the communes of the demo are missing: {COMMUNES}"
    with COMMUNES.open(encoding="utf-8", newline="") as rows:
        return [
            CommuneEntry(
                insee=row["insee"],
                name=row["nom"],
                postal_codes=tuple(row["codes_postaux"].split()),
                departement=row["departement"],
                population=int(row["population"] or 0),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                epci=row["epci_nom"],
                former_names=tuple(filter(None, row["anciens_noms"].split("|"))),
            )
            for row in csv.DictReader(rows)
        ]


@pytest.fixture(scope="session")
def gazetteer(communes: list[CommuneEntry]) -> Gazetteer:
    return Gazetteer(communes, frozenset({"47"}))


@pytest.fixture(scope="session")
def synonyms() -> Synonyms:
    return Synonyms(GROUPS)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary(dict.fromkeys(words(INDEXED), 2) | {"tablette": 9})


@pytest.fixture(scope="session")
def ask(vocabulary: Vocabulary, synonyms: Synonyms, gazetteer: Gazetteer) -> Ask:
    held = vocabulary.stems_of(())
    return lambda text, places=gazetteer: read(text, vocabulary, synonyms, places).within(held)
