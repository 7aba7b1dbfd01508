"""Articles and stories chosen by hand: inside a text, or at its end."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StreamBlock, StructBlock

from home.blocks import samples
from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, data_of
from portal.blocks.families import NETWORK
from portal.blocks.sample import Sampled

READABLE = ["home.ArticlePage", "home.SuccessStoryPage"]
# By the ids of pages. The block hands each to its template unread: what it is made of is known where pages are.
PAGES: DataKind[int, object] = DataKind("pages to read")


class ReadAlsoBlock(NeedsData, Sampled, StructBlock):
    title = CharBlock(label=_("titre"), default=_("À lire aussi"), max_length=80)
    pages = ListBlock(PageChooserBlock(page_type=READABLE, label=_("page")), label=_("pages"), max_num=3)

    class Meta:
        icon = "doc-empty-inverse"
        group = NETWORK
        label = _("À lire aussi")
        template = "blocks/read_also.html"
        description = _("Une à trois pages choisies, à lire ensuite.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {PAGES: _chosen(value)}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["items"] = data_of(parent_context).those(PAGES, _chosen(value))
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"value": {"title": "À lire aussi"}, "items": samples.PAGES}


def _chosen(value: Any) -> list[int]:
    return [page.pk for page in value["pages"] if page is not None]


class ReadablePagesBlock(StreamBlock):
    """Up to three articles or stories chosen by hand."""

    page = PageChooserBlock(page_type=READABLE, label=_("page"))
