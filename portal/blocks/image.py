from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock

from portal.blocks.data_needs import DataNeeds, NeedsData, data_of
from portal.blocks.renditions import RENDITIONS, attach_renditions


class CreditedImageBlock(NeedsData, StructBlock):
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
        label = _("Image")
        template = "blocks/image.html"

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [value["image"].pk] if value["image"] else []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        if value["image"]:
            attach_renditions(value["image"], data_of(parent_context))
        return context
