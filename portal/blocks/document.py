from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock

from portal.blocks.families import MEDIA
from portal.blocks.sample import Sampled
from portal.words.files import format_words, size_words


class DocumentBlock(Sampled, StructBlock):
    """A file to download: its link says its format and its weight before one touches it (RGAA 13.3 and 13.4)."""

    document = DocumentChooserBlock(label=gettext_lazy("document"))
    title = CharBlock(
        label=gettext_lazy("titre"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Sinon, celui du document."),
    )

    class Meta:
        icon = "doc-full"
        group = MEDIA
        label = gettext_lazy("Document")
        template = "blocks/document.html"
        description = gettext_lazy("Un fichier à télécharger ; son format et son poids sont dits avant.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        document = value["document"]
        context["file"] = None
        if document is not None:
            context["file"] = {
                "url": document.url,
                "title": value["title"] or document.title,
                "details": _("%(format)s, %(size)s")
                % {"format": format_words(document.file_extension), "size": size_words(document.file_size)}
                if document.file_size
                else format_words(document.file_extension),
            }
        return context

    def sample(self) -> Mapping[str, Any]:
        details = _("%(format)s, %(size)s") % {"format": format_words("pdf"), "size": size_words(230_000)}
        return {"file": {"url": "#", "title": "Le guide des permanences", "details": details}}
