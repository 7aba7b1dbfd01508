from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

TONES = [
    ("info", _("Bon à savoir (bleu)")),
    ("success", _("Bonne nouvelle (vert)")),
    ("warning", _("Attention (orange)")),
    ("danger", _("Danger (rouge)")),
]


class CallOutBlock(StructBlock):
    """A short text set apart. The title says what it is: colour never speaks alone."""

    tone = ChoiceBlock(label=_("ton"), choices=TONES, default="info")
    title = CharBlock(label=_("titre"), max_length=100)
    text = RichTextBlock(label=_("texte"), features=["bold", "ul", "ol", "link", "document-link"])

    class Meta:
        icon = "warning"
        label = _("Encadré")
        template = "blocks/call_out.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["alert"] = {"tone": value["tone"], "title": value["title"], "text": value["text"]}
        return context
