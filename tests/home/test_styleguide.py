"""The pattern library: every block and every component, drawn without the database, for who may open the admin."""

from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from home.blocks.body import BodyBlock
from home.styleguide import components, pieces
from home.styleguide.view import TITLES
from portal.blocks.families import FAMILIES
from portal.blocks.sample import Sampled
from tests.portal.test_components import check

BLOCKS = sorted(BodyBlock().child_blocks.items())
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "components"
# Around every page, the library's own among them.
OF_THE_FRAME = {"site_head", "site_foot", "site_logo", "crumbs", "team_links", "team_bar"}


class TestBlocks:
    """No test of this class may touch the database: pytest-django refuses it."""

    @pytest.mark.parametrize(("name", "block"), BLOCKS)
    def test_a_block_shows_itself_without_the_database(self, name, block):
        assert isinstance(block, Sampled)
        html = block.render_sample()
        html5lib.HTMLParser(strict=True).parseFragment(html.strip(), container="body")
        soup = check(html)
        assert soup.get_text(strip=True) or name == "separator"
        assert "⟦undefined" not in html

    @pytest.mark.parametrize(("name", "block"), BLOCKS)
    def test_a_block_says_what_it_is_and_when_to_use_it(self, name, block):
        assert str(block.label)[0].isupper()
        assert block.meta.group in FAMILIES.values()
        assert len(block.get_description()) > 20
        assert block.meta.icon not in ("placeholder", "")
        assert block.is_previewable

    def test_every_block_of_a_body_stands_in_the_library(self):
        shown = [piece.name for family in FAMILIES.values() for piece in pieces.block_pieces(family)]
        assert sorted(shown) == [name for name, _block in BLOCKS]

    def test_what_an_editor_fills_in_is_told_with_its_help(self):
        block = BodyBlock().child_blocks["video"]
        told = {field.label: field for field in pieces.fields(block)}
        assert "YouTube" in told["adresse de la vidéo"].help
        assert told["transcription"].required and not told["durée"].required

    def test_the_fields_of_what_a_block_repeats_are_told(self):
        labels = [field.label for field in pieces.fields(BodyBlock().child_blocks["steps"])]
        assert labels == ["titre", "texte"]


class TestComponents:
    ALL = (*components.TOLD, *components.FOUND)

    def test_every_component_stands_in_the_library(self):
        written = {path.stem for path in TEMPLATES.glob("*.html")}
        assert written - OF_THE_FRAME == {component.name for component in self.ALL}

    @pytest.mark.parametrize("component", ALL, ids=lambda component: component.name)
    def test_a_component_shows_itself_without_the_database(self, component):
        (piece,) = pieces.component_pieces([component])
        assert "⟦undefined" not in piece.shown
        html5lib.HTMLParser(strict=True).parseFragment(piece.shown.strip(), container="body")
        check(piece.shown)


@pytest.mark.django_db
@pytest.mark.usefixtures("site")
class TestPages:
    def test_a_visitor_is_asked_who_they_are(self, client):
        response = client.get("/styleguide/")
        assert response.status_code == 302
        assert response.url.startswith(reverse("wagtailadmin_login"))

    def test_an_account_without_the_admin_is_not_shown_it(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("visiteur"))
        assert client.get("/styleguide/").status_code == 302

    @pytest.mark.parametrize("family", ["", *TITLES])
    def test_an_editor_sees_every_family(self, admin_client, family):
        response = admin_client.get(f"/styleguide/{family}/" if family else "/styleguide/")
        soup = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200
        assert "⟦undefined" not in response.content.decode()
        assert len(soup.select("h1")) == 1
        assert soup.select_one("meta[name=robots]")["content"] == "noindex"
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)

    def test_another_family_is_not_found(self, admin_client):
        assert admin_client.get("/styleguide/licornes/").status_code == 404

    def test_the_help_menu_of_the_admin_leads_to_it(self, admin_client):
        assert "/styleguide/" in admin_client.get(reverse("wagtailadmin_home")).content.decode()

    def test_it_is_kept_for_nobody(self, admin_client):
        assert "private" in admin_client.get("/styleguide/")["Cache-Control"]

    def test_the_number_of_queries_depends_on_no_piece(self, admin_client, django_assert_max_num_queries):
        """Those of the frame and of the session, whatever stands on the page."""
        admin_client.get("/styleguide/signes/")
        with django_assert_max_num_queries(12) as frame:
            admin_client.get("/styleguide/signes/")
        with django_assert_max_num_queries(len(frame)):
            admin_client.get("/styleguide/reseau/")

    @pytest.mark.parametrize(("name", "block"), BLOCKS)
    def test_the_picker_of_the_admin_shows_it(self, admin_client, name, block):
        address = reverse("wagtailadmin_block_preview")
        response = admin_client.get(address, {"id": block.definition_prefix})
        soup = BeautifulSoup(response.content, "html.parser")
        assert response.status_code == 200
        assert soup.select_one("main .art-body > *")
        assert soup.select_one("link[rel=stylesheet]")["href"].endswith(".css")
