"""Images in a text: alone, beside a few sentences, several together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from portal.blocks.data_needs import BlockData, DataNeeds, NeedsData, data_of
from portal.blocks.families import MEDIA
from portal.blocks.renditions import RENDITIONS, picture
from portal.blocks.sample import Sampled, sample_picture

IN_TEXT = "(min-width: 62rem) 44rem, 100vw"
IN_GALLERY = "(min-width: 62rem) 24rem, (min-width: 36rem) 50vw, 100vw"
BESIDE_TEXT = "(min-width: 48rem) 21rem, 100vw"


@dataclass(frozen=True)
class Figure:
    """What `components/figure.html` asks for."""

    picture: SafeString
    caption: str
    credit: str


class CreditedImageBlock(NeedsData, Sampled, StructBlock):
    """An image with its caption; the credit is the image's own, so it is written once for all pages."""

    image = ImageBlock(label=_("image"))
    caption = CharBlock(
        label=_("légende"),
        required=False,
        max_length=250,
        help_text=_("Le crédit de l’image s’affiche tout seul."),
    )

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Image")
        template = "blocks/image.html"
        description = _("Une image qui apprend quelque chose. Décrivez-la ici, ou dites qu’elle décore.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [value["image"].pk] if value["image"] else []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figure"] = _figure(value, data_of(parent_context), IN_TEXT) if value["image"] else None
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"figure": _sample_figure("Une maison au bord de l’eau.", "La rivière à Montclair.")}


class GalleryBlock(Sampled, StructBlock):
    """Its images say themselves which sizes they need."""

    images = ListBlock(CreditedImageBlock(label=_("Image")), label=_("images"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Galerie")
        template = "blocks/gallery.html"
        description = _("Deux à douze images, toutes visibles : rien ne défile et rien ne se cache.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        shown = [image for image in value["images"] if image["image"]]
        context["figures"] = [_figure(image, data_of(parent_context), IN_GALLERY) for image in shown]
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"figures": [_sample_figure(f"Dessin {number}.", f"Image {number}") for number in (1, 2, 3)]}


class ImageTextBlock(NeedsData, Sampled, StructBlock):
    image = ImageBlock(label=_("image"))
    text = RichTextBlock(label=_("texte"), features=["h3", "bold", "ul", "ol", "link", "document-link"])
    side = ChoiceBlock(
        label=_("place de l’image"), choices=[("start", _("à gauche")), ("end", _("à droite"))], default="start"
    )

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Image et texte")
        template = "blocks/image_text.html"
        description = _("Une image et le texte qu’elle éclaire, côte à côte ; l’un sous l’autre sur un téléphone.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [value["image"].pk] if value["image"] else []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figure"] = None
        if value["image"]:
            credit = value["image"].credit
            context["figure"] = Figure(picture(value["image"], data_of(parent_context), BESIDE_TEXT), "", credit)
        context["text"], context["side"] = value["text"], value["side"]
        return context

    def sample(self) -> Mapping[str, Any]:
        text = "Avant de venir, rassemblez vos papiers : une pièce d’identité, un justificatif de domicile."
        return {"figure": _sample_figure("", ""), "text": text, "side": "end"}


def _figure(value: Any, data: BlockData, sizes: str) -> Figure:
    return Figure(picture(value["image"], data, sizes), value["caption"], value["image"].credit)


def _sample_figure(description: str, caption: str) -> Figure:
    return Figure(sample_picture(description), caption, "Dessin original")
