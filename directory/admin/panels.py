"""The edit page of a help point, in the words of the people who keep it up to date."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface

from directory.admin.forms import HelpPointForm
from directory.admin.map_picker import MapPickerPanel
from directory.domain.opening_hours import parse
from directory.place import hours
from directory.place.facts import facts_of


class WeekPanel(Panel):
    """The week that the opening hours mean, with what the reader did not understand. Shown as they were last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "directory/admin/week_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance is not None and self.instance.opening_hours)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            now = timezone.now()
            today = hours.local_day(now)
            public = hours.public_days(today)
            [facts] = facts_of([self.instance], today)
            parsed = parse(self.instance.opening_hours)
            context["days"] = hours.week(facts, now, public) if parsed.known else ()
            context["warnings"] = parsed.warnings
            context["exception"] = hours.next_exception(facts, now, public)
            context["walk_in"] = self.instance.welcomes_walk_ins
            return context


essential = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("status"),
        FieldPanel("hosts_only"),
        MultiFieldPanel(
            [
                FieldPanel("commune"),
                FieldPanel("postal_code"),
                FieldPanel("address"),
                FieldPanel("address_extra"),
            ],
            _("Adresse"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("position_precision", read_only=True),
                MapPickerPanel(heading=_("Carte")),
            ],
            _("Position"),
            classname="map-picker",
            help_text=_("Laissez vide si vous ne savez pas : le lieu sera montré au centre de sa commune."),
        ),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("emails"), FieldPanel("websites"), FieldPanel("booking_url")],
            _("Contact"),
        ),
    ],
    heading=_("L’essentiel"),
)
reception = ObjectList(
    [
        FieldPanel("opening_hours"),
        WeekPanel(heading=_("La semaine comprise")),
        FieldPanel("access_modes"),
        FieldPanel("fees"),
        FieldPanel("special_needs"),
        FieldPanel("accessibility_url"),
        FieldPanel("itinerance"),
    ],
    heading=_("Horaires et accueil"),
)
help_given = ObjectList(
    [
        FieldPanel("services"),
        FieldPanel("support_modes"),
        FieldPanel("publics"),
        FieldPanel("summary"),
        FieldPanel("description"),
    ],
    heading=_("L’aide proposée"),
)
network = ObjectList(
    [
        FieldPanel("organisation"),
        FieldPanel("parent_structure"),
        FieldPanel("typologies"),
        FieldPanel("programmes"),
        FieldPanel("labels"),
        FieldPanel("other_labels"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date_maj"), FieldPanel("verified_on")]),
                FieldPanel("source"),
                FieldPanel("pivot"),
                FieldPanel("standard_id"),
            ],
            _("D’où vient la fiche"),
        ),
    ],
    heading=_("Réseau et source"),
)

help_point_form = TabbedInterface([essential, reception, help_given, network], base_form_class=HelpPointForm)
