from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock

from portal.blocks.families import EMPHASIS
from portal.blocks.sample import Sampled
from portal.words.sending import mail_link, sms_link


class ShareBlock(Sampled, StaticBlock):
    """The same four ways as on a place or a date; no other site is asked anything."""

    class Meta:
        icon = "mail"
        group = EMPHASIS
        label = _("Imprimer ou envoyer")
        admin_text = _("Imprimer la page, l’envoyer par SMS ou par courriel, la copier.")
        template = "blocks/share.html"
        description = _(
            "À la fin d’une page que l’on donne à quelqu’un. Sans traceur : rien n’est dit à un autre site."
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        page, address = context.get("page"), context.get("canonical")
        context["given"] = {"title": page.title, "url": address} if page is not None and address else None
        return context

    def sample(self) -> Mapping[str, Any]:
        text = "Refaire sa carte grise"
        mail, address = mail_link(text, text), "https://exemple.fr/carte-grise/"
        return {"share": {"text": text, "sms": sms_link(text), "mail": mail, "address": address}}

    def render_sample(self) -> SafeString:
        """By the component that the tag `share` fills with the address of the portal, which is in the database."""
        return render_to_string("components/share.html", dict(self.sample()))
