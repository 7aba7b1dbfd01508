"""What leaves the portal: compressed, named by a strong ETag."""

import gzip
from typing import Any

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from portal.ground.compression import best_encoding
from portal.roof.serving.answers import PublicAnswers

PAGE = "<p>Lieu</p>" * 200


def answer(encoding: str, path: str = "/lieux/", **options: Any) -> Any:
    headers = options.pop("headers", {})
    asked = options.pop("asked", {})

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(options.pop("content", PAGE), headers=headers, **options)

    return PublicAnswers(view)(RequestFactory().get(path, headers={"accept-encoding": encoding, **asked}))


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


def test_a_form_that_is_refused_is_not_used() -> None:
    assert best_encoding("br;q=0, gzip") == "gzip"
    assert best_encoding("br; q=0, gzip;q=0.000") == "identity"
    assert best_encoding("br;q=0.0, gzip;q=0.5") == "gzip"
    assert best_encoding("BR\t;\tQ=0, GZip") == "gzip"


def test_an_error_is_compressed_and_promised_to_nobody() -> None:
    response = answer("gzip", status=404)
    assert response["Content-Encoding"] == "gzip"
    assert not response.has_header("ETag") and not response.has_header("Cache-Control")


@pytest.mark.parametrize(
    "options",
    [
        {"path": "/admin/pages/"},
        {"headers": {"ETag": '"a"'}},
        {"content_type": "text/calendar"},
        {"content_type": "image/png"},
    ],
)
def test_the_rest_is_left_alone(options: dict[str, Any]) -> None:
    response = answer("br", **options)
    assert not response.has_header("Content-Encoding") and not response.has_header("Vary")


def test_what_is_short_is_not_compressed() -> None:
    response = answer("br", content="court")
    assert not response.has_header("Content-Encoding") and response.content == b"court"


def test_each_form_has_its_own_etag_and_a_reader_that_holds_it_is_spared_it() -> None:
    tags = {encoding: answer(encoding)["ETag"] for encoding in ("br", "gzip", "")}
    assert len(set(tags.values())) == 3 and all(tag.startswith('"') for tag in tags.values())
    for encoding, tag in tags.items():
        spared = answer(encoding, asked={"if-none-match": tag})
        assert spared.status_code == 304 and spared.content == b"" and spared["ETag"] == tag
        assert spared["Cache-Control"] == "no-cache"
    assert answer("gzip", asked={"if-none-match": tags["br"]}).status_code == 200


@pytest.mark.django_db
def test_the_same_address_gives_the_same_bytes(site: Any, client: Any, frozen: Any) -> None:
    """Nothing random is added: caches and readers may compare."""
    first, second = (client.get("/recherche/", headers={"accept-encoding": "gzip"}) for _time in range(2))
    assert first["Content-Encoding"] == "gzip"
    assert first.content == second.content
