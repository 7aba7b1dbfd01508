"""The titles of the parts of a page, each with an address of its own, and the list of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BoundBlock, CharBlock, ChoiceBlock, RegexBlock, StaticBlock, StructBlock, StructValue

from portal.blocks.data_needs import with_inner_blocks
from portal.blocks.families import TEXT
from portal.blocks.sample import Sampled
from portal.words.link import Link

# So that no title takes the place of an anchor of the frame (« contenu ») or of a card (« lieu-7 »).
PREFIX = "partie-"


class HeadingValue(StructValue):
    @property
    def target(self) -> str:
        """What follows # in the address of this part; it follows the words of the title until one is written."""
        return f"{PREFIX}{self['anchor'] or slugify(self['text'])}"


class HeadingBlock(Sampled, StructBlock):
    """The page's title is the only h1, so these are h2 and h3."""

    text = CharBlock(label=_("titre"), max_length=120)
    level = ChoiceBlock(label=_("niveau"), choices=[("2", _("partie")), ("3", _("sous-partie"))], default="2")
    anchor = RegexBlock(
        label=_("ancre"),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        required=False,
        max_length=60,
        error_messages={
            "invalid": _("Des minuscules sans accent, des chiffres et des tirets : « pieces-a-apporter ».")
        },
        help_text=_("Pour un lien vers cette partie, écrivez « #partie- » puis ce mot. Vide : les mots du titre."),
    )

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Titre")
        template = "blocks/heading.html"
        description = _("Nomme une partie de la page. Sert au sommaire et aux liens directs.")
        value_class = HeadingValue

    def sample(self) -> Mapping[str, Any]:
        context: dict[str, Any] = self.get_context(
            self.to_python({"text": "Les pièces à apporter", "level": "2", "anchor": ""})
        )
        return context


def headings(stream: Iterable[BoundBlock]) -> list[Link]:
    """The parts of a page, in their order, and where each is; those under another part are left out."""
    inner = (block for child in stream for block in with_inner_blocks(child))
    titles = (block.value for block in inner if isinstance(block.block, HeadingBlock))
    return [Link(title["text"], f"#{title.target}") for title in titles if title["level"] == "2"]


def anchors(bound: BoundBlock) -> list[str]:
    """Those of the titles in a block and inside it."""
    return [block.value.target for block in with_inner_blocks(bound) if isinstance(block.block, HeadingBlock)]


class ContentsBlock(Sampled, StaticBlock):
    """Shows the `headings` that the body gives to its template."""

    class Meta:
        icon = "list-ul"
        group = TEXT
        label = _("Sommaire")
        admin_text = _("La liste des blocs « Titre » de cette page, avec un lien vers chacun.")
        template = "blocks/contents.html"
        description = _("Au début d’une page longue : de quoi elle parle, en un coup d’œil.")

    def sample(self) -> Mapping[str, Any]:
        parts = ("Avant de venir", "Les pièces à apporter", "Le jour du rendez-vous")
        return {"headings": [Link(part, f"#{PREFIX}{slugify(part)}") for part in parts]}
