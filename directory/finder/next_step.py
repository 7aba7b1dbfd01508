"""What a visitor has yet to say: where, when only a need was said; what for, when only a place was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from django.utils.translation import gettext as _

from directory.finder.answer import FinderAnswer
from directory.finder.filters import SERVICE
from directory.finder.page import need_words
from directory.finder.query import FinderQuery
from directory.finder.ways_on import PagedQuery
from portal.ground.remembered import remembered
from portal.words.link import Link
from search.api import main_communes, resolve
from search.question.gazetteer import Unknown
from search.question.territories import CommuneEntry

MAIN_COMMUNES = 8
# « je ne trouve personne pour m’aider » is no misspelt commune.
MOST_WORDS_OF_A_NAME = 4


@dataclass(frozen=True)
class WherePanel:
    """« Pour « carte grise » : où êtes-vous ? », the fields that keep the need, and the main communes to press."""

    title: str
    hidden: tuple[tuple[str, str], ...]
    communes: tuple[Link, ...]


@dataclass(frozen=True)
class NeedLink(Link):
    """The same place with a need, and how many places answer it."""

    count: int


def placed(answer: FinderAnswer) -> FinderQuery:
    """The question with the place that its words named in the box for places, where it is kept from one link to the
    next."""
    if answer.place_in_text:
        where = answer.circle.label if answer.circle is not None else ""
        return replace(answer.query, text=answer.subject, where=where, exact=False)
    if answer.choice_in_text:
        return replace(answer.query, text=answer.subject, exact=False)
    return answer.query


def where_panel(answer: FinderAnswer) -> WherePanel | None:
    """Asked next when a need is known and no place is, on the first page."""
    query = answer.query
    asked_nothing = not query.text and not query.facets
    if asked_nothing or query.where or answer.circle is not None or answer.choice_in_text or query.page > 1:
        return None
    # Words that found nothing are no need to repeat in large letters.
    need = need_words(answer) if answer.total or not answer.query.text else ""
    title = _("Pour « %(need)s » : où êtes-vous ?") % {"need": need} if need else _("Où êtes-vous ?")
    return WherePanel(
        title=title,
        hidden=tuple(parse_qsl(urlsplit(query.address()).query)),
        communes=main_communes_for(query),
    )


def main_communes_for(query: PagedQuery) -> tuple[Link, ...]:
    """The same question asked in each of the main communes."""
    return tuple(Link(one.name, query.address(where=one.label())) for one in _main_communes())


def needs(answer: FinderAnswer) -> tuple[NeedLink, ...]:
    """What people need near the place that was asked, when that is all that was asked."""
    if answer.circle is None or answer.need or SERVICE in answer.query.facets:
        return ()
    query = placed(answer)
    return tuple(
        NeedLink(one.label, query.address(facets={**query.facets, SERVICE: frozenset([one.value])}), one.count)
        for facet in answer.facets
        if facet.group == SERVICE
        for one in facet.values
    )


def communes_meant(answer: FinderAnswer) -> tuple[Link, ...]:
    """Words that find nothing may be a commune that nobody could read: the closest names."""
    text = answer.query.text
    if answer.total or answer.circle is not None or answer.choice_in_text or answer.query.where or not text:
        return ()
    if len(text.split()) > MOST_WORDS_OF_A_NAME or not isinstance(found := resolve(text), Unknown):
        return ()
    return tuple(Link(one.label(), FinderQuery(where=one.label()).address()) for one in found.closest)


@remembered
def _main_communes() -> list[CommuneEntry]:
    return main_communes(MAIN_COMMUNES)
