"""Words of searches without answer: no sentence is kept, only a word of the language that the portal lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Site

from search.api import search
from search.models import SearchSynonym, UnknownWord
from search.question.reading import Lexicon
from search.question.synonyms import Synonyms
from search.question.unknown_words import unknown_words
from search.question.vocabulary import Vocabulary
from search.types import SearchRequest
from search.unknown.notebook import _MOST, Notebook, digest, forget_unread, notebook
from tests.search.conftest import Index
from tests.search.sources import ListSource
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
WORDS = "/admin/recherche/mots/"


@pytest.fixture(autouse=True)
def fresh_notebook(now: datetime, db: None) -> Iterator[None]:
    notebook.flush(now)
    UnknownWord.objects.all().delete()
    yield
    notebook.flush(now)


@pytest.fixture
def full(site: Site, places: ListSource, index: Index) -> None:
    places.add(1, "Médiathèque", services="tablette", lat=44.2, lon=0.62)
    index(places)


def ask(text: str, **more: Any) -> int:
    return search(SearchRequest(text=text, kinds=("lieu",), **more)).total


def test_only_words_that_mean_nothing_here_are_kept() -> None:
    nothing = Lexicon(Vocabulary({}), Synonyms([]))
    typed = "je cherche du Kung-fu pour Dupond 12031954 xy xyz32 " + "a" * 21
    assert (
        unknown_words(typed, Lexicon(Vocabulary({"kung": 1}), Synonyms([])), lambda word: word == "dupond")
        == frozenset()
    )
    assert unknown_words("ZUMBA à Agen", nothing, lambda word: word == "agen") == {"zumba"}
    assert unknown_words("06 12 34 56 78 a@b.fr", nothing, lambda _word: False) == frozenset()


def test_a_visit_writes_nothing_and_a_minute_later_the_words_are_added_up(
    full: None, now: datetime, django_assert_num_queries: Any
) -> None:
    assert ask("tablette") == 1
    assert ask("zumba") == 0
    assert ask("zumba") == 0
    assert not UnknownWord.objects.exists()
    notebook.flush(now)
    row = UnknownWord.objects.get()
    assert (row.digest, row.word, row.searches, row.days) == (digest("zumba"), "", 2, 1)
    assert "zumba" not in row.digest


def test_a_search_with_an_answer_leaves_no_trace(full: None, now: datetime) -> None:
    assert ask("zumba tablette") == 1
    notebook.flush(now)
    assert not UnknownWord.objects.exists()


def test_a_word_can_be_read_after_five_searches_on_three_days(full: None, now: datetime) -> None:
    read = []
    for day, searches in enumerate((2, 0, 2, 0, 1)):
        for _search in range(searches):
            ask("zumba")
        notebook.flush(now + timedelta(days=day))
        read.append(UnknownWord.objects.get().word)
    assert read == ["", "", "", "", "zumba"]
    assert UnknownWord.objects.get().days == 3


def test_many_searches_on_one_day_are_one_person_maybe(full: None, now: datetime) -> None:
    for _search in range(50):
        ask("zumba")
        notebook.flush(now)
    assert UnknownWord.objects.get().word == ""


def test_what_stays_rare_is_forgotten_after_a_month(full: None, now: datetime) -> None:
    ask("zumba")
    notebook.flush(now)
    UnknownWord.objects.create(digest=digest("aquagym"), word="aquagym", searches=9, days=4, last_day=now.date())
    assert forget_unread(now + timedelta(days=30)) == 0
    assert forget_unread(now + timedelta(days=31)) == 1
    assert UnknownWord.objects.get().word == "aquagym"


def test_noise_is_bounded(now: datetime) -> None:
    book = Notebook()
    book.note([f"w{number}" for number in range(3 * _MOST)])
    book.flush(now)
    assert UnknownWord.objects.count() == _MOST


@pytest.mark.usefixtures("admin_templates")
def test_one_click_gives_it_a_meaning_that_acts_at_once(full: None, admin_client: StrictClient, now: datetime) -> None:
    UnknownWord.objects.create(digest=digest("zumba"), word="zumba", searches=5, days=3, last_day=now.date())
    UnknownWord.objects.create(digest=digest("secret"), searches=4, days=3, last_day=now.date())
    page = admin_client.get(WORDS).content.decode()
    assert "zumba" in page
    assert "1 autre mot" in page
    assert digest("secret") not in page
    pk = UnknownWord.objects.get(word="zumba").pk
    admin_client.post(reverse("search_unknown:explain", args=[pk]), {"sens": "  "})
    assert UnknownWord.objects.filter(pk=pk).exists()
    admin_client.post(reverse("search_unknown:explain", args=[pk]), {"sens": " Tablette \0"})
    assert SearchSynonym.objects.get().phrases == ("zumba", "Tablette")
    assert not UnknownWord.objects.filter(pk=pk).exists()
    assert ask("zumba") == 1


@pytest.mark.usefixtures("admin_templates")
def test_a_word_that_cannot_be_read_cannot_be_explained(admin_client: StrictClient, now: datetime) -> None:
    hidden = UnknownWord.objects.create(digest=digest("secret"), searches=4, days=3, last_day=now.date())
    assert admin_client.post(reverse("search_unknown:explain", args=[hidden.pk]), {"sens": "a"}).status_code == 404


@pytest.mark.usefixtures("admin_templates")
def test_a_word_may_be_forgotten(admin_client: StrictClient, now: datetime) -> None:
    shown = UnknownWord.objects.create(digest=digest("zumba"), word="zumba", searches=5, days=3, last_day=now.date())
    admin_client.post(reverse("search_unknown:forget", args=[shown.pk]))
    assert not UnknownWord.objects.exists()


@pytest.mark.usefixtures("admin_templates")
def test_readers_are_kept_out(reader_client: StrictClient) -> None:
    assert reader_client.get(WORDS).status_code in (302, 403)
