"""Reading the finder's address: nothing that is typed raises, and an address written is read back."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from directory.finder.query import FinderQuery, read
from portal.words.parameters import MAX_TEXT, RADII

KNOWN = {"service": ("demarches", "outils"), "public": ("seniors",), "ouvert": ("maintenant",)}
NAMES = st.sampled_from(["quoi", "ou", "autour", "rayon", "page", "exact", "service", "public", "du", "utm_source"])
PARAMETERS = st.dictionaries(NAMES | st.text(max_size=8), st.lists(st.text(max_size=400), max_size=3), max_size=6)


@given(PARAMETERS)
def test_whatever_is_typed_gives_a_question(parameters: dict[str, list[str]]) -> None:
    query, notices = read(parameters, KNOWN)
    assert query.radius in RADII
    assert query.page >= 1
    assert len(query.text) <= MAX_TEXT
    assert "\0" not in query.text + query.where
    assert all(values <= set(KNOWN[group]) for group, values in query.facets.items())
    assert len(notices) == len(set(notices)) <= 8
    assert all(len(notice) < 300 and notice.endswith(".") for notice in notices)


@given(PARAMETERS, st.integers(1, 50))
def test_an_address_is_read_back_as_the_same_question(parameters: dict[str, list[str]], page: int) -> None:
    query, _notices = read(parameters, KNOWN)
    again, notices = read(parse_qs(urlsplit(query.address(page=page)).query), KNOWN)
    assert notices == ()
    assert again.address(page=page) == query.address(page=page)
    assert again.page == page
    assert (again.text, again.where, again.facets) == (query.text, query.where, query.facets)


def test_an_address_is_short() -> None:
    assert FinderQuery().address() == "/lieux/"
    query = FinderQuery(text="impôts", where="Laplume (47310)", radius=40, facets={"service": frozenset({"outils"})})
    assert query.address() == "/lieux/?quoi=imp%C3%B4ts&ou=Laplume+%2847310%29&rayon=40&service=outils"
    assert query.address(radius=20, facets={}, text="") == "/lieux/?ou=Laplume+%2847310%29"


def test_the_radius_grows_step_by_step() -> None:
    assert [FinderQuery(radius=radius).wider for radius in RADII] == [10, 20, 40, 80, None]
