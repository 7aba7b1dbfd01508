"""Signing in with a second factor: the password alone opens nothing, a code opens once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from portal.models import Attempt, User
from portal.models.attempts import PER_NAME, WINDOW
from portal.roof.signing_in.second_factor.devices import device_of
from portal.roof.signing_in.second_factor.half_way import LASTS
from tests.portal.second_factor import PASSWORD, code_of, equipped, gets_in, give_code, give_password

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "frozen")]
TOO_MANY = "Trop d’essais. Attendez dix minutes"
WRONG = "Ce code est faux ou a déjà servi"
LATER = timedelta(minutes=1)  # after the code that served to set up


@pytest.fixture
def later(frozen: Any, now: datetime) -> datetime:
    frozen.move_to(now + LATER)
    return now + LATER


@pytest.fixture
def key(editor: User, now: datetime) -> str:
    """The key of the editor's application."""
    return str(equipped(editor, now)[0].key)


def half_way(editor: User, **more: str) -> Client:
    client = Client()
    answer = give_password(client, editor, **more)
    assert answer["Location"] == reverse("portal_code_step")
    return client


def test_the_password_then_the_code(editor: User, key: str, later: datetime) -> None:
    client = half_way(editor)
    page = client.get(reverse("portal_code_step")).content.decode()
    assert "Code affiché par votre application" in page
    assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page
    assert not gets_in(client)
    answer = give_code(client, code_of(key, later))
    assert answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")
    assert gets_in(client)


def test_who_has_none_signs_in_as_before(editor: User) -> None:
    client = Client()
    assert give_password(client, editor)["Location"] == reverse("wagtailadmin_home")
    assert gets_in(client)


def test_half_signed_in_is_nobody(editor: User, key: str, later: datetime) -> None:
    client = half_way(editor)
    assert SESSION_KEY not in client.session
    for address in (reverse("wagtailadmin_home"), reverse("wagtailadmin_account"), reverse("portal_second_factor")):
        for answer in (client.get(address), client.post(address)):
            assert answer["Location"].startswith(reverse("wagtailadmin_login"))


def test_half_signed_in_lasts_five_minutes(editor: User, key: str, frozen: Any, later: datetime) -> None:
    client = half_way(editor)
    end = later + LASTS
    frozen.move_to(end)
    assert client.get(reverse("portal_code_step")).status_code == 200
    frozen.move_to(end + timedelta(seconds=1))
    assert client.get(reverse("portal_code_step"))["Location"] == reverse("wagtailadmin_login")
    assert give_code(client, code_of(key, end + timedelta(seconds=1)))["Location"] == reverse("wagtailadmin_login")
    assert not gets_in(client)


def test_another_password_ends_what_was_half_signed_in(editor: User, key: str, later: datetime) -> None:
    client = half_way(editor)
    editor.set_password("une autre phrase assez longue")
    editor.save()
    assert give_code(client, code_of(key, later))["Location"] == reverse("wagtailadmin_login")


def test_a_code_opens_once(editor: User, key: str, later: datetime) -> None:
    code = code_of(key, later)
    assert give_code(half_way(editor), code).status_code == 302
    again = half_way(editor)
    assert WRONG in give_code(again, code).content.decode()
    assert not gets_in(again)


def test_the_code_that_set_it_up_opens_nothing(editor: User, key: str, now: datetime) -> None:
    assert WRONG in give_code(half_way(editor), code_of(key, now)).content.decode()


@pytest.mark.parametrize(("step", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong(editor: User, key: str, later: datetime, step: int, right: bool) -> None:
    answer = give_code(half_way(editor), code_of(key, later, step))
    assert answer.status_code == (302 if right else 200)


def test_no_code_of_before_opens_after_one_ahead(editor: User, key: str, later: datetime) -> None:
    assert give_code(half_way(editor), code_of(key, later, 1)).status_code == 302
    assert WRONG in give_code(half_way(editor), code_of(key, later)).content.decode()


def test_a_recovery_code_opens_once_and_says_how_many_are_left(editor: User, now: datetime, later: datetime) -> None:
    _device, codes = equipped(editor, now)
    client = half_way(editor)
    answer = give_code(client, f" {codes[3][:5]} {codes[3][5:]}")
    assert answer.status_code == 302
    assert "Il vous en reste 9." in client.get(answer["Location"]).content.decode()
    assert WRONG in give_code(half_way(editor), codes[3]).content.decode()


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1234567", "٣٤٥٦٧٨", "0" * 10, "-" * 20])
def test_anything_else_is_refused(editor: User, key: str, later: datetime, typed: str) -> None:
    client = half_way(editor)
    assert give_code(client, typed).status_code == 200
    assert not gets_in(client)


def test_nobody_gets_in_with_the_code_of_another(editor: User, administrator: User, key: str, later: datetime) -> None:
    other, codes = equipped(administrator, later - LATER)
    client = half_way(editor)
    for code in (code_of(other.key, later), codes[0]):
        assert give_code(client, code).status_code == 200
    assert not gets_in(client)


def test_wrong_codes_and_wrong_passwords_are_counted_together(
    editor: User, key: str, frozen: Any, later: datetime, caplog: Any
) -> None:
    for _try in range(2):
        Client().post(reverse("wagtailadmin_login"), {"username": editor.username, "password": "faux"})
    client = half_way(editor)
    for _try in range(PER_NAME - 2):
        assert TOO_MANY not in give_code(client, "000000").content.decode()
    assert TOO_MANY in give_code(client, code_of(key, later)).content.decode(), "the right one neither"
    refused = Client()
    assert TOO_MANY in give_password(refused, editor).content.decode()
    assert "connexion refused, too many attempts: 'editrice'" in caplog.text
    assert key not in caplog.text and code_of(key, later) not in caplog.text
    frozen.move_to(later + WINDOW + timedelta(seconds=1))
    assert give_code(half_way(editor), code_of(key, later + WINDOW)).status_code == 302
    assert not Attempt.objects.exists(), "the former ones are forgotten"


def test_the_right_password_forgets_no_wrong_code(editor: User, key: str, later: datetime) -> None:
    """Who knows the password could else try codes for ever."""
    for _try in range(PER_NAME):
        give_code(half_way(editor), "000000")
    assert TOO_MANY in give_password(Client(), editor).content.decode()


def test_no_password_at_all_forgets_no_wrong_one(editor: User, later: datetime) -> None:
    address = reverse("wagtailadmin_login")
    for _try in range(PER_NAME):
        Client().post(address, {"username": editor.username, "password": "faux"})
        Client().post(address, {"username": editor.username, "password": ""})
    assert TOO_MANY in give_password(Client(), editor).content.decode()


def test_codes_are_slowed_down_more_and_more(editor: User, key: str, frozen: Any, later: datetime) -> None:
    """Ten minutes, then five more, and so on, would be 700 guesses a day."""
    moment = later
    for _window in range(2):
        client = half_way(editor)
        for _try in range(PER_NAME):
            moment += timedelta(seconds=40)
            frozen.move_to(moment)
            give_code(client, "000000")
        moment += WINDOW + timedelta(seconds=1)
        frozen.move_to(moment)
    for _try in range(2):
        give_code(half_way(editor), "000000")
        moment += timedelta(seconds=5)
        frozen.move_to(moment)
    assert "Trop de codes faux à la suite. Attendez jusqu’au" in give_code(half_way(editor), "000000").content.decode()


def test_a_code_right_after_a_wrong_one_waits_a_second(editor: User, key: str, frozen: Any, later: datetime) -> None:
    client = half_way(editor)
    give_code(client, "000000")
    assert "Trop vite après un code faux." in give_code(client, code_of(key, later)).content.decode()
    frozen.move_to(later + timedelta(seconds=2))
    assert give_code(client, code_of(key, later)).status_code == 302


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/admin/pages/", "/admin/pages/"),
        ("/admin/pages/?p=2&q=x", "/admin/pages/?p=2&q=x"),
        ("https://ailleurs.example/", "/admin/"),
        ("//ailleurs.example/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_where_one_was_going_is_kept(editor: User, key: str, later: datetime, asked: str, given: str) -> None:
    client = half_way(editor, next=asked)
    assert give_code(client, code_of(key, later))["Location"] == given


@pytest.mark.parametrize(("remember", "closes"), [({}, True), ({"remember": "on"}, False)])
def test_the_session_lasts_as_asked(
    editor: User, key: str, later: datetime, remember: dict[str, str], closes: bool
) -> None:
    client = half_way(editor, **remember)
    assert client.session.get_expire_at_browser_close()
    give_code(client, code_of(key, later))
    assert client.session.get_expire_at_browser_close() is closes


def test_each_step_has_a_session_of_its_own(editor: User, key: str, later: datetime) -> None:
    client = half_way(editor)
    half = client.session.session_key
    give_code(client, code_of(key, later))
    assert client.session.session_key != half
    assert not Session.objects.filter(session_key=half).exists()


def test_a_new_password_by_mail_asks_the_code_too(editor: User, key: str, later: datetime) -> None:
    uid, token = urlsafe_base64_encode(force_bytes(editor.pk)), default_token_generator.make_token(editor)
    client, word = Client(), "une phrase toute neuve"
    form = client.get(reverse("wagtailadmin_password_reset_confirm", args=[uid, token]))["Location"]
    assert client.post(form, {"new_password1": word, "new_password2": word}).status_code == 302
    assert not gets_in(client)
    answer = client.post(reverse("wagtailadmin_login"), {"username": editor.username, "password": word})
    assert answer["Location"] == reverse("portal_code_step")


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_second_way_in_of_wagtail_leads_to_ours(editor: User, key: str, later: datetime, method: str) -> None:
    client, asked = Client(), {"username": editor.username, "password": PASSWORD}
    answer = getattr(client, method)("/_util/login/?next=/articles/", asked if method == "post" else None)
    assert answer["Location"] == reverse("wagtailadmin_login") + "?next=/articles/"
    assert SESSION_KEY not in client.session


def test_a_session_of_the_password_alone_ends_when_one_is_set_up_elsewhere(
    editor: User, editor_client: Client, frozen: Any, now: datetime
) -> None:
    assert gets_in(editor_client)
    equipped(editor, now)
    assert not gets_in(editor_client)


def test_sessions_end_when_it_is_taken_away(
    editor: User, administrator: User, key: str, admin_client: Client, later: datetime, caplog: Any
) -> None:
    client = half_way(editor)
    give_code(client, code_of(key, later))
    one = reverse("portal_second_factor_of", args=[editor.pk])
    assert reverse("portal_second_factors") in admin_client.get(reverse("portal_locked")).content.decode()
    assert one in admin_client.get(reverse("portal_second_factors")).content.decode()
    assert "editrice" in admin_client.get(one).content.decode()
    told = admin_client.post(one, follow=True).content.decode()
    assert "C’est retiré : editrice peut entrer avec son mot de passe seul." in told
    line = f"portal.second_factor.removed: account {editor.pk} ('editrice'), by account {administrator.pk}"
    assert line in caplog.text
    history = admin_client.get(reverse("wagtailusers_users:history", args=[editor.pk])).content.decode()
    assert "Double authentification retirée" in history
    assert not gets_in(client), "whoever has the telephone is out"
    assert give_password(client, editor)["Location"] == reverse("wagtailadmin_home")
    assert gets_in(client)


def test_who_may_take_it_away(editor: User, editor_client: Client, admin_client: Client, now: datetime) -> None:
    administrator = User.objects.get(username="administratrice")
    equipped(administrator, now)
    list_, one = reverse("portal_second_factors"), reverse("portal_second_factor_of", args=[administrator.pk])
    for answer in (editor_client.get(list_), editor_client.get(one), editor_client.post(one)):
        assert answer.status_code in (302, 403)
    assert device_of(administrator)


def test_only_a_superuser_takes_it_from_a_superuser(
    make_user: Any, administrator: User, admin_client: Client, later: datetime
) -> None:
    from django.contrib.auth.models import Permission

    manager = make_user("gestionnaire")
    manager.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "change_user"]))
    client = Client()
    client.force_login(manager)
    equipped(administrator, later)
    one = reverse("portal_second_factor_of", args=[administrator.pk])
    assert client.get(reverse("portal_second_factors")).status_code == 200
    client.post(one)
    assert device_of(administrator)


def test_of_ones_own_a_proof_is_asked(administrator: User, now: datetime, later: datetime) -> None:
    device, _codes = equipped(administrator, now)
    client = Client()
    give_password(client, administrator)
    give_code(client, code_of(device.key, later))
    answer = client.post(reverse("portal_second_factor_of", args=[administrator.pk]))
    assert answer["Location"] == reverse("portal_second_factor")
    assert device_of(administrator)


def test_a_command_takes_it_away(editor: User, key: str, capsys: Any, caplog: Any) -> None:
    call_command("second_factor_remove", "editrice")
    assert "Double authentification retirée : editrice." in capsys.readouterr().out
    assert "('editrice'), by a command" in caplog.text
    for name in ("editrice", "inconnue"):
        with pytest.raises(CommandError):
            call_command("second_factor_remove", name)


def test_reading_writes_nothing(editor: User, key: str, later: datetime) -> None:
    client = half_way(editor)
    addresses = [reverse("portal_code_step")]
    with CaptureQueriesContext(
        connection,
    ) as read:
        client.get(addresses[0])
    give_code(client, code_of(key, later))
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("portal_second_factor"))
    written = [one["sql"] for one in [*read, *more] if not one["sql"].startswith("SELECT")]
    assert written == []


@pytest.mark.django_db(transaction=True)
def test_no_password_is_hashed_in_a_transaction_of_somebody_signed_in(
    editor: User, editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    encode = MD5PasswordHasher.encode

    def note(self: MD5PasswordHasher, *args: Any, **options: Any) -> str:
        seen.append(connection.in_atomic_block)
        return encode(self, *args, **options)

    monkeypatch.setattr(MD5PasswordHasher, "encode", note)
    word = "une phrase toute neuve"
    form = {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "a@exemple.fr"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form |= {"password-old_password": PASSWORD, "password-new_password1": word, "password-new_password2": word}
    answer = editor_client.post(reverse("wagtailadmin_account"), form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    editor.refresh_from_db()
    assert seen and not any(seen)
    assert editor.check_password(word) and editor.first_name == "A"
    assert gets_in(editor_client), "one stays signed in"
    seen.clear()
    give_password(editor_client, editor)
    assert seen and not any(seen)


@pytest.mark.parametrize(("first", "second"), [("", "une phrase toute neuve"), ("une phrase toute neuve", "une autre")])
def test_two_different_new_passwords_change_nothing(
    editor: User, editor_client: Client, first: str, second: str
) -> None:
    form = {"name_email-first_name": "A", "name_email-last_name": "B", "name_email-email": "a@exemple.fr"}
    form |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    form |= {"password-old_password": PASSWORD, "password-new_password1": first, "password-new_password2": second}
    assert editor_client.post(reverse("wagtailadmin_account"), form).status_code == 200
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)
