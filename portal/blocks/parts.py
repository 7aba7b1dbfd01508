"""Texts told part by part: some that unfold, some that follow each other."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from portal.blocks.families import LAYOUT, TEXT
from portal.blocks.sample import Sampled

FEATURES = ["bold", "ul", "ol", "link", "document-link"]


class PartBlock(StructBlock):
    title = CharBlock(label=_("titre"), max_length=150)
    text = RichTextBlock(label=_("texte"), features=FEATURES)


class AccordionBlock(Sampled, StructBlock):
    """The browser's own disclosures: no script; on paper they are all open."""

    parts = ListBlock(PartBlock(label=_("Volet")), label=_("volets"), min_num=1, max_num=20)

    class Meta:
        icon = "list-ul"
        group = LAYOUT
        label = _("Volets à déplier")
        template = "blocks/accordion.html"
        description = _("Des réponses courtes que chacun ouvre à son gré. Jamais pour ce que tout le monde doit lire.")

    def sample(self) -> Mapping[str, Any]:
        parts = [
            {"title": "Est-ce gratuit ?", "text": "<p>Oui, toujours.</p>"},
            {"title": "Dois-je prendre rendez-vous ?", "text": "<p>Non, sauf pour un atelier.</p>"},
        ]
        return self.as_stored({"parts": parts})


class StepsBlock(Sampled, StructBlock):
    steps = ListBlock(PartBlock(label=_("Étape")), label=_("étapes"), min_num=2, max_num=12)

    class Meta:
        icon = "list-ol"
        group = TEXT
        label = _("Étapes")
        template = "blocks/steps.html"
        description = _("Ce qu’il faut faire, dans l’ordre. Une action par étape, à l’infinitif ou à l’impératif.")

    def sample(self) -> Mapping[str, Any]:
        steps = [
            {"title": "Rassemblez vos papiers", "text": "<p>Une pièce d’identité, un justificatif de domicile.</p>"},
            {"title": "Venez à la permanence", "text": "<p>Sans rendez-vous, de 14 h à 17 h.</p>"},
            {"title": "Repartez avec votre dossier", "text": "<p>Il est envoyé devant vous.</p>"},
        ]
        return self.as_stored({"steps": steps})
