from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockValidationError

from portal.blocks.families import TEXT
from portal.blocks.sample import Sampled

MOST_COLUMNS = 6


class TableBlock(Sampled, TypedTableBlock):
    """Data in rows: a caption says what they are, the first line and the first column what each cell is (RGAA 5)."""

    text = CharBlock(label=gettext_lazy("Texte"), required=False)
    number = CharBlock(label=gettext_lazy("Nombre"), required=False)
    rich = RichTextBlock(label=gettext_lazy("Texte avec liens"), features=["bold", "link"], required=False)

    class Meta:
        icon = "table"
        group = TEXT
        label = gettext_lazy("Tableau")
        template = "blocks/table.html"
        description = gettext_lazy(
            "Des données à comparer. La légende dit ce que montre le tableau ; la première colonne nomme chaque ligne. "
            "Jamais pour placer des textes côte à côte."
        )

    def clean(self, value: Any) -> Any:
        table = super().clean(value)
        faults = []
        if not table.caption.strip():
            faults.append(_("Écrivez la légende du tableau : ce qu’il montre, en une phrase."))
        if not table.columns or not table.row_data:
            faults.append(_("Un tableau a au moins une colonne et une ligne."))
        if any(not column["heading"].strip() for column in table.columns):
            faults.append(_("Chaque colonne a un titre."))
        if len(table.columns) > MOST_COLUMNS:
            faults.append(_("Six colonnes au plus : au-delà, personne ne lit le tableau sur un téléphone."))
        if faults:
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(fault) for fault in faults])
        return table

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["table"] = {
            "caption": value.caption,
            "headings": [_cell(column["block"], column["heading"]) for column in value.columns],
            "rows": [[_cell(bound.block, bound.value) for bound in row] for row in value.rows],
        }
        return context

    def sample(self) -> Mapping[str, Any]:
        stored = {
            "caption": "Permanences tenues de septembre à novembre",
            "columns": [
                {"type": "text", "heading": "Commune"},
                {"type": "text", "heading": "Jour"},
                {"type": "number", "heading": "Personnes reçues"},
            ],
            "rows": [{"values": ["Bellerive", "lundi", "42"]}, {"values": ["Montclair", "mercredi", "117"]}],
        }
        return self.as_stored(stored)


def _cell(block: Any, value: Any) -> dict[str, Any]:
    return {"text": value, "number": block.name == "number"}
