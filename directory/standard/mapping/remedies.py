"""What to do in the file about a value that could not be taken."""

from collections.abc import Mapping

from directory.standard.rows import Problem

_FILL = "Remplissez cette case dans votre fichier, puis importez-le de nouveau."
_LIST = "Remplacez la valeur par une de celles du standard national, ou laissez la case vide."
_POSITION = "Écrivez la latitude et la longitude en degrés, par exemple 48.1113 et -1.6800, ou laissez les cases vides."
_LINK = "Écrivez l’adresse entière, par exemple https://www.exemple.fr/contact, ou laissez la case vide."

_REMEDIES: Mapping[str, str] = {
    "": "Vérifiez les guillemets et le nombre de cases de cette ligne.",
    "id": _FILL,
    "nom": _FILL,
    "commune": _FILL,
    "adresse": (
        "Un lieu n’est pas publié sans adresse : écrivez le numéro et la rue, ou, s’il n’y en a pas, le lieu-dit ou le "
        "bâtiment (« Le Bourg », « Mairie »), puis importez le fichier de nouveau."
    ),
    "code_postal": "Écrivez les cinq chiffres du code postal, par exemple 35000.",
    "date_maj": "Écrivez le jour de la dernière vérification, par exemple 2026-01-31.",
    "pivot": "Écrivez les quatorze chiffres du SIRET. Dans un tableur, mettez d’abord la colonne au format « Texte ».",
    "code_insee": "Écrivez les cinq signes du code INSEE, par exemple 35238, ou laissez la case vide.",
    "latitude": _POSITION,
    "longitude": _POSITION,
    "telephone": "Écrivez les dix chiffres d’un seul numéro, par exemple 05 53 00 00 00.",
    "courriels": "Écrivez une adresse électronique entière, par exemple contact@exemple.fr.",
    "site_web": _LINK,
    "fiche_acces_libre": _LINK,
    "prise_rdv": _LINK,
    "horaires": "Après l’import, ouvrez la fiche du lieu et saisissez ses horaires jour par jour.",
}


def remedy_for(problem: Problem) -> str:
    """Empty for what was put right: nothing is to be done."""
    return "" if problem.level == "info" else _REMEDIES.get(problem.field, _LIST)
