"""What is remembered of the content is never what a writer has not committed."""

from datetime import date, datetime
from typing import Any

import pytest

from directory.models import Closure
from directory.place.hours import public_days
from portal.ground.remembered import at_version
from portal.ground.site import site_settings
from portal.models import SiteSettings
from portal.models.changes import _WRITES, changes
from portal.models.content_version import content_version
from search.models import SearchSpan
from tests.factories.places import HelpPointFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def remembering(settings: Any, site: Any) -> None:
    settings.REMEMBERS_CONTENT = True
    with changes():
        SiteSettings.objects.update(tagline="Une phrase")


def test_what_is_derived_is_made_of_what_has_just_been_written(remembering: None, frozen: Any, now: datetime) -> None:
    publish(HelpPointFactory(opening_hours="Mo-Su 09:00-18:00"))
    with at_version(content_version()):
        public_days(now.date())  # a worker has shown a page: it remembers the holidays
    mourning = date(2026, 11, 26)
    before = SearchSpan.objects.filter(kind="ouvert", start__date=mourning).count()
    Closure.objects.create(kind=Closure.Kind.PUBLIC, first_day=mourning, last_day=mourning, label="Deuil national")
    assert before == 1
    assert SearchSpan.objects.filter(kind="ouvert", start__date=mourning).count() == 0


def test_a_change_that_is_undone_is_shown_to_nobody(remembering: None) -> None:
    shown = site_settings().network_name
    with pytest.raises(ZeroDivisionError), changes():
        SiteSettings.objects.update(network_name="Jamais validé")
        assert site_settings().network_name == "Jamais validé"
        raise ZeroDivisionError
    assert site_settings().network_name == shown


def test_what_is_written_behind_our_back_is_seen_in_the_end(remembering: None, monkeypatch: pytest.MonkeyPatch) -> None:
    site_settings()
    SiteSettings.objects.update(network_name="À la main")
    assert site_settings().network_name != "À la main"
    monkeypatch.setattr("portal.ground.remembered.monotonic", lambda: float("inf"))
    assert site_settings().network_name == "À la main"


@pytest.mark.parametrize(
    ("sql", "public"),
    [
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "id" = %s', False),
        (
            'UPDATE "directory_helppoint" SET "latest_revision_id" = NULL, "has_unpublished_changes" = %s WHERE 1',
            False,
        ),
        ('INSERT INTO "wagtailcore_revision" ("id") VALUES (%s)', False),
        ('UPDATE "django_session" SET "session_data" = %s', False),
        ('INSERT INTO "wagtailadmin_editingsession" ("id") VALUES (%s)', False),
        ('UPDATE "portal_user" SET "last_login" = %s WHERE "id" = %s', False),
        ('SELECT "UPDATE" FROM "x"', False),
        ('UPDATE "wagtailcore_page" SET "title" = %s, "draft_title" = %s WHERE "id" = %s', True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "live" = %s WHERE "id" = %s', True),
        ('DELETE FROM "portal_username" WHERE "id" = %s', True),
        ('INSERT OR IGNORE INTO "portal_retiredaddress" ("kind") VALUES (%s)', True),
        ("UPDATE directory_closure SET label = %s", True),
    ],
)
def test_which_writes_change_what_is_public(sql: str, public: bool) -> None:
    assert bool(_WRITES.match(sql)) is public


def test_an_editor_at_work_moves_nothing(editor_client: Any, admin_templates: None) -> None:
    point = publish(HelpPointFactory())
    before = content_version()
    point.name = "Brouillon"
    with changes():
        point.save_revision()
    assert content_version() == before
    with changes():
        point.latest_revision.publish()
    assert content_version() != before
