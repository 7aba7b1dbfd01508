"""The edit page of a help point, in the words of the people who keep it up to date."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import AdminAutoHeightTextInput

from directory.admin.desks import DesksPanel
from directory.admin.forms import HelpPointForm
from directory.admin.hours import ForAWhilePanel, WeekPanel
from directory.admin.map_picker import MapPickerPanel
from directory.admin.quality.panel import QualityPanel
from portal.ground.offer_panel import OfferPanel
from portal.ground.typed_inputs import PastDateInput

essential = ObjectList(
    [
        QualityPanel(),
        DesksPanel(),
        FieldPanel("up_to_date"),
        FieldPanel("name"),
        FieldPanel("status"),
        OfferPanel("cancel_dates"),
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
        FieldPanel("opening_hours", widget=AdminAutoHeightTextInput),
        OfferPanel("hours_to_note"),
        WeekPanel(heading=_("La semaine comprise")),
        FieldPanel("hours_note"),
        ForAWhilePanel(heading=_("Pour quelques jours")),
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
                FieldRowPanel(
                    [FieldPanel("date_maj", widget=PastDateInput), FieldPanel("verified_on", widget=PastDateInput)]
                ),
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
