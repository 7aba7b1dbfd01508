import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.words.folding import fold
from search.question.gazetteer import Choices, Found
from search.question.planner import plan
from search.question.text import stem
from search.question.vocabulary import Vocabulary
from search.types import QueryPlan

QUERIES = json.loads((Path(__file__).parents[2] / "data" / "search" / "queries.json").read_text(encoding="utf-8"))


def typed(groups) -> list[str]:
    return [group.typed for group in groups]


def signature(found: QueryPlan) -> list[tuple]:
    return [group.terms for group in found.required]


@pytest.fixture(scope="session")
def ask(vocabulary, synonyms, gazetteer):
    return lambda text, places=gazetteer: plan(text, vocabulary, synonyms, places)


def test_soft_words_only_raise_the_score(ask):
    found, place = ask("aide pour apprendre la tablette")
    assert (typed(found.required), typed(found.optional), place) == (["tablette"], ["aide"], None)


def test_a_soft_word_alone_is_looked_for(ask):
    found, _ = ask("aide")
    assert (typed(found.required), found.optional) == (["aide"], ())


def test_a_phrase_is_one_group(ask):
    found, _ = ask("refaire ma carte grise")
    assert typed(found.required) == ["carte grise"]
    assert found.required[0].terms[0].stems == ("cart", "gris")


def test_correction_comes_before_synonyms(ask):
    wrong, _ = ask("inpots")
    right, _ = ask("impôts")
    assert signature(wrong) == signature(right)
    assert wrong.corrections == (("inpots", "impots"),)
    assert right.corrections == ()


def test_words_of_the_index_or_of_the_synonyms_are_never_corrected(ask, synonyms):
    odd = Vocabulary({"tablete": 1, "tablette": 50})
    assert plan("tablete", odd, synonyms)[0].corrections == ()
    assert ask("ameli")[0].corrections == ()


def test_an_unknown_word_does_not_empty_the_answer_but_alone_is_kept(ask):
    assert typed(ask("zorglub impots")[0].required) == ["impots"]
    assert typed(ask("zorglub")[0].required) == ["zorglub"]


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("impots castelmoron", "Castelmoron-sur-Lot", "impots"),
        ("castelmoron impots", "Castelmoron-sur-Lot", "impots"),
        ("caf à Marmande", "Marmande", "caf"),
        ("caf marmende", "Marmande", "caf"),
        ("tablette près de Nérac", "Nérac", "tablette"),
        ("imprimer ste livrade", "Sainte-Livrade-sur-Lot", "imprimer"),
        ("france services Penne-d’Agenais", "Penne-d'Agenais", "france services"),
        ("atelier le passage", "Le Passage", "atelier"),
        ("poste agen 47", "Agen", "poste"),
        ("agen", "Agen", ""),
        ("cours à Cours", "Cours", "cours"),
        ("la caf de Bergerac", "Bergerac", "la caf"),
        ("vileneuve sur lot cv", "Villeneuve-sur-Lot", "cv"),
    ],
)
def test_place_inside_the_text(ask, gazetteer, text, name, rest):
    found, place = ask(text)
    assert place is not None
    assert gazetteer.resolve(place).commune.name == name
    assert found.rest == rest


def test_postal_code_inside_the_text(ask, gazetteer):
    found, place = ask("caf 47310")
    assert (place, typed(found.required)) == ("47310", ["caf"])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "cours informatique",
            "ordinateur à louer",
            "sos informatique",
            "bio",
            "la réunion",
            "salles",
            "nicole",
        ),
        *(
            "port usb",
            "tresses",
            "villeneuve",
            "123456",
            "3615 minitel",
            "passage",
            "aide au logement",
            "orgueil",
        ),
        "le temple",
    ],
)
def test_everyday_words_are_not_places(ask, text):
    assert ask(text)[1] is None


def test_no_place_is_read_when_it_was_asked_apart(ask):
    found, place = ask("impots castelmoron", None)
    assert (place, typed(found.required)) == (None, ["impots", "castelmoron"])


def test_stems_of_the_typed_words_come_first_at_full_weight(ask):
    for query in QUERIES:
        for group in ask(query["query"])[0].required:
            assert group.terms[0].weight == 1.0
            assert all(0 < term.weight < 1 for term in group.terms[1:])
            assert len({term.stems for term in group.terms}) == len(group.terms)


def test_visible_list_is_sound():
    assert len(QUERIES) >= 60
    assert len({query["query"] for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        oracle = re.compile(query["pattern"])
        assert oracle.search(fold(query.get("same_as", query["query"]))), query
        assert not oracle.search("le chat dort sur le toit"), query


@pytest.mark.parametrize("query", [q for q in QUERIES if "same_as" in q], ids=lambda q: q["query"])
def test_misspelt_means_the_same_as_well_spelt(ask, query):
    wrong, _ = ask(query["query"])
    right, _ = ask(query["same_as"], None)
    assert signature(wrong) == signature(right)


@pytest.mark.parametrize("query", [q for q in QUERIES if "place" in q], ids=lambda q: q["query"])
def test_places_of_the_visible_list(ask, gazetteer, query):
    found = gazetteer.resolve(ask(query["query"])[1] or "")
    label = found.postal_code if isinstance(found, Choices) else found.label
    assert label == query["place"]


@pytest.mark.parametrize("query", [q for q in QUERIES if "place" not in q], ids=lambda q: q["query"])
def test_no_place_is_invented(ask, query):
    assert ask(query["query"])[1] is None


@settings(deadline=None)
@given(st.text(max_size=400))
@example('"' * 5_000)
@example("a" * 5_000)
@example("\x00 OR 1=1 -- * ( ) { } [ ] ~ ^ : \\ /")
@example("AND OR NOT NEAR")
def test_any_text_gives_a_plan(ask, gazetteer, text):
    found, place = ask(text)
    assert place is None or isinstance(gazetteer.resolve(place), Found | Choices)
    for group in (*found.required, *found.optional):
        assert group.terms
        assert all(stems and stems.isalnum() for term in group.terms for stems in term.stems)


@settings(deadline=None)
@given(st.permutations(["tablette", "impots", "caf", "smartphone"]))
def test_word_order_changes_no_group(ask, order):
    assert set(signature(ask(" ".join(order))[0])) == set(signature(ask("tablette impots caf smartphone")[0]))


def test_stems_are_those_of_the_documents(ask):
    assert ask("tablettes")[0].required[0].terms[0].stems == (stem("tablette"),)


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("j'ai recu un message bizarre", ["message bizarre"]),
        ("je comprends rien à l'ordinateur", ["ordinateur"]),
        ("mon téléphone est plein", ["telephone"]),
        ("permis de conduire perdu", ["permis conduire"]),
        ("aide pour ma mere agee", ["mere agee"]),
    ],
)
def test_ways_of_speaking(ask, question, needed):
    found, _ = ask(question)
    assert (typed(found.required), found.corrections) == (needed, ())


def test_without_paying_does_not_make_paying_free(ask):
    """A stop word leaves a phrase: « sans payer » would be read as « payer »."""
    found, _ = ask("gratuit")
    assert ("pai",) not in [term.stems for term in found.required[0].terms]
