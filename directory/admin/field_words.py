"""A field of a place and its value, as people read them in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from directory.models import HelpPoint
from directory.models.codes_field import CodesField
from portal.words.french import upper_first

_LONGEST = 200


def label(name: str) -> str:
    field: Any = _field(name)
    return upper_first(str(field.verbose_name))


def words(name: str, value: Any, communes: dict[str, str] | None = None) -> str:
    """A stored value as a person reads it; « vide » for nothing. `communes` gives names by INSEE code."""
    field = _field(name)
    if value in (None, "", []):
        return _("vide")
    if name == "commune_id":
        text = (communes or {}).get(value, value)
    elif isinstance(field, CodesField):
        labels = dict(field.vocabulary.choices())
        text = ", ".join(labels.get(code, code) for code in value)
    elif isinstance(value, list):
        text = ", ".join(map(str, value))
    else:
        text = str(dict(getattr(field, "flatchoices", ())).get(value, value))
    return Truncator(text).chars(_LONGEST)


def _field(name: str) -> Any:
    return HelpPoint._meta.get_field("commune" if name == "commune_id" else name)
