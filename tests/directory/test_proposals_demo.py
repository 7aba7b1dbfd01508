"""What is proposed on the demo territory: communes as people type them, needs that all have an answer."""

import pytest

from search.api import search
from search.places import gazetteer
from search.suggest.needs import NEEDS
from search.types import SearchRequest

FORMS = {
    "agen": "Agen", "47000": "Agen", "villeneuve sur lot": "Villeneuve-sur-Lot",
    "vileneuve s/lot": "Villeneuve-sur-Lot",
    "st sylv": "Saint-Sylvestre-sur-Lot", "ste liv": "Sainte-Livrade-sur-Lot", "livrade": "Sainte-Livrade-sur-Lot",
    "castelj": "Casteljaloux", "casteljalou": "Casteljaloux", "castelmorron": "Castelmoron-sur-Lot",
    "le mas": "Le Mas-d'Agenais", "mas d agenais": "Le Mas-d'Agenais", "penne": "Penne-d'Agenais",
    "tonins": "Tonneins", "toneins": "Tonneins", "marmende": "Marmande", "nerac": "Nérac", "fumele": "Fumel",
    "aiguilon": "Aiguillon", "miramon": "Miramont-de-Guyenne", "monflanquain": "Monflanquin", "47310": "Laplume",
    "passage": "Le Passage", "bon encontre": "Bon-Encontre", "boé": "Boé", "layrac": "Layrac", "lafox": "Lafox",
    "pui mirol": "Puymirol", "sos": "Sos", "duras": "Duras", "sainte bazeille": "Sainte-Bazeille",
    "clairac": "Clairac", "damazan": "Damazan", "houeilles": "Houeillès", "lavardac": "Lavardac",
    "port ste marie": "Port-Sainte-Marie", "prayssas": "Prayssas", "villereal": "Villeréal", "cancon": "Cancon",
    "castillonnes": "Castillonnès",
}  # fmt: skip


def test_forty_ways_of_typing_a_commune_have_it_among_the_first_five(demo_places: list[str]) -> None:
    known = gazetteer()
    missed = {
        typed: name for typed, name in FORMS.items() if name not in [one.name for one in known.suggest(typed, limit=5)]
    }
    assert len(FORMS) == 40
    assert missed == {}


@pytest.mark.parametrize("need", NEEDS)
def test_what_is_proposed_has_an_answer_under_its_own_words(demo_places: list[str], need: str) -> None:
    answer = search(SearchRequest(text=need, kinds=("lieu", "passage"), place_in_text=True, sort="help"))
    assert answer.total
    assert answer.corrections == ()
    assert answer.circle is None
