from django.utils.translation import gettext_lazy as _

from portal.models import SectionPage


class AgendaPage(SectionPage):
    """`/agenda/`: its title and introduction belong to editors, its content to `events.agenda.view`."""

    section_slug = "agenda"

    class Meta:
        verbose_name = _("page de l’agenda")
