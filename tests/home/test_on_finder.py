"""« À lire : … » under an answer of the finder."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory.reading import finder, link, main
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def test_an_article_on_the_need_is_one_line(client):
    article = pages.article("Refaire sa carte grise")
    page = finder(client, quoi="je n'arrive pas a refaire ma carte grise")
    assert "À lire : Refaire sa carte grise" in main(page)
    assert link(page, "Refaire sa carte grise") == article.get_url()


def test_an_article_that_says_the_words_in_passing_is_left_out(client):
    pages.article("Nos vœux", blocks=[("rich_text", "<p>La carte grise, les impôts, la retraite.</p>")])
    assert "À lire" not in main(finder(client, quoi="carte grise"))


@pytest.mark.parametrize("asked", [{}, {"service": "demarches"}, {"quoi": "immatriculation"}])
def test_only_the_needs_own_words_count(client, asked):
    """A synonym finds the article, and is not what it is about."""
    pages.article("Refaire sa carte grise")
    assert "À lire" not in main(finder(client, **asked))


def test_a_draft_a_story_and_a_simple_page_are_left_out(client):
    pages.article("La carte grise en projet", publish=False)
    pages.story("La carte grise de Paul")
    pages.simple("Mentions sur la carte grise")
    assert "À lire" not in main(finder(client, quoi="carte grise"))


def test_two_at_most_and_the_number_of_queries_does_not_grow(client):
    pages.article("Carte grise une")
    finder(client, quoi="carte grise")
    with CaptureQueriesContext(connection) as few:
        finder(client, quoi="carte grise")
    for number in range(4):
        pages.article(f"Carte grise {number}")
    finder(client, quoi="carte grise")
    with CaptureQueriesContext(connection) as many:
        page = finder(client, quoi="carte grise")
    assert main(page).count("Carte grise ") == 2
    assert len(many) <= len(few)
