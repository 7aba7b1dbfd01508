"""« Imprimer ou envoyer »: the same four ways on every page that somebody may want to give to somebody."""

from typing import Any
from urllib.parse import urljoin

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.ground.site import site_root
from portal.words.qr_code import qr_code
from portal.words.sending import mail_link, sms_link

register = template.Library()

MARGIN = 4  # modules, as ISO/IEC 18004 asks
LONGEST = 300  # characters: 69 modules a side, a third of a millimetre each


@register.simple_tag
def share(subject: str, *lines: str, url: str) -> SafeString:
    """``{% share sheet.title day url=canonical %}``: `lines` are what a message says under the subject, empty ones left
    out.

    `url` is the address of what is given, as the portal writes it: that of the request may hold anything.
    """
    address = urljoin(site_root(), url)
    text = "\n".join(filter(None, (subject, *lines, address)))
    shown: dict[str, Any] = {"text": text, "sms": sms_link(text), "mail": mail_link(subject, text), "address": address}
    # The component is HTML alone; it works without the script, which adds what only a script can do.
    section = mark_safe(render_to_string("components/share.html", {"share": shown}))
    return format_html('{}<script type="module" src="{}"></script>', section, static("js/share.js"))


@register.simple_tag
def qr(address: str, title: str = "") -> SafeString:
    """The address as a drawing. Nothing for a very long one, whose modules would be too fine to be read.

    For paper, without a title: bare, and no more than the address beside it for who listens to the page. With one it
    may stand on a screen: black in its white margin on any ground, told by its title.
    """
    if len(address) > LONGEST:
        return SafeString("")
    code = qr_code(address)
    if not title:
        return format_html('<svg viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>', code.size, code.path)
    return format_html(
        '<svg viewBox="-{0} -{0} {1} {1}" role="img"><title>{2}</title>'
        '<path fill="#fff" d="M-{0} -{0}h{1}v{1}h-{1}z"/><path fill="#000" d="{3}"/></svg>',
        MARGIN,
        code.size + 2 * MARGIN,
        title,
        code.path,
    )
