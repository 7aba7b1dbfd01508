"""How editors pick a commune among thousands: by typing its name or its postal code."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from directory.admin.finding import FindingForm
from portal.models import Commune


class CommuneSearchForm(FindingForm):
    fields_searched = ("name", "postal_codes", "insee")
    q = forms.CharField(label=_("Nom ou code postal"), required=False, max_length=100)


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
