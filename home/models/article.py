from django.utils.translation import gettext_lazy as _

from home.models.editorial import INDEX_TEMPLATE, PAGE_TEMPLATE, EditorialIndex, EditorialPage
from home.models.querysets import ArticleQuerySet


class ArticlePage(EditorialPage):
    """News, practical advice, life of the network."""

    template = PAGE_TEMPLATE
    page_description = _("Une actualité, un mode d’emploi, la vie du réseau.")
    parent_page_types = ["home.ArticleIndexPage"]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class ArticleIndexPage(EditorialIndex):
    template = INDEX_TEMPLATE
    page_description = _("La liste des articles, le plus récent en premier.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]

    class Meta:
        verbose_name = _("liste d’articles")
        verbose_name_plural = _("listes d’articles")

    def listed(self) -> ArticleQuerySet:
        pages: ArticleQuerySet = ArticlePage.objects.child_of(self).shown().newest_first().with_list_parts()
        return pages
