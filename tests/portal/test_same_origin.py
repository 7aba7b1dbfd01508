"""Where a form without a token may come from."""

import pytest
from django.test import RequestFactory

from portal.ground.same_origin import from_this_site


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://testserver"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"origin": "https://hostile.example"}, False),
        ({"origin": "http://testserver.hostile.example"}, False),
        ({"origin": "http://testserver:81"}, False),
        ({"origin": "http://testserver@hostile.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://["}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": "http://testserver"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "https://hostile.example"}, False),
    ],
)
def test_only_our_own_pages_send_forms(headers: dict[str, str], ours: bool) -> None:
    assert from_this_site(RequestFactory().post("/", headers=headers)) is ours
