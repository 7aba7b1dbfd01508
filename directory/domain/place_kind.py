"""What a person recognises a place by: six kinds, two shapes; and the two kinds of what comes on dates.

The national typologies are too many (92) to be shown as types, and three places out of four of the published
files have none: the name then tells.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from portal.words.folding import fold

Shape = Literal["drop", "house", "circle", "square"]


@dataclass(frozen=True)
class PlaceKind:
    """`code` for addresses and filters, `label` for people, `shape` and Lucide `icon` for lists and maps."""

    code: str
    label: str
    shape: Shape
    icon: str

    @property
    def short(self) -> str:
        """For a card, which a telephone shows whole: « France services »."""
        return self.label.partition(",")[0]


FRANCE_SERVICES = PlaceKind("france-services", "France services", "drop", "heart-handshake")
FRANCE_SERVICES_IN_POST = PlaceKind(
    "france-services", "France services, dans un bureau de poste", "drop", "heart-handshake"
)
POST = PlaceKind("post", "La Poste", "house", "mail")
LIBRARY = PlaceKind("library", "Bibliothèque", "house", "book-open")
TOWN_HALL = PlaceKind("town-hall", "Mairie", "house", "landmark")
ASSOCIATION = PlaceKind("association", "Association", "house", "users")
OTHER = PlaceKind("other", "Autre lieu d’aide", "house", "house")

# One entry a code, in the order of lists and facets.
PLACE_KINDS = (FRANCE_SERVICES, POST, LIBRARY, TOWN_HALL, ASSOCIATION, OTHER)

# What is met on dates: a place where one is held bears its code besides its own.
PERMANENCE = PlaceKind("permanence", "Permanence", "circle", "calendar-days")
WORKSHOP = PlaceKind("atelier", "Atelier", "square", "presentation")
ANSWER_KINDS = (*PLACE_KINDS, PERMANENCE, WORKSHOP)

# Names as they are published: « Maison France service La Poste Laplume », « laposte », « COMMUNE DE BOÉ ».
# « Communauté de communes » is no town hall, « Maison des associations » is a building, often public.
_FRANCE_SERVICES_NAME = re.compile(r"\bfrance[ -]services?\b")
_POST_NAME = re.compile(r"\b(la ?poste|bureau de poste|agence postale)\b")
_LIBRARY_NAME = re.compile(r"\b(mediatheque|bibliotheque)\b")
_TOWN_HALL_NAME = re.compile(r"^(mairie|hotel de ville|commune de|ville de|ville d')")
_ASSOCIATION_NAME = re.compile(r"\bassociati(on|f|ve)\b")

# What people also call the places of a kind, to be found by: a sign, a former name, an abbreviation.
_ALSO = {
    FRANCE_SERVICES.code: (
        "Maison France services",
        "Espace France services",
        "Maison de services au public",
        "MSAP",
    ),
    POST.code: ("Bureau de poste", "Agence postale"),
    LIBRARY.code: ("Médiathèque", "Bibliothèque municipale"),
    TOWN_HALL.code: ("Hôtel de ville", "Municipalité"),
}


def names_of(kind: PlaceKind) -> tuple[str, ...]:
    """All the names of a kind, its label first; a France services in a post office is a post office too."""
    also = _ALSO.get(kind.code, ())
    return (kind.label, *also, *(names_of(POST) if kind == FRANCE_SERVICES_IN_POST else ()))


def place_kind(typologies: Collection[str], programmes: Collection[str], name: str) -> PlaceKind:
    """The kind of a place from its typology and programme codes (`vocabulary.py`) and its name.

    France services comes first because it is what people look for and what the sign on the door says, then
    the place's own nature.
    """
    folded = fold(name)
    post = "LA_POSTE" in typologies or bool(_POST_NAME.search(folded))
    if "RFS" in typologies or "france-services" in programmes or _FRANCE_SERVICES_NAME.search(folded):
        return FRANCE_SERVICES_IN_POST if post else FRANCE_SERVICES
    if post:
        return POST
    if {"BIB", "RELAIS_LECTURE"}.intersection(typologies) or _LIBRARY_NAME.search(folded):
        return LIBRARY
    if "MUNI" in typologies or _TOWN_HALL_NAME.search(folded):
        return TOWN_HALL
    if {"ASSO", "ASSO_CHOMEUR"}.intersection(typologies) or _ASSOCIATION_NAME.search(folded):
        return ASSOCIATION
    return OTHER
