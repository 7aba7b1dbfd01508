"""Two places side by side: each field that differs, and which value a person keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.admin.field_words import label, words
from directory.exchange.mapping import POSITION
from directory.models import HelpPoint
from directory.models.codes_field import CodesField
from directory.models.lines_field import LinesField

BOTH, FIRST, SECOND = "both", "first", "second"
# Fields that make sense together only, under the name of the first.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "commune": ("commune", "commune_name", "insee_code", "postal_code"),
    "latitude": POSITION,
    "date_maj": ("date_maj", "source"),
}
_FIELDS = (
    *("name", "organisation", "status", "hosts_only", "commune", "address", "address_extra", "latitude", "phone"),
    *("emails", "websites", "booking_url", "accessibility_url", "opening_hours", "summary", "description", "services"),
    *("publics", "special_needs", "fees", "access_modes", "support_modes", "itinerance", "typologies", "programmes"),
    *("labels", "other_labels", "parent_structure", "pivot", "date_maj"),
)


@dataclass(frozen=True)
class Choice:
    """`chosen` is what is proposed; `lists` may keep the values of both."""

    name: str
    label: str
    first: str
    second: str
    lists: bool
    chosen: str


def choices(first: HelpPoint, second: HelpPoint) -> Iterator[Choice]:
    """The fields that differ: what only one of them says is proposed, else what the first says."""
    for name in _FIELDS:
        one, other = getattr(first, name), getattr(second, name)
        if all(getattr(first, each) == getattr(second, each) for each in GROUPS.get(name, (name,))):
            continue
        lists = isinstance(HelpPoint._meta.get_field(name), CodesField | LinesField)
        chosen = SECOND if not one else BOTH if lists and other else FIRST
        if name == "latitude" and first.approximate and not second.approximate:
            chosen = SECOND
        yield Choice(name, _label(name), _words(first, name), _words(second, name), lists, chosen)


def taken(chosen: Mapping[str, str], second: int) -> tuple[dict[str, int], list[str]]:
    """What `merge` is asked: the fields taken from the second place, and the lists united."""
    take = {each: second for name, which in chosen.items() if which == SECOND for each in GROUPS.get(name, (name,))}
    return take, [name for name, which in chosen.items() if which == BOTH]


def _label(name: str) -> str:
    return "Position" if name == "latitude" else label(name)


def _words(point: HelpPoint, name: str) -> str:
    return ", ".join(words(each, getattr(point, each)) for each in GROUPS.get(name, (name,)) if each != "commune_name")
