"""« Autour de moi »: a position given in the address, to a kilometre."""

import pytest
from wagtail.models import Site

from directory.finder.query import FinderQuery, read
from tests.factories.places import HelpPointFactory, publish
from tests.strict_client import StrictClient


def test_a_position_is_rounded_to_a_kilometre() -> None:
    query, notices = read({"autour": ["44.112750,0.530547"]}, {})
    assert query.around == (44.11, 0.53)
    assert query.address() == "/lieux/?autour=44.11%2C0.53"
    assert not query.empty
    assert query.filtered  # nobody else's list: search engines leave it
    assert notices == ()


@pytest.mark.parametrize("typed", ["91.00,0.00", "44.11,181.00", "abc", "44.11", "44.11;0.53", "nan,nan", "4" * 5000])
def test_an_unreadable_position_is_left_out_and_said(typed: str) -> None:
    query, notices = read({"autour": [typed]}, {})
    assert query == FinderQuery()
    assert notices == ("Votre position n’a pas été comprise : écrivez le nom de votre commune.",)


def test_a_place_that_is_typed_takes_its_place() -> None:
    query, notices = read({"autour": ["44.11,0.53"], "ou": ["agen"]}, {})
    assert (query.where, query.around, notices) == ("agen", None, ())
    assert FinderQuery(around=(44.11, 0.53)).address(where="agen") == "/lieux/?ou=agen"


def test_the_nearest_comes_first_and_the_form_remembers(site: Site, client: StrictClient) -> None:
    publish(HelpPointFactory(name="Le lointain d’exemple", latitude="44.20", longitude="0.63"))
    publish(HelpPointFactory(name="Le proche d’exemple", latitude="44.11", longitude="0.53"))
    page = client.get("/lieux/?autour=44.11,0.53").content.decode()
    assert page.index("Le proche d’exemple") < page.index("Le lointain d’exemple")
    assert '<input type="hidden" name="autour" value="44.11,0.53">' in page
    assert "Lieux près de votre position" in page
    assert '<meta name="robots" content="noindex, follow">' in page
    assert 'rel="canonical" href="http://localhost/lieux/"' in page
