"""The production profile starts with the variables that `.env.example` says are needed, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.consistency.source_files import PROJECT

NEEDED = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "a-long-key-for-one-test-only-0123456789-0123456789-abcdef",
    "ALLOWED_HOSTS": "portail.example.org",
    "BASE_URL": "https://portail.example.org",
    # Nobody listens there: checks ask the database nothing.
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
}


def test_the_production_profile_passes_its_checks() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={**os.environ, **NEEDED},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("way", "seconds"), [([], 5), (["manage.py", "shell", "--no-imports"], 0)])
def test_a_page_gives_up_after_five_seconds_and_a_command_never(way: list[str], seconds: int) -> None:
    program = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    url = f"{NEEDED['DATABASE_URL']}?sslmode=require"
    done = subprocess.run(
        [sys.executable, *way, "-c", program],
        cwd=PROJECT,
        env={**os.environ, **NEEDED, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    options = {"options": f"-c statement_timeout={seconds}s -c lock_timeout=3s", "sslmode": "require"}
    assert done.stdout.strip() == str(options)


@pytest.mark.parametrize(
    "address",
    [None, "http://127.0.0.1:8000", "http://portail.example.org", "https://autre.example", f"{NEEDED['BASE_URL']}/ici"],
)
def test_nothing_starts_without_a_public_address(address: str | None) -> None:
    environment = {name: value for name, value in {**os.environ, **NEEDED}.items() if name != "BASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"],
        cwd=PROJECT,
        env=environment if address is None else environment | {"BASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    said = done.stderr.splitlines()[-1]
    assert "BASE_URL" in said and (address is None or "adresse publique du portail" in said)


@pytest.mark.parametrize(
    ("profile", "asked", "required"),
    [
        ("production", None, "True"),
        ("production", "offered", "False"),
        ("embedded", None, "False"),
        ("embedded", "required", "True"),
        ("embedded", "oui", "ADMIN_SECOND_FACTOR"),
    ],
)
def test_whether_administrators_must_have_a_second_factor(
    tmp_path: Path, profile: str, asked: str | None, required: str
) -> None:
    environment = {**os.environ, **NEEDED, "DJANGO_SETTINGS_MODULE": f"portal.settings.{profile}"}
    environment |= {"PORTAL_VAR_DIR": str(tmp_path)} | ({"ADMIN_SECOND_FACTOR": asked} if asked else {})
    program = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert required in (done.stdout.strip() or done.stderr)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ELASTICSEARCH_URL", "es1.example.org:9200", "l’adresse de chaque nœud"),
        ("ELASTICSEARCH_URL", "https://moi:secret@es1.example.org", "l’adresse de chaque nœud"),
        ("ELASTICSEARCH_CA", "/nulle/part.pem", "/nulle/part.pem"),
        ("ELASTICSEARCH_API_KEY", "secret", "pas les deux"),
        ("ELASTICSEARCH_INDEX", "Mon Index*", "minuscules"),
    ],
)
def test_a_wrong_word_about_elasticsearch_stops_the_start_with_its_name(name: str, value: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"],
        cwd=PROJECT,
        env={**os.environ, **NEEDED, "ELASTICSEARCH_USER": "portail", name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.splitlines()[-1]
    assert done.returncode != 0
    assert name in last and said in last and "secret" not in last
