"""Who changed what of a date, or of an activity and its dates: the last entries of Wagtail's journal, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from events.dates.added import ADDED
from events.dates.hand_edits import CHANGED
from events.models import Activity, Occurrence
from portal.words.french import lower_first

SHOWN = 20


@dataclass(frozen=True)
class Told:
    """« Compte X » did `what` at `when`."""

    when: datetime
    who: str
    what: str


class HistoryPanel(Panel):
    """For an activity too, although Wagtail has its revisions: what was done to its dates stands among them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/history.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["told"] = list(told(self.instance))
            name = type(self.instance).snippet_viewset.get_url_name("history")
            context["whole_url"] = reverse(name, args=[self.instance.pk])
            return context


def told(instance: Activity | Occurrence) -> Iterator[Told]:
    """The newest first."""
    entries = ModelLogEntry.objects.filter(_of(instance)).select_related("user").order_by("-timestamp", "-pk")
    known: set[Any] = set()
    for entry in entries[: SHOWN * 5]:
        # What a form saves by itself while one types is one edit.
        key = (entry.uuid or entry.pk, entry.action, entry.content_type_id, entry.object_id)
        if key not in known and len(known) < SHOWN:
            known.add(key)
            yield Told(entry.timestamp, entry.user_display_name, lower_first(str(entry.message)))


def _of(instance: Activity | Occurrence) -> Q:
    own = Q(content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk))
    if isinstance(instance, Occurrence):
        return own
    dates = Occurrence.objects.filter(activity=instance).order_by().values_list("pk", flat=True)
    return own | Q(content_type=ContentType.objects.get_for_model(Occurrence), object_id__in=list(map(str, dates)))


class _Words(LogFormatter):
    """The entry bears its own words."""

    def format_message(self, entry: Any) -> str:
        return str(entry.data.get("words") or self.label)


def register_actions(actions: Any) -> None:
    """Of Wagtail's hook `register_log_actions`."""

    class Changed(_Words):
        label = gettext_lazy("Changer une date")

    class Added(_Words):
        label = gettext_lazy("Ajouter une date")

        def format_message(self, entry: Any) -> str:
            return gettext("Date ajoutée : %(date)s") % {"date": super().format_message(entry)}

    actions.register_action(CHANGED)(Changed)
    actions.register_action(ADDED)(Added)
