"""The links of the home page for people who help somebody."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, StreamBlock

from directory.addresses import FINDER
from events.addresses import AGENDA
from portal.blocks.link import LinkBlock
from portal.blocks.pictogram import PictogramChoiceBlock


class CarerLinkBlock(LinkBlock):
    """Leads to a page of the site: carers are not sent elsewhere from here."""

    icon = PictogramChoiceBlock(label=gettext_lazy("pictogramme"), default="map-pin")
    address = CharBlock(
        label=gettext_lazy("ou adresse dans le site"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Commence par une barre : « /agenda/ »."),
    )

    class Meta:
        inside_only = True


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
