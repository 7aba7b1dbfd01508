"""The edit pages of the agenda, in the words of the people who keep it up to date."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from events.admin.activity_views import SHOW_DATES
from events.admin.children import ChildrenPanel
from events.admin.forms import ActivityForm, OccurrenceForm
from events.admin.history import HistoryPanel
from events.admin.month.verbs import ADDS
from events.admin.month.weeks import verbs_of
from events.admin.rules import RhythmPanel, RulesPanel
from events.dates.next_dates import next_dates
from events.models import Occurrence
from events.whose import Whose
from portal.ground.offer_panel import OfferPanel


class NextDatesPanel(Panel):
    """The next six dates that the rules give, as they were last saved or as they are typed, and what to look at."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/next_dates.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            as_typed = self.form.is_bound and self.form.is_valid()
            context["as_typed"] = as_typed
            context["show"] = SHOW_DATES
            context["next"] = next_dates(self.instance, timezone.now()) if saved or as_typed else None
            if saved:
                listing = Occurrence.snippet_viewset.get_url_name("list")  # type: ignore[attr-defined]  # set by Wagtail
                context["dates_url"] = f"{reverse(listing)}?activity={self.instance.pk}"
                context["month_url"] = Whose.of(self.instance).address()
            return context


class DatePanel(Panel):
    """What else may be done with a date than changing it in its form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/date.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            row: Occurrence = self.instance
            whose = Whose.of(row.activity)
            coming = row.start > timezone.now()
            context["verbs"] = verbs_of(whose, row, self.request.user.has_perm(ADDS)) if coming else ()
            context["month_url"] = whose.address(row.local_date)
            return context


rule_panels = [
    RhythmPanel("rhythm"),
    FieldPanel("weekdays"),
    FieldPanel("nth"),
    FieldPanel("month_days"),
    FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
    FieldRowPanel([FieldPanel("public_holidays"), FieldPanel("school_holidays")]),
]
session_panels = [
    FieldRowPanel([FieldPanel("day"), FieldPanel("start_time"), FieldPanel("end_time")]),
    FieldRowPanel([FieldPanel("cancelled"), FieldPanel("reason"), FieldPanel("places_left")]),
]

essential = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("point"),
                FieldPanel("place_text"),
                FieldPanel("address"),
                FieldPanel("commune"),
            ],
            _("Où"),
        ),
        MultiFieldPanel([FieldPanel("operator"), FieldPanel("organisation"), FieldPanel("adviser")], _("Avec qui")),
    ],
    heading=_("L’essentiel"),
)
dates = ObjectList(
    [
        NextDatesPanel(heading=_("Les prochaines dates")),
        RulesPanel(
            "rules",
            panels=rule_panels,
            heading=_("Dates qui reviennent"),
            label=_("règle"),
            help_text=_("« Tous les lundis », « un jeudi sur deux », « le 2e mardi du mois »."),
        ),
        ChildrenPanel(
            "sessions",
            panels=session_panels,
            heading=_("Dates données une à une"),
            label=_("date"),
            help_text=_("Pour un atelier unique, ou les séances d’un cycle."),
        ),
        FieldPanel("timetable_note"),
    ],
    heading=_("Dates"),
)
reception = ObjectList(
    [
        FieldPanel("access"),
        FieldRowPanel([FieldPanel("booking_phone"), FieldPanel("booking_email"), FieldPanel("booking_url")]),
        FieldPanel("one_registration"),
        FieldPanel("waiting_note"),
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("price"), FieldPanel("price_words")]),
        FieldPanel("services"),
        FieldPanel("publics"),
        FieldPanel("special_needs"),
        FieldRowPanel([FieldPanel("accessibility"), FieldPanel("languages")]),
    ],
    heading=_("Accueil"),
)
HISTORY = HistoryPanel(heading=_("Qui a changé quoi"))
origin = ObjectList(
    [FieldPanel("source"), FieldPanel("source_url"), FieldPanel("is_example"), PublishingPanel(), HISTORY],
    heading=_("Source"),
)

activity_form = TabbedInterface(
    [essential, dates, reception, origin],
    base_form_class=ActivityForm,
)

occurrence_form = ObjectList(
    [
        DatePanel(heading=_("Cette date")),
        FieldPanel("activity", read_only=True),
        FieldRowPanel([FieldPanel("status"), FieldPanel("reason")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("room"),
        FieldPanel("note", help_text=_("Montrée avec la date. Par exemple « Salle du premier étage ».")),
        FieldPanel("places_left"),
        OfferPanel("follow_rule", help_text=_("L’heure de cette date a été choisie à la main.")),
        HISTORY,
    ],
    base_form_class=OccurrenceForm,
)
