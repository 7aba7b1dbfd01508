"""What the edit views of pages post."""

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def article_form(**fields: Any) -> dict[str, Any]:
    """What the edit view of an article posts."""
    form: dict[str, Any] = nested_form_data(
        {
            "title": "Bienvenue",
            "slug": "bienvenue",
            "introduction": "Le début.",
            "in_brief": "",
            "publication_date": "",
            "category": "",
            "signature": "",
            "image": "",
            "image_caption": "",
            "body": streamfield([("rich_text", rich_text("<p>Bonjour à tous.</p>"))]),
            "read_also": streamfield([]),
            "seo_title": "",
            "search_description": "",
            "share_image": "",
            "go_live_at": "",
            "expire_at": "",
            **fields,
        }
    )
    return form
