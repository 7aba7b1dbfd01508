from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.models import SectionPage


class FinderPage(SectionPage):
    """`/lieux/`: its title and introduction belong to editors, its content to `directory.views.finder`."""

    section_slug = "lieux"

    class Meta:
        verbose_name = _("page de recherche des lieux")

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        from directory.views.finder import finder

        return finder(request, self)
