"""French spaces and telephone numbers in templates. The rules are in ``portal/words/typography.py``."""

from functools import lru_cache

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.icons import icon
from portal.words.typography import dial_target, display_phone, french, french_html, group_thousands

register = template.Library()


@register.filter
def typo(value: object) -> str:
    """Plain text with French spaces; HTML already marked safe keeps its tags as they are."""
    if isinstance(value, SafeString):
        return mark_safe(french_html(value))
    return french("" if value is None else str(value))


@register.filter
def phone(value: str) -> str:
    """``+33553878793`` → ``05 53 87 87 93``, in no-break spaces."""
    return display_phone(value)


@register.filter
def dial(value: str) -> str:
    """What follows ``tel:`` in a link."""
    return dial_target(value)


@register.filter
def grouped(value: object) -> str:
    """``6997`` → ``6 997`` with a narrow no-break space; a text keeps its digits, spaced alike."""
    if isinstance(value, int):
        return group_thousands(value)
    return french(str(value))


@register.simple_tag
@lru_cache(maxsize=1024)
def tel_link(number: str, name: str = "") -> SafeString:
    """The biggest link of a card: the number, dialled on touch.

    ``name`` is who answers; a screen reader hears « Appeler La Poste de Laplume au 05 53… ».
    """
    spoken = format_html('<span class="vh">Appeler {} au </span>', typo(name)) if name else ""
    return format_html(
        '<a class="tel" href="tel:{}">{}<span>{}{}</span></a>',
        dial_target(number),
        icon("phone"),
        spoken,
        display_phone(number),
    )


class FrenchNode(template.Node):
    """Spaces a whole stretch of rendered HTML, so that no sentence needs a filter of its own."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return mark_safe(french_html(self.nodelist.render(context)))


@register.tag
def french_text(parser: Parser, token: Token) -> FrenchNode:
    """``{% french_text %}…{% endfrench_text %}``; ``base.html`` wraps the body of every page in it."""
    nodelist = parser.parse(("endfrench_text",))
    parser.delete_first_token()
    return FrenchNode(nodelist)
