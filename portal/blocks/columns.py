from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from portal.blocks.actions import ButtonsBlock
from portal.blocks.call_out import CallOutBlock
from portal.blocks.document import DocumentBlock
from portal.blocks.families import LAYOUT
from portal.blocks.image import CreditedImageBlock
from portal.blocks.quote import QuoteBlock
from portal.blocks.rich_text import ProseBlock
from portal.blocks.sample import Sampled


class ColumnBlock(StreamBlock):
    rich_text = ProseBlock()
    image = CreditedImageBlock()
    call_out = CallOutBlock()
    quote = QuoteBlock()
    buttons = ButtonsBlock()
    document = DocumentBlock()


class ColumnsBlock(Sampled, StructBlock):
    columns = ListBlock(ColumnBlock(label=_("Colonne")), label=_("colonnes"), min_num=2, max_num=3)

    class Meta:
        icon = "grip"
        group = LAYOUT
        label = _("Colonnes")
        template = "blocks/columns.html"
        description = _("Deux ou trois textes courts à comparer. Sur un téléphone ils se suivent, de gauche à droite.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["columns"] = [column.render_as_block(parent_context) for column in value["columns"]]
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"columns": [ProseBlock().render_sample(), CallOutBlock().render_sample()]}
