"""A link that an editor makes: to a page chosen in the site, or to an address."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

# « //exemple.fr » would leave the site without saying so.
_INSIDE = re.compile(r"/(?!/)\S*")
_OUTSIDE = re.compile(r"https?://[\w-]+(\.[\w-]+)+\S*|#[\w-]+")


class LinkValue(StructValue):
    @property
    def url(self) -> str:
        """Nothing for a page that is not public, which shows no link."""
        page = self["page"]
        if page is not None:
            return (page.url or "") if page.live else ""
        return str(self["address"])


class LinkBlock(StructBlock):
    label = CharBlock(label=gettext_lazy("texte du lien"), max_length=90)
    page = PageChooserBlock(label=gettext_lazy("page"), required=False)
    address = CharBlock(
        label=gettext_lazy("ou adresse"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Dans le site elle commence par une barre (« /agenda/ »), ailleurs par « https:// ». "
            "Pour une partie de cette page : « #partie-… »."
        ),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Lien")
        value_class = LinkValue
        inside_only = False

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned["page"] is None) == (not cleaned["address"]):
            message = _("Choisissez une page ou écrivez une adresse, l’une des deux.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(message)})
        if cleaned["address"] and (fault := self._fault(cleaned["address"])):
            raise StructBlockValidationError(block_errors={"address": ValidationError(fault)})
        return cleaned

    def _fault(self, address: str) -> str:
        """Why an address is refused, in words; nothing for a good one."""
        if _INSIDE.fullmatch(address):
            return ""
        if self.meta.inside_only:
            return _("Une adresse dans le site commence par une seule barre.")
        if _OUTSIDE.fullmatch(address):
            return ""
        return _("Commencez par une seule barre pour une adresse du site, par « https:// » pour un autre site.")
