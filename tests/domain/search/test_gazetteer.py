import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.words.geo import distance_km
from search.question.gazetteer import Choices, Empty, Found, Gazetteer, Unknown, centre, circle_of
from search.question.territories import CommuneEntry, Territory

# As people type them: the commune that must come first.
TYPED = [
    ("castelmoron", "Castelmoron-sur-Lot"),
    ("Castelmoron sur Lot", "Castelmoron-sur-Lot"),
    ("ste livrade", "Sainte-Livrade-sur-Lot"),
    ("STE-LIVRADE", "Sainte-Livrade-sur-Lot"),
    ("sainte livrade s/lot", "Sainte-Livrade-sur-Lot"),
    ("livrade", "Sainte-Livrade-sur-Lot"),
    ("saint livrad", "Sainte-Livrade-sur-Lot"),
    ("villeneuve sur lot", "Villeneuve-sur-Lot"),
    ("villeneuve s/ Lot", "Villeneuve-sur-Lot"),
    ("villeneuve lot", "Villeneuve-sur-Lot"),
    ("vileneuve sur lot", "Villeneuve-sur-Lot"),
    ("marmende", "Marmande"),
    ("MARMANDE 47", "Marmande"),
    ("agen 47", "Agen"),
    ("47000", "Agen"),
    ("47000 Agen", "Agen"),
    ("Agen (47000)", "Agen"),
    ("agen cedex 9", "Agen"),
    ("agen centre", "Agen"),
    ("le passage", "Le Passage"),
    ("passage", "Le Passage"),
    ("le passage d'agen", "Le Passage"),
    ("mas d agenais", "Le Mas-d'Agenais"),
    ("penne d’agenais", "Penne-d'Agenais"),
    ("pene dagenais", "Penne-d'Agenais"),
    ("nerac", "Nérac"),
    ("nérak", "Nérac"),
    ("tonnein", "Tonneins"),
    ("casteljalou", "Casteljaloux"),
    ("fumelle", "Fumel"),
    ("la plume", "Laplume"),
    ("laplume 47310", "Laplume"),
    ("bonencontre", "Bon-Encontre"),
    ("boe", "Boé"),
    ("port ste marie", "Port-Sainte-Marie"),
    ("miramon de guyene", "Miramont-de-Guyenne"),
    ("st léon", "Saint-Léon"),
    ("fargues", "Fargues-sur-Ourbise"),
    ("insee:47310", "Tonneins"),
    ("bergerac", "Bergerac"),
    ("condom", "Condom"),
]


def test_every_beginning_of_a_home_name_comes_home_first(gazetteer, communes):
    """« Le Temple » is a commune of the Gironde, and Le Temple-sur-Lot the network's."""
    for commune in communes:
        cut = re.split(r"(?<=[ '’-])", commune.name) if gazetteer.is_home(commune) else ()
        for size in range(1, len(cut)):
            found = gazetteer.resolve("".join(cut[:size]).rstrip(" '’-"))
            first = [found.commune] if isinstance(found, Found) else getattr(found, "communes", ())[:1]
            assert all(gazetteer.is_home(one) for one in first), (commune.name, size)


@pytest.mark.parametrize(
    ("typed", "name", "count"),
    [
        ("Lot-et-Garonne", "Lot-et-Garonne", 319),
        ("lot garonne", "Lot-et-Garonne", 319),
        ("Lot-et-Garonne (47)", "Lot-et-Garonne", 319),
        ("47", "Lot-et-Garonne", 319),
        ("landes", "Landes", 327),
        ("Fumel Vallée du Lot", "CC Fumel Vallée du Lot", 27),
        ("agglo d’Agen", "CA Agglomération d'Agen", 44),
        ("communauté de communes du pays de Lauzun", "CC du Pays de Lauzun", 20),
    ],
)
def test_a_whole_territory_is_understood(gazetteer, typed, name, count):
    found = gazetteer.resolve(typed)
    assert isinstance(found, Territory), found
    assert (found.name, len(found.communes)) == (name, count)
    circle = circle_of(found, 5)
    assert circle.whole and circle.communes == {one.insee for one in found.communes}
    assert all(distance_km(circle.lat, circle.lon, one.lat, one.lon) < circle.radius_km for one in found.communes)


def test_every_territory_is_understood_by_the_name_it_is_shown_with(gazetteer, communes):
    for name in {one.epci for one in communes}:
        found = gazetteer.resolve(name)
        assert isinstance(found, Territory) and found.name == name


def test_a_commune_of_home_or_a_town_comes_before_a_territory_of_its_name(gazetteer):
    assert gazetteer.resolve("réunion").commune.name == "La Réunion"
    mayenne = CommuneEntry("53147", "Mayenne", ("53100",), "53", 12_900, 48.3, -0.6)
    assert Gazetteer([mayenne]).resolve("Mayenne").commune is mayenne
    assert Gazetteer([mayenne]).resolve("53").name == "Mayenne"


def test_a_name_and_a_postal_code_that_contradict_each_other_ask(gazetteer):
    asked = gazetteer.resolve("Agen 33000")
    assert isinstance(asked, Choices) and circle_of(asked, 20) is None
    assert [one.name for one in asked.communes] == ["Agen", "Bordeaux"]
    assert gazetteer.resolve("Agen 47000").commune.name == "Agen"
    assert gazetteer.resolve("Agen 47916").commune.name == "Agen"  # a CEDEX of its own


def test_a_commune_is_known_by_the_names_of_those_that_it_took_in(gazetteer):
    for typed in ("Gueyze", "gueyze 47170", "meylan"):
        assert gazetteer.resolve(typed).commune.name == "Sos", typed
    assert gazetteer.resolve("St Pierre de Caubel").commune.name == "Pinel-Hauterive"
    assert gazetteer.suggest("guey")[0].name == "Sos"
    # Within a question, it may be any word.
    assert not gazetteer.names("gueyze")


def test_a_commune_of_today_comes_before_a_former_one_unless_that_is_home():
    today = CommuneEntry("33001", "Sarlat", ("33000",), "33", 10, 44.0, 0.0)
    joined = CommuneEntry("47001", "Val", ("47000",), "47", 9_000, 44.0, 0.0, former_names=("Sarlat",))
    away = Gazetteer([joined, today]).resolve("Sarlat")
    assert (away.commune, away.others) == (today, (joined,))
    home = Gazetteer([joined, today], frozenset({"47"})).resolve("Sarlat")
    assert (home.commune, home.others) == (joined, (today,))


def test_a_namesake_next_door_is_offered(gazetteer):
    temple = gazetteer.resolve("Le Temple")
    assert (temple.commune.name, [c.departement for c in temple.others]) == ("Le Temple-sur-Lot", ["33"])
    sauvetat = gazetteer.resolve("la sauvetat")
    assert [c.departement for c in sauvetat.communes] == ["47", "47", "47", "32"]


@pytest.mark.parametrize(("typed", "name"), TYPED)
def test_typed_forms_are_found(gazetteer, typed, name):
    found = gazetteer.resolve(typed)
    assert isinstance(found, Found), found
    assert found.commune.name == name


def test_typed_forms_are_suggested(gazetteer):
    forms = [(typed, name) for typed, name in TYPED if "insee" not in typed and "cedex" not in typed]
    missed = [typed for typed, name in forms if name not in {c.name for c in gazetteer.suggest(typed, 5)}]
    assert len(missed) <= 0.08 * len(forms), missed


def test_the_other_castelmoron_is_proposed(gazetteer):
    assert [c.name for c in gazetteer.resolve("castelmoron").others] == ["Castelmoron-d'Albret"]


def test_two_communes_of_home_are_a_choice(gazetteer):
    found = gazetteer.resolve("villeneuve")
    assert isinstance(found, Choices)
    assert [c.name for c in found.communes][:2] == ["Villeneuve-sur-Lot", "Villeneuve-de-Duras"]
    assert found.postal_code is None


def test_a_postal_code_of_several_communes_is_a_choice_with_a_centre(gazetteer, communes):
    found = gazetteer.resolve("47310")
    assert found == gazetteer.resolve("47 310") == gazetteer.resolve("47\u00a0310")
    assert isinstance(found, Choices)
    assert found.postal_code == "47310"
    assert {c.insee for c in found.communes} == {c.insee for c in communes if "47310" in c.postal_codes}
    # Estillac, Brax and Roquefort, near Agen, hold half the people: north of the middle of the villages.
    lat, lon = found.centre
    assert min(c.lat for c in found.communes) < lat < max(c.lat for c in found.communes)
    assert (lat, lon) == pytest.approx((44.165, 0.550), abs=0.005)


def test_centre_is_weighted_by_population():
    big = CommuneEntry("1", "A", (), "47", 3000, 44.0, 0.0)
    small = CommuneEntry("2", "B", (), "47", 1000, 45.0, 1.0)
    assert centre([big, small]) == pytest.approx((44.25, 0.25))


def test_a_code_that_is_no_postal_code_is_never_taken_for_an_insee_code(gazetteer):
    found = gazetteer.resolve("47201")
    assert isinstance(found, Unknown)
    assert found.closest[0].name == "Le Passage"


def test_postal_code_wins_over_the_same_insee_code(gazetteer):
    assert isinstance(gazetteer.resolve("47310"), Choices)
    assert gazetteer.resolve("insee:47310").commune.name == "Tonneins"


@pytest.mark.parametrize("typed", ["Paris", "Toulouse", "Lyon", "pau", "zzzzqq", "99999", "4731"])
def test_what_is_not_here_is_unknown_with_three_proposals(gazetteer, typed):
    found = gazetteer.resolve(typed)
    assert isinstance(found, Unknown)
    assert len(found.closest) == 3


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "?!…", "()"])
def test_nothing_typed(gazetteer, typed):
    assert gazetteer.resolve(typed) == Empty()
    assert gazetteer.suggest(typed) == ()


def test_every_canonical_label_resolves_to_its_own_commune(gazetteer, communes):
    for commune in communes:
        for code in commune.postal_codes:
            found = gazetteer.resolve(commune.label(code))
            assert isinstance(found, Found), commune
            assert (found.commune, found.label) == (commune, commune.label(code))


def test_every_name_of_home_is_found_bare(gazetteer, communes):
    for commune in communes:
        if commune.departement == "47":
            assert gazetteer.resolve(commune.name).commune == commune


def test_label_keeps_the_code_only_when_it_is_one_of_the_commune(gazetteer):
    agen = gazetteer.resolve("47000").commune
    assert agen.label("33000") == "Agen (47000)"


def test_without_home_the_exact_name_wins(communes):
    found = Gazetteer(communes).resolve("fargues 40")
    assert (found.commune.name, found.commune.departement) == ("Fargues", "40")


@settings(deadline=None)
@given(st.text(max_size=300))
@example("a" * 5_000)
@example("47310 " * 1_000)
@example("\x00" * 5_000)
@example("insee:99999")
@example("2a 2b 000")
def test_any_text_is_answered(gazetteer, text):
    assert isinstance(gazetteer.resolve(text), Found | Choices | Territory | Unknown | Empty)
    assert len(gazetteer.suggest(text, 5)) <= 5


@settings(deadline=None)
@given(data=st.data())
def test_one_swapped_pair_of_letters_is_forgiven(gazetteer, communes, data):
    towns = [c for c in communes if c.departement == "47" and c.population > 3000 and len(c.name) >= 8]
    name = data.draw(st.sampled_from([c.name for c in towns]))
    at = data.draw(st.integers(1, len(name) - 2))
    typed = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    found = gazetteer.resolve(typed)
    proposed = found.communes if isinstance(found, Choices) else (found.commune, *found.others)
    assert name in {commune.name for commune in proposed}


def test_a_postal_code_asks_for_each_of_its_communes(gazetteer: Gazetteer) -> None:
    circle = circle_of(gazetteer.resolve("47240"), 20)
    assert circle is not None
    assert circle.insee == "", "no commune is the person's own"
    lafox, agen = gazetteer.resolve("lafox"), gazetteer.resolve("agen")
    assert isinstance(lafox, Found)
    assert isinstance(agen, Found)
    assert circle.asks_for(lafox.commune.insee)
    assert not circle.asks_for(agen.commune.insee)
    assert not circle.asks_for(""), "what stands in no commune"


def test_a_commune_asks_for_itself_alone(gazetteer: Gazetteer) -> None:
    circle = circle_of(gazetteer.resolve("lafox"), 20)
    assert circle is not None
    assert (circle.asks_for(circle.insee), circle.communes) == (True, frozenset())
    assert not circle.asks_for("")
