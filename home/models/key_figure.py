import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from portal.ground.typed_inputs import PastDateInput
from portal.models.edit_form import EditForm

# Yearly figures come out within the next year: one older than two has a successor, or has stopped being true.
OLD_AFTER = dt.timedelta(days=731)


@dataclass(frozen=True)
class ShownFigure:
    """What `components/key_figures.html` asks for."""

    value: str
    sentence: str
    source: str
    source_url: str
    date: str


class KeyFigure(models.Model):
    """A number that means something only with its sentence, its source and its date: written once, shown anywhere."""

    value = models.CharField(_("nombre"), max_length=20, help_text=_("Par exemple « 6 997 » ou « 92 % »."))
    sentence = models.CharField(
        _("phrase"), max_length=200, help_text=_("La suite du nombre : « accompagnements réalisés en 2022 ».")
    )
    source = models.CharField(_("source"), max_length=120, help_text=_("Qui a publié ce nombre."))
    source_url = models.URLField(_("adresse de la source"), max_length=500, blank=True)
    date = models.DateField(_("date du nombre"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("value"), FieldPanel("date", widget=PastDateInput)]),
        FieldPanel("sentence"),
        FieldPanel("source"),
        FieldPanel("source_url"),
    ]

    base_form_class = EditForm

    class Meta:
        verbose_name = _("chiffre clé")
        verbose_name_plural = _("chiffres clés")
        ordering = ["-date", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.sentence}"

    def is_outdated(self, today: dt.date) -> bool:
        """Whether the team should look for a newer one; who says nothing of its age is looked at too."""
        return self.date is None or today - self.date > OLD_AFTER

    @property
    def shown(self) -> ShownFigure:
        """The date is left out where the source's own words already end with it (« La Poste, 24 février 2023 »)."""
        day = date_format(self.date, "j F Y") if self.date else ""
        return ShownFigure(self.value, self.sentence, self.source, self.source_url, "" if day in self.source else day)
