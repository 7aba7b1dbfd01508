"""Links from a list to the same question asked otherwise: in another commune, in a wider circle, on another page.

The finder and the agenda both show them.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.utils.translation import gettext as _

from portal.words.commune_names import name_words, spellings
from portal.words.french import of_place
from portal.words.link import Link
from portal.words.pagination import PageLinks, page_links
from search.question.gazetteer import Choices, Found, Resolution, Unknown
from search.question.territories import CommuneEntry


class PagedQuery(Protocol):
    """What was asked; `address` gives the address of the same question with some of its parts changed."""

    @property
    def page(self) -> int: ...
    @property
    def wider(self) -> int | None: ...
    def address(self, **changes: Any) -> str: ...


def _commune(commune: CommuneEntry, question: PagedQuery, label: str, code: str = "") -> Link:
    """The same question asked in that commune. The name alone could be another one's: its postal code goes with it."""
    return Link(label, question.address(where=commune.label(code)))


def choices(found: Resolution, question: PagedQuery) -> tuple[Link, ...]:
    """The communes that were meant, perhaps: « Laplume (47310) », « Laplume » among those of one postal code."""
    if not isinstance(found, Choices):
        return ()
    code = found.postal_code or ""
    return tuple(
        _commune(commune, question, commune.name if code else commune.label(), code) for commune in found.communes
    )


def others(found: Resolution, question: PagedQuery) -> tuple[Link, ...]:
    """Namesakes of the commune that was taken: « Castelmoron-d’Albret (33) »."""
    if not isinstance(found, Found):
        return ()
    return tuple(_commune(commune, question, f"{commune.name} ({commune.departement})") for commune in found.others)


def former(found: Resolution, typed: str) -> str:
    """« Gueyze fait aujourd’hui partie de Sos. », for who typed the name that the commune had before; else ""."""
    if not isinstance(found, Found):
        return ""
    said = " ".join(word for word in name_words(typed) if not word.isdecimal())
    before = next((name for name in found.commune.former_names if said in spellings(name)), "")
    if not before or said in spellings(found.commune.name):
        return ""
    return _("%(before)s fait aujourd’hui partie %(of_commune)s.") % {
        "before": before,
        "of_commune": of_place(found.commune.name),
    }


def closest(found: Resolution, question: PagedQuery) -> tuple[Link, ...]:
    """The communes whose names look like the one that nobody knows."""
    if not isinstance(found, Unknown):
        return ()
    return tuple(_commune(commune, question, commune.label()) for commune in found.closest)


def wider(question: PagedQuery) -> Link | None:
    """« Élargir à 40 km »; None at the widest."""
    if question.wider is None:
        return None
    return Link(_("Élargir à %(radius)s km") % {"radius": question.wider}, question.address(radius=question.wider))


def pagination(question: PagedQuery, count: int, total_words: str) -> PageLinks:
    """The other pages of the list; `count` is the number of pages."""
    return page_links(question.page, count, lambda number: question.address(page=number), total_words)
