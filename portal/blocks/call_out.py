from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from portal.blocks.families import EMPHASIS
from portal.blocks.sample import Sampled

TONES = [
    ("info", _("Bon à savoir (bleu)")),
    ("success", _("Bonne nouvelle (vert)")),
    ("warning", _("Attention (orange)")),
    ("danger", _("Danger (rouge)")),
]


class CallOutBlock(Sampled, StructBlock):
    """A short text set apart. The title says what it is: colour never speaks alone."""

    tone = ChoiceBlock(label=_("ton"), choices=TONES, default="info")
    title = CharBlock(label=_("titre"), max_length=100)
    text = RichTextBlock(label=_("texte"), features=["bold", "ul", "ol", "link", "document-link"])

    class Meta:
        icon = "warning"
        group = EMPHASIS
        label = _("Encadré")
        template = "blocks/call_out.html"
        description = _("Ce qu’il ne faut pas manquer, en une ou deux phrases : fermeture, piège, bon à savoir.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["alert"] = {"tone": value["tone"], "title": value["title"], "text": value["text"]}
        return context

    def sample(self) -> Mapping[str, Any]:
        text = "Le vendredi 24 décembre, le bureau ferme à midi. Les autres permanences ne changent pas."
        return {"alert": {"tone": "warning", "title": "Horaires modifiés", "text": text}}
