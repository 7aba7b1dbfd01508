"""The communes and intercommunalities that have a list, and how many answers are in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from directory.addresses import PLACE
from portal.ground.remembered import remembered
from portal.ground.site import site_settings
from portal.models import Commune
from portal.words.folding import fold
from portal.words.intercommunality import plain_name
from search.index.lists import count_by_commune
from search.registry import kinds_of_list


@dataclass(frozen=True)
class Listed:
    """A commune or an intercommunality of the indexes; `answers` are the places there and what comes to it."""

    code: str
    name: str
    answers: int


@remembered
def communes() -> tuple[Listed, ...]:
    """Those of the network's départements, and those elsewhere where there is something; by name. Two queries."""
    counts, home = counted(), set(site_settings().home_departements)
    rows = Commune.objects.order_by().values_list("insee", "name", "departement")
    found = [Listed(insee, name, counts.get(insee, 0)) for insee, name, dep in rows if dep in home or insee in counts]
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.code)))


@remembered
def unions() -> tuple[Listed, ...]:
    """The intercommunalities of these communes, whole, by name. Two queries."""
    counts, home = counted(), set(site_settings().home_departements)
    answers: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    here: set[str] = set()
    rows = Commune.objects.exclude(epci="").order_by().values_list("insee", "departement", "epci", "epci_name")
    for insee, departement, siren, name in rows:
        names[siren] = plain_name(name)
        answers[siren] += counts.get(insee, 0)
        if departement in home:
            here.add(siren)
    found = [Listed(siren, name, answers[siren]) for siren, name in names.items() if answers[siren] or siren in here]
    return tuple(sorted(found, key=lambda one: (fold(one.name), one.code)))


def counted() -> Mapping[str, int]:
    return count_by_commune(kinds_of_list(PLACE))
