"""The list of proposals that a browser fetches once, and the version in its address.

One list serves every box. It is a few kilobytes, kept for a year by the browser, so that typing asks nothing of the
server; where it has nothing close (a slip, a far-off commune), `closest` is asked, over all that there is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from portal.ground.remembered import remembered
from search.places import gazetteer
from search.question.territories import CommuneEntry
from search.suggest.entries import Entries, Entry
from search.suggest.needs import NEEDS
from search.suggest.registry import Proposals, kinds

COMMUNE, NEED = "commune", "besoin"
LIMIT = 6  # as many as stand above the keyboard of a phone
MOST = 1_500  # of a kind in the list: all 35,014 communes would be a megabyte


@dataclass(frozen=True, slots=True)
class Listing:
    """`entries` by kind, `body` the JSON that is served, `version` a digest of it."""

    entries: Mapping[str, Entries]
    body: str
    version: str


def communes() -> Iterable[Entry]:
    """Those of the network, then the biggest ones."""
    known = gazetteer()
    return map(_commune, sorted(known.by_population, key=lambda commune: not known.is_home(commune))[:MOST])


def needs() -> Iterable[Entry]:
    return map(Entry, NEEDS)


OWN = (
    Proposals(NEED, gettext_lazy("besoin"), 1, needs),
    Proposals(COMMUNE, gettext_lazy("commune"), 2, communes),
)


def _commune(commune: CommuneEntry) -> Entry:
    return Entry(commune.name, " ".join(commune.postal_codes or (commune.insee,)), commune.former_names)


@remembered
def listing() -> Listing:
    """The list of this moment, made anew when the content changes."""
    entries = {one.kind: Entries(one.give()) for one in kinds()}
    body = _json(
        {
            "mots": {
                "liste": gettext("Propositions"),
                "une": gettext("1 proposition."),
                "plusieurs": gettext("{n} propositions."),
                "aucune": gettext("Aucune proposition."),
            },
            "genres": {one.kind: str(one.word) for one in kinds()},
            "entrees": {kind: [entry.compact for entry in some.all[:MOST]] for kind, some in entries.items()},
        }
    )
    return Listing(entries, body, hashlib.blake2b(body.encode(), digest_size=6).hexdigest())


def closest(text: str, asked: Collection[str]) -> str:
    """JSON of the proposals of the kinds `asked` that come nearest to a text with slips; communes of the whole country
    by spelling and sound."""

    def found(kind: str, some: Entries) -> Iterable[Entry]:
        return map(_commune, gazetteer().suggest(text, LIMIT)) if kind == COMMUNE else some.closest(text, LIMIT)

    entries = {kind: found(kind, some) for kind, some in listing().entries.items() if kind in asked}
    return _json({"entrees": {kind: [entry.compact for entry in some] for kind, some in entries.items()}})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
