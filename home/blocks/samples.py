"""Places, dates and pages that no database holds, for the samples of blocks."""

from directory.domain.place_kind import FRANCE_SERVICES, LIBRARY
from directory.place.cards import AccessFact, PlaceCard
from events.pages.rows import DateRow

CARDS = (
    PlaceCard(
        anchor="exemple-1",
        url="#",
        name="France services de Bellerive",
        kind=FRANCE_SERVICES,
        address_line="2 boulevard du Couchant",
        postal_code="99100",
        commune="Bellerive",
        distance_words="à 2 km environ",
        here=False,
        why="",
        why_url="",
        who="",
        phone="+33199001234",
        phone_name="France services de Bellerive",
        access=(AccessFact("circle-euro", "Gratuit"), AccessFact("door-open", "Sans rendez-vous")),
        example=True,
    ),
    PlaceCard(
        anchor="exemple-2",
        url="#",
        name="Médiathèque de Montclair",
        kind=LIBRARY,
        address_line="",
        postal_code="99200",
        commune="Montclair",
        distance_words="à 9 km environ",
        here=False,
        why="Atelier « Ma tablette », mercredi 2 décembre, 14 h à 16 h",
        why_url="#",
        who="",
        phone="",
        phone_name="",
        example=True,
    ),
)


def _row(pk: int, day: tuple[str, str, str, str], title: str, hours: str) -> DateRow:
    name, number, month, iso_date = day
    return DateRow(
        pk=pk,
        activity_pk=pk,
        url="#",
        ics_url="",
        kind="permanence",
        kind_label="Permanence",
        shape="circle",
        title=title,
        spoken=f"{title}, {name} {number} {month}",
        day_name=name,
        day_number=number,
        month_name=month,
        iso_date=iso_date,
        days_away=pk,
        hours=hours,
        starts_iso=f"{iso_date}T14:00:00+01:00",
        ends_iso=f"{iso_date}T17:00:00+01:00",
        place_label="Mairie",
        commune="",
        distance_words="",
        operator_label="avec La Poste de Bellerive",
        recurrence="",
        cancelled=False,
        reason="",
        moved="",
        moved_from_iso="",
        ongoing=False,
        ongoing_sentence="",
        over=False,
        places_left=None,
        places_sentence="",
        price_label="Gratuit",
        example=True,
        note="",
    )


ROWS = (
    _row(1, ("jeudi", "26", "novembre", "2026-11-26"), "Mairie de Valfleury", "14 h à 17 h"),
    _row(2, ("mardi", "1", "décembre", "2026-12-01"), "Mairie de Rochebrune", "9 h à 12 h"),
)

# What `components/read_also.html` asks for.
PAGES = tuple(
    {"url": "#", "title": title, "category": category, "date": date, "lead": ""}
    for title, category, date in (
        ("Semaine paire, semaine impaire : comment lire nos dates", "Mode d’emploi", "24 novembre 2026"),
        ("Au bord de l’eau, une commune différente chaque jour", "Près de chez vous", "19 novembre 2026"),
        ("Le bus numérique passe dans sept communes", "Sur la route", "12 novembre 2026"),
    )
)
