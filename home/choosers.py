"""How an editor picks a commune among 2,648: by typing its name or its postal code, not by scrolling."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from portal.models import Commune
from search.text import words


class CommuneFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Nom ou code postal"), required=False, max_length=100)

    def filter(self, objects: QuerySet[Commune]) -> QuerySet[Commune]:
        """Names are compared without accents nor hyphens, in Python: 2,648 short rows, in the admin only."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data.get("q") or ""
        typed = words(self.search_query)
        if not typed:
            return objects
        self.is_searching = True
        text = " ".join(typed)
        found = [
            insee
            for insee, name, codes in objects.values_list("insee", "name", "postal_codes")
            if text in " ".join(words(name)) or text == insee.lower() or any(code.startswith(text) for code in codes)
        ]
        return objects.filter(pk__in=found[:500])  # SQLite takes 999 parameters in old builds; nobody reads 500 names


class CommuneChooseView(ChooseView):
    filter_form_class = CommuneFilterForm


class CommuneChooseResultsView(ChooseResultsView):
    filter_form_class = CommuneFilterForm


class CommuneChooserViewSet(ChooserViewSet):
    model = Commune
    icon = "site"
    choose_one_text = _("Choisir une commune")
    choose_another_text = _("Choisir une autre commune")
    choose_view_class = CommuneChooseView
    choose_results_view_class = CommuneChooseResultsView
    register_widget = False  # the rooms below choose their own widget


commune_chooser = CommuneChooserViewSet("commune_chooser")
CommuneChooserBlock = commune_chooser.get_block_class(name="CommuneChooserBlock", module_path="home.choosers")
