"""The newest articles or stories, of one category or of all: a list that keeps itself up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks.samples import PAGES
from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, data_of
from portal.blocks.families import NETWORK
from portal.blocks.sample import Sampled

SHOWN = 3


@dataclass(frozen=True)
class Latest:
    """`kind` is « article » or « story », "" for both; without a category, those of all."""

    kind: str = ""
    category: int | None = None


# Up to SHOWN + 1 pages each: the page that shows them may be one, and leaves itself out.
LATEST: DataKind[Latest, Sequence[Any]] = DataKind("newest pages")


class LatestBlock(NeedsData, Sampled, StructBlock):
    title = CharBlock(label=_("titre"), default=_("Nos derniers articles"), max_length=80)
    kind = ChoiceBlock(
        label=_("seulement"),
        choices=[("article", _("les articles")), ("story", _("les récits"))],
        required=False,
        default="",
    )
    category = SnippetChooserBlock("home.ArticleCategory", label=_("rubrique"), required=False)

    class Meta:
        icon = "doc-empty-inverse"
        group = NETWORK
        label = _("Derniers articles ou récits")
        template = "blocks/read_also.html"
        description = _("Les trois plus récents. Pour les choisir un à un, prenez « À lire aussi ».")

    def data_needs(self, value: Any) -> DataNeeds:
        return {LATEST: [_wanted(value)]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        own = getattr(context.get("page"), "pk", None)
        items = data_of(parent_context).get(LATEST, _wanted(value)) or ()
        context["items"] = [item for item in items if item.pk != own][:SHOWN]
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"value": {"title": "Nos derniers articles"}, "items": PAGES}


def _wanted(value: Any) -> Latest:
    category = value["category"]
    return Latest(value["kind"] or "", None if category is None else category.pk)
