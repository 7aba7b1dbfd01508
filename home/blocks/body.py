"""What editors can put in a page: the blocks of the portal, and what other rooms show (places, dates, pages)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.blocks.stream_block import StreamBlockValidationError

from home.blocks.dates import UpcomingDatesBlock
from home.blocks.figures import KeyFiguresBlock
from home.blocks.places import PLACES, HelpPointsBlock
from home.blocks.reading import ReadAlsoBlock
from portal.blocks.call_out import CallOutBlock
from portal.blocks.data_needs import all_needs
from portal.blocks.document import DocumentBlock
from portal.blocks.image import CreditedImageBlock
from portal.blocks.quote import QuoteBlock
from portal.blocks.rich_text import ProseBlock


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
        """A place has one card in a page, however deep: its card is an anchor, and an anchor exists once."""
        cleaned = super().clean(value)
        seen: set[Any] = set()
        for index, block in enumerate(cleaned):
            pks = [pk for kind, keys in all_needs(block) if kind is PLACES for pk in keys]
            if len(set(pks)) < len(pks) or seen & set(pks):
                message = _("Un lieu choisi ici est déjà dans la page. Gardez-le une seule fois.")
                raise StreamBlockValidationError(block_errors={index: ValidationError(message)})
            seen.update(pks)
        return cleaned
