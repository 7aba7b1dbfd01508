from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.blocks.data_needs import DataNeeds, NeedsData, data_of
from portal.blocks.families import LAYOUT
from portal.blocks.link import LinkBlock
from portal.blocks.renditions import RENDITIONS, picture
from portal.blocks.sample import Sampled, sample_picture

WIDTH = "(min-width: 62rem) 24rem, (min-width: 36rem) 50vw, 100vw"


@dataclass(frozen=True)
class Card:
    """What `components/card.html` asks for; without an address the title is no link."""

    title: str
    url: str
    text: Any
    picture: SafeString


class CardBlock(StructBlock):
    """Its picture decorates: the title beside it says what it is about."""

    link = LinkBlock(label=_("Titre et lien"))
    text = RichTextBlock(label=_("texte"), features=["bold"], required=False)
    image = ImageChooserBlock(label=_("image"), required=False, help_text=_("Elle décore : le titre dit tout."))

    class Meta:
        icon = "form"
        label = _("Carte")


class CardsBlock(NeedsData, Sampled, StructBlock):
    title = CharBlock(label=_("titre"), max_length=80)
    cards = ListBlock(CardBlock(), label=_("cartes"), min_num=1, max_num=12)

    class Meta:
        icon = "grip"
        group = LAYOUT
        label = _("Cartes")
        template = "blocks/cards.html"
        description = _("Une à douze entrées de même importance, chacune vers une page ou un site.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [card["image"].pk for card in value["cards"] if card["image"]]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        data = data_of(parent_context)
        context["title"], context["cards"] = value["title"], [_shown(card, data) for card in value["cards"]]
        return context

    def sample(self) -> Mapping[str, Any]:
        drawing, none = sample_picture(), SafeString("")
        cards = [
            Card("Refaire sa carte grise", "#", "Les papiers à préparer, et qui peut aider.", drawing),
            Card("Reconnaître une arnaque", "#", "Trois signes qui ne trompent pas.", drawing),
            Card("S’équiper à petit prix", "#", "", none),
        ]
        return {"title": "Pour aller plus loin", "cards": cards}


def _shown(value: Any, data: Any) -> Card:
    image, link = value["image"], value["link"]
    if image:
        image.decorative = True
    return Card(link["label"], link.url, value["text"], picture(image, data, WIDTH))
