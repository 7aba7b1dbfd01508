"""How editors pick a commune among thousands: by typing its name or its postal code."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from directory.admin.finding import MOST, FindingForm
from portal.models import Commune
from search.places import gazetteer


class CommuneSearchForm(FindingForm):
    """As the finder understands a commune, a slip forgiven; or its INSEE code."""

    q = forms.CharField(label=_("Nom ou code postal"), required=False, max_length=100)

    def found(self, objects: QuerySet[Commune], typed: str) -> list[str]:
        return [commune.insee for commune in gazetteer().suggest(typed, MOST)] or [typed.strip().upper()]


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
