"""What every model must have, and what the database must agree with."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model
from django.utils.functional import Promise
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from portal.models import PortalDocument, PortalImage, SiteSettings

OURS = ("portal", "home", "events", "directory", "search")
EDITED = {*get_page_models(), *get_snippet_models(), SiteSettings, PortalImage, PortalDocument}
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_names_for_people(model: type[Model]) -> None:
    """Wagtail's admin shows them; Django's own, made from the English class name, would be shown to French editors."""
    assert isinstance(model._meta.verbose_name, Promise), f"{model._meta.label} has no translated verbose_name"


def inherited(model: type[Model]) -> set[str]:
    """Fields that Wagtail's abstract classes bring along."""
    bases = [base for base in model.__mro__ if getattr(getattr(base, "_meta", None), "abstract", False)]
    return {field.name for base in bases if base.__module__.startswith("wagtail") for field in base._meta.local_fields}


@pytest.mark.parametrize("model", [model for model in MODELS if model in EDITED], ids=lambda model: model._meta.label)
def test_a_field_that_people_fill_in_has_a_name(model: type[Model]) -> None:
    own = [
        field for field in model._meta.local_fields if field.editable and not (field.primary_key or field.remote_field)
    ]
    translated = inherited(model) | {field.name for field in own if isinstance(field.verbose_name, Promise)}
    assert {field.name for field in own} - translated == set()


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_system_checks_say_nothing() -> None:
    call_command("check", fail_level="WARNING")
