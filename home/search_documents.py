"""What the search knows of the editorial space, and how it shows it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import ArticlePage, StandardPage, SuccessStoryPage
from home.pages.reading_list import ReadItem, among, read_item
from home.pages.sections import body_text
from search.types import Asked, Document, Hit

KIND = "page"
SIMPLE_PAGE_BOOST = 0.5


def _readable() -> Any:
    return Page.objects.live().public().type(ArticlePage, SuccessStoryPage, StandardPage)


class PageSource:
    """Articles, stories and simple pages; what is not public for everybody is not there."""

    kind = KIND
    label = _("Articles et pages")
    order = 30
    card_template = "home/search_card.html"
    list_class = "three"
    located = False

    def pks(self) -> Iterable[int]:
        pks: Iterable[int] = _readable().order_by("pk").values_list("pk", flat=True)
        return pks

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        for page in _readable().filter(pk__in=pks).order_by("pk").specific():
            yield self._document(page)

    def _document(self, page: Any) -> Document:
        category = getattr(page, "category", None)
        return Document(
            key=f"{KIND}:{page.pk}",
            kind=KIND,
            pk=str(page.pk),
            title=page.title,
            url=page.get_url() or "/",
            fields={
                "name": page.title,
                "services": " ".join(filter(None, (category and category.name, page.search_description))),
                "body": " ".join((page.introduction, page.in_brief, body_text(page))),
            },
            # Legal pages hold everyday words (« déclaration »): what was written for the question comes first.
            boost=SIMPLE_PAGE_BOOST if isinstance(page, StandardPage) else 1.0,
        )

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, ReadItem]:
        """Three queries at most: articles, stories, simple pages."""
        pks = [hit.pk for hit in hits]
        found: dict[int, ReadItem] = {pk: read_item(page, None) for pk, page in among(pks).items()}
        rest = [pk for pk in pks if pk not in found]
        for page in StandardPage.objects.live().public().filter(pk__in=rest).defer("body") if rest else ():
            url = page.get_url() or ""
            found[page.pk] = ReadItem(page.pk, url, page.title, "", "", "", page.introduction, None)
        return found
