"""What the team sees: at the foot of public pages the way to its form and Wagtail's bar; in the admin, whose it is."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.templatetags.wagtailuserbar import get_page_instance, wagtailuserbar

from portal.ground.site import site_settings
from portal.words.link import Link

register = template.Library()


@register.simple_tag
def network_name() -> str:
    """In the admin, whose pages are not given what surrounds public ones."""
    return site_settings().network_name


@register.inclusion_tag("components/team_bar.html", takes_context=True)
def team_bar(context: Context) -> dict[str, Any]:
    """Nothing for a visitor: a request without a session is not even asked who it is (decision 9).

    A preview bears the bar, hidden: the checks of the editor are made by it.
    """
    request: Any = context.get("request")
    if settings.SESSION_COOKIE_NAME not in getattr(request, "COOKIES", ()):
        return {}
    page = get_page_instance(context)
    seen = page is not None and page.pk and not getattr(request, "is_preview", False)
    links = []
    if seen and page.permissions_for_user(request.user).can_edit():
        links = [Link(_("Modifier cette page"), reverse("wagtailadmin_pages:edit", args=[page.pk]))]
    return {"links": links, "bar": wagtailuserbar(context)}
