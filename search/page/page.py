"""What the template of the site search shows: words and links made from an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.words.link import Link
from portal.words.pagination import PageLinks, page_links
from search import registry
from search.api import spelt
from search.page.answer import KindResults, SiteAnswer
from search.page.query import SiteQuery
from search.places import main_communes

OTHERS = 3
COMMUNES = 12

# Everyday needs to start from: label, words searched, pictogram, colour.
NEEDS = (
    ("Impôts", "impôts", "calculator", "fs"),
    ("Santé", "santé", "heart-pulse", "soon"),
    ("Papiers", "carte d’identité", "id-card", "perm"),
    ("Emploi", "emploi", "briefcase", "autre"),
    ("Tablette, téléphone", "smartphone tablette", "smartphone", "atel"),
    ("Arnaques", "arnaque", "shield-alert", "off"),
)


@dataclass(frozen=True)
class Group:
    """The results of one kind, as the template lists them; no `count` for the nearest ones, that were not asked."""

    kind: str
    label: str
    count: int | None
    template: str
    list_class: str
    cards: tuple[object, ...]
    more_url: str
    more_label: str


@dataclass(frozen=True)
class Need:
    """Context of `components/need_stones.html`."""

    label: str
    url: str
    icon: str
    tint: str


def groups(answer: SiteAnswer) -> tuple[Group, ...]:
    return tuple(_group(answer.query, results) for results in answer.kinds)


def _group(query: SiteQuery, results: KindResults) -> Group:
    return Group(
        kind=results.source.kind,
        label=_("Les plus proches, pour demander") if results.nearest else str(results.source.label),
        count=None if results.nearest else results.total,
        template=results.source.card_template,
        list_class=registry.list_class(results.source),
        cards=tuple(results.cards),
        more_url=query.address(kind=results.source.kind) if results.more and not query.kind else "",
        more_label=_("Voir les %d résultats") % results.total,
    )


def count_words(total: int) -> str:
    return ngettext("%d résultat", "%d résultats", total) % total if total else _("Aucun résultat")


def corrected(answer: SiteAnswer) -> str:
    """The question with its corrections, accents included: what the results are about. "" without any."""
    text = answer.query.text.lower()
    corrections = {typed: spelt(used) for typed, used in answer.corrections}
    shown = f" {text} "
    for typed, used in corrections.items():
        shown = shown.replace(f" {typed} ", f" {used} ")
    return shown.strip() if shown.strip() != text else " ".join(corrections.values())


def exact_url(answer: SiteAnswer) -> str:
    """The way back to the words as they were typed, when they were not taken so."""
    return answer.query.address(exact=True) if answer.circle or answer.corrections else ""


def other_places(answer: SiteAnswer) -> tuple[Link, ...]:
    """The same question asked in the other communes that were meant, perhaps."""
    return tuple(
        Link(commune.label(), answer.query.address(text=f"{answer.text} {commune.label()}".strip()))
        for commune in answer.other_communes[:OTHERS]
    )


def finder_url(text: str = "", place_label: str = "") -> str:
    """Where a room answers that question itself, with its filters; "" when none does."""
    return next((url for source in registry.sources() if (url := registry.address(source, text, place_label))), "")


def pagination(answer: SiteAnswer) -> PageLinks | None:
    """The other pages of one kind, None when there is a single one."""
    query, count = answer.query, answer.page_count
    if count == 1:
        return None
    return page_links(query.page, count, lambda number: query.address(page=number), count_words(answer.total))


def needs() -> tuple[Need, ...]:
    return tuple(Need(label, SiteQuery(text=words).address(), icon, tint) for label, words, icon, tint in NEEDS)


def communes() -> tuple[Link, ...]:
    """The biggest communes of the territory, when a room answers around one."""
    found = ((commune.name, finder_url(place_label=commune.label())) for commune in main_communes(COMMUNES))
    return tuple(Link(name, url) for name, url in found if url)
