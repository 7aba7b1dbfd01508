"""How editors pick a place or an organisation: by a few words of its name or commune.

Wagtail shows a search box only for models of its own index; without one, a place was looked for ten by ten.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from search.question.text import words

# More rows than anybody reads; far fewer than the parameters a query may have.
MOST = 200


class WordsForm(BaseFilterForm):
    """Every typed word is looked for in `fields`; accents, hyphens and capitals do not count."""

    fields_searched: tuple[str, ...] = ("name",)
    q = forms.CharField(label=_("Nom ou commune"), required=False, max_length=100)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q") or ""
        typed = words(self.search_query)
        if not typed:
            return objects
        self.is_searching = True
        rows = objects.values_list("pk", *self.fields_searched)
        texts = ((pk, " ".join(words(" ".join(texts)))) for pk, *texts in rows)
        found = [pk for pk, text in texts if all(word in text for word in typed)]
        return objects.filter(pk__in=found[:MOST])


class PlaceForm(WordsForm):
    fields_searched = ("name", "commune_name", "postal_code")


class PlaceChooseView(ChooseView):
    filter_form_class = PlaceForm


class PlaceResultsView(ChooseResultsView):
    filter_form_class = PlaceForm


class PlaceChooser(SnippetChooserViewSet):
    choose_view_class = PlaceChooseView
    choose_results_view_class = PlaceResultsView


class OrganisationForm(WordsForm):
    q = forms.CharField(label=_("Nom"), required=False, max_length=100)


class OrganisationChooseView(ChooseView):
    filter_form_class = OrganisationForm


class OrganisationResultsView(ChooseResultsView):
    filter_form_class = OrganisationForm


class OrganisationChooser(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationResultsView
