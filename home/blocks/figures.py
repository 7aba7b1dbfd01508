"""Key figures: written once, chosen in a text or for the home page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class KeyFiguresBlock(StructBlock):
    figures = ListBlock(SnippetChooserBlock("home.KeyFigure", label=_("chiffre")), label=_("chiffres"), max_num=4)

    class Meta:
        icon = "order-down"
        label = _("Chiffres clés")
        template = "blocks/key_figures.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figures"] = [figure.shown for figure in value["figures"] if figure is not None]
        return context


class HomeFiguresBlock(StreamBlock):
    figure = SnippetChooserBlock("home.KeyFigure", label=_("chiffre"))
