"""What blocks need is found however deep they are nested, and fetched once a kind."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from home.blocks.body import BodyBlock
from home.blocks.dates import DATES, OfCommune, OfPlace, UpcomingDatesBlock
from home.blocks.places import PLACES, HelpPointsBlock
from home.blocks.reading import PAGES, ReadAlsoBlock
from home.pages.reading_list import read_also
from portal.blocks.data_needs import BlockData, DataKind, all_needs, data_of, gather, with_inner_blocks
from portal.blocks.image import CreditedImageBlock
from portal.blocks.quote import QuoteBlock
from portal.blocks.renditions import RENDITIONS
from tests.factories.dates import ActivityFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen"), pages.makes_renditions]


class PiecesBlock(StreamBlock):
    help_points = HelpPointsBlock()
    upcoming_dates = UpcomingDatesBlock()
    read_also = ReadAlsoBlock()
    image = CreditedImageBlock()
    quote = QuoteBlock()


class ColumnsBlock(StructBlock):
    """A structure that holds a list of streams."""

    columns = ListBlock(PiecesBlock())

    def render_basic(self, value, context=None):
        return value.bound_blocks["columns"].render(context)


class GridBody(BodyBlock):
    columns = ColumnsBlock()


def stream(*blocks):
    return [{"type": kind, "value": value} for kind, value in blocks]


def grid(*columns):
    """A body with one grid of these columns, each a list of blocks."""
    return GridBody().to_python(stream(("columns", {"columns": [stream(*blocks) for blocks in columns]})))


def places(*points):
    return "help_points", {"title": "Y aller", "places": [point.pk for point in points]}


def dates(place=None, commune=None):
    chosen = {"place": place and place.pk, "commune": commune and commune.pk}
    return "upcoming_dates", {"title": "", "count": 3, **chosen}


def image(picture, words="Une barque"):
    return "image", {"image": {"image": picture.pk, "decorative": False, "alt_text": words}, "caption": ""}


def quote(picture):
    words = {"text": "Oui.", "role": "bénévole", "name": "", "organisation": "", "fictional": True}
    return "quote", {**words, "portrait": picture.pk}


def read(*articles):
    return "read_also", {"title": "À lire", "pages": [article.pk for article in articles]}


def rendered(body, data):
    return BeautifulSoup(body.stream_block.render(body, context={"block_data": data}), "html.parser")


def shown(body, now):
    return rendered(body, gather(body, now, None))


def needs(body):
    found = {}
    for child in body:
        for kind, keys in all_needs(child):
            found.setdefault(kind, set()).update(keys)
    return found


def test_needs_are_found_inside_columns():
    point, article, picture = publish(HelpPointFactory()), pages.article(), pages.picture()
    body = grid([places(point), image(picture)], [dates(point), read(article)], [dates(commune=point.commune)])
    assert needs(body) == {
        PLACES: {point.pk},
        RENDITIONS: {picture.pk},
        DATES: {OfPlace(point.pk), OfCommune(point.commune.pk)},
        PAGES: {article.pk},
    }


def test_blocks_inside_columns_show_what_they_need(now):
    point, article = publish(HelpPointFactory(name="Mairie")), pages.article("Un article")
    publish(ActivityFactory(title="Permanence", point=point))
    body = grid([places(point), image(pages.picture())], [dates(point), read(article), quote(pages.picture())])
    soup = shown(body, now)
    assert [h3.get_text() for h3 in soup.select(".place h3")] == ["Mairie"]
    assert len(soup.select("time.feuillet")) == 3
    assert [h3.get_text() for h3 in soup.select(".read h3")] == ["Un article"]
    assert [img["alt"] for img in soup.select("img")] == ["Une barque", ""]


def full_columns(count):
    columns = []
    for _number in range(count):
        point = publish(HelpPointFactory())
        publish(ActivityFactory(point=point))
        first = [places(point), dates(point), image(pages.picture())]
        columns += [first, [dates(commune=CommuneFactory()), read(pages.article()), quote(pages.picture())]]
    return columns


def queries_of(body, now):
    list(body)  # Wagtail reads the chosen objects, once a type: not what is measured
    with CaptureQueriesContext(connection) as queries:
        data = gather(body, now, None)
    with CaptureQueriesContext(connection) as later:
        rendered(body, data)
    return len(queries), len(later)


def test_the_number_of_queries_depends_neither_on_the_number_of_blocks_nor_on_their_depth(now):
    flat_columns = full_columns(1)
    flat = GridBody().to_python(stream(*(block for column in flat_columns for block in column)))
    few, many = grid(*flat_columns), grid(*full_columns(4))
    for body in (flat, few, many):
        shown(body, now)  # makes the sizes of the images
    gathered, while_rendering = zip(*(queries_of(body, now) for body in (flat, few, many)), strict=True)
    assert len(set(gathered)) == 1, gathered
    assert while_rendering == (0, 0, 0)


def test_each_kind_is_one_call(now):
    """Two blocks of places, two of dates: the cards and the dates are read once."""
    one, two = publish(HelpPointFactory()), publish(HelpPointFactory())
    single, double = grid([places(one), dates(one)]), grid([places(one), dates(one)], [places(two), dates(two)])
    assert queries_of(single, now) == queries_of(double, now)


def test_chosen_objects_of_columns_are_read_once_a_type(django_assert_num_queries):
    raw = grid(*full_columns(3)).raw_data
    with django_assert_num_queries(6):  # places of cards, places of dates, communes, pages, images, portraits
        list(with_inner_blocks(next(iter(GridBody().to_python(list(raw))))))


def test_what_is_not_public_stays_hidden_inside_columns(now):
    draft, gone, article = HelpPointFactory(), publish(HelpPointFactory()), pages.article()
    gone.unpublish()
    article.unpublish()
    assert shown(grid([places(draft, gone), dates(gone), dates(draft), read(article)]), now).get_text(strip=True) == ""


@pytest.mark.parametrize("block", ["places", "dates", "read", "image", "quote"])
def test_a_page_that_did_not_gather_is_at_fault(block):
    made = {
        "places": lambda: places(publish(HelpPointFactory())),
        "dates": lambda: dates(publish(HelpPointFactory())),
        "read": lambda: read(pages.article()),
        "image": lambda: image(pages.picture()),
        "quote": lambda: quote(pages.picture()),
    }
    body = grid([made[block]()])
    with pytest.raises(LookupError, match="did not gather"):
        body.stream_block.render(body, context={})
    with pytest.raises(LookupError, match="did not gather"):
        rendered(body, BlockData({}))  # it gathered for another body


def test_a_kind_without_a_fetcher_is_at_fault(now):
    class Orphans(HelpPointsBlock):
        def data_needs(self, value):
            return {DataKind("orphans"): [1]}

    body = StreamBlock([("orphans", Orphans())]).to_python(stream(("orphans", places()[1])))
    with pytest.raises(LookupError, match="orphans"):
        gather(body, now, None)


def test_an_empty_body_asks_nothing(now, django_assert_num_queries):
    body = grid([places(), image(pages.picture())])
    body[0].value["columns"][0][1].value["image"] = None
    with django_assert_num_queries(0):
        assert shown(grid(), now).get_text(strip=True) == ""
        data = gather(body, now, None)
    assert data.those(PLACES, []) == []
    with pytest.raises(LookupError):
        data_of(None)


def test_a_place_twice_in_a_page_is_refused_however_deep():
    point = publish(HelpPointFactory())
    grid_of_one = grid([places(point)], [dates(point)])
    GridBody().clean(grid_of_one)
    with pytest.raises(ValidationError):
        GridBody().clean(grid([places(point)], [places(point)]))


def test_a_choice_inside_columns_is_a_choice_of_what_to_read_next(rf):
    chosen, _other, page = pages.article("Choisi"), pages.article("Autre"), pages.article("Page")
    assert [item.title for item in read_also(page, rf.get("/"))] == ["Autre", "Choisi"]
    page.body = grid([read(chosen)])
    assert read_also(page, rf.get("/")) == []


def test_a_draft_shows_its_blocks_to_its_editor():
    """A preview is the page itself: what it gathers is what a visitor would see, so a hidden place stays hidden."""
    shown_place, hidden = publish(HelpPointFactory(name="Mairie publique")), HelpPointFactory(name="Mairie cachée")
    draft = pages.article(blocks=[places(shown_place, hidden), image(pages.picture())], publish=False)
    text = draft.make_preview_request().content.decode()
    assert "Mairie publique" in text
    assert "Mairie cachée" not in text
    assert 'alt="Une barque"' in text
