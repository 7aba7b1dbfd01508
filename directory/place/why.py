"""Why a place answers what was asked, in one line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from directory.contributions import CardExtra
from directory.domain import vocabulary
from directory.domain.place_facts import PlaceFacts
from directory.domain.topics import topics_of
from portal.words.french import join_words
from search.question.answering import strength
from search.types import Asked, Idea

# What a place helps with, when nothing was asked: as many as fit a line of a phone.
_NAMED = 3


def why_words(place: PlaceFacts, extra: CardExtra, asked: Asked) -> tuple[str, str]:
    """The line, and where it leads ("" for nowhere).

    What is done there on it comes first (« Atelier « Ma tablette », mercredi 2 décembre »), then what the place helps
    with by its nature (« France services : impôts »), then the service that holds it (« Pour faire vos démarches »). A
    place that helps on dates only says its next one.
    """
    own = asked.services.intersection(place.services)
    if extra.next_date and ((extra.answers and not own) or place.hosts_only):
        return extra.next_date, extra.next_date_url
    if topic := _best(asked.ideas, {one.label: one.words for one in topics_of(place.kind.code, place.programmes)}):
        return _("%(kind)s : %(topic)s") % {"kind": place.kind.label.partition(",")[0], "topic": topic}, ""
    services = {term.plain: (term.label, term.plain) for term in vocabulary.SERVICES.pick(place.services)}
    if service := _best(asked.ideas, services):
        return _for([service]), ""
    return _for([term.plain for term in vocabulary.SERVICES.pick(own or place.services)[:_NAMED]]), ""


def _for(services: Sequence[str]) -> str:
    """« Pour faire vos démarches et comprendre Internet »; empty when nothing is known."""
    inside = [f"{label[0].lower()}{label[1:]}" for label in services]
    return _("Pour %(services)s") % {"services": join_words(inside)} if inside else ""


def _best(ideas: Collection[Idea], labels: Mapping[str, Collection[str]]) -> str:
    """The label whose words answer best, the first one of equals; "" when none does."""
    values = {label: max(strength(ideas, words) for words in said) for label, said in labels.items()}
    best = max(values, key=values.__getitem__, default="")
    return best if values.get(best) else ""
