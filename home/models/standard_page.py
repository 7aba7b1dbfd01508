from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home import sections
from home.block_data import gather
from home.blocks import BodyBlock
from portal.models import BasePage


class StandardPage(BasePage):
    """A page without date nor signature: legal notice, accessibility, contact, advice for carers."""

    body = StreamField(BodyBlock(), verbose_name=_("contenu"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    page_description = _("Une page simple : mentions légales, contact, présentation.")
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("page simple")
        verbose_name_plural = _("pages simples")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(sections.head_parts(self, request))
        context["active_section"] = sections.active_section(self, request)
        context["block_data"] = gather(self.body, timezone.now(), request)
        context["crumbs"] = sections.crumbs(self, request)
        return context
