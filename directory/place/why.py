"""Why a place answers what was asked, in one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from directory.contributions import CardExtra
from directory.domain import vocabulary
from directory.domain.place_facts import PlaceFacts
from directory.domain.topics import topics_of
from portal.words.french import join_words, lower_first
from search.question.answering import names, strength
from search.scoring import EXACT_FROM
from search.types import Asked, Idea

# What a place helps with, when nothing was asked: its page says all of it.
_NAMED = 2
# Two lines of a phone: what is longer presents the place, it is no reason.
_LONGEST = 90


def why_words(place: PlaceFacts, extra: CardExtra, asked: Asked) -> tuple[str, str]:
    """The line, and where it leads ("" for nowhere).

    A summary that is on it (« Peut aussi venir à domicile, le mardi matin ») is a reason in the words of the place.

    What answers best is said; of equals what is done there on it (« Atelier « Ma tablette », mercredi 2 décembre »)
    before what the place helps with by its nature (« France services : impôts ») and the service that holds it (« Pour
    faire vos démarches »). A place that helps on dates only says its next one.
    """
    own = asked.services.intersection(place.services)
    services = vocabulary.SERVICES.pick(place.services)
    topic = service = _Reason("", 0.0)
    if asked.ideas:
        topics = {one.label: one.words for one in topics_of(place.kind.code, place.programmes)}
        topic = _best(asked.ideas, topics, names)
        service = _best(asked.ideas, {term.plain: (term.label, term.plain) for term in services}, strength)
    told = extra.answers and not own and extra.answers >= max(topic.value, service.value)
    if extra.next_date and (told or place.hosts_only):
        return extra.next_date, extra.next_date_url
    summary = strength(asked.ideas, place.summary) if len(place.summary) <= _LONGEST else 0.0
    if summary >= EXACT_FROM and summary > max(topic.value, service.value):
        return place.summary.rstrip("."), ""
    if topic.value >= max(EXACT_FROM, service.value):
        return _("%(kind)s : %(topic)s") % {"kind": place.kind.short, "topic": topic.label}, ""
    if service.value:
        return _for([service.label]), ""
    chosen = [term for term in services if term.code in own] if own else services
    return _for([term.plain for term in chosen[:_NAMED]]), ""


def _for(services: Sequence[str]) -> str:
    """« Pour faire vos démarches et comprendre Internet »; empty when nothing is known."""
    inside = [lower_first(label) for label in services]
    return _("Pour %(services)s") % {"services": join_words(inside)} if inside else ""


class _Reason(NamedTuple):
    label: str
    value: float


def _best(
    ideas: Collection[Idea], labels: Mapping[str, Collection[str]], value: Callable[[Collection[Idea], str], float]
) -> _Reason:
    """The label whose words have the best value, the first one of equals."""
    reasons = (_Reason(label, max(value(ideas, words) for words in said)) for label, said in labels.items())
    return max(reasons, key=lambda one: one.value, default=_Reason("", 0.0))
