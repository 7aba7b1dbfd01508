"""The links of the home page for people who help somebody."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, PageChooserBlock, StreamBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from directory.addresses import FINDER
from events.addresses import AGENDA
from portal.blocks.pictogram import PictogramChoiceBlock


class CarerLinkValue(StructValue):
    @property
    def url(self) -> str:
        page = self["page"]
        if page is not None:
            return (page.url or "") if page.live else ""
        return str(self["address"])


class CarerLinkBlock(StructBlock):
    label = CharBlock(label=gettext_lazy("texte du lien"), max_length=90)
    icon = PictogramChoiceBlock(label=gettext_lazy("pictogramme"), default="map-pin")
    page = PageChooserBlock(label=gettext_lazy("page"), required=False)
    address = CharBlock(
        label=gettext_lazy("ou adresse dans le site"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Commence par une barre : « /agenda/ »."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Lien")
        value_class = CarerLinkValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned["page"] is None) == (not cleaned["address"]):
            message = _("Choisissez une page ou écrivez une adresse, l’une des deux.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(message)})
        # « //exemple.fr » would leave the site.
        if cleaned["address"] and (not cleaned["address"].startswith("/") or cleaned["address"].startswith("//")):
            message = _("Une adresse dans le site commence par une seule barre.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned


class CarerLinksBlock(StreamBlock):
    link = CarerLinkBlock()


def default_carer_links() -> list[tuple[str, dict[str, str | None]]]:
    def link(label: str, icon: str, address: str) -> tuple[str, dict[str, str | None]]:
        return "link", {"label": label, "icon": icon, "page": None, "address": address}

    return [
        link(_("Imprimer ou envoyer les prochaines dates"), "printer", f"{AGENDA}#envoyer"),
        link(_("Trouver un lieu, imprimer sa fiche ou l’envoyer par SMS"), "map-pin", FINDER),
        link(_("Recevoir les permanences dans votre agenda"), "calendar-plus", "/agenda/#calendrier"),
    ]
