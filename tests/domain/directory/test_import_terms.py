"""Words sought in free text: what says nothing against them becomes a value, all else is said and left."""

from datetime import date

import pytest

from directory.standard.fields import BY_NAME
from directory.standard.opening import CellProblem, open_file
from directory.standard.record import LieuRecord
from directory.standard.shapes.shape import data_of

TITLES = {
    "typologie": "Type de lieu",
    "services": "Services",
    "publics_specifiquement_adresses": "Public",
    "frais_a_charge": "Tarif",
    "dispositif_programmes_nationaux": "Label",
    "itinerance": "Itinérant",
    "modalites_acces": "Modalités d'accès",
    "modalites_accompagnement": "Accompagnement",
}


def read(field: str, cell: str) -> tuple[LieuRecord, list[CellProblem]]:
    """The place of a table of one row; what a proposal leaves out for want of a word is sought all the same."""
    title = TITLES[field]
    content = f'Nom;Adresse;CP;Ville;{title}\nLieu;1 rue X;47000;Agen;"{cell}"\n'.encode()
    mapping = {"nom": "Nom", "adresse": "Adresse", "code_postal": "CP", "commune": "Ville"}
    rule = {"in": title, "terms": data_of("any-table")["terms"][field]}
    file = open_file(
        content,
        "x.csv",
        date(2026, 6, 1),
        osm_hours=lambda text: None,
        osm_week=lambda cells: None,
        mapping={**mapping, field: rule},
    )
    (row,) = file.rows
    assert row.record is not None
    return row.record, [one for one in row.problems if isinstance(one, CellProblem) and one.field == field]


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("modalites_acces", "Uniquement sur rendez-vous, pas d'accueil sans rendez-vous"),
        ("modalites_acces", "Pas sans rendez-vous"),
        ("modalites_acces", "Sans rendez-vous : impossible"),
        ("modalites_acces", "Pas de téléphone"),
        ("modalites_acces", "Libre accès le matin, sur rendez-vous l’après-midi"),
        ("modalites_acces", "Participation libre"),
        ("modalites_acces", "Salle équipée d’un téléphone"),
        ("frais_a_charge", "Non gratuit"),
        ("frais_a_charge", "N'est plus gratuit"),
        ("frais_a_charge", "N’EST PLUS GRATUIT"),
        ("frais_a_charge", "5 € (gratuit pour les demandeurs d'emploi)"),
        ("frais_a_charge", "5 € (gratuit demandeurs d'emploi)"),
        ("frais_a_charge", "10€, gratuit"),
        ("frais_a_charge", "Adhésion annuelle 10 €, puis gratuit"),
        ("frais_a_charge", "Gratuit pour les adhérents, sinon payant"),
        ("frais_a_charge", "Gratuit, payant le samedi"),
        ("frais_a_charge", "Gratuit le mardi"),
        ("frais_a_charge", "Gratuit sauf impressions"),
        ("publics_specifiquement_adresses", "Interdit aux jeunes"),
        ("publics_specifiquement_adresses", "Interdit aux mineurs"),
        ("publics_specifiquement_adresses", "Tout public sauf enfants"),
        ("publics_specifiquement_adresses", "Tout public, hors étudiants"),
        ("publics_specifiquement_adresses", "Femmes de ménage"),
        ("publics_specifiquement_adresses", "Hommes et femmes"),
        ("publics_specifiquement_adresses", "Sages-femmes"),
        ("publics_specifiquement_adresses", "Jeune public"),
        ("services", "Pas d'accès internet, pas de démarches"),
        ("services", "Pas d'impression ni de scan"),
        ("services", "Plus d’accès internet"),
        ("services", "Accès internet bientôt"),
        ("services", "Création d'entreprise"),
        ("services", "Emploi du temps scolaire"),
        ("services", "Sécurité sociale"),
        ("services", "Démarche qualité"),
        ("services", "Impression 3D"),
        ("services", "Vente de smartphones"),
        ("services", "Personnel administratif"),
        ("typologie", "Café associatif"),
        ("typologie", "Ancienne mairie"),
        ("typologie", "Maison des associations"),
        ("dispositif_programmes_nationaux", "Pixel’art"),
        ("dispositif_programmes_nationaux", "Non labellisé France services"),
        ("dispositif_programmes_nationaux", "Futur France services"),
        ("dispositif_programmes_nationaux", "Voisin d’une maison France services"),
        ("dispositif_programmes_nationaux", "Aidants Connect (terminé en 2024)"),
        ("frais_a_charge", "Gratuit ?"),
        ("frais_a_charge", "≠ Gratuit"),
        ("services", "Accès internet en panne"),
        ("services", "Atelier administratif annulé, démarches terminées"),
        ("publics_specifiquement_adresses", "Tout public hormis seniors"),
        ("publics_specifiquement_adresses", "Jeunes : orientés ailleurs"),
        ("typologie", "Face à la mairie"),
        ("typologie", "Projet de tiers-lieu"),
        ("itinerance", "Accès par le bus n° 3"),
        ("itinerance", "Pas itinérant"),
        ("itinerance", "Non communiqué"),
        ("modalites_accompagnement", "Perte d’autonomie"),
        ("modalites_accompagnement", "Atelier mécanique"),
    ],
)
def test_what_may_say_the_contrary_gives_nothing_and_is_said(field: str, cell: str) -> None:
    record, (problem,) = read(field, cell)
    assert getattr(record, field) == ()
    assert (problem.level, problem.line, problem.column, problem.value) == ("warning", 2, TITLES[field], cell)
    assert cell in problem.message
    assert problem.remedy.startswith("Remplacez la valeur")


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("modalites_acces", "Sans rendez-vous ou par téléphone", ("se-presenter", "telephoner")),
        ("modalites_acces", "Appeler, ou sur rendez-vous par téléphone", ("telephoner",)),
        ("services", "Aide aux démarches administratives (impôts, CAF)", ("demarches",)),
        ("services", "Ateliers bureautique et recherche d’emploi", ("insertion", "outils")),
        ("services", "Démarches, scan, impressions", ("demarches", "acces")),
        ("publics_specifiquement_adresses", "seniors, jeunes", ("seniors", "jeunes")),
        ("publics_specifiquement_adresses", "Seniors (plus de 60 ans)", ("seniors",)),
        ("publics_specifiquement_adresses", "Étudiantes, 18 ans et plus", ("etudiants",)),
        ("publics_specifiquement_adresses", "Jeunes et femmes", ("femmes", "jeunes")),
        ("frais_a_charge", "Gratuit sous conditions de ressources", ("gratuit-sous-condition",)),
        ("typologie", "Association à but non lucratif", ("ASSO",)),
        ("typologie", "Médiathèque municipale", ("BIB",)),
        ("itinerance", "Bus, mobile", ("itinerant",)),
    ],
)
def test_what_is_found_among_other_words_is_said(field: str, cell: str, expected: tuple[str, ...]) -> None:
    record, (problem,) = read(field, cell)
    assert set(getattr(record, field)) == set(expected)
    assert (problem.level, problem.value, problem.remedy) == ("info", cell, "")
    assert problem.message.startswith(f"« {cell} » est devenu ")


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("modalites_acces", "Sans rendez-vous", ("se-presenter",)),
        ("modalites_acces", "Sur rendez-vous par téléphone", ("telephoner",)),
        ("frais_a_charge", "GRATUIT", ("gratuit",)),
        ("frais_a_charge", "gratuits ; Payant", ("gratuit", "payant")),
        ("publics_specifiquement_adresses", "Tout public", ()),
        ("publics_specifiquement_adresses", "Femmes|Seniors", ("femmes", "seniors")),
        ("dispositif_programmes_nationaux", "Conseillers numériques France Services", ("conseillers-numeriques",)),
        ("itinerance", "Non", ("fixe",)),
        ("itinerance", "non itinérant", ("fixe",)),
    ],
)
def test_a_known_term_alone_is_read_without_a_word(field: str, cell: str, expected: tuple[str, ...]) -> None:
    assert (getattr(read(field, cell)[0], field), read(field, cell)[1]) == (expected, [])


def test_labels_of_the_standard_are_parts_of_nothing_else() -> None:
    content = "Nom;Adresse;CP;Ville;Public\n" + "".join(
        f"Lieu {number};{number} rue X;47000;Agen;{cell}\n"
        for number, cell in enumerate(("Femmes de ménage", "Seniors isolés", "Femmes"), start=1)
    )
    file = open_file(
        content.encode(), "x.csv", date(2026, 6, 1), osm_hours=lambda text: None, osm_week=lambda cells: None
    )
    publics = [row.record.publics_specifiquement_adresses for row in file.rows if row.record]
    assert publics == [(), ("seniors",), ("femmes",)]


def test_a_remark_says_the_words_that_people_know() -> None:
    _, (problem,) = read("typologie", "Mairie de quartier")
    assert problem.message == "« Mairie de quartier » est devenu Municipalités."


def test_every_term_gives_a_value_of_the_standard() -> None:
    for field, terms in data_of("any-table")["terms"].items():
        vocabulary = BY_NAME[field].vocabulary
        assert vocabulary is not None
        values = {one for value in terms.values() if value for one in value.split("|")}
        assert [value for value in values if not vocabulary.code_for(value)] == []
