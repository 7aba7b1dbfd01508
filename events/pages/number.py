"""Whom to call about an activity: its own number, else that of the network."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.domain.announcement import Announcement
from portal.ground.site import site_settings


@dataclass(frozen=True)
class Number:
    """E.164, whose it is, and what to say before it when it is not that of the activity; all empty without any."""

    phone: str
    name: str
    note: str = ""


def number_to_call(said: Announcement) -> Number:
    """The settings are read (one query, or what is remembered) only for an activity that has no number."""
    if said.phone:
        return Number(said.phone, said.phone_name)
    settings = site_settings()
    note = _("Pas de numéro publié. Appelez-nous :") if settings.phone else ""
    return Number(settings.phone, settings.network_name, note)
