"""What a browser sends to the pages of the admin, and what it reads there."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse

from directory.models import HelpPoint
from tests.directory.reading import text
from tests.filled_form import filled
from tests.strict_client import StrictClient

__all__ = ["LIST", "edit", "errors", "filled", "listed"]
LIST = "/admin/snippets/directory/helppoint/"


def edit(client: StrictClient, point: HelpPoint, publish: bool = True, **changes: Any) -> HttpResponse:
    address = f"{LIST}edit/{point.pk}/"
    data = filled(client.get(address)) | changes
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(address, data)


def listed(client: StrictClient, address: str) -> str:
    """The words of the rows of a list."""
    page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    return " ".join(text(row) for row in page.select("table.listing tbody tr"))


def errors(page: HttpResponse) -> str:
    found = BeautifulSoup(page.content.decode(), "html.parser").select(".error-message, .messages")
    return " ".join(text(one) for one in found)
