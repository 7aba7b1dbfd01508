"""The enumerations agree with the published standard, and labels are found as people write them."""

import re

import pytest

from directory.domain.vocabulary import (
    ACCESS_MODES,
    FEES,
    LABELS,
    PROGRAMMES,
    PUBLICS,
    SERVICES,
    TYPOLOGIES,
    VOCABULARIES,
    Vocabulary,
)

# Number of values of each enumeration in the published schema v1.0.2.
COUNTS = {
    "services": 9,
    "publics_specifiquement_adresses": 5,
    "prise_en_charge_specifique": 7,
    "frais_a_charge": 3,
    "dispositif_programmes_nationaux": 11,
    "formations_labels": 10,
    "modalites_acces": 6,
    "modalites_accompagnement": 4,
    "itinerance": 2,
    "typologie": 92,
}


def test_every_enumeration_has_the_number_of_values_of_the_standard() -> None:
    assert {vocabulary.name: len(vocabulary.terms) for vocabulary in VOCABULARIES} == COUNTS


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.name)
def test_codes_are_unique_ascii_and_every_written_value_leads_back(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.by_code) == len(vocabulary.terms)
    for term in vocabulary.terms:
        assert re.fullmatch(r"[a-z0-9-]+" if vocabulary.written == "label" else r"[A-Za-z0-9_]+", term.code)
        assert term.label and term.plain
        assert "|" not in term.label
        assert ";" not in term.label
        assert vocabulary.code_for(vocabulary.written_value(term.code)) == term.code
        assert vocabulary.code_for(term.code) == term.code
        assert "'" not in term.plain + term.examples, "plain words take the typographic apostrophe"


def test_services_have_one_plain_sentence_and_an_icon() -> None:
    for term in SERVICES.terms:
        assert term.examples.endswith(".")
        assert term.icon


@pytest.mark.parametrize(
    ("vocabulary", "written", "code"),
    [
        (ACCESS_MODES, "Ce lieu n’accueille pas de public", "pas-de-public"),
        (ACCESS_MODES, "Ce lieu n'accueille pas de public", "pas-de-public"),
        (LABELS, "Étapes numériques(La Poste)", "etapes-numeriques"),
        (SERVICES, "  aide aux DÉMARCHES  administratives ", "demarches"),
        (PUBLICS, "Familles et / ou enfants", "familles"),
        (PROGRAMMES, "Point d’accès numérique CAF", "caf"),
        (PROGRAMMES, "france services", "france-services"),
        (TYPOLOGIES, "rfs", "RFS"),
        (TYPOLOGIES, "AUTRE", "Autre"),
        (TYPOLOGIES, "EATT", "EATT"),
        (TYPOLOGIES, "Bibliothèque / Médiathèque", "BIB"),
        (FEES, "Gratuit mais pas trop", None),
        (FEES, "", None),
    ],
)
def test_tolerant_reading(vocabulary: Vocabulary, written: str, code: str | None) -> None:
    assert vocabulary.code_for(written) == code


def test_choices_and_pick() -> None:
    assert SERVICES.choices()[0] == ("demarches", "Aide aux démarches administratives")
    assert SERVICES.plain_choices()[0] == ("demarches", "Faire vos démarches")
    assert [term.code for term in SERVICES.pick(["acces", "inconnu", "demarches"])] == ["demarches", "acces"]
    with pytest.raises(KeyError):
        FEES.written_value("inconnu")
