"""What is true of a place between two dates only: closed, other hours, a message."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from directory.models import Closure, HelpPoint
from tests.directory.reading import finder, main, names, page_at, text
from tests.directory.test_admin import LIST, errors, filled
from tests.directory.test_place_page import rows, structured
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
MakePoint = Callable[..., HelpPoint]
FORM = "/admin/snippets/directory/closure/add/"


def write(point: HelpPoint, kind: str, label: str, **fields: Any) -> Closure:
    days = {"first_day": date(2026, 11, 24), "last_day": date(2026, 11, 27)}
    return Closure.objects.create(point=point, kind=kind, label=label, **days | fields)


def of(client: StrictClient, point: HelpPoint) -> BeautifulSoup:
    return page_at(client, point.get_absolute_url())


def test_other_hours_for_a_while(client: StrictClient, make_point: MakePoint) -> None:
    """Today is Tuesday 24 November, ten o'clock."""
    point = make_point()
    write(point, "hours", "réunion", opening_hours="Tu 14:00-16:00; We 09:00-10:00")
    page = of(client, point)
    words = main(page)
    assert "Fermé, ouvre à 14 h" in words
    assert words.count("Horaires modifiés jusqu’au vendredi 27 novembre : réunion") == 1
    week = rows(page)
    assert "14 h à 16 h" in week["2026-11-24"]
    assert "9 h à 10 h" in week["2026-11-25"]
    assert "fermé" in week["2026-11-26"].lower()
    assert "9 h à 12 h" in week["2026-11-23"], "the days around keep theirs"
    assert {row["validFrom"]: row["closes"] for row in structured(page)["openingHoursSpecification"]}[
        "2026-11-24"
    ] == "16:00"
    assert "Horaires modifiés" in main(finder(client, ou="laplume"))
    make_point("Du matin")
    assert names(finder(client, quand="maintenant")) == ["Du matin"]
    assert "Maison d’exemple" in names(finder(client, quand="aujourdhui-apres-midi"))


def test_a_place_without_hours_has_some_for_a_while(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(opening_hours="")
    write(point, "hours", "rentrée", opening_hours="Mo-Fr 09:00-12:00")
    assert "Ouvert, ferme à midi" in main(of(client, point))


def test_a_message_is_said_on_its_days(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    write(point, "message", "L’entrée est par la cour.")
    write(point, "message", "Plus tard.", first_day=date(2026, 12, 1), last_day=date(2026, 12, 2))
    for words in (main(of(client, point)), main(finder(client, ou="laplume"))):
        assert "L’entrée est par la cour." in words
        assert "Plus tard." not in words
        assert "Ouvert, ferme à midi" in words


def test_a_closure_is_told_beforehand_on_the_card(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    closure = write(point, "local", "travaux", first_day=date(2026, 12, 1), last_day=date(2026, 12, 8))
    assert "Fermé du 1er au 8 décembre : travaux" in main(finder(client, ou="laplume"))
    assert main(of(client, point)).count("Fermé du 1er au 8 décembre : travaux") == 1
    closure.first_day, closure.last_day = date(2027, 1, 4), date(2027, 1, 8)
    closure.save()
    assert "travaux" not in main(finder(client, ou="laplume"))


def test_changed_hours_have_hours(make_point: MakePoint) -> None:
    for fields in ({"kind": "hours"}, {"kind": "message", "opening_hours": "24/7"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            write(make_point(), label="x", **fields)


def test_an_editor_begins_at_the_place(editor_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point()
    form = BeautifulSoup(editor_client.get(f"{LIST}edit/{point.pk}/").content.decode(), "html.parser")
    ways = {text(link): link["href"] for link in form.select(f'a[href^="{FORM}"]')}
    assert list(ways) == ["Fermeture d’un lieu", "Horaires modifiés d’un lieu", "Message d’un lieu"]
    address = ways["Horaires modifiés d’un lieu"]
    data = filled(editor_client.get(address))
    assert (data["point"], data["kind"]) == (str(point.pk), "hours")
    data |= {"label": "été", "first_day": "2026-11-24", "last_day": "2026-11-30"}
    assert "Des horaires modifiés ont des horaires" in errors(editor_client.post(address, data))
    assert "ne sont pas compris" in errors(editor_client.post(address, data | {"opening_hours": "le matin"}))
    done = editor_client.post(address, data | {"opening_hours": "lundi et mardi 9h-11h"})
    assert done.status_code == 302, errors(done)
    assert Closure.objects.get().opening_hours == "Mo,Tu 09:00-11:00"
    assert "Ouvert, ferme à 11 h" in main(of(editor_client, point))
    assert "été" in text(BeautifulSoup(editor_client.get(f"{LIST}edit/{point.pk}/").content.decode(), "html.parser"))


@pytest.mark.parametrize(("first", "last"), [(28, 1), (30, 1), (1, 2), (3, 3)])
def test_a_closure_that_ends_early_next_week_shows_in_next_week_s_table(
    client: StrictClient, make_point: MakePoint, first: int, last: int
) -> None:
    """From the end of November to the beginning of December: today is Tuesday 24."""
    point = make_point()
    begins = date(2026, 11 if first > 27 else 12, first)
    write(point, "local", "travaux", first_day=begins, last_day=date(2026, 12, last))
    week = rows(of(client, point))
    for day in range(1, last + 1):
        closed = date(2026, 12, day) >= begins
        assert ("travaux" in week[f"2026-12-{day:02}"].lower()) is closed, week
