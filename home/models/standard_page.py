from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from home.blocks.body import BodyBlock
from portal.models import BasePage
from portal.models.stream_field import BlocksField


class StandardPage(BasePage):
    """A page without date nor signature: legal notice, accessibility, contact, advice for carers."""

    body = BlocksField(BodyBlock(), verbose_name=_("contenu"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    page_description = _("Une page simple : mentions légales, contact, présentation.")
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("page simple")
        verbose_name_plural = _("pages simples")
