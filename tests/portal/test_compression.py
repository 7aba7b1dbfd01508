import gzip
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.roof.serving.compression import Compression

PAGE = "<p>Lieu</p>" * 200


def answer(encoding: str, path: str = "/lieux/", **options: Any) -> HttpResponse:
    headers = options.pop("headers", {})

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(options.pop("content", PAGE), headers=headers, **options)

    return Compression(view)(RequestFactory().get(path, headers={"accept-encoding": encoding}))


@pytest.mark.parametrize(
    ("accepted", "used", "read"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip;q=1.0, deflate", "gzip", gzip.decompress)],
)
def test_a_page_is_compressed(accepted: str, used: str, read: Any) -> None:
    response = answer(accepted)
    assert response["Content-Encoding"] == used
    assert read(response.content).decode() == PAGE
    assert int(response["Content-Length"]) == len(response.content) < len(PAGE) / 10
    assert response["Vary"] == "Accept-Encoding"


def test_a_visitor_who_accepts_nothing_gets_the_page_as_it_is() -> None:
    response = answer("")
    assert not response.has_header("Content-Encoding") and response.content.decode() == PAGE
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "options",
    [
        {"path": "/admin/pages/"},
        {"headers": {"ETag": '"a"'}},
        {"content": "court"},
        {"content_type": "text/calendar"},
        {"content_type": "image/png"},
    ],
)
def test_the_rest_is_left_alone(options: dict[str, Any]) -> None:
    response = answer("br", **options)
    assert not response.has_header("Content-Encoding") and not response.has_header("Vary")


@pytest.mark.django_db
def test_the_same_address_gives_the_same_bytes(site: Any, client: Any, frozen: Any) -> None:
    """Nothing random is added: caches and readers may compare."""
    first, second = (client.get("/recherche/", headers={"accept-encoding": "gzip"}) for _time in range(2))
    assert first["Content-Encoding"] == "gzip"
    assert first.content == second.content
