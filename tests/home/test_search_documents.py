"""What the search knows of pages follows each change, in the same transaction."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.search_documents import PageSource
from search.models import SearchDocument
from search.registry import source
from search.types import Asked, Hit
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def indexed():
    return dict(SearchDocument.objects.filter(kind="page").values_list("object_pk", "url"))


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_the_source_is_registered():
    assert isinstance(source("page"), PageSource)


def test_a_document_holds_the_words_of_the_page():
    page = pages.article(
        "Un titre",
        introduction="Le début.",
        in_brief="En deux mots.",
        blocks=[
            ("rich_text", "<p>Du <b>texte</b></p>"),
            ("call_out", {"tone": "info", "title": "Attention", "text": "<p>Un piège</p>"}),
        ],
    )
    (document,) = PageSource().documents([page.pk], timezone.now())
    assert (document.key, document.title, document.url) == (f"page:{page.pk}", "Un titre", page.url)
    assert document.fields["name"] == "Un titre"
    for words in ("Le début.", "En deux mots.", "Du texte", "Attention", "Un piège"):
        assert words in document.fields["body"]
    assert "<" not in document.fields["body"]


def test_all_documents_are_articles_stories_and_simple_pages():
    wanted = {str(page.pk) for page in (pages.article(), pages.story(), pages.simple("Contact"))}
    assert {str(pk) for pk in PageSource().pks()} == wanted == {str(pk) for pk in indexed()}


def test_publish_and_unpublish():
    page = pages.article(publish=False)
    assert indexed() == {}
    page.save_revision().publish()
    assert [str(pk) for pk in indexed()] == [str(page.pk)]
    page.refresh_from_db()
    page.unpublish()
    assert indexed() == {}


def test_delete_of_a_page_and_of_a_whole_branch():
    page, other = pages.article(), pages.article()
    page.delete()
    assert [str(pk) for pk in indexed()] == [str(other.pk)]
    pages.section().delete()
    assert indexed() == {}


def test_a_move_and_a_new_address_change_the_addresses_of_a_branch():
    parent, elsewhere = pages.simple("Parent", slug="parent"), pages.simple("Ailleurs", slug="ailleurs")
    child = pages.simple("Enfant", slug="enfant", parent=parent)
    parent.refresh_from_db()
    parent.slug = "nouveau"
    parent.save_revision().publish()
    assert "/nouveau/enfant/" in indexed().values()
    child.refresh_from_db()
    child.move(elsewhere, pos="last-child")
    assert "/ailleurs/enfant/" in indexed().values()


def test_a_private_branch_is_not_found_and_comes_back():
    page = pages.article()
    restriction = restrict(pages.section())
    assert indexed() == {}
    assert list(PageSource().pks()) == list(PageSource().documents([page.pk], timezone.now())) == []
    restriction.delete()
    assert [str(pk) for pk in indexed()] == [str(page.pk)]


def test_a_restriction_to_a_group_is_private_too():
    page = pages.article()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Réseau"))
    assert indexed() == {}


def test_cards_leave_out_what_is_gone(now, django_assert_max_num_queries):
    article, story, simple, gone = pages.article("A"), pages.story("R"), pages.simple("S"), pages.article("G")
    gone.unpublish()
    with django_assert_max_num_queries(8):
        cards = PageSource().cards([Hit(f"page:{page.pk}", 1.0) for page in (article, story, simple, gone)], Asked(now))
    assert {pk: card.title for pk, card in cards.items()} == {article.pk: "A", story.pk: "R", simple.pk: "S"}


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete", "move"])
def test_an_error_in_the_index_leaves_the_page_as_it_was(monkeypatch, change):
    page = pages.article("Avant", publish=change != "publish")
    elsewhere = pages.home().add_child(instance=type(pages.section())(title="Autres", slug="autres"))
    before = indexed()

    def broken(self, pks, now):
        raise RuntimeError("the index cannot be written")

    monkeypatch.setattr(PageSource, "documents", broken)
    act = {
        "publish": lambda: page.save_revision().publish(),
        "unpublish": page.unpublish,
        "delete": page.delete,
        "move": lambda: page.move(elsewhere, pos="last-child"),
    }[change]
    with pytest.raises(RuntimeError, match="cannot be written"):
        act()
    monkeypatch.undo()
    kept = type(page).objects.get(pk=page.pk)
    assert kept.live is (change != "publish")
    assert kept.url_path.endswith(f"/actualites/{page.slug}/")
    assert indexed() == before
