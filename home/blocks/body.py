"""What editors can put in a page: the blocks of the portal, and what other rooms show (places, dates, pages)."""

from collections.abc import Hashable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockValidationError

from home.blocks.around import DatesAroundBlock, MonthBlock, PlacesAroundBlock
from home.blocks.dates import UpcomingDatesBlock
from home.blocks.figures import KeyFiguresBlock
from home.blocks.latest import LatestBlock
from home.blocks.places import PLACES, HelpPointsBlock
from home.blocks.reading import ReadAlsoBlock
from portal.blocks.actions import ButtonsBlock, CallToActionBlock
from portal.blocks.call_out import CallOutBlock
from portal.blocks.cards import CardsBlock
from portal.blocks.columns import ColumnsBlock
from portal.blocks.data_needs import all_needs
from portal.blocks.document import DocumentBlock
from portal.blocks.heading import ContentsBlock, HeadingBlock, anchors, headings
from portal.blocks.image import CreditedImageBlock, GalleryBlock, ImageTextBlock
from portal.blocks.parts import AccordionBlock, StepsBlock
from portal.blocks.quote import QuoteBlock
from portal.blocks.recordings import AudioBlock, VideoBlock
from portal.blocks.rich_text import ProseBlock
from portal.blocks.separator import SeparatorBlock
from portal.blocks.share import ShareBlock
from portal.blocks.table import TableBlock


class BodyBlock(StreamBlock):
    """The body of every page written by hand. A name, once stored in a page, never changes."""

    rich_text = ProseBlock()
    heading = HeadingBlock()
    contents = ContentsBlock()
    steps = StepsBlock()
    table = TableBlock()
    call_out = CallOutBlock()
    quote = QuoteBlock()
    key_figures = KeyFiguresBlock()
    call_to_action = CallToActionBlock()
    buttons = ButtonsBlock()
    share = ShareBlock()
    image = CreditedImageBlock()
    image_text = ImageTextBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    accordion = AccordionBlock()
    cards = CardsBlock()
    columns = ColumnsBlock()
    separator = SeparatorBlock()
    help_points = HelpPointsBlock()
    places_around = PlacesAroundBlock()
    upcoming_dates = UpcomingDatesBlock()
    dates_around = DatesAroundBlock()
    month = MonthBlock()
    read_also = ReadAlsoBlock()
    latest = LatestBlock()

    class Meta:
        template = "blocks/body.html"
        # Two anchors of one name would be one too many; each search costs its own queries.
        block_counts = {
            "contents": {"max_num": 1},
            "share": {"max_num": 1},
            "places_around": {"max_num": 1},
            "dates_around": {"max_num": 1},
        }

    def clean(self, value: Any) -> Any:
        """A place has one card in a page, however deep: its card is an anchor, as a title is, and one exists once."""
        cleaned = super().clean(value)
        places: set[Any] = set()
        titles: set[str] = set()
        faults: dict[int, ValidationError] = {}
        for index, block in enumerate(cleaned):
            pks = [pk for kind, keys in all_needs(block) if kind is PLACES for pk in keys]
            if _repeats(pks, places):
                faults[index] = ValidationError(
                    _("Un lieu choisi ici est déjà dans la page. Gardez-le une seule fois.")
                )
            elif _repeats(anchors(block), titles):
                faults[index] = ValidationError(
                    _("Un autre titre de la page a la même ancre. Changez le titre, ou écrivez une autre ancre.")
                )
        if faults:
            raise StreamBlockValidationError(block_errors=faults)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["headings"] = headings(value)
        return context


def _repeats(keys: Sequence[Hashable], seen: set[Any]) -> bool:
    """Whether one of them is there twice, here or in what was `seen`; they are seen from then on."""
    repeated = len(set(keys)) < len(keys) or not seen.isdisjoint(keys)
    seen.update(keys)
    return repeated
