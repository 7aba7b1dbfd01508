"""schema.org description of one date, for search engines. `{% json_ld %}` writes it safely in the page."""

from __future__ import annotations

from typing import Any

from events.pages.activity_sheet import ActivitySheet
from events.pages.rows import DateRow


def event_data(sheet: ActivitySheet, row: DateRow, address: str, network: str, free: bool | None) -> dict[str, Any]:
    """`address` is the absolute address of the page, `network` the organiser when nobody else is known, `free` is None
    where nobody said."""
    where = sheet.where
    place: dict[str, Any] = {
        "@type": "Place",
        "name": where.label or where.commune,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": where.address,
            "postalCode": where.postal_code,
            "addressLocality": where.commune,
            "addressCountry": "FR",
        },
    }
    if where.exact:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": sheet.title,
        "startDate": row.starts_iso,
        "endDate": row.ends_iso,
        "eventStatus": f"https://schema.org/{_status(row)}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": "fr",
        "location": place,
        "organizer": {"@type": "Organization", "name": sheet.operator_label.removeprefix("avec ") or network},
    }
    if free is not None:
        data["isAccessibleForFree"] = free
    if sheet.summary:
        data["description"] = sheet.summary
    if row.moved_from_iso and not row.cancelled:
        data["previousStartDate"] = row.moved_from_iso
    if row.places_left is not None and not row.over:
        data["remainingAttendeeCapacity"] = row.places_left
    return data


def _status(row: DateRow) -> str:
    if row.cancelled:
        return "EventCancelled"
    return "EventRescheduled" if row.moved_from_iso else "EventScheduled"
