"""Key figures: written once, chosen in a text or for the home page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.blocks.families import EMPHASIS
from portal.blocks.sample import Sampled


class KeyFiguresBlock(Sampled, StructBlock):
    figures = ListBlock(SnippetChooserBlock("home.KeyFigure", label=_("chiffre")), label=_("chiffres"), max_num=4)

    class Meta:
        icon = "order-down"
        group = EMPHASIS
        label = _("Chiffres clés")
        template = "blocks/key_figures.html"
        description = _("Un à quatre nombres, chacun avec sa phrase, sa source et sa date.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figures"] = [figure.shown for figure in value["figures"] if figure is not None]
        return context

    def sample(self) -> Mapping[str, Any]:
        told = (
            ("823", "détections de fragilité numérique"),
            ("6997", "accompagnements réalisés"),
            ("347", "stagiaires"),
        )
        return {
            "figures": [
                {"value": int(value), "sentence": sentence, "source": "La Poste", "source_url": "", "date": "2023"}
                for value, sentence in told
            ]
        }


class HomeFiguresBlock(StreamBlock):
    figure = SnippetChooserBlock("home.KeyFigure", label=_("chiffre"))
