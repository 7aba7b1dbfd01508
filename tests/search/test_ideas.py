"""Which ideas of a question an answer has to hold: the same with every engine."""

from search.models import SearchWord
from search.types import Circle
from tests.search.conftest import Ask, Index
from tests.search.sources import ListSource


def keys(ask: Ask, text: str) -> dict[str, str]:
    return {str(hit.pk): hit.degree for hit in ask(text, sort="help").hits}


def test_a_wide_service_never_completes_an_idea_alone(places: ListSource, index: Index, ask: Ask) -> None:
    """« Créer et s’amuser » is ticked by a place; it is no answer to « créer », nor is « adresse » to an e-mail."""
    places.add(1, "Espace A", general="Loisirs et créations numériques. Créer et s’amuser")
    places.add(2, "Espace B", body="Créer un objet", general="Créer et s’amuser")
    index(places)
    assert keys(ask, "créer") == {"2": "exact"}


def test_a_wide_service_answers_the_needs_that_it_is_for(places: ListSource, index: Index, ask: Ask) -> None:
    places.add(1, "Mairie", general="Aide aux démarches administratives")
    places.add(2, "Café", general="Loisirs et créations numériques")
    index(places)
    assert keys(ask, "carte grise") == keys(ask, "démarches administratives") == {"1": "wide"}
    assert keys(ask, "loisirs et créations") == {"2": "wide"}


def test_words_known_to_another_kind_do_not_empty_the_places(
    places: ListSource, pages: ListSource, index: Index, ask: Ask
) -> None:
    """« signer » stands in an article only: among places the question is about Ameli alone, and fully answered."""
    places.add(1, "Mairie", services="ameli")
    pages.add(1, "Signer un contrat")
    index(places)
    index(pages)
    assert keys(ask, "signer ameli") == {"1": "exact"}
    assert ask("signer ameli").subject == "ameli"
    assert [idea.typed for idea in ask("signer ameli", kinds=("page",)).ideas] == ["signer"]
    assert ask("signer").total == 0
    assert set(SearchWord.objects.filter(word="signer").values_list("kind", flat=True)) == {"page"}


def test_words_of_wide_services_are_no_words_of_a_place(places: ListSource, index: Index, ask: Ask) -> None:
    places.add(1, "Mairie", services="ameli", general="Créer et s’amuser")
    index(places)
    assert keys(ask, "créer compte ameli") == {"1": "exact"}


def test_a_rare_word_weighs_more_than_a_common_one_in_a_partial_answer(
    places: ListSource, index: Index, ask: Ask
) -> None:
    """Who asks for sign language on Sundays is better helped on another day than on a Sunday without it."""
    places.add(1, "Accueil signes", lat=44.39, lon=0.7)
    for pk in range(2, 8):
        places.add(pk, "Accueil dimanche", lat=44.3976, lon=0.4956)
    index(places)
    here = Circle(44.3976, 0.4956, "", "", 30)
    found = ask("dimanche signes", sort="help", circle=here)
    assert next(hit.pk for hit in found.hits) == 1
    assert {hit.degree for hit in found.hits} == {"part"}
