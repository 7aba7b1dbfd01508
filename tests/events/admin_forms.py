"""What the edit views of the agenda post."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from events.models import Activity, Occurrence
from portal.words.zone import PARIS


def activity_form(activity: Activity, **fields: Any) -> dict[str, Any]:
    """An activity with its one rule, every Monday from 9 h to 12 h."""
    rule = activity.rules.get()
    data = nested_form_data(
        {
            "title": activity.title,
            "kind": activity.kind,
            "summary": "",
            "body": "",
            "point": activity.point_id,
            "place_text": "",
            "address": "",
            "commune": activity.commune_id,
            "operator": "",
            "organisation": "",
            "rules": inline_formset(
                [
                    {
                        "id": rule.pk,
                        "rhythm": "week:1:any",
                        "month_days": "",
                        "start_time": "09:00",
                        "end_time": "12:00",
                        "valid_from": "2026-09-01",
                        "valid_until": "",
                        "public_holidays": "skip",
                        "school_holidays": "keep",
                    }
                ],
                initial=1,
            ),
            "sessions": inline_formset([]),
            "timetable_note": "",
            "access": "drop-in",
            "booking_phone": "",
            "booking_url": "",
            "capacity": "",
            "price": "free",
            "price_words": "",
            "accessibility": "",
            "languages": "",
            "source": "",
            "source_url": "",
            "go_live_at": "",
            "expire_at": "",
            **fields,
        }
    )
    # A list here is several values of one name, which the line above would number.
    return {**data, "rules-0-weekdays": ["0"], "rules-0-nth": []}


def occurrence_form(row: Occurrence, **fields: Any) -> dict[str, Any]:
    """A date as it is stored."""
    return {
        "status": row.status,
        "reason": row.reason,
        "start": f"{row.start.astimezone(PARIS):%Y-%m-%d %H:%M}",
        "end": f"{row.end.astimezone(PARIS):%Y-%m-%d %H:%M}",
        "note": row.note,
        "places_left": "" if row.places_left is None else row.places_left,
        **fields,
    }
