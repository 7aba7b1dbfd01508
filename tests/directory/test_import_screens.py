"""An import as a person does it: a file, what it would change, its writing, its report, its undoing."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse
from openpyxl import load_workbook

from directory.exchange import files
from directory.exchange.spreadsheet import workbook
from directory.models import HelpPoint, ImportRun
from directory.standard import writer
from directory.standard.record import LieuRecord
from portal.models import Commune
from tests.directory.reading import words
from tests.factories.records import a_record, a_row
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
PHONE = "+33553111111"


def send(client: StrictClient, records: list[LieuRecord], feed: str = "Le Département", **fields: Any) -> HttpResponse:
    content = "".join(writer.lines(records)).encode()
    file = SimpleUploadedFile("lieux.csv", content, content_type="text/csv")
    data = {"feed": feed, "file": file, "update": "on", **fields}
    return client.post(reverse("directory_imports:upload"), data, follow=True)


def address(name: str, run: ImportRun) -> str:
    return reverse(f"directory_imports:{name}", args=[run.pk])


def last() -> ImportRun:
    return ImportRun.objects.latest("pk")


def carry_out(client: StrictClient, **fields: Any) -> HttpResponse:
    run = last()
    client.post(address("apply", run), fields)
    return client.post(address("go_on", run), follow=True)


def test_a_file_is_seen_then_applied_then_undone(admin_client: StrictClient, laplume: Commune) -> None:
    page = send(admin_client, [a_record(), a_record(id="exemple-2", nom="")])
    said = words(page)
    assert "1 lieu nouveau" in said and "1 ligne refusée" in said
    assert "3 refusée nom Valeur obligatoire absente." in said
    assert "Services Aide aux démarches administratives" in said
    assert not HelpPoint.objects.exists(), "nothing public moves before « Appliquer »"

    assert "Fait" in words(carry_out(admin_client))
    point = HelpPoint.objects.get()

    changed = words(send(admin_client, [a_record(telephone=PHONE)]))
    assert f"Téléphone vide → {PHONE}" in changed
    carry_out(admin_client, sure="on")
    point.refresh_from_db()
    assert point.phone == PHONE

    run = last()
    assert "Annuler un import" in words(admin_client.post(address("undo", run), follow=True))
    point.refresh_from_db()
    assert point.phone == PHONE, "its difference is shown first"
    carry_out(admin_client)
    point.refresh_from_db()
    assert point.phone == ""
    assert "Annulation : n°" in words(admin_client.get(address("show", run)))
    assert words(admin_client.get(reverse("directory_imports:index"))).count("Fait") == 3


def test_much_at_once_is_asked_twice(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record(id=f"exemple-{n}") for n in range(3)])
    carry_out(admin_client)
    page = send(admin_client, [a_record(id="exemple-0", telephone=PHONE)])
    assert "Plus d’un tiers des lieux" in words(page)
    assert "Cochez cette case" in words(admin_client.post(address("apply", last())))
    assert last().state == "prepared"
    carry_out(admin_client, sure="on", unpublish_vanished="on")
    assert last().state == "done"
    assert HelpPoint.objects.filter(live=True).count() == 1


def test_what_changed_since_is_shown_again(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record()])
    carry_out(admin_client)
    send(admin_client, [a_record(telephone=PHONE)])
    HelpPoint.objects.update(phone="+33553222222")
    page = admin_client.post(address("apply", last()), {"sure": "on"}, follow=True)
    assert "L’annuaire a changé" in words(page)
    assert "+33553222222 (corrigé ici, gardé)" in words(page)
    assert HelpPoint.objects.get().phone == "+33553222222"


def test_a_second_import_of_the_feed_is_refused_in_words(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record()])
    first = last()
    send(admin_client, [a_record(id="exemple-2")])
    admin_client.post(address("apply", first))
    page = admin_client.post(address("apply", last()), follow=True)
    assert f"déjà en cours (n° {first.pk})" in words(page)
    assert last().state == "prepared"


def test_a_file_that_is_no_table_is_refused_in_words(admin_client: StrictClient) -> None:
    file = SimpleUploadedFile("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00")
    page = admin_client.post(reverse("directory_imports:upload"), {"feed": "Untel", "file": file})
    assert BeautifulSoup(page.content.decode(), "html.parser").select_one(".error-message")
    assert not ImportRun.objects.exists()


def test_abandoning_changes_nothing(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record()])
    run = last()
    assert "abandonné" in words(admin_client.post(address("drop", run), follow=True))
    admin_client.post(address("apply", run))
    run.refresh_from_db()
    assert (run.state, run.content, HelpPoint.objects.count()) == ("dropped", None, 0)


def test_the_report_is_a_spreadsheet_without_formulas(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record(nom="=HYPERLINK(1)"), a_record(id="exemple-2", code_postal="47")])
    carry_out(admin_client)
    response = admin_client.get(address("download", last()))
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_hostile_cells_are_text(admin_client: StrictClient, laplume: Commune) -> None:
    hostile = "<script>alert(1)</script>"
    page = send(admin_client, [a_record(nom=hostile, presentation_resume='"><img src=x onerror=alert(1)>')])
    assert hostile.encode() not in page.content and b"<img src=x" not in page.content
    carry_out(admin_client)
    page = admin_client.get(address("show", last()))
    assert hostile.encode() not in page.content


@pytest.mark.parametrize("name", ["show", "apply", "go_on", "drop", "undo", "download"])
def test_only_who_may_import_does(reader_client: StrictClient, name: str) -> None:
    run = ImportRun.objects.create(feed="Untel", created_at="2026-11-27T12:00:00Z", state="prepared")
    for method in (reader_client.get, reader_client.post):
        assert method(address(name, run)).status_code in (302, 403, 405)
    run.refresh_from_db()
    assert run.state == "prepared"


@pytest.mark.django_db(transaction=True)
def test_the_file_is_read_outside_any_transaction(
    admin_client: StrictClient, laplume: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    read = files.open_file

    def note(*args: Any, **options: Any) -> Any:
        seen.append(connection.in_atomic_block)
        return read(*args, **options)

    monkeypatch.setattr(files, "open_file", note)
    send(admin_client, [a_record()])
    assert seen == [False]


def test_the_list_is_read_in_few_queries(
    admin_client: StrictClient, laplume: Commune, django_assert_max_num_queries: Any
) -> None:
    send(admin_client, [a_record(id=f"exemple-{n}") for n in range(120)])
    page = address("show", last())
    admin_client.get(page)
    with django_assert_max_num_queries(24):
        said = words(admin_client.get(page))
    assert "Voir tous ces lieux" in said
    assert "Page 3 sur 3" in words(admin_client.get(f"{page}?quoi=create&p=3"))


def send_table(client: StrictClient, text: str, name: str = "lieux.csv", feed: str = "Une association") -> HttpResponse:
    file = SimpleUploadedFile(name, text.encode("cp1252"), content_type="text/csv")
    return client.post(reverse("directory_imports:upload"), {"feed": feed, "file": file, "update": "on"}, follow=True)


TABLE = (
    "Structure;Où;CP;Ville;Tél.;Ouverture\r\n"
    "Épicerie d’exemple;1 rue de l’Exemple;47310;Laplume;05 53 00 00 01;du lundi au vendredi de 9h à 12h\r\n"
    "Café d’exemple;2 rue de l’Exemple;47310;Laplume;;mardi matin\r\n"
)


def test_a_table_of_anybody_is_recognised_by_its_titles(admin_client: StrictClient, laplume: Commune) -> None:
    said = words(send_table(admin_client, TABLE.replace("Où", "Adresse")))
    assert "Windows-1252" in said and "2 lieux nouveaux" in said
    assert "chaque lieu en reçoit un" in said, "it has no identifier"
    carry_out(admin_client)
    shop, cafe = HelpPoint.objects.order_by("-name")
    assert (shop.opening_hours, shop.phone) == ("Mo-Fr 09:00-12:00", "+33553000001")
    assert cafe.opening_hours == "" and "mardi matin" in cafe.description
    again = words(send_table(admin_client, TABLE.replace("Où", "Adresse")))
    assert "2 lieux déjà à jour" in again, "the day of the file is no news"


def test_columns_that_nothing_recognises_are_chosen_once(admin_client: StrictClient, laplume: Commune) -> None:
    table = TABLE.replace("Structure;Où", "Zig;Zag")
    page = send_table(admin_client, table)
    said = words(page)
    assert "Choisir les colonnes" in said and last().state == "unread"
    assert not HelpPoint.objects.exists()
    form = {field["name"]: "" for field in BeautifulSoup(page.content.decode(), "html.parser").select("select[name]")}
    kept = {"code_postal": "CP", "commune": "Ville", "telephone": "Tél.", "horaires": "Ouverture"}
    chosen = {**form, **kept, "nom": "Zig", "adresse": "Zag"}
    assert "2 lieux nouveaux" in words(admin_client.post(address("columns", last()), chosen, follow=True))
    carry_out(admin_client)
    assert HelpPoint.objects.filter(name="Café d’exemple").exists()
    again = words(send_table(admin_client, table.replace("Café", "Bar")))
    assert "1 lieu nouveau" in again, "the next file of this feed is read in the same way"


def test_a_workbook_is_read(admin_client: StrictClient, laplume: Commune) -> None:
    content = workbook("Lieux", list(a_row()), [list(a_row().values())])
    file = SimpleUploadedFile("lieux.xlsx", content)
    page = admin_client.post(reverse("directory_imports:upload"), {"feed": "Untel", "file": file}, follow=True)
    assert "1 lieu nouveau" in words(page)


def test_a_file_too_large_is_refused(admin_client: StrictClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.admin.imports.forms.MOST_BYTES", 10)
    assert "dépasse 20 Mo" in words(send(admin_client, [a_record()]))
    assert not ImportRun.objects.exists()


def test_what_a_file_does_not_speak_of_stays(admin_client: StrictClient, laplume: Commune) -> None:
    whole = TABLE.replace("Où", "Adresse")
    send_table(admin_client, whole)
    carry_out(admin_client)
    lines = [line.split(";") for line in whole.strip().split("\r\n")]
    shorter = "\r\n".join(";".join(cells[:4]) for cells in lines).replace("CP", "Code postal")
    said = words(send_table(admin_client, shorter))
    assert "Le fichier ne dit rien de : téléphone, horaires" in said
    assert "2 lieux déjà à jour" in said
    emptied = whole.replace("05 53 00 00 01", "")
    assert "Téléphone +33553000001 → vide" in words(send_table(admin_client, emptied)), "an empty cell says something"


def test_a_file_without_positions_moves_nobody(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record()], feed="Une association")
    carry_out(admin_client)
    row = a_row(telephone="05 53 00 00 02")
    kept = [name for name in row if name not in ("latitude", "longitude", "code_insee")]
    table = ";".join(kept) + "\r\n" + ";".join(row[name] for name in kept) + "\r\n"
    send_table(admin_client, table)
    carry_out(admin_client, sure="on")
    point = HelpPoint.objects.get()
    assert (str(point.latitude), point.approximate, point.phone) == ("44.112750", False, "+33553000002")


def test_the_places_of_another_feed_are_changed_only_when_said(admin_client: StrictClient, laplume: Commune) -> None:
    send(admin_client, [a_record(id=f"exemple-{n}") for n in range(9)])
    carry_out(admin_client)
    page = send(admin_client, [a_record(id="exemple-1", nom="Pirate")], feed="Quelqu’un d’autre")
    assert "vient d’une autre source" in words(page)
    admin_client.post(address("apply", last()), {"sure": "on"})
    assert last().state == "prepared"
    carry_out(admin_client, sure="on", foreign="on")
    assert HelpPoint.objects.filter(name="Pirate").count() == 1


def test_refusals_come_before_what_was_put_right(admin_client: StrictClient, laplume: Commune) -> None:
    many = [a_record(id=f"exemple-{n}", telephone="05 53 00 00 01") for n in range(60)]
    page = send(admin_client, [*many, a_record(id="z", nom="")])
    assert "62 refusée" in words(page)


def test_of_which_day_a_list_is_may_be_said(admin_client: StrictClient, laplume: Commune) -> None:
    """Else a list of three years ago would be read by visitors as of today."""
    table = b"Nom;Adresse;CP;Commune\nMairie;1 place X;47310;Laplume\n"

    def sent(day: str) -> str:
        file = SimpleUploadedFile("liste.csv", table, content_type="text/csv")
        data = {"feed": "Mairie", "file": file, "update": "on", "as_of": day}
        return words(admin_client.post(reverse("directory_imports:upload"), data, follow=True))

    assert "au plus tard aujourd’hui" in sent("2999-01-01")
    assert not ImportRun.objects.exists()
    assert "la date que vous avez donnée, 09/03/2023" in sent("2023-03-09")
    carry_out(admin_client)
    assert HelpPoint.objects.get().date_maj == date(2023, 3, 9)
