"""The blocks of a body: what each shows, and that their number costs no query."""

import json
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.blocks.body import BodyBlock
from portal.models import PortalDocument
from portal.words.files import format_words, size_words
from tests.factories.dates import ActivityFactory
from tests.factories.places import CommuneFactory, HelpPointFactory, publish
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen"), pages.makes_renditions]


def body_of(client, *blocks):
    page = pages.article(blocks=list(blocks))
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".art-body")


def places_block(*points, title="Y aller"):
    return "help_points", {"title": title, "places": [point.pk for point in points]}


def dates_block(place=None, commune=None, title="", count=3):
    place = place and place.pk
    return "upcoming_dates", {"title": title, "place": place, "commune": commune and commune.pk, "count": count}


def cleaned(*blocks):
    block = BodyBlock()
    return block.clean(block.to_python([{"type": kind, "value": value} for kind, value in blocks]))


class TestText:
    def test_rich_text(self, client):
        body = body_of(client, ("rich_text", "<h2>Un titre</h2><p>Du <b>texte</b> : ici</p>"))
        assert body.select_one(".prose > h2").get_text() == "Un titre"
        assert body.p.get_text() == "Du texte\u00a0: ici"

    def test_a_link_to_a_page_follows_it(self, client):
        other = pages.simple("Contact")
        body = body_of(client, ("rich_text", f'<p><a linktype="page" id="{other.pk}">Contact</a></p>'))
        assert body.a["href"] == other.url

    def test_call_out(self, client):
        body = body_of(client, ("call_out", {"tone": "warning", "title": "Attention", "text": "<p>Un piège</p>"}))
        alert = body.select_one(".alert.c-soon")
        assert alert.b.get_text() == "Attention"
        assert alert.select_one("div.prose > p").get_text() == "Un piège"

    def test_quote(self, client):
        quote = {"text": "Je sais faire.", "role": "bénévole", "name": "", "organisation": "", "portrait": None}
        body = body_of(client, ("quote", {**quote, "fictional": True}))
        figure = body.select_one("figure.quote")
        assert figure.blockquote.get_text() == "«\u00a0Je sais faire.\u00a0»"
        assert "bénévole" in figure.figcaption.get_text()
        assert "personnage et paroles fictifs" in figure.figcaption.get_text()

    def test_quote_with_portrait_and_name(self, client):
        quote = {"text": "Oui.", "role": "maire", "name": "Prénom Nom", "organisation": "", "fictional": False}
        body = body_of(client, ("quote", {**quote, "portrait": pages.picture().pk}))
        assert body.select_one(".quote img")["alt"] == ""
        assert body.select_one("figcaption strong").get_text() == "Prénom Nom"
        assert "fictif" not in body.get_text()


class TestImage:
    def image(self, **fields):
        return "image", {
            "image": {"image": pages.picture().pk, "decorative": False, "alt_text": "Une barque", **fields}
        }

    def test_alternative_caption_and_credit(self, client):
        kind, value = self.image()
        figure = body_of(client, (kind, {**value, "caption": "Le Lot"})).figure
        assert figure.img["alt"] == "Une barque"
        assert figure.img["srcset"].count("format-webp.webp") == 3
        assert figure.figcaption.get_text() == "Le Lot · Dessin original"

    def test_decorative(self, client):
        kind, value = self.image(decorative=True, alt_text="")
        assert body_of(client, (kind, {**value, "caption": ""})).img["alt"] == ""

    def test_without_alternative_nor_decorative_it_is_refused(self):
        kind, value = self.image(alt_text="")
        with pytest.raises(ValidationError):
            cleaned((kind, {**value, "caption": ""}))

    def test_the_same_image_twice_keeps_its_two_alternatives(self, client):
        image = pages.picture().pk
        blocks = [
            ("image", {"image": {"image": image, "decorative": False, "alt_text": words}, "caption": ""})
            for words in ("Un", "Deux")
        ]
        for _again in range(2):  # then with the sizes already made
            assert [img["alt"] for img in body_of(client, *blocks).select("img")] == ["Un", "Deux"]


class TestDocument:
    def test_format_and_weight_in_words(self, client):
        document = PortalDocument(title="Le guide")
        document.file.save("guide.pdf", ContentFile(b"%PDF-" + b"x" * 230_000), save=False)
        document.file_size = document.file.size
        document.save()
        link = body_of(client, ("document", {"document": document.pk, "title": ""})).a
        assert link.get_text() == "Le guide (document PDF, 230\u00a0ko)"
        assert link["href"] == document.url

    def test_a_document_that_was_deleted_is_left_out(self, client):
        assert body_of(client, ("document", {"document": 9999, "title": ""})).a is None

    @pytest.mark.parametrize(
        ("size", "words"),
        [
            (0, "moins de 1 ko"),
            (999, "moins de 1 ko"),
            (1_000, "1 ko"),
            (230_400, "230 ko"),
            (999_499, "999 ko"),
            (999_500, "1 Mo"),
            (1_249_999, "1,2 Mo"),
            (12_000_000, "12 Mo"),
        ],
    )
    def test_sizes(self, size, words):
        assert size_words(size) == words

    def test_formats(self):
        assert format_words("PDF") == "document PDF"
        assert format_words("xyz") == "fichier XYZ"
        assert format_words("") == "fichier"


class TestFigures:
    def test_value_sentence_source_and_date(self, client):
        figure = pages.figure("6997", sentence="accompagnements", source_url="https://exemple.fr/")
        dl = body_of(client, ("key_figures", {"figures": [figure.pk]})).dl
        assert dl.dt.get_text() == "accompagnements"
        assert dl.dd.get_text() == "6997"
        assert dl.select_one(".src").get_text() == "Source\u00a0: La Poste, 24 février 2023"
        assert dl.a["href"] == "https://exemple.fr/"

    def test_the_date_is_not_said_twice(self):
        assert pages.figure(source="La Poste, 24 février 2023").shown.date == ""

    @pytest.mark.parametrize(
        ("day", "old"),
        [(date(2024, 11, 24), False), (date(2024, 11, 22), True), (date(2026, 1, 1), False), (None, True)],
    )
    def test_one_of_more_than_two_years_is_to_be_looked_at(self, day, old):
        assert pages.figure(date=day).is_outdated(date(2026, 11, 24)) is old

    @pytest.mark.usefixtures("admin_templates")
    def test_the_list_of_the_admin_says_which(self, admin_client):
        pages.figure("111", date=date(2023, 2, 24))
        pages.figure("222", date=date(2026, 1, 1))
        listing = BeautifulSoup(admin_client.get("/admin/snippets/home/keyfigure/").content, "html.parser")
        rows = {row.a.get_text(strip=True): row.get_text() for row in listing.select("tbody tr") if row.a}
        assert "À revoir" in rows["111"] and "À revoir" not in rows["222"]

    def test_a_figure_that_was_deleted_is_left_out(self, client):
        assert body_of(client, ("key_figures", {"figures": [9999]})).dl is None


class TestHelpPoints:
    def test_cards_in_the_chosen_order(self, client):
        one, two = publish(HelpPointFactory(name="Un")), publish(HelpPointFactory(name="Deux"))
        body = body_of(client, places_block(two, one))
        assert [h3.get_text() for h3 in body.select(".place h3")] == ["Deux", "Un"]
        assert body.h2.get_text() == "Y aller"

    def test_a_place_that_is_not_public_is_left_out(self, client):
        draft, gone = HelpPointFactory(), publish(HelpPointFactory())
        gone.unpublish()
        assert body_of(client, places_block(draft, gone)).get_text(strip=True) == ""

    def test_a_place_twice_in_a_page_is_refused(self):
        point = publish(HelpPointFactory())
        cleaned(places_block(point))
        with pytest.raises(ValidationError):
            cleaned(places_block(point, point))
        with pytest.raises(ValidationError):
            cleaned(places_block(point), ("rich_text", "<p>x</p>"), places_block(point))


class TestUpcomingDates:
    def test_of_a_place_that_hosts_and_of_the_one_that_holds(self, client):
        host, operator = publish(HelpPointFactory(name="Mairie")), publish(HelpPointFactory(name="La Poste"))
        publish(ActivityFactory(title="Permanence", point=host, operator=operator))
        for point in (host, operator):
            body = body_of(client, dates_block(point))
            assert body.h2.get_text() == f"Les prochaines dates\u00a0: {point.name}"
            days = [leaf["datetime"] for leaf in body.select("time.feuillet")]
            assert days == ["2026-11-30", "2026-12-07", "2026-12-14"]
            assert body.select_one("a.more")["href"] == point.get_absolute_url()

    def test_of_a_commune(self, client):
        commune = CommuneFactory()
        publish(ActivityFactory(point=publish(HelpPointFactory())))
        body = body_of(client, dates_block(commune=commune, count=2, title="À Laplume"))
        assert body.h2.get_text() == "À Laplume"
        assert len(body.select("time.feuillet")) == 2
        assert client.get(body.select_one("a.more")["href"]).status_code == 200

    def test_no_date_is_said(self, client):
        body = body_of(client, dates_block(publish(HelpPointFactory())))
        assert "Aucune date n’est annoncée" in body.get_text()

    def test_a_place_that_is_not_public_shows_nothing(self, client):
        assert body_of(client, dates_block(HelpPointFactory())).get_text(strip=True) == ""

    def test_an_activity_that_is_no_longer_public_shows_no_date(self, client):
        point = publish(HelpPointFactory())
        publish(ActivityFactory(point=point)).unpublish()
        assert body_of(client, dates_block(point)).select("time.feuillet") == []

    def test_a_date_that_is_over_is_not_shown(self, client, frozen, now):
        point = publish(HelpPointFactory())
        publish(ActivityFactory(point=point))
        frozen.move_to(now + timedelta(days=6, hours=3))  # Monday, 13 h: the permanence ended at noon
        assert body_of(client, dates_block(point)).select_one("time.feuillet")["datetime"] == "2026-12-07"

    def test_one_target_not_none_not_two(self):
        point = publish(HelpPointFactory())
        cleaned(dates_block(point))
        with pytest.raises(ValidationError):
            cleaned(dates_block())
        with pytest.raises(ValidationError):
            cleaned(dates_block(point, CommuneFactory()))


class TestReadAlso:
    def test_chosen_pages_that_are_public(self, client):
        one, gone, two = pages.article("Un"), pages.article("Parti"), pages.story("Deux")
        gone.unpublish()
        body = body_of(client, ("read_also", {"title": "À lire aussi", "pages": [two.pk, gone.pk, one.pk]}))
        assert [h3.get_text() for h3 in body.select(".read h3")] == ["Deux", "Un"]


def everything(repeat):
    """A body with all blocks, each `repeat` times."""
    blocks = []
    for _number in range(repeat):
        point = publish(HelpPointFactory())
        publish(ActivityFactory(point=point))
        quote = {"text": "Oui.", "role": "bénévole", "name": "", "organisation": "", "fictional": True}
        picture = {"image": pages.picture().pk, "decorative": False, "alt_text": "Un dessin"}
        blocks += [
            places_block(point),
            dates_block(point),
            dates_block(commune=CommuneFactory()),
            ("key_figures", {"figures": [pages.figure().pk]}),
            ("read_also", {"title": "À lire", "pages": [pages.article().pk]}),
            ("image", {"image": picture, "caption": ""}),
            ("quote", {**quote, "portrait": pages.picture().pk}),
            ("call_out", {"tone": "info", "title": "Titre", "text": "<p>x</p>"}),
        ]
    return blocks


def test_the_number_of_queries_does_not_depend_on_the_number_of_blocks(client):
    counts = []
    for repeat in (1, 5):
        page = pages.article(blocks=everything(repeat), days_ago=99)
        client.get(page.url)  # makes the sizes of the images
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0], counts


def test_a_body_survives_its_own_round_trip():
    """What is stored is what was chosen: nothing is lost when an editor saves without changing anything."""
    page = pages.article(blocks=everything(1))
    stored = json.loads(json.dumps(list(page.body.raw_data)))
    page.save_revision().publish()
    page.refresh_from_db()
    assert [block["value"] for block in page.body.raw_data] == [block["value"] for block in stored]
