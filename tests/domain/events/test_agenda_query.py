"""Reading the address of the agenda: what is understood, what is left out and said."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.agenda.query import AgendaQuery, View, week_code
from events.agenda.reach import monday_of, month_after, month_before, month_end, week_within, within
from events.agenda.reading import read, read_feed
from events.domain.filters import known_codes

TODAY = date(2026, 11, 24)  # a Tuesday
KNOWN = known_codes(("permanence", "series", "workshop"))
CODES = {
    "genre": ("permanence", "series", "workshop"),
    "service": ("demarches", "outils"),
    "jour": ("lundi", "dimanche"),
    "moment": ("matin", "apres-midi", "soir"),
    "acces": ("se-presenter", "inscription"),
    "prix": ("gratuit", "payant"),
    "public": ("seniors",),
    "besoin": ("surdite",),
    "accessible": ("oui",),
    "lieu": ("1", "12"),
    "avec": ("7",),
    "organisme": ("999999999",),
}
FACETS = st.fixed_dictionaries(
    {}, optional={group: st.frozensets(st.sampled_from(codes), min_size=1) for group, codes in CODES.items()}
)


def ask(**values: str | list[str]) -> tuple[AgendaQuery, tuple[str, ...]]:
    return read({name: value if isinstance(value, list) else [value] for name, value in values.items()}, KNOWN, TODAY)


def test_nothing_asked_is_this_week_from_today() -> None:
    query, notices = ask()
    assert query.plain and not notices
    assert query.days(TODAY) == (TODAY, date(2026, 11, 29))


def test_a_week_is_shown_whole() -> None:
    assert ask(semaine="2026-W53")[0].days(TODAY) == (date(2026, 12, 28), date(2027, 1, 3))
    assert ask(semaine="2026-W47")[0].days(TODAY) == (date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize("typed", ["2027-W53", "2026-W00", "2026-49", "abc", "2026-W4", "0000-W01", "２０２６-W49"])
def test_a_week_that_does_not_exist_is_said(typed: str) -> None:
    query, notices = ask(semaine=typed)
    assert query.week is None and "n’existe pas" in notices[0]


@pytest.mark.parametrize("today", [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 22)])
def test_a_week_that_is_nearly_over_goes_on_into_the_next(today: date) -> None:
    assert AgendaQuery().days(today) == (today, date(2026, 11, 29))
    assert AgendaQuery(week=date(2026, 11, 16)).days(today) == (today, date(2026, 11, 22)), (
        "asked by its name it does not"
    )
    assert AgendaQuery().days(date(2026, 11, 18)) == (date(2026, 11, 18), date(2026, 11, 22))


def test_days_have_a_page_from_twelve_months_ago_to_thirteen_ahead() -> None:
    assert within(date(2025, 11, 1), TODAY) and not within(date(2025, 10, 31), TODAY)
    assert within(date(2027, 12, 31), TODAY) and not within(date(2028, 1, 1), TODAY)
    assert week_within(date(2025, 10, 27), TODAY) and not week_within(date(2025, 10, 20), TODAY)
    assert week_within(date(2027, 12, 27), TODAY) and not week_within(date(2028, 1, 3), TODAY)


@given(st.dates(), st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_what_is_beyond_is_told_for_any_day(day: date, today: date) -> None:
    months = (day.year - today.year) * 12 + day.month - today.month
    inside = -12 <= months <= 13
    assert within(day, today) == inside
    for query in (AgendaQuery(first=day), AgendaQuery(last=day), AgendaQuery(view="jour", first=day)):
        assert query.beyond(today) == (not inside)
    assert AgendaQuery(view="mois", month=day.replace(day=1)).beyond(today) == (not inside)
    monday = monday_of(day) if day.toordinal() > 6 else day
    assert AgendaQuery(week=monday).beyond(today) == (not week_within(monday, today))


@given(st.dates(date(1900, 1, 1), date(2400, 1, 1)))
def test_months_follow_one_another(day: date) -> None:
    assert month_end(day) + timedelta(days=1) == month_after(day) and month_after(day).day == 1
    assert month_before(month_after(day)) == day.replace(day=1) and month_end(day).month == day.month


def test_one_day_and_one_month() -> None:
    assert ask(vue="jour")[0].days(TODAY) == (TODAY, TODAY)
    assert ask(vue="jour", du="2026-12-01")[0].days(TODAY) == (date(2026, 12, 1), date(2026, 12, 1))
    assert ask(vue="mois")[0].days(TODAY) == (date(2026, 11, 1), date(2026, 11, 30))
    assert ask(vue="mois", mois="2027-02")[0].days(TODAY) == (date(2027, 2, 1), date(2027, 2, 28))
    typed = ask(vue="mois", mois="2027-02", du="2026-12-24")[0]
    assert typed.by_range and not typed.view, "the dates typed win over the month where the form stood"
    typed = ask(vue="jour", du="2026-12-24", au="2026-12-26")[0]
    assert typed.days(TODAY) == (date(2026, 12, 24), date(2026, 12, 26))


def test_where_one_stands_is_read_to_the_kilometre_and_followed_by_no_calendar() -> None:
    query, notices = ask(autour="44.2034,0.6163")
    assert query.around == (44.2, 0.62) and not notices and not query.plain
    assert "autour=44.20,0.62" in query.address() and query.feed_pairs() == []
    assert ask(autour="44.2,0.6", ou="lafox")[0].around is None
    assert "position" in ask(autour="ici")[1][0]


def test_days_as_browsers_send_them_and_as_people_type_them() -> None:
    query, notices = ask(du="2026-12-01", au="15/12/2026")
    assert not notices
    assert query.days(TODAY) == (date(2026, 12, 1), date(2026, 12, 15))
    assert ask(au="2026-12-01")[0].days(TODAY) == (TODAY, date(2026, 12, 1))
    first, last = ask(du="2026-12-01")[0].days(TODAY)
    assert last - first == timedelta(days=92)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"du": "2026-13-45"}, "n’existe pas"),
        ({"du": "demain"}, "n’existe pas"),
        ({"vue": "annee"}, "présentation"),
        ({"vue": "mois", "mois": "2026-13"}, "Le mois « 2026-13 »"),
        ({"du": "2026-12-10", "au": "2026-12-01"}, "avant la première"),
        ({"du": "2026-12-01", "au": "2027-12-01"}, "trois mois à la fois"),
        ({"rayon": "abc"}, "n’est pas dans la liste"),
        ({"rayon": "-5"}, "n’est pas dans la liste"),
        ({"genre": "bal"}, "« bal »"),
        ({"jour": "2026-12-01"}, "« 2026-12-01 »"),
        ({"lieu": "007"}, "« 007 »"),
        ({"organisme": "-1"}, "« -1 »"),
        ({"page": "zéro"}, "première page"),
        ({"ou": "a\x00b"}, "illisibles"),
        ({"ou": "a" * 5000}, "très longue"),
        ({"couleur": "bleu"}, "« couleur »"),
    ],
)
def test_what_is_left_out_is_said_in_one_sentence(values: dict[str, str], said: str) -> None:
    _query, notices = ask(**values)
    assert len(notices) == 1 and said in notices[0]
    assert notices[0].endswith(".") and len(notices[0]) < 200


def test_marks_of_other_sites_are_not_remarked() -> None:
    assert ask(utm_source="lettre", fbclid="x")[1] == ()


def test_days_win_over_the_week_where_the_form_stood() -> None:
    query, _notices = ask(semaine="2026-W50", du="2026-12-24")
    assert query.week is None and "semaine" not in query.address()


@given(
    facets=FACETS | st.just({"places": frozenset({"libres"})}),
    where=st.text(st.characters(categories=("L", "N")), max_size=20),
    radius=st.sampled_from((5, 10, 20, 40, 80)),
    weeks=st.none() | st.integers(-4, 56),
    page=st.integers(1, 50),
    view=st.sampled_from(("", "jour", "mois")),
    around=st.booleans(),
    on_map=st.booleans(),
)
def test_an_address_says_the_whole_question(
    facets: dict[str, frozenset[str]],
    where: str,
    radius: int,
    weeks: int | None,
    page: int,
    view: View,
    around: bool,
    on_map: bool,
) -> None:
    day = None if weeks is None else monday_of(TODAY) + timedelta(weeks=weeks)
    query = AgendaQuery(
        facets,
        where=where,
        around=(44.2, -0.62) if around and not where else None,
        radius=radius,
        view=view,
        week=day if not view else None,
        first=day if view == "jour" else None,
        month=day.replace(day=1) if view == "mois" and day is not None else None,
        on_map=on_map,
        page=page,
    )
    back, notices = read(parse_qs(urlsplit(query.address(page=page)).query), KNOWN, TODAY)
    assert back == query and not notices


@given(
    st.dictionaries(
        st.sampled_from(
            ("genre", "ou", "rayon", "du", "au", "semaine", "mois", "vue", "autour", "jour", "lieu", "page", "x")
        ),
        st.lists(st.text()),
    )
)
def test_nothing_that_is_typed_raises(parameters: dict[str, list[str]]) -> None:
    query, notices = read(parameters, KNOWN, TODAY)
    if query.beyond(TODAY):
        return
    first, last = query.days(TODAY)
    assert first <= last and last - first <= timedelta(days=92)
    assert all(notice.endswith(".") for notice in notices)


def test_the_code_of_a_week_is_that_of_iso_8601() -> None:
    assert week_code(date(2026, 12, 28)) == "2026-W53"
    assert week_code(date(2027, 1, 4)) == "2027-W01"


queries = st.builds(
    AgendaQuery,
    facets=FACETS,
    where=st.sampled_from(["Lafox (47240)", "Saint-Pierre-d’Eyraud (24130)", "47240"]),
    radius=st.sampled_from([5, 10, 20, 40, 80]),
)


@given(queries)
def test_the_address_of_a_calendar_is_read_back(query: AgendaQuery) -> None:
    parameters = parse_qs(urlsplit(query.feed_address()).query)
    again, problems = read_feed(parameters, KNOWN)
    assert (again, problems) == (query, ())
    assert again.feed_address() == query.feed_address()


def test_a_calendar_has_one_order_and_says_its_radius() -> None:
    query = AgendaQuery({"genre": frozenset({"workshop", "permanence"})}, where="Lafox (47240)")
    address = "/ical/agenda.ics?genre=permanence&genre=workshop&ou=Lafox+(47240)&rayon=20"
    assert query.feed_address() == address
    assert AgendaQuery({"genre": frozenset({"series"})}, radius=80).feed_pairs() == [("genre", "series")]
    chosen = AgendaQuery({"jour": frozenset({"mardi", "lundi"}), "acces": frozenset({"se-presenter"})}, where="47240")
    assert chosen.feed_pairs() == [
        ("acces", "se-presenter"),
        ("jour", "lundi"),
        ("jour", "mardi"),
        ("ou", "47240"),
        ("rayon", "20"),
    ]
    assert AgendaQuery({"places": frozenset({"libres"})}).feed_pairs() == [], "who has a place keeps the date"
    assert AgendaQuery(first=TODAY, week=TODAY, page=3).feed_pairs() == []


def test_a_calendar_leaves_out_the_days_and_the_page_but_nothing_unknown() -> None:
    query, problems = read_feed({"ou": ["lafox"], "du": ["1999-01-01"], "semaine": ["x"], "page": ["2"]}, KNOWN)
    assert query == AgendaQuery(where="lafox") and not problems
    for faulty in (
        {"genre": ["bal"]},
        {"rayon": ["12"]},
        {"rayon": ["abc"]},
        {"couleur": ["bleu"]},
        {"moment": ["nuit"]},
        {"ou": ["a" * 500]},
    ):
        assert len(read_feed(faulty, KNOWN)[1]) == 1
