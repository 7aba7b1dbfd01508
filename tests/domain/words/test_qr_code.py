"""The drawing of a code, against the modules that it is made of."""

import re

import pytest
import segno

from portal.words.qr_code import qr_code

ADDRESSES = [
    "https://exemple.fr/",
    "http://127.0.0.1:8000/lieux/36-exemple/",
    "https://exemple.fr/?ou=é" * 4,
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_drawing_fills_the_dark_modules_and_no_other(address: str) -> None:
    code = qr_code(address)
    filled = [[0] * code.size for _ in range(code.size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        for column in range(int(x), int(x) + int(length)):
            filled[int(y)][column] += 1
    assert filled == [list(row) for row in segno.make_qr(address, error="m").matrix]
    assert re.sub(r"M\d+ \d+h(\d+)v1h-\1z", "", code.path) == ""


def test_another_address_is_another_drawing() -> None:
    assert len({qr_code(address).path for address in ADDRESSES}) == len(ADDRESSES)
