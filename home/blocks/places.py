"""Places of the directory, as the cards of the finder."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from directory.place.cards import PlaceCard
from home.blocks.samples import CARDS
from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, data_of
from portal.blocks.families import NETWORK
from portal.blocks.sample import Sampled

PLACES: DataKind[int, PlaceCard] = DataKind("places")  # by the ids of help points


class HelpPointsBlock(NeedsData, Sampled, StructBlock):
    title = CharBlock(label=_("titre"), default=_("Y aller"), max_length=80)
    places = ListBlock(SnippetChooserBlock("directory.HelpPoint", label=_("lieu")), label=_("lieux"), max_num=6)

    class Meta:
        icon = "home"
        group = NETWORK
        label = _("Lieux de l’annuaire")
        template = "blocks/help_points.html"
        description = _("Un à six lieux choisis dans l’annuaire, avec leur téléphone et leurs horaires du jour.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {PLACES: _chosen(value)}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["cards"] = data_of(parent_context).those(PLACES, _chosen(value))
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"value": {"title": "Y aller"}, "cards": CARDS}


def _chosen(value: Any) -> list[int]:
    return [place.pk for place in value["places"] if place is not None]
