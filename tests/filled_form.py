"""What a browser would send from an edit form of the admin."""

from typing import Any

from bs4 import BeautifulSoup


def filled(page: Any) -> dict[str, Any]:
    """What a browser would send from the edit form as it is."""
    form: Any = BeautifulSoup(page.content.decode(), "html.parser").select_one("form[data-edit-form]")
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
