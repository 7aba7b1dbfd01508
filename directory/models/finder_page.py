from django.utils.translation import gettext_lazy as _

from portal.models import SectionPage


class FinderPage(SectionPage):
    """`/lieux/`: its title and introduction belong to editors, its content to `directory.finder.view`."""

    section_slug = "lieux"

    class Meta:
        verbose_name = _("page de recherche des lieux")
