"""What an editor does in the administration, through its real views."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import ArticlePage, KeyFigure
from portal.models import PortalImage
from tests.home import pages
from tests.home.admin_forms import article_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates"), pages.makes_renditions]


def post(client, page, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), article_form(**fields))


def test_publish_from_the_admin_and_see_it_on_the_home_page_and_in_the_feed(editor_client, client):
    section = pages.section()
    add = reverse("wagtailadmin_pages:add", args=["home", "articlepage", section.pk])
    response = editor_client.post(add, article_form(**{"action-publish": "Publier"}))
    assert response.status_code == 302, response.content.decode()[:2000]
    page = ArticlePage.objects.get()
    assert page.live
    assert page.publication_date is not None
    assert "Bienvenue" in client.get("/").content.decode()
    assert "Bienvenue" in client.get("/actualites/rss.xml").content.decode()
    assert "Bonjour à tous." in client.get(page.url).content.decode()
    assert page.url in client.get("/recherche/?q=bienvenue").content.decode()


def test_a_change_published_again_shows_and_a_saved_draft_does_not(editor_client, client):
    page = pages.article("Ancien titre")
    assert post(editor_client, page, slug=page.slug, title="Brouillon").status_code == 302
    assert "Brouillon" not in client.get(page.url).content.decode()
    published = post(editor_client, page, slug=page.slug, title="Nouveau", **{"action-publish": "Publier"})
    assert published.status_code == 302
    assert "Nouveau" in client.get(page.url).content.decode()


def test_a_failure_in_the_index_while_publishing_leaves_the_article_as_it_was(editor_client, client, monkeypatch):
    from home.search_documents import PageSource

    page = pages.article("Avant")

    def broken(self, pks, now):
        raise RuntimeError("the index cannot be written")

    monkeypatch.setattr(PageSource, "documents", broken)
    with pytest.raises(RuntimeError):
        post(editor_client, page, slug=page.slug, title="Après", **{"action-publish": "Publier"})
    monkeypatch.undo()
    assert "Avant" in client.get(page.url).content.decode()
    assert ArticlePage.objects.get(pk=page.pk).title == "Avant"


@pytest.mark.parametrize("kind", ["articlepage", "homepage", "standardpage", "articleindexpage", "successstorypage"])
def test_edit_views_open(editor_client, kind):
    pages_by_kind = {
        "articlepage": lambda: pages.article(blocks=[("rich_text", "<p>x</p>")]),
        "homepage": pages.home,
        "standardpage": lambda: pages.simple("Contact"),
        "articleindexpage": pages.section,
        "successstorypage": pages.story,
    }
    page = pages_by_kind[kind]()
    response = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200


def test_previews_open(editor_client):
    """A page that was never saved has no address and no date yet."""
    section = pages.section()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["home", "articlepage", section.pk])
    assert editor_client.post(url, article_form()).json()["is_valid"]
    response = editor_client.get(url)
    assert response.status_code == 200
    assert "Bonjour à tous." in response.content.decode()


def test_what_may_be_made_under_the_home_page(editor_client):
    response = editor_client.get(reverse("wagtailadmin_pages:add_subpage", args=[pages.home().pk]))
    offered = {model for _label, _app, model, *_rest in response.context["page_types"]}
    # The home page, the finder and the agenda exist once already.
    assert offered == {"articleindexpage", "storyindexpage", "standardpage"}


def test_an_image_without_description_is_refused(editor_client):
    image = pages.picture()
    url = reverse("wagtailimages:edit", args=[image.pk])
    form = {"title": "Rivière", "description": "", "credit": "", "tags": "", "collection": image.collection_id}
    form |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    response = editor_client.post(url, form)
    assert response.status_code == 200
    assert response.context["form"].errors["description"]
    editor_client.post(url, {**form, "description": "Une rivière bleue."})
    assert PortalImage.objects.get(pk=image.pk).description == "Une rivière bleue."


def test_a_key_figure_is_written_in_the_admin(editor_client):
    url = reverse(KeyFigure.snippet_viewset.get_url_name("add"))
    form = {"value": "347", "sentence": "stagiaires", "source": "La Poste", "source_url": "", "date": "2023-02-24"}
    assert editor_client.post(url, form).status_code == 302
    assert KeyFigure.objects.get().value == "347"
    assert editor_client.get(reverse(KeyFigure.snippet_viewset.get_url_name("list"))).status_code == 200


def test_what_has_ended_can_be_corrected_and_not_published_with_its_past_end(editor_client, frozen):
    page = pages.article("Stage d’été")
    page.expire_at = timezone.now() - timedelta(days=2)
    page.save_revision()
    page.unpublish(set_expired=True)
    stored = {"slug": page.slug, "expire_at": timezone.localtime(page.expire_at).strftime("%Y-%m-%d %H:%M")}
    assert post(editor_client, page, title="Stage d’automne", **stored).status_code == 302
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "Stage d’automne"
    refused = post(editor_client, page, **stored, **{"action-publish": "Publier"})
    assert "expire_at" in refused.context["form"].errors
    moved = {**stored, "expire_at": "2026-11-20 10:00"}
    assert "expire_at" in post(editor_client, page, **moved).context["form"].errors


def test_an_address_has_no_accent(editor_client):
    page = pages.article()
    assert post(editor_client, page, slug="L’été-à-l’œuvre".replace("’", "-")).status_code == 302
    assert ArticlePage.objects.get().get_latest_revision_as_object().slug == "l-ete-a-l-oeuvre"


def test_an_address_of_the_portal_is_refused_to_a_page(editor_client):
    section = pages.section()
    add = reverse("wagtailadmin_pages:add", args=["home", "articlepage", section.pk])
    page = editor_client.post(add, article_form(slug="recherche", **{"action-publish": "Publier"}))
    assert page.status_code == 200
    assert "déjà prise par le portail" in page.content.decode()
    assert not ArticlePage.objects.exists()
