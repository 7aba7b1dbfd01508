"""What a kind of place helps with everywhere in France, because its network says so, whatever its own record tells.

Most records of a France services only say « Aide aux démarches administratives ». Yet every one of them answers for the
same partners of the State (their list: france-services.gouv.fr). These words make it found by the need itself, and the
label says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from directory.domain.place_kind import FRANCE_SERVICES, POST
from search.question.text import terms


class Topic(NamedTuple):
    """`label` ends a sentence (« France services : impôts »), `words` are what people type to mean it."""

    label: str
    words: tuple[str, ...]


_TAXES = Topic(
    "impôts",
    ("impôts", "déclaration de revenus", "avis d’imposition", "taxe foncière", "prélèvement à la source",
     "finances publiques", "DGFiP", "trésor public"),
)  # fmt: skip
_VEHICLE = Topic(
    "carte grise",
    ("carte grise", "certificat d’immatriculation", "immatriculation", "vente de véhicule", "ANTS", "France Titres"),
)
_LICENCE = Topic("permis de conduire", ("permis de conduire", "permis à points", "ANTS", "France Titres"))
_IDENTITY = Topic(
    "carte d’identité et passeport",
    ("carte d’identité", "pièce d’identité", "passeport", "ANTS", "France Titres"),
)
_FAMILY = Topic(
    "allocations de la CAF",
    ("CAF", "allocations familiales", "aide au logement", "APL", "RSA", "prime d’activité"),
)
_HEALTH = Topic(
    "Assurance maladie",
    ("Assurance maladie", "ameli", "CPAM", "sécurité sociale", "carte Vitale", "remboursement de soins",
     "complémentaire santé solidaire"),
)  # fmt: skip
_PENSION = Topic("retraite", ("retraite", "Assurance retraite", "Carsat", "pension de réversion", "relevé de carrière"))
_FARMING = Topic("MSA", ("MSA", "mutualité sociale agricole"))
_WORK = Topic("emploi", ("France Travail", "Pôle emploi", "chômage", "recherche d’emploi", "actualisation mensuelle"))
# Not « La Poste » itself: who types it looks for a post office.
_POST = Topic("courrier et colis", ("courrier", "colis", "lettre recommandée"))
_COMPANY = Topic(
    "Urssaf", ("Urssaf", "micro-entreprise", "auto-entrepreneur", "emploi à domicile", "Cesu", "Pajemploi")
)
_LAW = Topic(
    "justice et droits", ("justice", "point-justice", "accès au droit", "aide juridictionnelle", "casier judiciaire")
)
_ENERGY = Topic("chèque énergie", ("chèque énergie",))
_RENOVATION = Topic("rénovation du logement", ("France Rénov’", "rénovation énergétique", "MaPrimeRénov’", "isolation"))

_OF_KIND: Mapping[str, tuple[Topic, ...]] = {
    FRANCE_SERVICES.code: (
        _TAXES, _VEHICLE, _LICENCE, _IDENTITY, _FAMILY, _HEALTH, _PENSION, _FARMING, _WORK, _POST, _COMPANY, _LAW,
        _ENERGY, _RENOVATION,
    ),
    POST.code: (_POST,),
}  # fmt: skip
_OF_PROGRAMME: Mapping[str, tuple[Topic, ...]] = {"caf": (_FAMILY,)}


def topics_of(kind_code: str, programmes: Collection[str] = ()) -> tuple[Topic, ...]:
    """The topics of a kind of place (`place_kind.py`) and of its programmes (`vocabulary.PROGRAMMES`), each once."""
    found = [*_OF_KIND.get(kind_code, ())]
    for code, topics in _OF_PROGRAMME.items():
        found += topics if code in programmes else ()
    return tuple(dict.fromkeys(found))


def topics_named(topics: Iterable[Topic], typed: str) -> tuple[Topic, ...]:
    """Those of the topics that a question names, in their order: « refaire ma carte grise » names « carte grise »."""
    sought = f" {' '.join(terms(typed))} "
    return tuple(topic for topic in topics if any(f" {' '.join(terms(words))} " in sought for words in topic.words))
