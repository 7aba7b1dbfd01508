from django.utils.translation import gettext_lazy as _

from home.models.editorial import INDEX_TEMPLATE, PAGE_TEMPLATE, EditorialIndex, EditorialPage
from home.models.querysets import ArticleQuerySet


class SuccessStoryPage(EditorialPage):
    """How somebody was helped; roles and consent before names."""

    template = PAGE_TEMPLATE
    page_description = _("Le récit d’une personne aidée ou d’une personne qui aide.")
    default_kicker = _("Récit")
    parent_page_types = ["home.StoryIndexPage"]

    class Meta:
        verbose_name = _("récit")
        verbose_name_plural = _("récits")


class StoryIndexPage(EditorialIndex):
    template = INDEX_TEMPLATE
    page_description = _("La liste des récits, le plus récent en premier.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.SuccessStoryPage"]

    class Meta:
        verbose_name = _("liste de récits")
        verbose_name_plural = _("listes de récits")

    def listed(self) -> ArticleQuerySet:
        pages: ArticleQuerySet = SuccessStoryPage.objects.child_of(self).shown().newest_first().with_list_parts()
        return pages
