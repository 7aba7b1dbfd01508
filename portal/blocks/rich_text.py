from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock


class ProseBlock(RichTextBlock):
    """Running text; headings start at h2, the page's title being the only h1."""

    class Meta:
        icon = "pilcrow"
        label = _("Texte")
        template = "blocks/rich_text.html"
