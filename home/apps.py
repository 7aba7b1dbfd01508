from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Espace éditorial")

    def ready(self) -> None:
        from home import search_refresh
        from home.models import HomePage, StandardPage
        from home.models.editorial import EditorialIndex, EditorialPage
        from home.pages import article, front, index, simple
        from home.search_documents import PageSource
        from portal.models.views import register_view
        from search.registry import register

        register_view(HomePage, "context", front.context)
        register_view(EditorialPage, "context", article.context)
        register_view(EditorialIndex, "context", index.context)
        register_view(StandardPage, "context", simple.context)
        register(PageSource())
        search_refresh.connect()
