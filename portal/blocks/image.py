from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class CreditedImageBlock(StructBlock):
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
