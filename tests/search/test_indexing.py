"""The index commits with what it describes, keeps its counts, and tells every process that it changed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.models.changes import Key, changes, register_deriver
from search import registry
from search.api import TOPIC, mark_stale, spelt
from search.index.writing import count_words, derive, kept_words, rebuild, refresh
from search.memory import Remembered, current_state, synonyms_changed, vocabularies
from search.models import SearchDocument, SearchPosting, SearchSpan, SearchState, SearchSynonym, SearchWord
from search.question.vocabulary import Vocabulary
from search.types import Span
from tests.search.conftest import Ask, Index
from tests.search.sources import ListSource


def words() -> dict[str, int]:
    return {word: df for (kind, word), df in kept_words().items() if kind == "lieu"}


def test_a_document_is_found_changed_and_lost(places: ListSource, ask: Ask) -> None:
    places.add(1, "Tablettes")
    mark_stale("lieu", [1])
    assert ask("tablette").total == 1
    places.add(1, "Imprimantes")
    mark_stale("lieu", [1])
    assert (ask("tablette").total, ask("imprimante").total) == (0, 1)
    del places.held[1]
    mark_stale("lieu", [1])
    assert ask("imprimante").total == 0
    assert not SearchDocument.objects.exists() and not SearchPosting.objects.exists() and not words()


def test_nothing_is_written_before_the_outermost_change_ends(places: ListSource, ask: Ask) -> None:
    places.add(1, "Tablettes")
    with changes():
        with changes():
            mark_stale("lieu", [1])
        assert not SearchDocument.objects.exists()
    assert ask("tablette").total == 1


def test_an_unchanged_document_is_not_written_again(places: ListSource, now: datetime) -> None:
    places.add(1, "Tablettes", spans=(Span("open", now, now),), facets={"service": ("b", "a")})
    assert refresh(["lieu:1"]).written == 1
    places.add(1, "Tablettes", spans=(Span("open", now, now),), facets={"service": ("a", "b")})
    done = refresh(["lieu:1"])
    assert (done.written, done.unchanged) == (0, 1)
    assert refresh(["lieu:1"], force=True).written == 1


def test_the_card_of_a_document_is_written_with_it(places: ListSource, ask: Ask) -> None:
    """In the same transaction, also when nothing but the card changed."""
    places.add(1, "Tablettes", card="une carte")
    mark_stale("lieu", [1])
    assert [hit.card for hit in ask("tablette").hits] == ["une carte"]
    places.add(1, "Tablettes", card="une autre carte")
    with pytest.raises(RuntimeError), changes():
        refresh(["lieu:1"])
        assert [hit.card for hit in ask("tablette").hits] == ["une autre carte"]
        raise RuntimeError("changed my mind")
    assert [hit.card for hit in ask("tablette").hits] == ["une carte"]
    assert (refresh(["lieu:1"]).written, refresh(["lieu:1"]).unchanged) == (1, 1)
    assert [hit.card for hit in ask("tablette").hits] == ["une autre carte"]


def test_the_cards_of_a_page_are_one_query(
    places: ListSource, index: Index, ask: Ask, django_assert_max_num_queries: Any
) -> None:
    for pk in range(1, 30):
        places.add(pk, f"Tablettes {pk}", card=f"carte {pk}")
    index(places)
    ask("tablette")
    # Tokens of the words and of the index, frequencies, postings, cards.
    with django_assert_max_num_queries(5):
        assert {hit.card for hit in ask("tablette", size=10).hits} <= {f"carte {pk}" for pk in range(1, 30)}


def test_frequencies_follow_a_thousand_random_changes(places: ListSource) -> None:
    chance = random.Random(47)
    vocabulary = ["impôts", "tablette", "photo", "emploi", "santé", "imprimer", "caf"]
    for _ in range(60):
        touched = chance.sample(range(30), 8)
        for pk in touched:
            if chance.random() < 0.3:
                places.held.pop(pk, None)
            else:
                places.add(pk, " ".join(chance.choices(vocabulary, k=3)), body=chance.choice(vocabulary))
        mark_stale("lieu", touched)
    assert kept_words() == count_words()
    terms = Counter(SearchPosting.objects.values_list("document", "term"))
    assert set(terms.values()) == {1}
    assert SearchDocument.objects.count() == len(places.held)


def test_a_rebuild_gives_the_same_index_and_keeps_identities(
    places: ListSource, pages: ListSource, index: Index, ask: Ask
) -> None:
    for pk in range(1, 8):
        places.add(pk, f"Lieu des impôts {pk}", lat=44.0, lon=0.1 * pk)
    pages.add(1, "Un article")
    index(places)
    index(pages)
    before = list(SearchDocument.objects.values_list("pk", "key", "digest").order_by("pk"))
    SearchPosting.objects.all().delete()
    SearchWord.objects.all().delete()
    SearchDocument.objects.create(
        key="lieu:99", kind="lieu", object_pk="99", digest="x", made_at=timezone.now(), stems="\n\n\n"
    )
    done = rebuild()
    assert (done.written, done.deleted) == (8, 1)
    assert list(SearchDocument.objects.values_list("pk", "key", "digest").order_by("pk")) == before
    assert ask("impots").total == 7
    assert kept_words() == count_words()


def test_a_failing_write_takes_the_change_back(places: ListSource, ask: Ask, transactional_db: None) -> None:
    places.add(1, "Tablettes")
    mark_stale("lieu", [1])

    def fail(keys: frozenset[Key]) -> None:
        derive(keys)
        raise RuntimeError("the disk is full")

    register_deriver(TOPIC, fail, order=20)
    try:
        with pytest.raises(RuntimeError), changes():
            SearchSynonym.objects.create(words="un\ndeux")
            places.add(1, "Imprimantes")
            mark_stale("lieu", [1])
    finally:
        register_deriver(TOPIC, derive, order=20)
    assert not SearchSynonym.objects.exists()
    assert (ask("tablette").total, ask("imprimante").total) == (1, 0)


def test_an_error_of_a_source_takes_the_change_back(
    places: ListSource, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(pks: object, now: datetime) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(places, "documents", broken)
    with pytest.raises(OSError, match="no answer"), changes():
        SearchSynonym.objects.create(words="un\ndeux")
        mark_stale("lieu", [1])
    assert not SearchSynonym.objects.exists()


def test_unknown_kinds_and_strangers_are_refused(places: ListSource) -> None:
    with pytest.raises(LookupError, match="nobody"):
        mark_stale("nobody", [1])
    places.add(2, "Deux")
    places.held[1] = places.held[2]
    with pytest.raises(ValueError, match="not asked for"):
        mark_stale("lieu", [1])


class TestMemory:
    """Two processes are two holders of memory over the same database."""

    def test_a_word_that_comes_or_goes_is_seen_by_the_other_process(self, places: ListSource) -> None:
        here, there = (Remembered(lambda _: Vocabulary(words())) for _ in "ab")
        places.add(1, "Tablettes")
        mark_stale("lieu", [1])
        for process in (here, there):
            assert "tablettes" in process.at(current_state().words_token)
        places.add(1, "Imprimantes")
        mark_stale("lieu", [1])
        token = current_state().words_token
        assert "imprimantes" in there.at(token) and "tablettes" not in there.at(token)
        assert here.at(token).words == there.at(token).words

    def test_the_memory_is_kept_while_nothing_changed(self, places: ListSource, django_assert_num_queries: Any) -> None:
        places.add(1, "Tablettes")
        mark_stale("lieu", [1])
        vocabularies.at(current_state().words_token)
        with django_assert_num_queries(1):
            vocabularies.at(current_state().words_token)

    def test_a_token_read_in_a_rolled_back_change_never_comes_back(
        self, places: ListSource, transactional_db: None
    ) -> None:
        holder = Remembered(lambda _: Vocabulary(words()))
        places.add(1, "Tablettes")
        with pytest.raises(RuntimeError), changes():
            refresh(["lieu:1"])
            assert "tablettes" in holder.at(current_state().words_token)
            raise RuntimeError("changed my mind")
        assert "tablettes" not in holder.at(current_state().words_token)
        places.add(1, "Imprimantes")
        mark_stale("lieu", [1])
        assert set(holder.at(current_state().words_token).words) == {"imprimantes"}

    def test_the_state_is_one_row(self, places: ListSource) -> None:
        for pk in (1, 2):
            places.add(pk, f"Lieu {pk}")
            mark_stale("lieu", [pk])
        assert SearchState.objects.count() == 1


class TestSynonyms:
    def test_an_editor_s_words_act_at_once_and_stop_at_once(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Espace Gaston")
        places.add(2, "Cyberbase")
        index(places)
        assert {hit.pk for hit in ask("cyberbase").hits} == {2}
        group = SearchSynonym.objects.create(words="cyberbase\n\n espace gaston \n")
        assert [hit.pk for hit in ask("cyberbase").hits] == [2, 1]
        group.words = "cyberbase\nautre chose"
        group.save()
        assert {hit.pk for hit in ask("cyberbase").hits} == {2}
        group.words = "cyberbase\nespace gaston"
        group.save()
        SearchSynonym.objects.all().delete()
        assert {hit.pk for hit in ask("cyberbase").hits} == {2}

    def test_bulk_writers_say_it_themselves(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Espace Gaston")
        index(places)
        assert ask("cyberbase").total == 0
        SearchSynonym.objects.bulk_create([SearchSynonym(words="cyberbase\nespace gaston")])
        synonyms_changed()
        assert ask("cyberbase").total == 1


def test_words_are_shown_as_they_are_written(places: ListSource, index: Index) -> None:
    places.add(1, "IMPOTS ET SANTÉ")
    index(places)
    assert spelt("impots sante inconnu") == "impots santé inconnu"
    places.add(2, "L’aide aux impôts")
    index(places)
    assert spelt("impots") == "impôts"


class TestCommands:
    def check(self, *options: str) -> tuple[object, str]:
        out = StringIO()
        try:
            call_command("search_check", *options, stdout=out)
        except SystemExit as stop:
            return stop.code, out.getvalue()
        return 0, out.getvalue()

    @pytest.fixture
    def indexed(self, places: ListSource, index: Index, now: datetime) -> ListSource:
        for pk in (1, 2, 3):
            places.add(pk, f"Lieu {pk}", spans=(Span("open", now, now),))
        index(places)
        return places

    def test_a_sound_index_passes(self, indexed: ListSource) -> None:
        assert self.check() == (0, "3 documents, aucun écart.\n")

    @pytest.mark.parametrize(
        ("harm", "said"),
        [
            (lambda s: s.add(4, "Nouveau"), "manque lieu:4"),
            (lambda s: s.add(1, "Autre nom"), "périmé lieu:1"),
            (lambda s: s.held.pop(2), "fantôme lieu:2"),
            (lambda s: SearchPosting.objects.filter(document__key="lieu:3", term="3").delete(), "périmé lieu:3"),
            (lambda s: SearchSpan.objects.filter(document__key="lieu:3").delete(), "périmé lieu:3"),
            (lambda s: SearchWord.objects.filter(word="lieu").update(df=9), "le compte des mots est faux"),
            (lambda s: SearchWord.objects.filter(word="1").delete(), "le compte des mots est faux"),
        ],
    )
    def test_each_drift_is_said_and_repaired(
        self, indexed: ListSource, harm: Callable[[ListSource], object], said: str
    ) -> None:
        harm(indexed)
        code, text = self.check()
        assert (code, text.strip()) == (1, said)
        code, text = self.check("--repair")
        assert code == 0 and "Réparé." in text
        assert self.check()[0] == 0

    def test_a_room_taken_out_leaves_ghosts_that_repair_removes(
        self, indexed: ListSource, pages: ListSource, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages.add(1, "Un article")
        index(pages)
        monkeypatch.delitem(registry._sources, "page")
        assert self.check() == (1, "fantôme page:1\n")
        assert self.check("--repair")[0] == 0
        assert SearchDocument.objects.filter(kind="page").count() == 0

    def test_rebuild_says_what_it_did(self, indexed: ListSource) -> None:
        out = StringIO()
        call_command("search_rebuild", stdout=out)
        assert out.getvalue().startswith("3 documents écrits, 0 retirés")
