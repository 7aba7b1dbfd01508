"""One search for the lists and choosers of the admin: words and numbers, however people write them.

The database would compare letters as they are (« nerac » is not « Nérac » to SQLite, « _ » is anything); the finder's
index holds what is published only. A few short columns are read instead, and compared as the finder folds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView

from portal.words.commune_names import name_words
from portal.words.phones import numbers_in

# More rows than anybody reads in a chooser; far fewer than the parameters a query may have.
MOST = 200
_DIALLED = re.compile(r"[0-9 .()/+\-\u00a0\u202f]+")


def found(objects: QuerySet[Any], typed: str, fields: Sequence[str]) -> list[Any]:
    """The keys of the objects that hold, in these fields, every word typed, or the number or the beginning of one."""
    words, number = name_words(typed), _number(typed)
    if not words:
        return []
    rows = objects.order_by().values_list("pk", *fields)
    texts = ((pk, " ".join(map(_folded, _flat(values)))) for pk, *values in rows)
    # A number is one thing: its pairs of digits stand in identifiers by chance.
    return [pk for pk, text in texts if (number in text if number else all(word in text for word in words))]


def _number(typed: str) -> str:
    """Digits as they stand in a stored number: « 05 53 87 » → « 55387 »."""
    if numbers := numbers_in(typed):
        return numbers[0].removeprefix("+")
    return re.sub("[^0-9]", "", typed).lstrip("0") if _DIALLED.fullmatch(typed) else ""


def _flat(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        yield from map(str, value) if isinstance(value, list) else (str(value or ""),)


def _folded(text: str) -> str:
    return text if text.isdigit() or not text else _folded_words(text)


@lru_cache(maxsize=131_072)
def _folded_words(text: str) -> str:
    """Kept by the worker: the names of eleven thousand places take half a second to fold."""
    return " ".join(name_words(text))


class FindingView(IndexView):
    """A list of the admin; `search_fields` of its viewset are what it looks in."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=found(queryset, self.search_query, self.search_fields))


class FindingForm(BaseFilterForm):
    """Wagtail shows a search box in choosers only for models of its own index."""

    fields_searched: Sequence[str] = ("name",)
    q = forms.CharField(label=_("Rechercher"), required=False, max_length=100)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q") or ""
        if not self.search_query:
            return objects
        self.is_searching = True
        return objects.filter(pk__in=self.found(objects, self.search_query)[:MOST])

    def found(self, objects: QuerySet[Any], typed: str) -> list[Any]:
        return found(objects, typed, self.fields_searched)


def finding_chooser(*fields: str) -> type[SnippetChooserViewSet]:
    """A chooser that looks in these fields."""
    form = type("Form", (FindingForm,), {"fields_searched": fields})
    views = {
        "choose_view_class": type("Choose", (ChooseView,), {"filter_form_class": form}),
        "choose_results_view_class": type("Results", (ChooseResultsView,), {"filter_form_class": form}),
    }
    return type("Chooser", (SnippetChooserViewSet,), views)
