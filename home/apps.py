from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Espace éditorial")

    def ready(self) -> None:
        from home import search_refresh
        from home.search_documents import PageSource
        from search.registry import register

        register(PageSource())
        search_refresh.connect()
