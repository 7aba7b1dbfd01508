"""The fields, the record and the published schema say the same thing."""

import re
from dataclasses import fields

import pytest

from directory.standard.fields import BY_NAME, FIELDS, NAMES, REQUIRED
from directory.standard.record import LieuRecord


def test_thirty_two_fields_seven_required_in_one_order() -> None:
    assert len(FIELDS) == 32
    assert REQUIRED == ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
    assert tuple(field.name for field in fields(LieuRecord)) == NAMES


def test_multiple_fields_are_tuples_and_vocabularies_bear_the_name_of_their_field() -> None:
    types = {field.name: field.type for field in fields(LieuRecord)}
    for field in FIELDS:
        assert (types[field.name] == tuple[str, ...]) is field.multiple, field.name
        if field.vocabulary:
            assert field.multiple
            assert field.vocabulary.name == field.name


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("pivot", ["W471234567", "13001234500017"], ["123", "1300 1234 500017", "1300123450001789"]),
        ("code_postal", ["47000", "01000"], ["4700", "470000", "2A000", "٤٧٠٠٠"]),
        ("code_insee", ["47001", "2A004", "2B033", "97411"], ["20001", "2C004", "4700"]),
        ("telephone", ["+33553878793", "+262262123456", "+687123456"], ["0553878793", "+3355387879321", "+44123"]),
    ],
)
def test_patterns(name: str, good: list[str], bad: list[str]) -> None:
    pattern = BY_NAME[name].pattern
    assert isinstance(pattern, re.Pattern)
    assert all(pattern.fullmatch(text) for text in good)
    assert not any(pattern.fullmatch(text) for text in bad)
