"""The agenda in the admin: activities, and their dates one by one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, TitleColumn
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from directory.admin.finding import FindingView, finding_chooser
from directory.domain.hours.territories import clock_words
from directory.models import HelpPoint
from events.admin.absences.viewset import AbsenceViewSet
from events.admin.activity_views import (
    ActivityCreateView,
    ActivityDeleteView,
    ActivityEditView,
    ActivityUnpublishView,
)
from events.admin.copying import ActivityCopyView
from events.admin.month.views import MonthViewSet
from events.admin.panels import activity_form, occurrence_form
from events.admin.partner_calendars import PartnerCalendarViewSet
from events.dates.next_dates import date_doubts
from events.models import Activity, Occurrence
from events.whose import Whose
from portal.models import Commune


def communes_with_dates(_request: Any) -> QuerySet[Commune]:
    return Commune.objects.filter(pk__in=Activity.objects.values("commune"))


def operators(_request: Any) -> QuerySet[HelpPoint]:
    return HelpPoint.objects.filter(pk__in=Activity.objects.values("operator"))


class ActivityFilterSet(WagtailFilterSet):
    commune = django_filters.ModelChoiceFilter(label=_("Commune"), queryset=communes_with_dates)
    operator = django_filters.ModelChoiceFilter(label=_("Tenue par"), queryset=operators)
    live = django_filters.BooleanFilter(label=_("Publié"), field_name="live")

    class Meta:
        model = Activity
        fields = ["live", "kind", "commune", "operator", "is_example"]


class ActivityViewSet(SnippetViewSet):
    model = Activity
    icon = "calendar-alt"
    menu_label = _("Permanences et ateliers")
    list_display = [
        "title",
        Column("kind", label=_("Genre"), accessor="get_kind_display", sort_key="kind"),
        Column(
            "commune", label=_("Commune"), accessor=lambda activity: activity.commune or "", sort_key="commune__name"
        ),
        Column(
            "next_start",
            label=_("Prochaine date"),
            accessor=lambda activity: (
                _moment(activity.next_start, activity.next_zone) if activity.next_start else activity.timetable_note
            ),
        ),
        LiveStatusTagColumn(),
    ]
    list_filter = None
    filterset_class = ActivityFilterSet
    index_view_class = FindingView
    add_view_class = ActivityCreateView
    edit_view_class = ActivityEditView
    unpublish_view_class = ActivityUnpublishView
    delete_view_class = ActivityDeleteView
    delete_template_name = "events/admin/confirm_delete.html"
    search_fields = [
        "title", "summary", "place_text", "commune__name", "commune__former_names",
        "commune__postal_codes", "point__name",
        "point__commune_name", "operator__name", "organisation__name", "booking_phone",
    ]  # fmt: skip
    search_backend_name = None  # as everywhere in this admin
    chooser_viewset_class = finding_chooser("title", "commune__name", "point__name", "point__commune_name")
    edit_handler = activity_form
    list_per_page = 50
    copy_view_class = ActivityCopyView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        coming = Occurrence.objects.taking_place(timezone.now()).filter(activity=OuterRef("pk"))
        activities: QuerySet[Activity] = Activity.objects.select_related("commune").annotate(
            next_start=Subquery(coming.values("start")[:1]), next_zone=Subquery(coming.values("zone")[:1])
        )
        return activities


class OccurrenceFilterSet(WagtailFilterSet):
    activity = django_filters.ModelChoiceFilter(
        label=_("Permanence ou atelier"), queryset=lambda _request: Activity.objects.all()
    )

    local_date = django_filters.DateFromToRangeFilter(label=_("Période"), widget=DateRangePickerWidget)
    commune = django_filters.ModelChoiceFilter(
        label=_("Commune"), field_name="activity__commune", queryset=communes_with_dates
    )
    operator = django_filters.ModelChoiceFilter(
        label=_("Tenue par"), field_name="activity__operator", queryset=operators
    )

    class Meta:
        model = Occurrence
        fields = ["local_date", "commune", "operator", "activity", "status", "kind"]


class OccurrenceEditView(EditView):
    def save_instance(self) -> Occurrence:
        """`apply_hand_edit` writes in the journal what changed: « modifiée » besides would say nothing."""
        action = self.action_class(self.form.instance, user=self.request.user, form=self.form, log_action=None)
        action.execute(skip_permission_checks=True)
        return self.form.instance  # type: ignore[no-any-return]  # Wagtail's

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        row: Occurrence = self.form.instance
        if row.status == Occurrence.Status.CONFIRMED and {"start", "end", "status"} & set(form.changed_data):
            for words in date_doubts(row.activity, row.start, row.end, timezone.now()):
                messages.warning(self.request, words)
        return answer


class OccurrenceViewSet(SnippetViewSet):
    model = Occurrence
    icon = "date"
    menu_label = _("Dates")
    list_display = [
        TitleColumn(
            "start",
            label=_("Quand"),
            accessor=lambda row: _moment(row.start, row.zone),
            sort_key="start",
            get_url=lambda row: reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk]),
        ),
        "activity",
        Column("status", label=_("État"), accessor="state_label", sort_key="status"),
        Column("places_left", label=_("Places restantes")),
        Column("by_hand", label=_("Changée à la main"), accessor=lambda row: _("oui") if row.by_hand else ""),
        TitleColumn(
            "month",
            label=_("Autour"),
            accessor=lambda _row: _("Ouvrir le mois"),
            get_url=lambda row: Whose.of(row.activity).address(row.local_date),
        ),
    ]
    list_filter = None
    filterset_class = OccurrenceFilterSet
    ordering = "start"
    index_view_class = FindingView
    search_fields = [
        "activity__title", "activity__place_text", "activity__commune__name", "activity__commune__former_names",
        "activity__commune__postal_codes", "activity__point__name", "activity__operator__name", "reason", "note",
    ]  # fmt: skip
    search_backend_name = None
    edit_handler = occurrence_form
    edit_view_class = OccurrenceEditView
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Occurrence]:
        coming = Occurrence.objects.public().coming(timezone.now())
        return coming.select_related("activity__commune").defer("ical")


def _moment(moment: datetime, zone: str) -> str:
    words = date_format(moment.astimezone(ZoneInfo(zone)), "D j F Y, G:i")
    clock = clock_words(zone)
    return f"{words} ({clock})" if clock else words


class AgendaGroup(SnippetViewSetGroup):
    menu_label = _("Agenda")
    menu_icon = "calendar-alt"
    menu_order = 160
    items = (ActivityViewSet, OccurrenceViewSet, MonthViewSet, AbsenceViewSet, PartnerCalendarViewSet)
