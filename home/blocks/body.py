"""What editors can put in a page, besides the shared blocks: what other rooms show (places, dates, figures, pages).

These blocks run no query when they are shown: the page gathers what they all need at once (`home.pages.block_data`).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from directory.admin.choosers import communes
from portal.blocks.call_out import CallOutBlock
from portal.blocks.document import DocumentBlock
from portal.blocks.image import CreditedImageBlock
from portal.blocks.quote import QuoteBlock
from portal.blocks.rich_text import ProseBlock

# The directory's chooser, as a block: the last argument is where migrations find it.
CommuneChooserBlock = communes.get_block_class(name="CommuneChooserBlock", module_path="home.blocks.body")
READABLE = ["home.ArticlePage", "home.SuccessStoryPage"]
MAX_DATES = 12


def data_of(parent_context: dict[str, Any] | None) -> Any:
    """What the page gathered; a page that shows these blocks without it is a fault, not an empty block."""
    if parent_context is None or "block_data" not in parent_context:
        raise LookupError("the page did not gather its block data")
    return parent_context["block_data"]


class KeyFiguresBlock(StructBlock):
    figures = ListBlock(SnippetChooserBlock("home.KeyFigure", label=_("chiffre")), label=_("chiffres"), max_num=4)

    class Meta:
        icon = "order-down"
        label = _("Chiffres clés")
        template = "blocks/key_figures.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figures"] = [figure.shown for figure in value["figures"] if figure is not None]
        return context


class HelpPointsBlock(StructBlock):
    """Places of the directory, as the cards of the finder."""

    title = CharBlock(label=_("titre"), default=_("Y aller"), max_length=80)
    places = ListBlock(SnippetChooserBlock("directory.HelpPoint", label=_("lieu")), label=_("lieux"), max_num=6)

    class Meta:
        icon = "home"
        label = _("Lieux de l’annuaire")
        template = "blocks/help_points.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        data = data_of(parent_context)
        context["cards"] = [data.cards[place.pk] for place in value["places"] if place and place.pk in data.cards]
        return context


class UpcomingDatesBlock(StructBlock):
    """The next dates held at a place, by a place, or in a commune."""

    title = CharBlock(
        label=_("titre"),
        required=False,
        max_length=80,
        help_text=_("Sinon : « Les prochaines dates », et le nom."),
    )
    place = SnippetChooserBlock("directory.HelpPoint", label=_("lieu"), required=False)
    commune = CommuneChooserBlock(label=_("ou commune"), required=False)
    count = IntegerBlock(label=_("nombre de dates"), default=3, min_value=1, max_value=MAX_DATES)

    class Meta:
        icon = "calendar-alt"
        label = _("Prochaines dates")
        template = "blocks/upcoming_dates.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned["place"] is None) == (cleaned["commune"] is None):
            raise StructBlockValidationError(
                block_errors={"place": ValidationError(_("Choisissez un lieu ou une commune, l’un des deux."))}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["dates"] = data_of(parent_context).dates_for(value)
        return context


class ReadAlsoBlock(StructBlock):
    title = CharBlock(label=_("titre"), default=_("À lire aussi"), max_length=80)
    pages = ListBlock(PageChooserBlock(page_type=READABLE, label=_("page")), label=_("pages"), max_num=3)

    class Meta:
        icon = "doc-empty-inverse"
        label = _("À lire aussi")
        template = "blocks/read_also.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        data = data_of(parent_context)
        context["items"] = [data.items[page.pk] for page in value["pages"] if page and page.pk in data.items]
        return context


class BodyBlock(StreamBlock):
    """The body of every page written by hand."""

    rich_text = ProseBlock()
    image = CreditedImageBlock()
    key_figures = KeyFiguresBlock()
    quote = QuoteBlock()
    call_out = CallOutBlock()
    help_points = HelpPointsBlock()
    upcoming_dates = UpcomingDatesBlock()
    document = DocumentBlock()
    read_also = ReadAlsoBlock()

    class Meta:
        template = "blocks/body.html"

    def clean(self, value: Any) -> Any:
        """A place has one card in a page: its card is an anchor, and an anchor exists once."""
        cleaned = super().clean(value)
        seen: set[int] = set()
        for index, block in enumerate(cleaned):
            if block.block_type != "help_points":
                continue
            pks = [place.pk for place in block.value["places"] if place is not None]
            if len(set(pks)) < len(pks) or seen & set(pks):
                message = _("Un lieu choisi ici est déjà dans la page. Gardez-le une seule fois.")
                raise StreamBlockValidationError(block_errors={index: ValidationError(message)})
            seen.update(pks)
        return cleaned


class ReadablePagesBlock(StreamBlock):
    """Up to three articles or stories chosen by hand."""

    page = PageChooserBlock(page_type=READABLE, label=_("page"))


class HomeFiguresBlock(StreamBlock):
    figure = SnippetChooserBlock("home.KeyFigure", label=_("chiffre"))


class IconChoiceBlock(ChoiceBlock):
    """A pictogram of the portal; each stands next to its words."""

    choices = [
        ("file-pen-line", _("formulaire")),
        ("smartphone", _("téléphone")),
        ("laptop", _("ordinateur")),
        ("briefcase", _("emploi")),
        ("shield-alert", _("bouclier")),
        ("hand-coins", _("monnaie")),
        ("id-card", _("carte d’identité")),
        ("heart-pulse", _("santé")),
        ("users", _("famille")),
        ("printer", _("imprimante")),
        ("send", _("message")),
        ("calendar-plus", _("agenda")),
        ("map-pin", _("lieu")),
        ("phone", _("appel")),
        ("book-open", _("livre")),
    ]
