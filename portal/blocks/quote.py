from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.blocks.data_needs import DataNeeds, NeedsData, data_of
from portal.blocks.families import EMPHASIS
from portal.blocks.renditions import RENDITIONS, attach_renditions
from portal.blocks.sample import Sampled
from portal.words.typography import without_quotation_marks

PORTRAIT = "fill-192x192"


class QuoteBlock(NeedsData, Sampled, StructBlock):
    """Somebody's words, with a portrait and a role; a name is optional, for not everybody wants to be named."""

    text = TextBlock(label=_("paroles"), max_length=400, help_text=_("Sans guillemets : ils sont ajoutés."))
    role = CharBlock(
        label=_("rôle"),
        max_length=120,
        help_text=_("Par exemple « bénévole » ou « habitante d’une commune rurale »."),
    )
    name = CharBlock(label=_("nom"), required=False, max_length=80, help_text=_("Avec l’accord de la personne."))
    organisation = CharBlock(label=_("organisme"), required=False, max_length=120)
    portrait = ImageChooserBlock(
        label=_("portrait"), required=False, help_text=_("Sans portrait, un visage dessiné s’affiche.")
    )
    fictional = BooleanBlock(
        label=_("exemple fictif"), required=False, help_text=_("La personne et ses paroles sont inventées.")
    )

    class Meta:
        icon = "openquote"
        group = EMPHASIS
        label = _("Citation")
        template = "blocks/quote.html"
        description = _("Les mots de quelqu’un, avec son accord. Une phrase ou deux : on s’arrête, on lit, on retient.")

    def data_needs(self, value: Any) -> DataNeeds:
        return {RENDITIONS: [value["portrait"].pk] if value["portrait"] else []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        portrait = value["portrait"]
        if portrait:
            attach_renditions(portrait, data_of(parent_context))
        context["quote"] = {
            "text": without_quotation_marks(value["text"]),
            "role": value["role"],
            "name": value["name"],
            "organisation": value["organisation"],
            "fictional": value["fictional"],
            # Decorative: the person's role stands next to it in words.
            "portrait": portrait.get_rendition(PORTRAIT).img_tag({"alt": "", "class": "portrait"}) if portrait else "",
        }
        return context

    def sample(self) -> Mapping[str, Any]:
        return {
            "quote": {
                "text": "Je venais pour un colis. Je suis repartie en sachant prendre rendez-vous chez le médecin.",
                "role": "habitante d’une commune rurale",
                "name": "",
                "organisation": "",
                "fictional": True,
                "portrait": "",
            }
        }
