"""The everyday needs of the home page, each a tile that asks the finder."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, StreamBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from directory.domain.vocabulary import SERVICES
from directory.finder.query import FinderQuery
from portal.blocks.pictogram import PictogramChoiceBlock


def services() -> list[tuple[str, str]]:
    return [(term.code, term.plain) for term in SERVICES.terms]


class NeedValue(StructValue):
    @property
    def url(self) -> str:
        """The finder, asked in the citizen's words or filtered by a service of the national standard."""
        facets = {"service": frozenset([self["service"]])} if self["service"] else {}
        return FinderQuery(text="" if facets else self["words"], facets=facets).address()

    @property
    def shown(self) -> dict[str, str]:
        """What `components/need_stones.html` asks for."""
        return {"label": self["label"], "url": self.url, "icon": self["icon"], "tint": self["tint"]}


class NeedBlock(StructBlock):
    label = CharBlock(label=gettext_lazy("besoin"), max_length=40, help_text=gettext_lazy("« Faire une démarche »."))
    service = ChoiceBlock(label=gettext_lazy("service de l’annuaire"), choices=services, required=False, default="")
    words = CharBlock(
        label=gettext_lazy("ou mots à chercher"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("« carte grise »."),
    )
    icon = PictogramChoiceBlock(label=gettext_lazy("pictogramme"), default="file-pen-line")
    tint = ChoiceBlock(
        label=gettext_lazy("couleur"),
        choices=[
            ("fs", gettext_lazy("bleu")),
            ("atel", gettext_lazy("prune")),
            ("perm", gettext_lazy("vert")),
            ("soon", gettext_lazy("orange")),
            ("off", gettext_lazy("rouge")),
            ("autre", gettext_lazy("gris")),
        ],
        default="fs",
    )

    class Meta:
        icon = "pick"
        label = gettext_lazy("Besoin")
        value_class = NeedValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["service"]) == bool(cleaned["words"]):
            raise StructBlockValidationError(
                block_errors={"words": ValidationError(_("Choisissez un service ou écrivez des mots, l’un des deux."))}
            )
        return cleaned


class NeedsBlock(StreamBlock):
    need = NeedBlock()


def default_needs() -> list[tuple[str, dict[str, str]]]:
    """Six everyday needs; the words are those people say, the services those of the national standard."""

    def need(label: str, icon: str, tint: str, service: str = "", words: str = "") -> tuple[str, dict[str, str]]:
        return "need", {"label": label, "service": service, "words": words, "icon": icon, "tint": tint}

    return [
        need(_("Faire une démarche"), "file-pen-line", "fs", service="demarches"),
        need(_("Me servir du téléphone"), "smartphone", "atel", words=_("téléphone")),
        need(_("Me servir d’un ordinateur"), "laptop", "perm", words=_("ordinateur")),
        need(_("Chercher un emploi"), "briefcase", "soon", service="insertion"),
        need(_("Éviter les arnaques"), "shield-alert", "off", service="securite"),
        need(_("M’équiper à petit prix"), "hand-coins", "autre", service="equipement"),
    ]
