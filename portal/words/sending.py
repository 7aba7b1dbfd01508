"""Links that open a message already written: in the mail program, in the telephone. Django-free."""

from urllib.parse import quote, urlencode

from portal.words.typography import NARROW, NO_BREAK

# Spaces that a telephone would count as foreign letters, and send in twice as many messages.
_PLAIN = str.maketrans({NARROW: " ", NO_BREAK: " "})


def mail_link(subject: str, body: str, to: str = "") -> str:
    """RFC 6068: spaces are « %20 », lines end with CR LF."""
    words = {"subject": _plain(subject), "body": _plain(body).replace("\n", "\r\n")}
    return f"mailto:{to}?" + urlencode(words, quote_via=quote)


def sms_link(body: str) -> str:
    """To nobody yet. « ?& » is what both Android and iOS understand."""
    return "sms:?&body=" + quote(_plain(body), safe="")


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
