from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.models import SectionPage


class AgendaPage(SectionPage):
    """`/agenda/`: its title and introduction belong to editors, its content to `events.views.agenda`."""

    section_slug = "agenda"

    class Meta:
        verbose_name = _("page de l’agenda")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from events.views.agenda import agenda

        return agenda(request, self)
