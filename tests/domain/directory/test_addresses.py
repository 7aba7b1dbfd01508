import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.addresses import directions_url, normalise_phone, street_line


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("05 53 87 87 93", "+33553878793"),
        ("05.53.87.87.93", "+33553878793"),
        ("05-53-87-87-93", "+33553878793"),
        ("05\u00a053\u202f87 87 93", "+33553878793"),
        ("+33 (0)5 53 87 87 93", "+33553878793"),
        ("0033553878793", "+33553878793"),
        ("+33553878793", "+33553878793"),
        ("05 53 87 87 93 / 06 30 88 30 80", "+33553878793"),
        ("3949 ou 06 30 88 30 80", "+33630883080"),
        ("0590 12 34 56", "+590590123456"),
        ("0692 12 34 56", "+262692123456"),
        ("+687 12 34 56", "+687123456"),
        ("3949", None),
        ("", None),
        ("sur demande", None),
        ("05 53 87 87", None),
        ("+335538787", None),
        ("+4915112345678", None),
        ("05 53 87 87 93 01", None),
        ("٠٥٥٣٨٧٨٧٩٣", None),
    ],
)
def test_normalise_phone(text: str, number: str | None) -> None:
    assert normalise_phone(text) == number


@given(st.text(max_size=40))
def test_normalise_phone_never_fails_and_is_idempotent(text: str) -> None:
    number = normalise_phone(text)
    if number is not None:
        assert normalise_phone(number) == number


def test_street_line() -> None:
    assert (
        street_line("14 boulevard Jean Brisseau", "47120", "Duras", "Maison de Pays")
        == "Maison de Pays, 14 boulevard Jean Brisseau, 47120 Duras"
    )
    assert street_line("", "47120", "Duras") == "47120 Duras"
    assert street_line("Le bourg", "", "Duras") == "Le bourg, Duras"


def test_links() -> None:
    assert directions_url(44.11275, 0.530547) == "https://www.openstreetmap.org/directions?to=44.112750%2C0.530547"
