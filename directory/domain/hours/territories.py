"""The clock and the holidays of a place follow its département: hours are what the clock of the town shows.

Zones are those of the IANA time zone database (`zone1970.tab`). Subdivisions are those of the `holidays` package: the
days that article L3134-13 of the Code du travail adds in Alsace-Moselle, and articles L3422-2 and following overseas.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.words.zone import PARIS


@dataclass(frozen=True)
class Territory:
    """`subdivision` names its own holidays to `holidays.public_holidays`, "" for those of the whole country only."""

    zone: ZoneInfo
    subdivision: str = ""

    def today(self, now: datetime) -> date:
        """The day that it is there at `now` (aware)."""
        return now.astimezone(self.zone).date()


MAINLAND = Territory(PARIS)

_BY_DEPARTEMENT = {
    "57": Territory(PARIS, "57"),
    "67": Territory(PARIS, "6AE"),
    "68": Territory(PARIS, "6AE"),
    "971": Territory(ZoneInfo("America/Guadeloupe"), "971"),
    "972": Territory(ZoneInfo("America/Martinique"), "972"),
    "973": Territory(ZoneInfo("America/Cayenne"), "973"),
    "974": Territory(ZoneInfo("Indian/Reunion"), "974"),
    "975": Territory(ZoneInfo("America/Miquelon"), "PM"),
    "976": Territory(ZoneInfo("Indian/Mayotte"), "976"),
    "977": Territory(ZoneInfo("America/St_Barthelemy"), "BL"),
    "978": Territory(ZoneInfo("America/Marigot"), "MF"),
    "984": Territory(ZoneInfo("Indian/Kerguelen"), "TF"),
    "986": Territory(ZoneInfo("Pacific/Wallis"), "WF"),
    "987": Territory(ZoneInfo("Pacific/Tahiti"), "PF"),
    "988": Territory(ZoneInfo("Pacific/Noumea"), "NC"),
}
# Two archipelagos of Polynesia have another clock than Tahiti.
_MARQUESAS = Territory(ZoneInfo("Pacific/Marquesas"), "PF")
_BY_COMMUNE = {
    **dict.fromkeys(("98718", "98723", "98731", "98746", "98756", "98757"), _MARQUESAS),
    "98719": Territory(ZoneInfo("Pacific/Gambier"), "PF"),
}
# Before they were collectivities of their own, two islands had codes of Guadeloupe; postal codes kept them.
_OLD_CODES = {"97123": "977", "97127": "978", "97133": "977", "97150": "978"}

_CLOCKS = {
    "America/Guadeloupe": "heure de la Guadeloupe",
    "America/Martinique": "heure de la Martinique",
    "America/Cayenne": "heure de la Guyane",
    "Indian/Reunion": "heure de La Réunion",
    "America/Miquelon": "heure de Saint-Pierre-et-Miquelon",
    "Indian/Mayotte": "heure de Mayotte",
    "America/St_Barthelemy": "heure de Saint-Barthélemy",
    "America/Marigot": "heure de Saint-Martin",
    "Indian/Kerguelen": "heure des Kerguelen",
    "Pacific/Wallis": "heure de Wallis-et-Futuna",
    "Pacific/Tahiti": "heure de Tahiti",
    "Pacific/Marquesas": "heure des Marquises",
    "Pacific/Gambier": "heure des Gambier",
    "Pacific/Noumea": "heure de la Nouvelle-Calédonie",
}


def clock_words(zone: str) -> str:
    """« heure de La Réunion » for a zone (IANA name) that is not that of the network, "" for that one."""
    return _CLOCKS.get(zone, "")


def territory_of(insee: str, postal_code: str = "") -> Territory:
    """That of a commune, by its INSEE code, else by a postal code; the mainland when neither says more."""
    code = insee or postal_code
    if insee in _BY_COMMUNE:
        return _BY_COMMUNE[insee]
    departement = _OLD_CODES.get(code) or (code[:3] if code[:2] in ("97", "98") else code[:2])
    return _BY_DEPARTEMENT.get(departement, MAINLAND)
