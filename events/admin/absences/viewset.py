"""Absences in the admin: « le conseiller est absent du 3 au 14 »."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from directory.admin.finding import FindingView
from directory.upkeep.cancelled_dates import first_of
from events.admin.absences.form import AbsenceForm
from events.dates.absences import covered_dates, given_back
from events.models import Absence
from portal.ground.offer_panel import OfferPanel

_HELP = _(
    "Toutes les dates de cette personne, de ce lieu ou de cette commune sont annulées d’un coup, avec la raison. "
    "Supprimez l’absence : elles reviennent. Un lieu fermé se note dans « Fermetures et changements »."
)


class _Asking:
    """Before Wagtail's views: a question about dates is no error."""

    produced_error_message: str

    def is_valid(self, form: AbsenceForm) -> bool:
        valid: bool = super().is_valid(form)  # type: ignore[misc]  # Wagtail's
        if form.asks_only:
            self.produced_error_message = gettext("Rien n’est encore enregistré : répondez à la question plus bas.")
        return valid


class AbsenceCreateView(_Asking, CreateView):
    """One that touches nothing was most often meant for somebody else: said, not refused, a date may come later."""

    def get_success_message(self, instance: Absence) -> str:
        said = str(super().get_success_message(instance))
        if covered_dates(instance, timezone.now()).exists():
            return said
        doubt = gettext("Elle n’annule aucune date : est-ce bien la bonne personne, le bon lieu, les bons jours ?")
        return f"{said} {doubt}"


class AbsenceEditView(_Asking, EditView):
    pass


class AbsenceDeleteView(DeleteView):
    """Says which dates come back."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "told": _back_without(self.object)}


def _back_without(absence: Absence) -> str:
    dates = given_back(absence, timezone.now()).in_words()
    if not dates:
        return ""
    number = ngettext("%(number)s date aura lieu de nouveau", "%(number)s dates auront lieu de nouveau", len(dates))
    return f"{number % {'number': len(dates)}} : {first_of(dates)}."


class AbsenceViewSet(SnippetViewSet):
    model = Absence
    icon = "no-view"
    menu_label = _("Absences")
    list_display = [
        "label",
        Column("whose", label=_("Qui"), accessor="whose"),
        Column("first_day", label=_("Du"), accessor=lambda row: date_format(row.first_day), sort_key="first_day"),
        Column("last_day", label=_("Au"), accessor=lambda row: date_format(row.last_day), sort_key="last_day"),
    ]
    list_filter = ["who"]
    index_view_class = FindingView
    add_view_class = AbsenceCreateView
    edit_view_class = AbsenceEditView
    delete_view_class = AbsenceDeleteView
    delete_template_name = "events/admin/confirm_delete.html"
    search_fields = ["label", "adviser", "holder__name", "organisation__name", "commune__name"]
    search_backend_name = None
    copy_view_enabled = False
    ordering = "-first_day"
    edit_handler = ObjectList(
        [
            HelpPanel(content=_HELP),
            FieldPanel("who"),
            FieldPanel("holder"),
            FieldPanel("organisation"),
            FieldPanel("adviser"),
            FieldPanel("commune"),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            FieldPanel("label"),
            OfferPanel("cancel_dates"),
            OfferPanel("kept"),
        ],
        base_form_class=AbsenceForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Absence.objects.select_related("holder", "organisation", "commune")
