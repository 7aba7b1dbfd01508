"""What is not public shows nowhere: each way of not being public × each public output."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import ArticlePage
from portal.roof.clock.scheduled import publish_due, unpublish_expired
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
WORD = "Papillonnage"  # in no other text of the site
ASKED = "zygomatique"  # what is searched: the search page repeats it, so it is not what is looked for


def hidden_article(title, **fields):
    return pages.article(title, introduction=ASKED, **fields)


def draft():
    hidden_article(WORD, publish=False)


def scheduled():
    page = hidden_article(WORD, publish=False, publication_date=None)
    page.go_live_at = timezone.now() + timedelta(hours=2)
    page.save_revision().publish()


def edited_draft():
    """A live page whose new title waits in a draft."""
    page = hidden_article("Titre en ligne")
    page.title = WORD
    page.save_revision()


def unpublished():
    hidden_article(WORD).unpublish()


def expired():
    page = hidden_article(WORD)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    ArticlePage.objects.filter(pk=page.pk).update(live=True, expired=False, expire_at=page.expire_at)
    unpublish_expired(timezone.now())


def deleted():
    hidden_article(WORD).delete()


def private():
    page = hidden_article(WORD)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def private_section():
    hidden_article(WORD)
    PageViewRestriction.objects.create(
        page=pages.section(), restriction_type=PageViewRestriction.PASSWORD, password="mot-de-passe"
    )


def in_a_draft_section():
    pages.section().unpublish()
    page = hidden_article(WORD)
    page.unpublish()


STATES = [draft, scheduled, edited_draft, unpublished, expired, deleted, private, private_section, in_a_draft_section]


@pytest.fixture
def witness():
    """A public article whose proposals and body could let the hidden one through."""
    return pages.article("Témoin", days_ago=30)


def test_a_public_article_is_everywhere(client, witness):
    """The table below would pass on empty pages: this says that the outputs do show what is public."""
    page = hidden_article(WORD)
    for address in outputs(witness):
        text = client.get(address).content.decode()
        assert WORD in text or page.url in text, address


def outputs(witness):
    return ["/", "/actualites/", "/actualites/rss.xml", f"/recherche/?q={ASKED}", "/sitemap.xml", witness.url]


@pytest.mark.parametrize("hide", STATES, ids=lambda state: state.__name__)
def test_nothing_shows(client, witness, hide):
    hide()
    hidden = ArticlePage.objects.filter(slug__startswith="article-").exclude(pk=witness.pk).first()
    for address in outputs(witness):
        response = client.get(address)
        if response.status_code != 200:
            continue  # the section itself is private or gone
        text = response.content.decode()
        assert WORD not in text, address
        if hidden is not None and hide is not edited_draft:
            assert hidden.url_path.replace("/accueil/", "/") not in text, address


@pytest.mark.parametrize("hide", [draft, scheduled, unpublished, expired], ids=lambda state: state.__name__)
def test_its_own_address_does_not_answer(client, witness, hide):
    hide()
    hidden = ArticlePage.objects.exclude(pk=witness.pk).get()
    assert client.get(hidden.url_path.replace("/accueil/", "/")).status_code == 404


def test_a_chosen_front_page_that_is_hidden_gives_its_place(client):
    chosen, other = hidden_article(WORD), pages.article("Autre", days_ago=3)
    home = pages.home()
    home.front_page = chosen
    home.save_revision().publish()
    assert client.get("/").context["front"].title == WORD
    chosen.unpublish()
    response = client.get("/")
    assert response.context["front"].pk == other.pk
    assert WORD not in response.content.decode()


def test_scheduled_appears_at_its_hour_everywhere_and_goes_at_its_end(client, frozen, witness):
    page = hidden_article(WORD, publish=False, publication_date=None)
    page.go_live_at = timezone.now() + timedelta(minutes=2)
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    publish_due(timezone.now())
    assert client.get(page.url_path.replace("/accueil/", "/")).status_code == 404

    frozen.shift(timedelta(minutes=2, seconds=1))
    publish_due(timezone.now())
    page.refresh_from_db()
    assert page.publication_date == timezone.localdate()
    for address in outputs(witness):
        text = client.get(address).content.decode()
        assert WORD in text or page.url in text, address

    frozen.shift(timedelta(days=1))
    unpublish_expired(timezone.now())
    assert WORD not in client.get("/").content.decode()
    assert WORD not in client.get("/actualites/rss.xml").content.decode()
