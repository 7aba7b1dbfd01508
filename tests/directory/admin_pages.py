"""What a browser sends to the pages of the admin, and what it reads there."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse

from directory.models import HelpPoint
from tests.directory.reading import text
from tests.strict_client import StrictClient

LIST = "/admin/snippets/directory/helppoint/"


def filled(page: HttpResponse) -> dict[str, Any]:
    """What a browser would send from the edit form as it is."""
    form = BeautifulSoup(page.content.decode(), "html.parser").select_one("form[data-edit-form]")
    data: dict[str, Any] = {}
    for box in form.select("input[name]"):
        if box.get("type") in ("checkbox", "radio"):
            if box.has_attr("checked"):
                data.setdefault(box["name"], []).append(box.get("value", "on"))
        elif box.get("type") not in ("submit", "file"):
            data[box["name"]] = box.get("value", "")
    for area in form.select("textarea[name]"):
        data[area["name"]] = area.get_text().removeprefix("\n")
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]")
        data[choice["name"]] = chosen["value"] if chosen else ""
    return data


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
