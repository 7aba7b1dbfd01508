"""Links that open a message already written."""

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from portal.words.sending import mail_link, sms_link

TEXTS = ["Bonjour", "Où ? 100 % « ici » & là\n2e ligne", "a+b=c#d?e", "05\u00a053\u00a087 : 9\u202fh"]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("text", TEXTS)
def test_a_mail_program_reads_what_was_written(text: str) -> None:
    link = urlsplit(mail_link(text.replace("\n", " "), text, to="a@exemple.fr"))
    assert (link.scheme, link.path, link.fragment) == ("mailto", "a@exemple.fr", "")
    assert "+" not in link.query  # which a mail program would show as it is
    read = {name: values[0] for name, values in parse_qs(link.query, strict_parsing=True).items()}
    assert read == {"subject": plain(text.replace("\n", " ")), "body": plain(text).replace("\n", "\r\n")}
    EmailMessage()["subject"] = read["subject"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_telephone_reads_what_was_written(text: str) -> None:
    start, body = sms_link(text).split("body=")
    assert start == "sms:?&"
    assert not set("&#?+ \n") & set(body)
    assert unquote(body) == plain(text)
