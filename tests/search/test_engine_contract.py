"""The contract of a search engine, asked of each one in turn (`ENGINES`), on whichever database the tests run.

Questions go through `search.api`, as those of visitors do, or are plans given to the engine itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.words.geo import distance_km
from search.api import SearchAnswer, mark_stale
from search.engines.base import SearchEngine
from search.engines.database import DatabaseEngine
from search.types import Circle, Idea, QueryPlan, Span, SpanFilter, WeightedTerm
from tests.search.conftest import Ask, Index
from tests.search.sources import ListSource

CASTELMORON = Circle(44.3976, 0.4956, "Castelmoron-sur-Lot (47260)", "47054", 20)


def keys(page: SearchAnswer) -> list[str]:
    return [str(hit.pk) for hit in page.hits]


@pytest.fixture
def town(places: ListSource, index: Index) -> ListSource:
    """Seven places of the valley, some alike."""
    places.add(1, "France services", services="démarches administratives, impôts", lat=44.3976, lon=0.4956)
    places.add(2, "Médiathèque", services="tablette, ordinateur", body="impression de documents", lat=44.4, lon=0.6)
    places.add(3, "Espace numérique", services="carte grise, impôts sur le revenu", lat=44.405, lon=0.705)
    places.add(4, "Mairie", body="carte de visite sur papier grise", lat=44.2, lon=0.62)
    places.add(5, "Ressourcerie", services="ordinateur d'occasion", lat=44.398, lon=0.4957, approximate=True)
    places.add(6, "Aide à distance", services="impôts par téléphone")
    places.add(7, "Café des âges", services="tablettes pour seniors", lat=44.8, lon=0.1)
    index(places)
    return places


class TestText:
    def test_a_word_is_found_without_accent_nor_plural(self, town: ListSource, ask: Ask) -> None:
        assert set(keys(ask("IMPOT"))) == {"1", "3", "6"}
        assert set(keys(ask("tablette"))) == {"2", "7"}

    def test_a_typing_error_is_corrected_and_said(self, town: ListSource, ask: Ask) -> None:
        page = ask("tabllete")
        assert set(keys(page)) == {"2", "7"}
        assert page.corrections == (("tabllete", "tablette"),)

    def test_exact_takes_the_question_at_its_word(self, town: ListSource, ask: Ask) -> None:
        page = ask("tabllete", exact=True)
        assert (page.total, page.corrections) == (0, ())
        assert set(keys(ask("tablette", exact=True))) == {"2", "7"}

    def test_the_name_weighs_more_than_the_description(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Ressourcerie", body="on y donne des ordinateurs")
        places.add(2, "Ordinateurs du coeur")
        index(places)
        assert keys(ask("ordinateur")) == ["2", "1"]

    def test_several_words_of_a_synonym_match_as_a_phrase_only(self, town: ListSource, ask: Ask) -> None:
        # « ants » also means « carte grise »; the town hall that holds both words apart is not about that.
        assert keys(ask("ants"))[0] == "3"
        assert "4" not in keys(ask("ants"))

    def test_a_phrase_never_runs_over_two_fields(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Vieille carte", services="grise mine")
        places.add(2, "Autre", services="carte grise")
        index(places)
        assert keys(ask("ants")) == ["2"]

    def test_all_the_words_first_then_a_part_of_them(self, town: ListSource, ask: Ask) -> None:
        page = ask("impôts carte grise")
        assert keys(page)[0] == "3"
        assert set(keys(page)) == {"3", "1", "6"}

    def test_enough_complete_answers_bring_no_partial_one(self, places: ListSource, index: Index, ask: Ask) -> None:
        for pk in range(1, 11):
            places.add(pk, f"Atelier {pk}", services="tablette, photo")
        places.add(20, "Photo seule", services="photo")
        index(places)
        assert set(keys(ask("tablette photo"))) == {str(pk) for pk in range(1, 11)}

    def test_a_filter_does_not_bring_partial_answers_in(self, places: ListSource, index: Index, ask: Ask) -> None:
        for pk in range(1, 11):
            places.add(
                pk, f"Atelier {pk}", services="tablette, photo", facets={"acces": ("libre" if pk < 3 else "rdv",)}
            )
        places.add(20, "Photo seule", services="photo", facets={"acces": ("libre",)})
        index(places)
        assert set(keys(ask("tablette photo", facets={"acces": frozenset({"libre"})}))) == {"1", "2"}

    def test_a_soft_word_sorts_but_is_not_required(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Impôts")
        places.add(2, "Apprendre les impôts")
        index(places)
        assert keys(ask("apprendre impots")) == ["2", "1"]

    def test_nothing_to_look_for_finds_nothing(self, town: ListSource, ask: Ask) -> None:
        assert ask("?? le la").total == 0

    def test_the_boost_multiplies_the_score(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Impôts")
        places.add(2, "Impôts", boost=1.5)
        index(places)
        first, second = ask("impots").hits
        assert (first.pk, second.pk) == (2, 1)
        assert first.score == pytest.approx(1.5 * second.score)

    def test_another_kind_is_not_found(self, town: ListSource, pages: ListSource, index: Index, ask: Ask) -> None:
        pages.add(1, "Les impôts en ligne")
        index(pages)
        assert "page:1" not in {hit.key for hit in ask("impots").hits}
        assert keys(ask("impots en ligne", kinds=("page",))) == ["1"]


class TestPlace:
    def test_nearest_first_without_text_and_none_outside_the_circle(self, town: ListSource, ask: Ask) -> None:
        page = ask(circle=CASTELMORON)
        # The approximate one stands nearer the centre of the village, and after the exact one all the same.
        assert keys(page) == ["1", "5", "2", "3"]
        assert [hit.distance_km for hit in page.hits] == pytest.approx([0.0, 0.045, 8.29, 16.65], abs=0.01)
        assert page.total == 4

    def test_the_circle_is_not_its_box(self, places: ListSource, index: Index, ask: Ask) -> None:
        # North-east corner of the box: 14 km away when the radius is 10.
        places.add(1, "Au coin", lat=44.3976 + 0.088, lon=0.4956 + 0.122)
        index(places)
        assert ask(circle=Circle(44.3976, 0.4956, "", "", 10)).total == 0
        assert ask(circle=Circle(44.3976, 0.4956, "", "", 15)).total == 1

    def test_a_whole_territory_is_its_communes_and_nothing_else(
        self, places: ListSource, index: Index, ask: Ask
    ) -> None:
        places.add(1, "Dedans", lat=44.40, lon=0.49, insee="47054")
        places.add(2, "À côté", lat=44.41, lon=0.50, insee="33103")
        places.add(3, "Sans commune", lat=44.41, lon=0.50)
        index(places)
        territory = Circle(44.3976, 0.4956, "Lot-et-Garonne", "", 60, frozenset({"47054"}), whole=True)
        assert keys(ask(circle=territory)) == ["1"]

    def test_relevance_and_distance_are_weighed_together(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Impôts", lat=44.3976, lon=0.6956)
        places.add(2, "Impôts", lat=44.3976, lon=0.5056)
        index(places)
        assert keys(ask("impots", circle=CASTELMORON)) == ["2", "1"]

    def test_far_documents_do_not_hide_behind_the_date_line(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Futuna", lat=-14.29, lon=179.99)
        places.add(2, "De l’autre côté", lat=-14.29, lon=-179.99)
        index(places)
        assert ask(circle=Circle(-14.29, 180.0, "", "", 30)).total == 2

    @pytest.mark.parametrize("radius", [0, 0.001, 100, 20_015])
    def test_any_radius(self, town: ListSource, ask: Ask, radius: float) -> None:
        circle = Circle(44.3976, 0.4956, "", "", radius)
        located = [(d.lat, d.lon) for d in town.held.values() if d.lat is not None and d.lon is not None]
        near = [where for where in located if distance_km(circle.lat, circle.lon, *where) <= radius]
        assert ask(circle=circle).total == len(near)

    @pytest.mark.parametrize("lat", [90.0, -90.0, 89.99])
    def test_the_poles(self, town: ListSource, ask: Ask, lat: float) -> None:
        assert ask(circle=Circle(lat, 0.0, "", "", 500)).total == 0


class TestOrder:
    def test_by_name_without_text_nor_place(self, town: ListSource, ask: Ask) -> None:
        assert [town.held[hit.pk].title for hit in ask().hits] == [
            "Aide à distance", "Café des âges", "Espace numérique", "France services", "Mairie", "Médiathèque",
            "Ressourcerie",
        ]  # fmt: skip

    def test_by_distance_with_text(self, town: ListSource, ask: Ask) -> None:
        assert keys(ask("impots", circle=CASTELMORON, sort="distance")) == ["1", "3"]

    def test_pages_follow_one_another_without_double_nor_hole(self, places: ListSource, index: Index, ask: Ask) -> None:
        for pk in range(1, 24):
            places.add(pk, "Impôts", lat=44.4, lon=0.5)
        index(places)
        read = [keys(ask("impots", circle=CASTELMORON, page=page, size=10)) for page in (1, 2, 3, 4)]
        assert [len(some) for some in read] == [10, 10, 3, 0]
        assert len(set().union(*read)) == 23
        assert ask("impots", page=9, size=10).total == 23


class TestFacets:
    @pytest.fixture
    def shelf(self, places: ListSource, index: Index) -> ListSource:
        places.add(1, "Un", facets={"service": ("impots", "emploi"), "acces": ("libre",), "publics": ("seniors",)})
        places.add(2, "Deux", facets={"service": ("impots",), "acces": ("rdv",)})
        places.add(3, "Trois", facets={"service": ("imprimer",), "acces": ("libre", "rdv"), "publics": ("jeunes",)})
        index(places)
        return places

    def test_the_codes_of_each_group_asked_are_counted(self, shelf: ListSource, ask: Ask) -> None:
        page = ask(counted=frozenset({"service"}))
        assert page.counts == {"service": {"impots": 2, "imprimer": 1, "emploi": 1}}
        assert ask(counted=frozenset()).counts == {}

    def test_a_group_is_counted_without_its_own_selection(self, shelf: ListSource, ask: Ask) -> None:
        page = ask(facets={"service": frozenset({"impots"})})
        assert set(keys(page)) == {"1", "2"}
        assert page.counts["service"] == {"impots": 2, "imprimer": 1, "emploi": 1}
        assert page.counts["acces"] == {"libre": 1, "rdv": 1}

    def test_choices_add_up_in_a_group_and_narrow_between_groups(self, shelf: ListSource, ask: Ask) -> None:
        assert ask(facets={"service": frozenset({"emploi", "imprimer"})}).total == 2
        assert ask(facets={"service": frozenset({"impots"}), "acces": frozenset({"rdv"})}).total == 1

    def test_who_names_no_public_is_for_everybody(self, shelf: ListSource, ask: Ask) -> None:
        wanted = {"publics": frozenset({"seniors"})}
        assert ask(facets=wanted).total == 1
        page = ask(facets=wanted, open_groups=frozenset({"publics"}))
        assert set(keys(page)) == {"1", "2"}
        assert page.counts["publics"] == {"seniors": 2, "jeunes": 2}

    def test_a_choice_that_nothing_bears_is_counted_all_the_same(self, shelf: ListSource, ask: Ask) -> None:
        """Else it could not be taken back."""
        chosen = {"service": frozenset({"tablette"})}
        page = ask(facets=chosen)
        assert (page.total, page.counts["service"]["tablette"]) == (0, 0)
        page = ask(facets=chosen, open_groups=frozenset({"service"}))
        assert (page.total, page.counts["service"]["tablette"]) == (0, 0)

    def test_a_code_of_a_group_that_is_not_counted_filters(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Un", facets={"secret": ("a",), "service": ("inconnu",)})
        places.add(2, "Deux", facets={})
        index(places)
        page = ask(facets={"secret": frozenset({"a"})})
        assert (page.total, page.counts["service"], "secret" in page.counts) == (1, {"inconnu": 1}, False)

    def test_an_unknown_choice_finds_nothing(self, shelf: ListSource, ask: Ask) -> None:
        assert ask(facets={"service": frozenset({"'; DROP TABLE", "\0"})}).total == 0


class TestSpans:
    @pytest.fixture
    def hours(self, places: ListSource, index: Index, now: datetime) -> tuple[SpanFilter, ...]:
        day = timedelta(days=1)
        places.add(1, "Ouvert", spans=(Span("open", now - day / 24, now + day / 24),))
        places.add(2, "Ferme à l’instant", spans=(Span("open", now - day / 24, now),))
        places.add(3, "Ouvre à l’instant", spans=(Span("open", now, now + day / 24),))
        places.add(4, "Permanence jeudi", spans=(Span("permanence", now + 2 * day, now + 2.1 * day),))
        index(places)
        return (
            SpanFilter("quand", "maintenant", ("open",), now, now),
            SpanFilter("quand", "semaine", ("permanence",), now, now + 5 * day),
        )

    def test_counted_and_chosen_like_any_facet(self, hours: tuple[SpanFilter, ...], ask: Ask) -> None:
        page = ask(spans=lambda _zone: hours)
        assert page.total == 4
        assert page.counts["quand"] == {"maintenant": 2, "semaine": 1}
        assert keys(ask(spans=lambda _zone: hours, facets={"quand": frozenset({"maintenant"})})) == ["1", "3"]
        assert ask(spans=lambda _zone: hours, facets={"quand": frozenset({"maintenant", "semaine"})}).total == 3

    def test_several_kinds_of_spans_and_one_query(
        self, hours: tuple[SpanFilter, ...], ask: Ask, engine: SearchEngine, now: datetime
    ) -> None:
        both = SpanFilter("quand", "quelque-chose", ("open", "permanence"), now, now + timedelta(days=5))
        page = ask(spans=lambda _zone: (*hours, both))
        assert page.counts["quand"] == {"maintenant": 2, "semaine": 1, "quelque-chose": 3}
        with CaptureQueriesContext(connection) as captured:
            ask(spans=lambda _zone: (*hours, both))
        asked = [query for query in captured.captured_queries if "search_searchspan" in query["sql"]]
        assert len(asked) == (1 if isinstance(engine, DatabaseEngine) else 0)

    def test_agree_with_the_plain_definition(self, hours: tuple[SpanFilter, ...], places: ListSource, ask: Ask) -> None:
        for one in hours:
            expected = {d.pk for d in places.held.values() if any(map(one.matches, d.spans))}
            assert set(keys(ask(spans=lambda _zone: hours, facets={"quand": frozenset({one.value})}))) == expected


HOSTILE = [
    "", " ", "\0", "a\0b", '"', "'", '"impots', "impots\"'", "\\", "%", "_", "*", "impots*", "(impots", ")", "AND",
    "OR NOT",
    "impots AND", "NEAR(a b)", "-impots", "+impots", "impots:tablette", "^2", "~3", "a" * 5000, "a " * 5000, "s",
    "🙂", "‮impots", "'; DROP TABLE search_searchdocument; --", "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(town: ListSource, ask: Ask, text: str) -> None:
    assert len(HOSTILE) == 31
    for exact in (False, True):
        assert ask(text, circle=CASTELMORON, exact=exact).total <= 7


class TestWhatIsRemembered:
    """Without a place all documents are kept in memory: an answer is never older than the index."""

    def test_the_next_question_sees_a_document_that_comes_and_one_that_goes(
        self, town: ListSource, index: Index, ask: Ask
    ) -> None:
        assert ask("").total == 7
        town.add(8, "Tiers-lieu", services="impôts", lat=44.2, lon=0.6)
        index(town)
        assert (ask("").total, "8" in keys(ask("impôts"))) == (8, True)
        del town.held[8]
        mark_stale("lieu", [8])
        assert (ask("").total, "8" in keys(ask("impôts"))) == (7, False)


class TestPlans:
    """A plan is all that an engine is told."""

    def test_ideas_weights_and_order_are_those_of_the_plan(self, town: ListSource, engine: SearchEngine) -> None:
        taxes = Idea((WeightedTerm(("impot",)),))
        (found,) = engine.answer([QueryPlan(required=(taxes,), kinds=("lieu",), order="relevance", size=9)])
        assert ({one.key for one in found.keys}, found.total) == ({"lieu:1", "lieu:3", "lieu:6"}, 3)
        assert not found.degraded
        half = Idea((WeightedTerm(("impot",), 0.5),))
        (halved,) = engine.answer([QueryPlan(required=(half,), kinds=("lieu",), order="relevance", size=9)])
        assert [one.score for one in halved.keys] == pytest.approx([one.score / 2 for one in found.keys])
        (named,) = engine.answer([QueryPlan(required=(taxes,), kinds=("lieu",), order="name", size=9)])
        assert [one.key for one in named.keys] == ["lieu:6", "lieu:3", "lieu:1"]

    def test_several_plans_are_answered_in_their_order(
        self, town: ListSource, pages: ListSource, index: Index, engine: SearchEngine
    ) -> None:
        pages.add(1, "Les impôts en ligne")
        index(pages)
        plans = [QueryPlan(kinds=("page",)), QueryPlan(kinds=("lieu",), circle=CASTELMORON), QueryPlan()]
        assert [found.total for found in engine.answer(plans)] == [1, 4, 8]
        assert engine.answer([]) == ()

    def test_the_plan_of_nothing_gives_everything(self, town: ListSource, engine: SearchEngine) -> None:
        (found,) = engine.answer([QueryPlan(size=3)])
        assert (len(found.keys), found.total, dict(found.counts)) == (3, 7, {})
        assert {one.distance_km for one in found.keys} == {None}


class TestCards:
    def test_the_text_of_the_owner_comes_back_with_each_hit(self, places: ListSource, index: Index, ask: Ask) -> None:
        places.add(1, "Impôts", card='{"a": 1}')
        places.add(2, "Impôts aussi")
        index(places)
        assert {hit.key: hit.card for hit in ask("impots").hits} == {"lieu:1": '{"a": 1}', "lieu:2": ""}
