"""What the directory proposes while a person types: its places, and the themes by which they can be chosen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from directory.domain import vocabulary
from directory.models import HelpPoint
from search.suggest.entries import Entry
from search.suggest.registry import Proposals


def places() -> Iterable[Entry]:
    """Places in service by name; one that only hosts is no answer of its own."""
    rows = HelpPoint.objects.in_service().filter(hosts_only=False).order_by("name", "pk")
    return (Entry(name, commune or "") for name, commune in rows.values_list("name", "commune__name"))


def themes() -> Iterable[Entry]:
    return (Entry(label) for _code, label in vocabulary.SERVICES.plain_choices())


PROPOSALS = (
    Proposals("lieu", gettext_lazy("lieu"), 3, places),
    Proposals("theme", gettext_lazy("thème"), 4, themes),
)
