"""What every model must have, and what the database must agree with."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import Model
from django.utils.functional import Promise
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from portal.models import PortalDocument, PortalImage, SiteSettings

OURS = ("portal", "home", "events", "directory", "search")
EDITED = {*get_page_models(), *get_snippet_models(), SiteSettings, PortalImage, PortalDocument}
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]


def test_models_have_names_for_people() -> None:
    """Wagtail's admin shows them; Django's own, made from the English class name, would be shown to French editors."""
    assert len(MODELS) > 20
    assert [model._meta.label for model in MODELS if not isinstance(model._meta.verbose_name, Promise)] == []


def inherited(model: type[Model]) -> set[str]:
    """Fields that Wagtail's abstract classes bring along."""
    bases: list[Any] = [base for base in model.__mro__ if getattr(getattr(base, "_meta", None), "abstract", False)]
    return {field.name for base in bases if base.__module__.startswith("wagtail") for field in base._meta.local_fields}


def test_fields_that_people_fill_in_have_a_name() -> None:
    nameless = {model._meta.label: names for model in MODELS if model in EDITED and (names := unnamed_fields(model))}
    assert nameless == {}


def unnamed_fields(model: type[Model]) -> list[str]:
    own = [
        field for field in model._meta.local_fields if field.editable and not (field.primary_key or field.remote_field)
    ]
    translated = inherited(model) | {field.name for field in own if isinstance(field.verbose_name, Promise)}
    return sorted({field.name for field in own} - translated)


def test_a_field_without_a_name_is_seen() -> None:
    assert unnamed_fields(ContentType) == ["app_label"]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_system_checks_say_nothing() -> None:
    call_command("check", fail_level="WARNING")
