"""What a reader can do next: buttons, alone or under a sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from portal.blocks.families import EMPHASIS
from portal.blocks.link import LinkBlock
from portal.blocks.sample import Sampled
from portal.words.link import Link


def _links(values: Any) -> list[Link]:
    return [Link(value["label"], value.url) for value in values if value.url]


class ButtonsBlock(Sampled, StructBlock):
    """The first is the main one."""

    buttons = ListBlock(LinkBlock(label=_("Bouton")), label=_("boutons"), min_num=1, max_num=4)

    class Meta:
        icon = "link"
        group = EMPHASIS
        label = _("Boutons")
        template = "blocks/buttons.html"
        description = _("Un à quatre liens à toucher ; le premier est le principal. Commencez par un verbe.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["links"] = _links(value["buttons"])
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"links": [Link("Trouver un lieu", "/lieux/"), Link("Voir toutes les dates", "/agenda/")]}


class CallToActionBlock(Sampled, StructBlock):
    title = CharBlock(label=_("titre"), max_length=100)
    text = RichTextBlock(label=_("texte"), features=["bold", "link"], required=False)
    buttons = ListBlock(LinkBlock(label=_("Bouton")), label=_("boutons"), min_num=1, max_num=2)

    class Meta:
        icon = "pick"
        group = EMPHASIS
        label = _("Appel à agir")
        template = "blocks/call_to_action.html"
        description = _("La chose à faire après avoir lu : une seule par page.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["action"] = {"title": value["title"], "text": value["text"], "links": _links(value["buttons"])}
        return context

    def sample(self) -> Mapping[str, Any]:
        return {
            "action": {
                "title": "Besoin d’aide pour vos démarches ?",
                "text": "Quelqu’un vous reçoit près de chez vous, gratuitement.",
                "links": [Link("Trouver un lieu", "/lieux/")],
            }
        }
