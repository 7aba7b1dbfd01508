"""A visitor says that something is wrong: two taps, no cookie, no mail address; the network works through the list."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directory.models import ErrorReport, HelpPoint
from directory.upkeep.duplicates.merge import merge
from directory.upkeep.reports import budget, rules
from directory.upkeep.reports.forgetting import forget
from portal.models import SiteSettings
from portal.models.content_version import content_version
from tests.directory.reading import words
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
MakePoint = Callable[..., HelpPoint]
SENTENCE = "Le mardi, c’est fermé l’après-midi.\r\nMerci !"


@pytest.fixture
def point(make_point: MakePoint) -> HelpPoint:
    return make_point("Mairie d’exemple", phone="+33553000000")


def address(point: HelpPoint) -> str:
    return reverse("report", args=[point.pk])


def form_of(page: Any) -> dict[str, str]:
    """What a browser would send back of this page, nothing touched."""
    soup: Any = BeautifulSoup(page.content.decode(), "html.parser")
    form = soup.select_one("main form")
    filled = {field["name"]: field.get("value", "") for field in form.select("input:not([type=radio])")}
    filled |= {field["name"]: field["value"] for field in form.select("input[type=radio][checked]")}
    return filled | {field["name"]: field.get_text().replace("\r\n", "\n") for field in form.select("textarea")}


def plain(sentence: str) -> str:
    return " ".join(sentence.split())


def send(client: Client, point: HelpPoint, frozen: Any, page: Any = None, after: int = 5, **fields: str) -> Any:
    """Open the form (or take the one of `page`), wait, send."""
    page = page or client.get(f"{address(point)}?quoi=horaires")
    frozen.shift(timedelta(seconds=after))
    return client.post(address(point), {**form_of(page), **fields}, headers={"origin": "http://testserver"})


def test_two_taps_from_the_page_of_the_place(client: StrictClient, point: HelpPoint, frozen: Any) -> None:
    page = BeautifulSoup(client.get(point.get_absolute_url()).content.decode(), "html.parser")
    links = page.select("main ul.errs a")
    assert [" ".join(link.get_text().split()) for link in links] == [
        "Signaler une erreur : Les horaires",
        "Signaler une erreur : Le téléphone",
        "Signaler une erreur : L’adresse",
        "Signaler une erreur : Le lieu a fermé pour de bon",
        "Signaler une erreur : Autre chose",
    ]
    form = client.get(str(links[1]["href"]))
    assert form_of(form)["quoi"] == "telephone"
    assert send(client, point, frozen, form)["Location"] == reverse("report-thanks", args=[point.pk])
    report = ErrorReport.objects.get()
    assert (report.point, report.place_name, report.what) == (point, "Mairie d’exemple", "telephone")
    assert (report.sentence, report.status, report.at) == ("", "nouveau", timezone.now())


def test_the_page_of_the_place_holds_no_stamp(client: StrictClient, point: HelpPoint) -> None:
    """It is kept and shown to everybody; that of the form is made for each visitor."""
    assert "jeton" not in client.get(point.get_absolute_url()).content.decode()
    first, second = client.get(address(point)), client.get(address(point))
    assert form_of(first)["jeton"] != form_of(second)["jeton"]
    assert "no-cache" in first["Cache-Control"] and "private" in first["Cache-Control"]


def test_a_kept_answer_never_holds_a_stamp(client: StrictClient, point: HelpPoint, settings: Any) -> None:
    settings.KEPT_ANSWERS_BYTES, settings.REMEMBERS_CONTENT = 4_000_000, True
    pages = [StrictClient().get(address(point)) for _ in range(2)]
    worker = StrictClient()
    again = [worker.get(address(point)) for _ in range(3)]
    assert len({form_of(page)["jeton"] for page in (*pages, *again)}) == 5


def test_no_cookie_is_set_and_no_token_asked(point: HelpPoint, frozen: Any) -> None:
    client = StrictClient(enforce_csrf_checks=True)
    assert send(client, point, frozen, phrase=SENTENCE).status_code == 302
    assert "Merci" in words(client.get(reverse("report-thanks", args=[point.pk])))
    assert not client.cookies
    assert ErrorReport.objects.get().sentence == "Le mardi, c’est fermé l’après-midi.\nMerci !"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://hostile.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    ],
)
def test_another_site_sends_nothing_in_the_name_of_a_visitor(
    client: StrictClient, point: HelpPoint, frozen: Any, headers: dict[str, str]
) -> None:
    filled = {**form_of(client.get(address(point))), "quoi": "ferme", "phrase": "Fermé depuis lundi"}
    frozen.shift(timedelta(seconds=5))
    page = client.post(address(point), filled, headers=headers)
    assert page.status_code == 403 and "ne venait pas de cette page" in words(page)
    assert "Fermé depuis lundi" not in words(page)
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize(
    ("fields", "after", "told"),
    [
        ({}, 0, rules.TOO_QUICK),
        ({}, 25 * 3600, rules.TOO_OLD),
        ({"jeton": ""}, 5, rules.UNREADABLE),
        ({"jeton": "1.1.abc:signature"}, 5, rules.UNREADABLE),
        ({"site": "https://pub.example"}, 5, rules.TRAPPED),
        ({"quoi": ""}, 5, "Choisissez ce qui est faux."),
        ({"quoi": "tout"}, 5, "Choisissez ce qui est faux."),
    ],
)
def test_what_is_refused_is_told_and_the_sentence_stays(
    client: StrictClient, point: HelpPoint, frozen: Any, fields: dict[str, str], after: int, told: str
) -> None:
    page = send(client, point, frozen, after=after, phrase=SENTENCE, **fields)
    assert page.status_code == 422 and plain(told) in words(page)
    assert not ErrorReport.objects.exists()
    assert form_of(page)["phrase"] == SENTENCE.replace("\r\n", "\n")
    # And it leaves at the next tap.
    again = send(client, point, frozen, page, quoi="horaires")
    assert again.status_code == 302
    assert ErrorReport.objects.get().sentence == SENTENCE.replace("\r\n", "\n")


def test_advertising_is_told_and_stays_to_be_corrected(client: StrictClient, point: HelpPoint, frozen: Any) -> None:
    page = send(client, point, frozen, phrase="Voyez http://pub.example")
    assert "Écrivez sans lien" in words(page) and form_of(page)["phrase"] == "Voyez http://pub.example"
    assert send(client, point, frozen, page, phrase="Le lieu a déménagé").status_code == 302
    assert ErrorReport.objects.get().sentence == "Le lieu a déménagé"


def test_a_stamp_of_another_place_is_not_good_here(
    client: StrictClient, point: HelpPoint, make_point: MakePoint, frozen: Any
) -> None:
    stamp = form_of(client.get(address(make_point("Ailleurs"))))["jeton"]
    assert plain(rules.UNREADABLE) in words(send(client, point, frozen, jeton=stamp))
    assert not ErrorReport.objects.exists()


def test_an_impatient_finger_is_thanked_twice_and_kept_once(
    client: StrictClient, point: HelpPoint, frozen: Any
) -> None:
    page = client.get(f"{address(point)}?quoi=horaires")
    for _ in range(2):
        assert send(client, point, frozen, page, phrase="Fermé le mardi").status_code == 302
    assert ErrorReport.objects.count() == 1
    other = send(client, point, frozen, page, phrase="Le mercredi aussi")
    assert other.status_code == 422 and plain(rules.ALREADY) in words(other)
    assert ErrorReport.objects.count() == 1
    assert send(client, point, frozen, other).status_code == 302
    assert set(ErrorReport.objects.values_list("sentence", flat=True)) == {"Fermé le mardi", "Le mercredi aussi"}


def test_a_long_sentence_is_counted_as_browsers_do(client: StrictClient, point: HelpPoint, frozen: Any) -> None:
    long = "a\r\n" * 249 + "ab"  # 500 for a browser, 749 on the wire
    assert send(client, point, frozen, phrase=long).status_code == 302
    page = send(client, point, frozen, phrase="b" * 501)
    assert "trop long" in words(page) and form_of(page)["phrase"] == "b" * 501


@pytest.mark.parametrize("sentence", ["\x00", '<script>alert(1)</script> "><img src=x>', "\u202e\ufeff"])
def test_hostile_words_are_text_or_nothing(
    client: StrictClient,
    admin_client: StrictClient,
    admin_templates: None,
    point: HelpPoint,
    frozen: Any,
    sentence: str,
) -> None:
    send(client, point, frozen, phrase=sentence)
    for report in ErrorReport.objects.all():
        for page in ("index", "edit"):
            args = [report.pk] if page == "edit" else []
            content = admin_client.get(reverse(f"directory_reports:{page}", args=args)).content
            assert b"<script>alert(1)" not in content and b"<img src=x" not in content


def test_a_big_body_is_not_read(client: StrictClient, point: HelpPoint) -> None:
    assert client.post(address(point), {"phrase": "a" * 70_000}).status_code == 413


def test_a_visitor_has_a_budget_a_day_and_others_are_not_touched(
    client: StrictClient, point: HelpPoint, frozen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "PER_VISITOR", 2)
    assert [send(client, point, frozen).status_code for _ in range(3)] == [302, 302, 429]
    page = send(client, point, frozen, phrase=SENTENCE)
    assert "trop de messages" in words(page) and form_of(page)["phrase"] == SENTENCE.replace("\r\n", "\n")
    other = StrictClient(REMOTE_ADDR="198.51.100.7")
    assert send(other, point, frozen).status_code == 302
    frozen.shift(timedelta(days=1))
    assert send(client, point, frozen).status_code == 302


def test_all_together_have_a_budget_too(point: HelpPoint, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "PER_DAY", 3)
    visitors = [StrictClient(REMOTE_ADDR=f"198.51.100.{number}") for number in range(4)]
    assert [send(one, point, frozen).status_code for one in visitors] == [302, 302, 302, 429]


def test_no_address_of_a_visitor_is_written(client: StrictClient, point: HelpPoint, frozen: Any) -> None:
    send(client, point, frozen)
    first = ErrorReport.objects.get()
    assert "127" not in first.visitor.split(".") and len(first.visitor) == 32
    frozen.shift(timedelta(days=1))
    send(client, point, frozen)
    assert ErrorReport.objects.latest("at").visitor != first.visitor, "tomorrow nobody can tell it is the same"


def test_half_a_year_later_nothing_personal_is_left_and_counts_stay(
    client: StrictClient, point: HelpPoint, frozen: Any, now: datetime
) -> None:
    send(client, point, frozen, phrase=SENTENCE)
    assert forget(now + timedelta(hours=1)) == 0
    assert ErrorReport.objects.get().visitor
    forget(now + timedelta(days=2))
    report = ErrorReport.objects.get()
    assert (report.visitor, bool(report.sentence)) == ("", True)
    assert forget(now + timedelta(days=184)) == 1
    assert forget(now + timedelta(days=184)) == 0
    report = ErrorReport.objects.get()
    assert (report.sentence, report.what, report.point) == ("", "horaires", point)


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_draft_says_nothing_and_a_closed_place_may_be_wrong(
    client: StrictClient, make_point: MakePoint, state: str
) -> None:
    if state == "draft":
        point = make_point(live=False, first_published_at=None)
        assert client.get(address(point), follow=True).status_code == 404
        assert client.post(address(point), {}, follow=True).status_code == 404
    else:
        point = make_point(status="closed")
        page = client.get(point.get_absolute_url()).content.decode()
        assert "quoi=autre" in page and "quoi=ferme" not in page
        assert client.get(address(point)).status_code == 200
    assert client.get("/lieux/99999999999999999999/signaler/").status_code == 404


def test_a_merge_takes_the_reports_along(
    client: StrictClient, point: HelpPoint, make_point: MakePoint, frozen: Any
) -> None:
    send(client, point, frozen)
    kept = make_point("Gardé")
    merge(kept.pk, [point.pk], timezone.now())
    assert ErrorReport.objects.get().point == kept
    kept.delete()
    assert ErrorReport.objects.get().place_name == "Mairie d’exemple", "what was reported outlives the place"


def test_reading_writes_nothing_and_a_report_moves_no_page(client: StrictClient, point: HelpPoint, frozen: Any) -> None:
    version = content_version()
    with CaptureQueriesContext(connection) as read:
        page = client.get(address(point))
    assert all(query["sql"].startswith("SELECT") for query in read.captured_queries)
    assert len(read.captured_queries) <= 4
    with CaptureQueriesContext(connection) as written:
        send(client, point, frozen, page, quoi="ferme")
    assert ErrorReport.objects.count() == 1
    assert content_version() == version, "who reports an error must not empty what is kept for everybody"
    assert len(written.captured_queries) <= 12
    with CaptureQueriesContext(connection) as thanked:
        thanks = client.get(reverse("report-thanks", args=[point.pk]))
    assert len(thanked.captured_queries) <= 4
    assert all(len(one.content) < 16_000 for one in (page, thanks))


def test_a_report_that_fails_leaves_nothing(point: HelpPoint, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = StrictClient(raise_request_exception=False)
    page = client.get(f"{address(point)}?quoi=horaires")

    def fails(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("portal.models.changes._flush", fails)
    assert send(client, point, frozen, page).status_code == 500
    assert not ErrorReport.objects.exists()


def test_thanks_say_what_happens_and_whom_to_call(client: StrictClient, point: HelpPoint) -> None:
    settings = SiteSettings.load()
    settings.phone = "+33553111111"
    settings.save()
    page = client.get(reverse("report-thanks", args=[point.pk]))
    said = words(page)
    assert "Une personne du réseau va le lire" in said and "Vous ne recevrez pas de réponse" in said
    calls = [link["href"] for link in BeautifulSoup(page.content.decode(), "html.parser").select("main .tel")]
    assert calls == ["tel:+33553000000", "tel:+33553111111"]


@pytest.mark.usefixtures("admin_templates")
class TestInTheAdmin:
    @pytest.fixture
    def report(self, client: StrictClient, point: HelpPoint, frozen: Any) -> ErrorReport:
        send(client, point, frozen, phrase="Fermé le mardi")
        return ErrorReport.objects.get()

    def test_an_editor_sees_it_corrects_the_place_and_says_so(
        self, editor_client: StrictClient, report: ErrorReport
    ) -> None:
        home = words(editor_client.get(reverse("wagtailadmin_home")))
        assert "1 erreur signalée par un visiteur attend une réponse" in home
        listed = words(editor_client.get(reverse("directory_reports:index"), {"status": "nouveau"}))
        assert "Mairie d’exemple" in listed and "Fermé le mardi" in listed and "Nouveau" in listed
        edit = reverse("directory_reports:edit", args=[report.pk])
        page = editor_client.get(edit)
        assert reverse("wagtailsnippets_directory_helppoint:edit", args=[report.point_id]) in page.content.decode()
        assert "Fermé le mardi" in words(page)
        version = content_version()
        editor_client.post(edit, {"status": "corrige", "answer": "Vu avec la mairie."})
        report.refresh_from_db()
        assert (report.status, report.answer, report.sentence) == ("corrige", "Vu avec la mairie.", "Fermé le mardi")
        assert content_version() == version
        assert "attend une réponse" not in words(editor_client.get(reverse("wagtailadmin_home")))

    def test_nobody_adds_one_there(self, admin_client: StrictClient, report: ErrorReport) -> None:
        assert admin_client.get(reverse("directory_reports:add")).status_code in (302, 403)
        assert (
            reverse("directory_reports:add")
            not in admin_client.get(reverse("directory_reports:index")).content.decode()
        )

    def test_the_list_costs_the_same_for_fifty(
        self, editor_client: StrictClient, report: ErrorReport, point: HelpPoint
    ) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                editor_client.get(reverse("directory_reports:index"))
            return len(captured)

        cost()
        few = cost()
        ErrorReport.objects.bulk_create(
            ErrorReport(point=point, place_name="Lieu", what="autre", at=report.at, stamp=str(number))
            for number in range(45)
        )
        assert cost() == few <= 20

    def test_who_may_do_nothing_sees_nothing(self, client: StrictClient, make_user: Any, report: ErrorReport) -> None:
        from django.contrib.auth.models import Permission

        reader = make_user("lectrice")
        reader.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(reader)
        assert "attend une réponse" not in words(client.get(reverse("wagtailadmin_home")))
        for name, args in (("index", []), ("edit", [report.pk]), ("delete", [report.pk])):
            assert client.get(reverse(f"directory_reports:{name}", args=args)).status_code in (302, 403)
