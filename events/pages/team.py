"""From a public page of the agenda to where it is changed, for who is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Activity, Occurrence
from events.whose import PERMISSION, Whose
from portal.ground.team import TeamLink, team_links


def date_links(request: HttpRequest, row: Occurrence) -> list[TeamLink]:
    """Its month, and its form while it has not begun: nothing changes it afterwards."""
    edit = reverse("wagtailsnippets_events_occurrence:edit", args=[row.pk])
    change = [TeamLink(_("Modifier cette date"), edit, PERMISSION)] if row.start > timezone.now() else []
    month = Whose.of(row.activity).address(row.local_date)
    return team_links(request, *change, TeamLink(_("Ouvrir le mois"), month, PERMISSION))


def activity_links(request: HttpRequest, activity: Activity) -> list[TeamLink]:
    edit = reverse("wagtailsnippets_events_activity:edit", args=[activity.pk])
    return team_links(
        request,
        TeamLink(_("Modifier cette activité"), edit, "events.change_activity"),
        TeamLink(_("Ouvrir le mois"), Whose.of(activity).address(), PERMISSION),
    )
