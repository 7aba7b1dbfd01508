"""The blocks of words, images and recordings: what each shows, what an editor is told when something is missing."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.blocks.body import BodyBlock
from portal.blocks.link import LinkBlock
from portal.blocks.recordings import host_name
from portal.models import PortalDocument
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "frozen"), pages.makes_renditions]


def body_of(client, *blocks):
    page = pages.article(blocks=list(blocks))
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".art-body")


def refused(*blocks):
    """Why an editor cannot save these blocks: all the sentences, joined."""
    block = BodyBlock()
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python([{"type": kind, "value": value} for kind, value in blocks]))
    return " ".join(sentences(error.value))


def sentences(error):
    if isinstance(error, list):
        return [one for inner in error for one in sentences(inner)]
    found = [one for name in ("block_errors", "cell_errors") for one in (getattr(error, name, None) or {}).values()]
    if isinstance(getattr(error, "block_errors", None), list):
        found = [one for one in error.block_errors if one]
    found += list(getattr(error, "non_block_errors", None) or [])
    if not found and isinstance(error, dict):
        found = list(error.values())
    if found:
        return [one for inner in found for one in sentences(inner)]
    return error.messages if isinstance(error, ValidationError) else [str(error)]


def heading(text, level="2", anchor=""):
    return "heading", {"text": text, "level": level, "anchor": anchor}


def link(label="Contact", page=None, address="/contact/"):
    return {"label": label, "page": page and page.pk, "address": "" if page else address}


def picture(**fields):
    return {"image": pages.picture().pk, "decorative": False, "alt_text": "Une barque", **fields}


def document(name="son.mp3", size=2_800_000):
    kept = PortalDocument(title="Un son")
    kept.file.save(name, ContentFile(b"ID3" + b"x" * 97), save=False)
    kept.file_size = size
    kept.save()
    return kept


class TestHeadings:
    def test_the_anchor_is_made_of_the_words(self, client):
        body = body_of(client, heading("Les pièces à apporter"), heading("Le jour venu", "3"))
        assert body.h2["id"] == "partie-les-pieces-a-apporter"
        assert body.h3["id"] == "partie-le-jour-venu"

    def test_an_anchor_that_is_written_stays(self, client):
        assert body_of(client, heading("Un titre qui changera", anchor="pieces")).h2["id"] == "partie-pieces"

    def test_two_of_one_name_are_refused_in_words(self):
        assert "même ancre" in refused(heading("Horaires"), ("rich_text", "<p>x</p>"), heading("Horaires"))
        assert "même ancre" in refused(heading("Horaires"), heading("Autre", anchor="horaires"))

    @pytest.mark.parametrize("anchor", ["Pièces", "a b", "-a", "a--b", '"><script>', "a\n"])
    def test_an_anchor_that_no_address_holds_is_refused(self, anchor):
        assert "tirets" in refused(heading("Titre", anchor=anchor))

    def test_contents_lists_the_parts_of_the_page(self, client):
        body = body_of(client, ("contents", None), heading("Avant"), heading("Détail", "3"), heading("Après"))
        links = body.select("nav.contents a")
        assert [(a.get_text(), a["href"]) for a in links] == [("Avant", "#partie-avant"), ("Après", "#partie-apres")]

    def test_contents_of_nothing_is_not_shown(self, client):
        assert body_of(client, ("contents", None)).nav is None

    def test_one_list_of_contents_a_page(self):
        refused(("contents", None), ("contents", None))


class TestLinks:
    @pytest.mark.parametrize(
        "address", ["/agenda/", "/lieux/?ou=agen#carte", "https://www.exemple.fr/page?x=1", "#partie-pieces"]
    )
    def test_an_address(self, address):
        block = LinkBlock()
        assert block.clean(block.to_python(link(address=address))).url == address

    @pytest.mark.parametrize(
        "address",
        [
            "//exemple.fr",
            "javascript:alert(1)",
            "exemple.fr",
            "https://",
            "data:text/html,x",
            "https://a b.fr",
            "agenda/",
        ],
    )
    def test_an_address_that_leads_nowhere_or_elsewhere_is_refused(self, address):
        assert "https://" in refused(("buttons", {"buttons": [link(address=address)]}))

    def test_a_page_or_an_address_not_both_not_none(self):
        page = pages.simple("Contact")
        both = {"label": "x", "page": page.pk, "address": "/agenda/"}
        assert "l’une des deux" in refused(("buttons", {"buttons": [both]}))
        assert "l’une des deux" in refused(("buttons", {"buttons": [link(address="")]}))

    def test_a_page_that_is_no_longer_public_shows_no_button(self, client):
        page = pages.simple("Contact")
        page.unpublish()
        assert body_of(client, ("buttons", {"buttons": [link(page=page)]})).a is None


class TestActions:
    def test_the_first_button_is_the_main_one(self, client):
        page = pages.simple("Contact")
        body = body_of(client, ("buttons", {"buttons": [link("Un", page=page), link("Deux")]}))
        assert [(a["href"], a["class"]) for a in body.select("a")] == [
            (page.url, ["btn"]),
            ("/contact/", ["btn", "btn--2"]),
        ]

    def test_call_to_action(self, client):
        value = {"title": "Besoin d’aide ?", "text": "<p>Venez.</p>", "buttons": [link("Trouver", address="/lieux/")]}
        section = body_of(client, ("call_to_action", value)).select_one("section.cta")
        assert section.h2.get_text() == "Besoin d’aide\u202f?"
        assert section.a["href"] == "/lieux/"

    def test_share_links_name_the_page_and_nobody_else(self, client):
        body = body_of(client, ("share", None))
        assert [a["href"].partition(":")[0] for a in body.select("#envoyer a")] == ["sms", "mailto"]
        assert "article-" in body.select_one("#envoyer b").get_text()


class TestPictures:
    def test_gallery(self, client):
        images = [{"image": picture(alt_text=words), "caption": words} for words in ("Un", "Deux")]
        body = body_of(client, ("gallery", {"images": images}))
        assert [img["alt"] for img in body.select("ul.gallery figure img")] == ["Un", "Deux"]

    def test_an_image_of_a_gallery_without_description_is_refused(self):
        images = [{"image": picture(alt_text=""), "caption": ""}] * 2
        assert refused(("gallery", {"images": images}))

    @pytest.mark.parametrize("side", ["start", "end"])
    def test_image_and_text(self, client, side):
        body = body_of(client, ("image_text", {"image": picture(), "text": "<p>Le texte.</p>", "side": side}))
        beside = body.select_one(".beside")
        assert ("beside--end" in beside["class"]) == (side == "end")
        assert beside.img["alt"] == "Une barque"
        assert beside.p.get_text() == "Le texte."
        assert beside.figcaption.get_text(strip=True) == "Dessin original"

    def test_cards(self, client):
        page = pages.simple("Contact")
        card = {"link": link("Nous écrire", page=page), "text": "<p>Vite.</p>", "image": pages.picture().pk}
        plain = {"link": link("Ailleurs", address="https://exemple.fr/"), "text": "", "image": None}
        body = body_of(client, ("cards", {"title": "Suite", "cards": [card, plain]}))
        assert [(a.get_text(), a["href"]) for a in body.select(".card h3 a")] == [
            ("Nous écrire", page.url),
            ("Ailleurs", "https://exemple.fr/"),
        ]
        assert [img["alt"] for img in body.select(".card img")] == [""]


class TestTable:
    def table(self, caption="Permanences", headings=("Commune", "Personnes"), rows=(("Laplume", "42"),)):
        kinds = ("text", "number")
        columns = [{"type": kind, "heading": words} for kind, words in zip(kinds, headings, strict=False)]
        return "table", {"caption": caption, "columns": columns, "rows": [{"values": list(row)} for row in rows]}

    def test_caption_and_headers(self, client):
        table = body_of(client, self.table()).table
        assert table.caption.get_text() == "Permanences"
        assert [(th["scope"], th.get_text()) for th in table.select("th")] == [
            ("col", "Commune"),
            ("col", "Personnes"),
            ("row", "Laplume"),
        ]
        assert table.td.get_text() == "42"

    def test_its_frame_scrolls_by_keyboard_and_has_a_name(self, client):
        frame = body_of(client, self.table()).select_one(".table")
        assert frame["tabindex"] == "0" and frame["aria-label"] == "Permanences"

    def test_what_is_missing_is_told(self):
        assert "légende" in refused(self.table(caption=" "))
        assert "Chaque colonne a un titre" in refused(self.table(headings=("Commune", "")))
        assert "une colonne et une ligne" in refused(self.table(rows=()))

    def test_no_more_columns_than_a_telephone_shows(self):
        columns = [{"type": "text", "heading": str(number)} for number in range(7)]
        value = {"caption": "Trop", "columns": columns, "rows": [{"values": ["x"] * 7}]}
        assert "Six colonnes" in refused(("table", value))

    def test_its_words_are_found(self):
        page = pages.article(blocks=[self.table()])
        assert "Laplume" in page.body.stream_block.get_searchable_content(page.body)


class TestParts:
    def test_accordion(self, client):
        parts = [{"title": "Est-ce gratuit ?", "text": "<p>Oui.</p>"}]
        folded = body_of(client, ("accordion", {"parts": parts})).details
        assert folded.summary.get_text() == "Est-ce gratuit\u202f?"
        assert folded.p.get_text() == "Oui."

    def test_steps(self, client):
        steps = [{"title": f"Étape {number}", "text": "<p>x</p>"} for number in (1, 2)]
        assert [b.get_text() for b in body_of(client, ("steps", {"steps": steps})).select("ol.stages > li b")] == [
            "Étape 1",
            "Étape 2",
        ]

    def test_one_step_is_no_list_of_steps(self):
        assert refused(("steps", {"steps": [{"title": "Seule", "text": "<p>x</p>"}]}))

    def test_columns_show_what_they_hold(self, client):
        columns = [
            [{"type": "image", "value": {"image": picture(), "caption": ""}}],
            [{"type": "rich_text", "value": "<p>Un texte</p>"}],
        ]
        body = body_of(client, ("columns", {"columns": columns}))
        first, second = body.select(".cols > div")
        assert first.img["alt"] == "Une barque" and second.p.get_text() == "Un texte"

    def test_separator(self, client):
        assert body_of(client, ("separator", None)).select_one("[role=separator] svg")


class TestRecordings:
    def video(self, **fields):
        value = {"title": "FranceConnect", "address": "https://www.youtube.com/watch?v=x", "duration": "3 min 20 s"}
        return "video", {**value, "image": None, "transcript": "<p>Bonjour.</p>", **fields}

    def test_a_video_is_a_link_and_nothing_is_asked_of_its_site(self, client):
        body = body_of(client, self.video(image=pages.picture().pk))
        assert body.a["href"] == "https://www.youtube.com/watch?v=x"
        assert "Voir la vidéo sur YouTube" in body.a.get_text(" ", strip=True)
        assert body.iframe is None and "youtube" not in body.img["src"]
        assert body.img["alt"] == ""
        assert body.details.p.get_text() == "Bonjour."

    @pytest.mark.parametrize(
        "address", ["https://exemple.fr/v", "http://www.youtube.com/v", "https://youtube.com.exemple.fr/v"]
    )
    def test_another_site_is_refused_and_those_allowed_are_told(self, address):
        assert "YouTube, Dailymotion" in refused(self.video(address=address))

    def test_a_video_without_transcript_is_refused(self):
        assert refused(self.video(transcript=""))

    @pytest.mark.parametrize("duration", ["longue", "3:20", "3min"])
    def test_a_duration_that_is_no_duration_is_refused(self, duration):
        assert "3 min 20 s" in refused(self.video(duration=duration))

    def test_names_of_hosts(self):
        assert host_name("https://youtu.be/x") == "YouTube"

    def audio(self, kept):
        return "audio", {"title": "Un matin", "document": kept.pk, "duration": "3 min", "transcript": "<p>Oui.</p>"}

    def test_a_sound_waits_to_be_touched(self, client):
        kept = document()
        body = body_of(client, self.audio(kept))
        assert body.audio["src"] == kept.url and body.audio["preload"] == "none"
        assert "3\u00a0min, 2,8\u00a0Mo" in body.figcaption.get_text()

    def test_a_file_that_is_no_sound_is_refused(self):
        assert "MP3" in refused(self.audio(document("guide.pdf")))

    def test_a_sound_that_was_deleted_is_left_out(self, client):
        kept = document()
        block = self.audio(kept)
        kept.delete()
        assert body_of(client, block).audio is None


def pictured(count):
    """Blocks that show images and link to pages, each `count` times."""
    blocks = []
    for number in range(count):
        page = pages.simple(f"Page {number}")
        images = [{"image": picture(), "caption": ""} for _again in range(2)]
        card = {"link": link("Carte", page=page), "text": "", "image": pages.picture().pk}
        column = [{"type": "image", "value": {"image": picture(), "caption": ""}}]
        blocks += [
            heading(f"Partie {number}"),
            ("gallery", {"images": images}),
            ("image_text", {"image": picture(), "text": "<p>x</p>", "side": "start"}),
            ("cards", {"title": "Cartes", "cards": [card]}),
            ("columns", {"columns": [column, [{"type": "buttons", "value": {"buttons": [link("Ici", page=page)]}}]]}),
            TestRecordings().video(image=pages.picture().pk),
        ]
    return blocks


def test_the_number_of_queries_depends_neither_on_the_images_nor_on_the_links(client):
    counts = []
    for count in (1, 4):
        page = pages.article(blocks=pictured(count), days_ago=99)
        client.get(page.url)  # makes the sizes of the images
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0], counts
