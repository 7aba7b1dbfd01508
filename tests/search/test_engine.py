"""The contract of a search engine, asked of the embedded one on whichever database the tests run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from search.api import mark_stale
from search.scoring import haversine_km
from search.types import Place, Span, SpanFilter

CASTELMORON = Place(44.3976, 0.4956, "Castelmoron-sur-Lot (47260)", "47054", 20)


def keys(page):
    return [hit.pk for hit in page.hits]


@pytest.fixture
def town(places, index):
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
    def test_a_word_is_found_without_accent_nor_plural(self, town, ask):
        assert set(keys(ask("IMPOT"))) == {"1", "3", "6"}
        assert set(keys(ask("tablette"))) == {"2", "7"}

    def test_a_typing_error_is_corrected_and_said(self, town, ask):
        page = ask("tabllete")
        assert set(keys(page)) == {"2", "7"}
        assert page.plan.corrections == (("tabllete", "tablette"),)

    def test_exact_takes_the_question_at_its_word(self, town, ask):
        page = ask("tabllete", exact=True)
        assert (page.total, page.plan.corrections) == (0, ())
        assert set(keys(ask("tablette", exact=True))) == {"2", "7"}

    def test_the_name_weighs_more_than_the_description(self, places, index, ask):
        places.add(1, "Ressourcerie", body="on y donne des ordinateurs")
        places.add(2, "Ordinateurs du coeur")
        index(places)
        assert keys(ask("ordinateur")) == ["2", "1"]

    def test_several_words_of_a_synonym_match_as_a_phrase_only(self, town, ask):
        # « ants » also means « carte grise »; the town hall that holds both words apart is not about that.
        assert keys(ask("ants"))[0] == "3"
        assert "4" not in keys(ask("ants"))

    def test_a_phrase_never_runs_over_two_fields(self, places, index, ask):
        places.add(1, "Vieille carte", services="grise mine")
        places.add(2, "Autre", services="carte grise")
        index(places)
        assert keys(ask("ants")) == ["2"]

    def test_all_the_words_first_then_a_part_of_them(self, town, ask):
        page = ask("impôts carte grise")
        assert keys(page)[0] == "3"
        assert set(keys(page)) == {"3", "1", "6"}

    def test_enough_complete_answers_bring_no_partial_one(self, places, index, ask):
        for pk in range(1, 11):
            places.add(pk, f"Atelier {pk}", services="tablette, photo")
        places.add(20, "Photo seule", services="photo")
        index(places)
        assert set(keys(ask("tablette photo"))) == {str(pk) for pk in range(1, 11)}

    def test_a_filter_does_not_bring_partial_answers_in(self, places, index, ask):
        for pk in range(1, 11):
            places.add(
                pk, f"Atelier {pk}", services="tablette, photo", facets={"acces": ("libre" if pk < 3 else "rdv",)}
            )
        places.add(20, "Photo seule", services="photo", facets={"acces": ("libre",)})
        index(places)
        assert set(keys(ask("tablette photo", facets={"acces": frozenset({"libre"})}))) == {"1", "2"}

    def test_a_soft_word_sorts_but_is_not_required(self, places, index, ask):
        places.add(1, "Impôts")
        places.add(2, "Apprendre les impôts")
        index(places)
        assert keys(ask("apprendre impots")) == ["2", "1"]

    def test_nothing_to_look_for_finds_nothing(self, town, ask):
        assert ask("?? le la").total == 0

    def test_the_boost_multiplies_the_score(self, places, index, ask):
        places.add(1, "Impôts")
        places.add(2, "Impôts", boost=1.5)
        index(places)
        first, second = ask("impots").hits
        assert (first.pk, second.pk) == ("2", "1")
        assert first.score == pytest.approx(1.5 * second.score)

    def test_another_kind_is_not_found(self, town, pages, index, ask):
        pages.add(1, "Les impôts en ligne")
        index(pages)
        assert "page:1" not in {hit.key for hit in ask("impots").hits}
        assert keys(ask("impots en ligne", kinds=("page",))) == ["1"]


class TestPlace:
    def test_nearest_first_without_text_and_none_outside_the_circle(self, town, ask):
        page = ask(place=CASTELMORON)
        # The approximate one stands nearer the centre of the village, and after the exact one all the same.
        assert keys(page) == ["1", "5", "2", "3"]
        assert [hit.distance_km for hit in page.hits] == pytest.approx([0.0, 0.045, 8.29, 16.65], abs=0.01)
        assert page.total == 4

    def test_the_circle_is_not_its_box(self, places, index, ask):
        # North-east corner of the box: 14 km away when the radius is 10.
        places.add(1, "Au coin", lat=44.3976 + 0.088, lon=0.4956 + 0.122)
        index(places)
        assert ask(place=Place(44.3976, 0.4956, "", "", 10)).total == 0
        assert ask(place=Place(44.3976, 0.4956, "", "", 15)).total == 1

    def test_relevance_and_distance_are_weighed_together(self, places, index, ask):
        places.add(1, "Impôts", lat=44.3976, lon=0.6956)
        places.add(2, "Impôts", lat=44.3976, lon=0.5056)
        index(places)
        assert keys(ask("impots", place=CASTELMORON)) == ["2", "1"]

    def test_far_documents_do_not_hide_behind_the_date_line(self, places, index, ask):
        places.add(1, "Futuna", lat=-14.29, lon=179.99)
        places.add(2, "De l’autre côté", lat=-14.29, lon=-179.99)
        index(places)
        assert ask(place=Place(-14.29, 180.0, "", "", 30)).total == 2

    @pytest.mark.parametrize("radius", [0, 0.001, 100, 20_015])
    def test_any_radius(self, town, ask, radius):
        place = Place(44.3976, 0.4956, "", "", radius)
        located = [d for d in town.held.values() if d.lat is not None]
        near = [d for d in located if haversine_km(place.lat, place.lon, d.lat, d.lon) <= radius]
        assert ask(place=place).total == len(near)

    @pytest.mark.parametrize("lat", [90.0, -90.0, 89.99])
    def test_the_poles(self, town, ask, lat):
        assert ask(place=Place(lat, 0.0, "", "", 500)).total == 0


class TestOrder:
    def test_by_name_without_text_nor_place(self, town, ask):
        assert [hit.title for hit in ask().hits] == [
            "Aide à distance", "Café des âges", "Espace numérique", "France services", "Mairie", "Médiathèque",
            "Ressourcerie",
        ]  # fmt: skip

    def test_by_date_the_undated_last(self, places, index, ask, now):
        places.add(1, "Sans date")
        places.add(2, "Demain", starts_at=now + timedelta(days=1))
        places.add(3, "Ce soir", starts_at=now + timedelta(hours=8))
        index(places)
        assert keys(ask(sort="date")) == ["3", "2", "1"]

    def test_by_distance_with_text(self, town, ask):
        assert keys(ask("impots", place=CASTELMORON, sort="distance")) == ["1", "3"]

    def test_pages_follow_one_another_without_double_nor_hole(self, places, index, ask):
        for pk in range(1, 24):
            places.add(pk, "Impôts", lat=44.4, lon=0.5)
        index(places)
        read = [keys(ask("impots", place=CASTELMORON, page=page, size=10)) for page in (1, 2, 3, 4)]
        assert [len(some) for some in read] == [10, 10, 3, 0]
        assert len(set().union(*read)) == 23
        assert ask("impots", page=9, size=10).total == 23


class TestFacets:
    @pytest.fixture
    def shelf(self, places, index):
        places.add(1, "Un", facets={"service": ("impots", "emploi"), "acces": ("libre",), "publics": ("seniors",)})
        places.add(2, "Deux", facets={"service": ("impots",), "acces": ("rdv",)})
        places.add(3, "Trois", facets={"service": ("imprimer",), "acces": ("libre", "rdv"), "publics": ("jeunes",)})
        index(places)
        return places

    def counts(self, page, group):
        return {v.value: v.count for facet in page.facets if facet.group == group for v in facet.values}

    def test_values_have_words_counts_and_the_order_of_the_registry(self, shelf, ask):
        facet = ask().facets[0]
        assert (facet.group, facet.label) == ("service", "Service")
        assert [(v.value, v.label, v.count) for v in facet.values] == [
            ("impots", "Impôts", 2), ("imprimer", "Imprimer", 1), ("emploi", "Emploi", 1),
        ]  # fmt: skip

    def test_a_group_is_counted_without_its_own_selection(self, shelf, ask):
        page = ask(facets={"service": frozenset({"impots"})})
        assert set(keys(page)) == {"1", "2"}
        assert self.counts(page, "service") == {"impots": 2, "imprimer": 1, "emploi": 1}
        assert self.counts(page, "acces") == {"libre": 1, "rdv": 1}

    def test_choices_add_up_in_a_group_and_narrow_between_groups(self, shelf, ask):
        assert ask(facets={"service": frozenset({"emploi", "imprimer"})}).total == 2
        assert ask(facets={"service": frozenset({"impots"}), "acces": frozenset({"rdv"})}).total == 1

    def test_who_names_no_public_is_for_everybody(self, shelf, ask):
        wanted = {"publics": frozenset({"seniors"})}
        assert ask(facets=wanted).total == 1
        page = ask(facets=wanted, open_groups=frozenset({"publics"}))
        assert set(keys(page)) == {"1", "2"}
        assert self.counts(page, "publics") == {"seniors": 2, "jeunes": 2}

    def test_a_group_that_separates_nothing_is_not_shown(self, places, index, ask):
        for pk in (1, 2):
            places.add(pk, f"Lieu {pk}", facets={"service": ("impots",), "acces": ("libre" if pk == 1 else "rdv",)})
        index(places)
        assert [facet.group for facet in ask().facets] == ["acces"]
        # What is selected stays in sight, else it could not be taken back.
        assert [facet.group for facet in ask(facets={"service": frozenset({"impots"})}).facets] == ["service", "acces"]

    def test_a_code_without_words_filters_and_is_not_shown(self, places, index, ask):
        places.add(1, "Un", facets={"secret": ("a",), "service": ("inconnu",)})
        places.add(2, "Deux", facets={})
        index(places)
        assert ask().facets == ()
        assert ask(facets={"secret": frozenset({"a"})}).total == 1

    def test_an_unknown_choice_finds_nothing(self, shelf, ask):
        assert ask(facets={"service": frozenset({"'; DROP TABLE", "\0"})}).total == 0


class TestSpans:
    @pytest.fixture
    def hours(self, places, index, now):
        day = timedelta(days=1)
        places.add(1, "Ouvert", spans=(Span("open", now - day / 24, now + day / 24),))
        places.add(2, "Ferme à l’instant", spans=(Span("open", now - day / 24, now),))
        places.add(3, "Ouvre à l’instant", spans=(Span("open", now, now + day / 24),))
        places.add(4, "Permanence jeudi", spans=(Span("permanence", now + 2 * day, now + 2.1 * day),))
        index(places)
        return (
            SpanFilter("quand", "maintenant", "open", now, now),
            SpanFilter("quand", "semaine", "permanence", now, now + 5 * day),
        )

    def test_counted_and_chosen_like_any_facet(self, hours, ask):
        page = ask(spans=hours)
        assert page.total == 4
        assert [(v.value, v.count) for v in page.facets[0].values] == [("maintenant", 2), ("semaine", 1)]
        assert keys(ask(spans=hours, selected_spans=frozenset({"maintenant"}))) == ["1", "3"]
        assert ask(spans=hours, selected_spans=frozenset({"maintenant", "semaine"})).total == 3

    def test_agree_with_the_plain_definition(self, hours, places, ask):
        for one in hours:
            expected = {d.pk for d in places.held.values() if any(map(one.matches, d.spans))}
            assert set(keys(ask(spans=hours, selected_spans=frozenset({one.value})))) == expected


HOSTILE = [
    "", " ", "\0", "a\0b", '"', "'", '"impots', "impots\"'", "\\", "%", "_", "*", "impots*", "(impots", ")", "AND",
    "OR NOT",
    "impots AND", "NEAR(a b)", "-impots", "+impots", "impots:tablette", "^2", "~3", "a" * 5000, "a " * 5000, "s",
    "🙂", "‮impots", "'; DROP TABLE search_searchdocument; --", "<script>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(town, ask, text):
    assert len(HOSTILE) == 31
    for exact in (False, True):
        assert ask(text, place=CASTELMORON, exact=exact).total <= 7


class TestWhatIsRemembered:
    """Without a place all documents are kept in memory: an answer is never older than the index."""

    def test_the_next_question_sees_a_document_that_comes_and_one_that_goes(self, town, index, ask):
        assert ask("").total == 7
        town.add(8, "Tiers-lieu", services="impôts", lat=44.2, lon=0.6)
        index(town)
        assert (ask("").total, "8" in keys(ask("impôts"))) == (8, True)
        del town.held[8]
        mark_stale("lieu", [8])
        assert (ask("").total, "8" in keys(ask("impôts"))) == (7, False)
