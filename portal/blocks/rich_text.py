from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from portal.blocks.families import TEXT
from portal.blocks.sample import Sampled


class ProseBlock(Sampled, RichTextBlock):
    """Running text; headings start at h2, the page's title being the only h1."""

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Texte")
        template = "blocks/rich_text.html"
        description = _("Des paragraphes, des listes, des liens. Une idée par paragraphe.")

    def sample(self) -> Mapping[str, Any]:
        words = (
            "<p>Le travail tient en trois gestes. <b>Détecter</b>, d’abord : au comptoir, remarquer qu’une personne "
            "est en difficulté. <b>Accompagner</b>, ensuite, à son rythme.</p><ul><li>avec son téléphone,</li><li>ou "
            "avec l’ordinateur du lieu.</li></ul>"
        )
        return self.as_stored(words)
