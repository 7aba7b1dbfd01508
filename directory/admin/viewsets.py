"""The directory in the admin: places, organisations, closures."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.admin.coverage.views import CoverageViewSet
from directory.admin.imports.views import ImportViewSet
from directory.admin.panels import help_point_form
from directory.admin.reports.viewset import ErrorReportViewSet
from directory.admin.snippet_choosers import OrganisationChooser, PlaceChooser
from directory.domain.place_kind import PLACE_KINDS, place_kind
from directory.models import Closure, HelpPoint, Organisation
from portal.models import Commune


def communes_with_places(_request: Any) -> QuerySet[Commune]:
    return Commune.objects.filter(pk__in=HelpPoint.objects.values("commune"))


class HelpPointFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Type"), choices=[(kind.code, kind.label) for kind in PLACE_KINDS], method="filter_kind"
    )
    commune = django_filters.ModelChoiceFilter(label=_("Commune"), queryset=communes_with_places)
    source = django_filters.AllValuesMultipleFilter(label=_("Source"), field_name="source")
    live = django_filters.BooleanFilter(label=_("Publié"), field_name="live")

    class Meta:
        model = HelpPoint
        fields = ["live", "status", "kind", "commune", "source"]

    def filter_kind(self, points: QuerySet[HelpPoint], name: str, codes: list[str]) -> QuerySet[HelpPoint]:
        """The kind is no column, it is worked out: three short columns of every row are read."""
        if not codes:
            return points
        rows = points.values_list("pk", "typologies", "programmes", "name")
        kinds = {pk: place_kind(typologies, programmes, title) for pk, typologies, programmes, title in rows}
        return points.filter(pk__in=[pk for pk, kind in kinds.items() if kind.code in codes])


class HelpPointViewSet(SnippetViewSet):
    model = HelpPoint
    icon = "site"
    menu_label = _("Lieux")
    list_display = [
        "name",
        Column("commune_name", label=_("Commune"), sort_key="commune_name"),
        Column("kind", label=_("Type"), accessor="kind.label"),
        Column("state", label=_("État"), accessor="get_status_display", sort_key="status"),
        Column(
            "age",
            label=_("Fraîcheur"),
            accessor=lambda point: point.freshness(timezone.localdate()).sentence,
            sort_key="date_maj",
        ),
        LiveStatusTagColumn(),
    ]
    list_filter = None
    filterset_class = HelpPointFilterSet
    search_fields = ["name", "commune_name", "postal_code", "address", "standard_id"]
    search_backend_name = None  # Wagtail's own index is quadratic on SQLite; a plain comparison is enough here
    edit_handler = help_point_form
    list_per_page = 50
    chooser_viewset_class = PlaceChooser
    copy_view_enabled = False  # a copy would need another identifier in the national standard


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organismes")
    list_display = ["name", "phone", "email"]
    search_fields = ["name", "siret"]
    search_backend_name = None
    chooser_viewset_class = OrganisationChooser
    panels = [
        FieldPanel("name"),
        FieldPanel("siret"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")], _("Contact")),
    ]


class ClosureViewSet(SnippetViewSet):
    model = Closure
    icon = "date"
    menu_label = _("Fermetures et congés")
    list_display = [
        "label",
        Column("kind", label=_("Genre"), accessor="get_kind_display", sort_key="kind"),
        Column("point", label=_("Lieu"), accessor=lambda closure: closure.point or ""),
        Column(
            "first_day", label=_("Du"), accessor=lambda closure: date_format(closure.first_day), sort_key="first_day"
        ),
        Column("last_day", label=_("Au"), accessor=lambda closure: date_format(closure.last_day), sort_key="last_day"),
        BooleanColumn("certain", label=_("Vérifié")),
    ]
    list_filter = ["kind", "certain"]
    search_fields = ["label"]
    search_backend_name = None
    panels = [
        FieldPanel("label"),
        FieldPanel("kind"),
        FieldPanel("point"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        MultiFieldPanel(
            [FieldPanel("zone"), FieldPanel("source"), FieldPanel("certain")], _("Jours fériés et vacances")
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Closure]:
        return Closure.objects.select_related("point")


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("Annuaire")
    menu_icon = "site"
    menu_order = 150
    items = (
        HelpPointViewSet,
        OrganisationViewSet,
        ClosureViewSet,
        ErrorReportViewSet,
        ImportViewSet,
        CoverageViewSet,
    )
