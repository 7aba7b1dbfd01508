"""How editors pick a commune among thousands: by typing its name or its postal code."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from portal.models import Commune
from search.question.text import words

# More names than anybody reads; far fewer than the parameters a query may have.
MOST = 200


class CommuneSearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Nom ou code postal"), required=False, max_length=100)

    def filter(self, objects: QuerySet[Commune]) -> QuerySet[Commune]:
        """Accents, hyphens and capitals do not count: names are compared in Python, two columns of short rows."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q") or ""
        typed = " ".join(words(self.search_query))
        if not typed:
            return objects
        self.is_searching = True
        rows = objects.values_list("pk", "name", "postal_codes")
        found = [
            pk
            for pk, name, codes in rows
            if typed in " ".join(words(name)) or typed == pk.lower() or any(code.startswith(typed) for code in codes)
        ]
        return objects.filter(pk__in=found[:MOST])


class _Columns:
    """The département tells namesakes apart."""

    filter_form_class = CommuneSearchForm

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("departement", label=_("Département"))]  # type: ignore[misc]  # Wagtail's


class CommuneChooseView(_Columns, ChooseView):
    pass


class CommuneResultsView(_Columns, ChooseResultsView):
    pass


class CommuneChooserViewSet(ChooserViewSet):
    """Also the widget of every foreign key to a commune in the admin."""

    model = Commune
    icon = "site"
    choose_one_text = _("Choisir une commune")
    choose_another_text = _("Choisir une autre commune")
    choose_view_class = CommuneChooseView
    choose_results_view_class = CommuneResultsView


communes = CommuneChooserViewSet("communes")
