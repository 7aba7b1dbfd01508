"""What `make demo` says when it cannot start, and that it starts over cleanly."""

import os
import shutil
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Site

from portal.models import User
from portal.roof.demo import collected, credentials
from portal.roof.demo.erasing import erase
from tests.consistency.source_files import PROJECT, tracked


def test_a_used_port_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Le port {port} est déjà pris.*PORT={port + 1}"):
            call_command("demo", port=port)


def test_a_read_only_folder_is_said_in_one_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.VAR_DIR = tmp_path / "file" / "var"
    with pytest.raises(SystemExit, match="lecture seule"):
        call_command("demo", prepare_only=True)


@pytest.mark.parametrize("command", ["demo", "demo_load"])
@pytest.mark.parametrize("reset", [True, False])
@pytest.mark.django_db
def test_no_demo_comes_where_none_is_at_home(site: Any, settings: Any, command: str, reset: bool) -> None:
    settings.HOLDS_A_DEMO = False
    with pytest.raises(CommandError, match="Rien n’a été changé"):
        call_command(command, reset=reset, no_input=True)
    assert Site.objects.exists()


def test_production_holds_no_demo() -> None:
    assert "HOLDS_A_DEMO" not in (PROJECT / "portal/settings/production.py").read_text(encoding="utf-8")
    assert "HOLDS_A_DEMO = False" in (PROJECT / "portal/settings/base.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", ["", "\n", "oui\n"])
@pytest.mark.django_db
def test_nothing_is_erased_unless_the_word_is_typed(
    site: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, answer: str
) -> None:
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    (tmp_path / "image.jpg").touch()
    User.objects.create_user("redaction")
    monkeypatch.setattr("sys.stdin", StringIO(answer))
    with pytest.raises(CommandError, match="Rien n’a été effacé"):
        erase(migrated=True, asked=False)
    assert "1 comptes. Tout sera effacé" in capsys.readouterr().out
    assert User.objects.exists() and (tmp_path / "image.jpg").exists()


@pytest.mark.django_db
def test_what_is_empty_is_erased_without_a_question(site: Any, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    (tmp_path / "image.jpg").touch()
    erase(migrated=False, asked=False)
    assert not (tmp_path / "image.jpg").exists()


@pytest.mark.django_db
def test_passwords_are_shown_once_and_kept_privately(site: Any, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    text = credentials.ensure_accounts()
    assert text is not None and "editrice / " in text and "administration / " in text
    assert credentials.credentials_file().read_text(encoding="utf-8") == text
    assert credentials.credentials_file().stat().st_mode & 0o777 == 0o600
    assert credentials.ensure_accounts() is None


@pytest.mark.django_db
def test_the_editor_of_the_demo_may_sign_in(site: Any, settings: Any, tmp_path: Path, client: Any) -> None:
    settings.VAR_DIR = tmp_path
    text = credentials.ensure_accounts() or ""
    name, word = text.splitlines()[0].split(": ")[1].split(" / ")
    answer = client.post("/admin/login/", {"username": name, "password": word, "next": "/admin/"})
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_files_are_collected_again_only_when_one_changed(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("a")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # the stubs forget that it remembers
    try:
        assert collected.ensure_collected()
        assert (tmp_path / "collected" / "a.txt").read_text() == "a"
        assert not collected.ensure_collected()
        (source / "a.txt").write_text("other")
        assert collected.ensure_collected()
        assert (tmp_path / "collected" / "a.txt").read_text() == "other"
    finally:
        finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # the stubs forget that it remembers


def test_everything_is_written_in_the_folder_of_the_instance(tmp_path: Path) -> None:
    """On a copy of the project: another demo may be running in this one."""
    project, var = tmp_path / "project", tmp_path / "var"
    for path in tracked():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / path, project / path)
    before = _seen(project)
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--prepare-only"],
        cwd=project,
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
            "PORTAL_VAR_DIR": str(var),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert _seen(project) == before
    assert {"db.sqlite3", "secret_key", "identifiants.txt", "static", "media"} <= {path.name for path in var.iterdir()}
    assert [path.name for path in var.iterdir() if path.name != "static" and path.stat().st_mode & 0o077] == []


def _seen(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (found.st_size, found.st_mtime_ns) for path in folder.rglob("*") for found in [path.stat()]}
