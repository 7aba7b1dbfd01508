"""How a page offers a calendar."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.ground.site import site_root


@dataclass(frozen=True)
class CalendarPanel:
    """Context of `components/calendar_panel.html`; `subscribe_url` opens the calendar application (webcal:)."""

    title: str
    text: str
    subscribe_url: str
    https_url: str
    download_url: str


def calendar_panel(path: str, text: str) -> CalendarPanel:
    """`path` is that of the feed within the site."""
    address = f"{site_root()}{path}"
    _scheme, _separator, rest = address.partition("://")
    return CalendarPanel(_("Ne manquez aucune date"), text, f"webcal://{rest}", address, path)
