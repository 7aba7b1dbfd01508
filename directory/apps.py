from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Annuaire")

    def ready(self) -> None:
        from directory import receivers
        from directory.search_documents import PlaceSource
        from search.registry import register

        register(PlaceSource())
        receivers.connect()
