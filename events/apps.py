from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        from events import on_directory_pages, receivers
        from events.regeneration import TOPIC, derive
        from events.search_documents import DateSource
        from portal.models.changes import register_deriver
        from search.registry import register

        # Before the search documents (20), which say the next date.
        register_deriver(TOPIC, derive, order=10)
        register(DateSource())
        receivers.connect()
        on_directory_pages.contribute()
