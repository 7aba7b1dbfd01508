"""Articles and stories to propose: on the home page, at the end of a page, in the feed.

The two kinds are two tables; each function reads the newest of both, in two queries, and merges them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.blocks.latest import Latest
from home.blocks.reading import ReadAlsoBlock
from home.models import ArticlePage, SuccessStoryPage
from home.models.editorial import EditorialPage
from portal.blocks.data_needs import with_inner_blocks

SIMILAR = 3
KINDS = (ArticlePage, SuccessStoryPage)
_KIND_NAMES = {"article": ArticlePage, "story": SuccessStoryPage}


@dataclass(frozen=True)
class ReadItem:
    """What `components/read_also.html` asks for, and what the home page and lists add."""

    pk: int
    url: str
    title: str
    category: str
    date: str
    iso_date: str
    lead: str
    image: Any


@dataclass(frozen=True)
class News:
    front: ReadItem | None
    others: list[ReadItem]


def _newest_key(page: EditorialPage) -> tuple[Any, ...]:
    return page.publication_date, page.first_published_at, page.pk


def newest(count: int, *, without: Collection[int] = (), category_id: int | None = None) -> list[EditorialPage]:
    """The newest public pages of both kinds, newest first."""
    found = []
    for kind in KINDS:
        pages = kind.objects.shown().exclude(pk__in=without).newest_first().with_list_parts()
        found.append(pages if category_id is None else pages.filter(category_id=category_id))
    return newest_first(chain.from_iterable(pages[:count] for pages in found))[:count]


def newest_of(wanted: Collection[Latest], count: int) -> dict[Latest, list[EditorialPage]]:
    """The newest public pages of each choice, newest first; two queries however many the choices are.

    The newest of all are among the newest of their categories.
    """
    order = [F("publication_date").desc(), F("first_published_at").desc(), F("pk").desc()]
    rank = Window(RowNumber(), partition_by=F("category_id"), order_by=order)
    found = [kind.objects.shown().annotate(rank=rank).filter(rank__lte=count).with_list_parts() for kind in KINDS]
    pages = newest_first(chain.from_iterable(found))
    return {one: [page for page in pages if _answers(page, one)][:count] for one in wanted}


def _answers(page: EditorialPage, asked: Latest) -> bool:
    of_kind = not asked.kind or isinstance(page, _KIND_NAMES[asked.kind])
    return of_kind and asked.category in (None, page.category_id)


def newest_first(pages: Iterable[EditorialPage]) -> list[EditorialPage]:
    return sorted(pages, key=_newest_key, reverse=True)


def among(pks: Collection[int]) -> dict[int, EditorialPage]:
    """Those of these pages that everybody may read."""
    if not pks:
        return {}
    found = chain.from_iterable(kind.objects.shown().filter(pk__in=pks).with_list_parts() for kind in KINDS)
    return {page.pk: page for page in found}


def kicker(page: EditorialPage) -> str:
    """The words above a title: the category (the kind for a story without one), and that a story is invented."""
    category = page.category.name if page.category else page.default_kicker
    return " · ".join(str(part) for part in (category, _("Exemple fictif") if page.is_fictional else "") if part)


def read_item(page: EditorialPage, request: HttpRequest | None) -> ReadItem:
    day = page.publication_date
    return ReadItem(
        pk=page.pk,
        url=page.get_url(request) or "",
        title=page.title,
        category=kicker(page),
        date=date_format(day, "j F Y") if day else "",
        iso_date=day.isoformat() if day else "",
        lead=page.introduction,
        image=page.image,
    )


def news(request: HttpRequest | None, front_pk: int | None, count: int) -> News:
    """The page on the front (the chosen one while it is public, else the newest) and `count` others."""
    chosen = among([front_pk] if front_pk else [])
    pages = newest(count + 1, without=list(chosen))
    front = next(iter(chosen.values()), None)
    if front is None and pages:
        front, *pages = pages
    return News(
        read_item(front, request) if front else None,
        [read_item(page, request) for page in pages[:count]],
    )


def read_also(page: EditorialPage, request: HttpRequest) -> list[ReadItem]:
    """Chosen by hand, else the newest of the same category completed by the newest of all.

    A page whose text holds, anywhere, a block « À lire aussi » has made its choice there: nothing is added under it.
    """
    if not page.read_also and _says_what_to_read(page):
        return []
    chosen_pks = [block.value.pk for block in page.read_also if block.value is not None]
    chosen = among(chosen_pks)
    pages = [chosen[pk] for pk in chosen_pks if pk in chosen and pk != page.pk]
    if not pages and page.category_id:
        pages = newest(SIMILAR, without=[page.pk], category_id=page.category_id)
    if not chosen_pks and len(pages) < SIMILAR:
        pages += newest(SIMILAR - len(pages), without=[page.pk, *(found.pk for found in pages)])
    return [read_item(found, request) for found in pages]


def _says_what_to_read(page: EditorialPage) -> bool:
    return any(isinstance(inner.block, ReadAlsoBlock) for child in page.body for inner in with_inner_blocks(child))
