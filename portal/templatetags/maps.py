"""What a template with a map needs: the view one starts from and the address of the contours."""

from typing import Any

from django import template
from django.template.context import Context

from portal.ground import maps
from portal.ground.site import site_settings

register = template.Library()


@register.simple_tag(takes_context=True)
def default_map_view(context: Context) -> dict[str, Any]:
    """`{% default_map_view as view %}{% leaflet_map "carte" settings_overrides=view %}`; no query more a page."""
    return maps.default_view(site_settings())


@register.simple_tag
def base_map_url() -> str:
    return maps.base_map_url()
