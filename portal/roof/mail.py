"""Mails leave from the network's own address, which an administrator writes in the settings of the portal.

Django knows one sender, written before the database is there; every mail of Wagtail (a page to read, a comment, a
forgotten password) passes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import filebased, smtp

from portal.ground.site import site_settings


def sender() -> str:
    """« Coup de main 47 <contact@…> »; without an address of the network, that of the server which nobody reads."""
    network = site_settings()
    return formataddr((network.network_name, network.email or settings.DEFAULT_FROM_EMAIL))


class FromNetwork:
    """Before a backend of Django; who wrote another sender keeps it."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> Any:
        for message in messages:
            if message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = sender()
        return super().send_messages(messages)  # type: ignore[misc]  # the next class is Django's


class SmtpBackend(FromNetwork, smtp.EmailBackend):
    pass


class FileBackend(FromNetwork, filebased.EmailBackend):
    pass
