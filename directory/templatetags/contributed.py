"""Blocks that upper rooms add to the directory's pages."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from directory.contributions import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def contributed(context: Context, section: Section) -> SafeString:
    """``{% contributed section %}``: its template, with the names of its context on top of the page's."""
    engine = context.template.engine  # type: ignore[union-attr]  # a template that renders has an engine
    with context.push(**section.context):
        return engine.get_template(section.template).render(context)
