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
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, LiveStatusTagColumn
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet, SnippetViewSetGroup

from directory.admin.coverage.views import CoverageViewSet
from directory.admin.duplicates.views import DuplicatesViewSet
from directory.admin.finding import FindingView, finding_chooser
from directory.admin.forms import ClosureForm
from directory.admin.imports.views import ImportViewSet
from directory.admin.panels import help_point_form
from directory.admin.quality.views import QualityViewSet
from directory.admin.reports.viewset import ErrorReportViewSet
from directory.admin.trash.views import PlaceDeleteView, PlaceUnpublishView, TrashViewSet
from directory.domain.place_kind import PLACE_KINDS, place_kind
from directory.models import Closure, HelpPoint, Organisation
from portal.ground.offer_panel import OfferPanel
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
    index_view_class = FindingView
    search_fields = [
        "name", "commune_name", "postal_code", "address", "organisation__name", "phone", "emails", "standard_id",
        # What people knew it as: before a merge or a correction, or before its commune was joined to another.
        "source_records__values__name", "commune__former_names",
    ]  # fmt: skip
    search_backend_name = None  # Wagtail's own index is quadratic on SQLite, and knows neither numbers nor spellings
    edit_handler = help_point_form
    delete_view_class = PlaceDeleteView
    unpublish_view_class = PlaceUnpublishView
    delete_template_name = "directory/admin/trash/confirm.html"
    list_per_page = 50
    chooser_viewset_class = finding_chooser("name", "commune_name", "postal_code", "phone", "commune__former_names")
    copy_view_enabled = False  # a copy would need another identifier in the national standard


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organismes")
    list_display = ["name", "phone", "email"]
    index_view_class = FindingView
    search_fields = ["name", "siret", "phone", "email"]
    search_backend_name = None
    chooser_viewset_class = finding_chooser("name", "siret", "phone")
    panels = [
        FieldPanel("name"),
        FieldPanel("siret"),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")], _("Contact")),
    ]


class ClosureCreateView(CreateView):
    """Begins with the place (`point`) and the kind (`kind`) that the form of a place gives in the address."""

    def get_initial_form_instance(self) -> Closure:
        pk, kind = self.request.GET.get("point", ""), self.request.GET.get("kind", "")
        point = HelpPoint.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 10 else None
        return Closure(point=point, kind=kind if kind in Closure.Kind.values else Closure.Kind.LOCAL)


class ClosureViewSet(SnippetViewSet):
    model = Closure
    icon = "date"
    menu_label = _("Fermetures et changements")
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
    index_view_class = FindingView
    search_fields = ["label", "point__name", "point__commune_name"]
    search_backend_name = None
    add_view_class = ClosureCreateView
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("point"),
            FieldPanel("label"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            OfferPanel("cancel_dates"),
            FieldPanel("opening_hours", widget=AdminAutoHeightTextInput),
            MultiFieldPanel(
                [FieldPanel("zone"), FieldPanel("source"), FieldPanel("certain")], _("Jours fériés et vacances")
            ),
        ],
        base_form_class=ClosureForm,
    )

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
        DuplicatesViewSet,
        QualityViewSet,
        TrashViewSet,
        CoverageViewSet,
    )
