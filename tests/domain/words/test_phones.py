import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.phones import is_stored, numbers_in
from portal.words.typography import display_phone


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("05 53 87 87 93", ["+33553878793"]),
        ("05.53.87.87.93", ["+33553878793"]),
        ("05-53-87-87-93", ["+33553878793"]),
        ("05/53/87/87/93", ["+33553878793"]),
        ("05\u00a053\u202f87 87 93", ["+33553878793"]),
        ("(05) 53 87 87 93", ["+33553878793"]),
        ("+33 (0)5 53 87 87 93", ["+33553878793"]),
        ("+330553878793", ["+33553878793"]),
        ("0033553878793", ["+33553878793"]),
        ("33553878793", ["+33553878793"]),
        ("553878793", ["+33553878793"]),
        ("+33553878793", ["+33553878793"]),
        ("Tél. 05 53 87 87 93", ["+33553878793"]),
        ("05 53 87 87 93 (accueil)", ["+33553878793"]),
        ("05 53 87 87 93 (3 lignes)", ["+33553878793"]),
        ("05 53 87 87 93 poste 3230", ["+33553878793"]),
        ("7j/7 24h/24 05 53 87 87 93", ["+33553878793"]),
        ("05 53 87 87 93 / 06 30 88 30 80", ["+33553878793", "+33630883080"]),
        ("0553878793 / 0630883080", ["+33553878793", "+33630883080"]),
        ("05 53 87 87 93 06 30 88 30 80", ["+33553878793", "+33630883080"]),
        ("05.53.87.87.93 - 06.30.88.30.80", ["+33553878793", "+33630883080"]),
        ("05 53 87 87 93 ou 05 53 87 87 93", ["+33553878793"]),
        ("05 53 87 87 93 ou 94", ["+33553878793", "+33553878794"]),
        ("05.53.87.87.93/94", ["+33553878793", "+33553878794"]),
        ("0553878793 / 94 (accueil)", ["+33553878793", "+33553878794"]),
        ("05 53 87 87 93 / 24h/24", ["+33553878793"]),
        ("05 53 87 87 93 ou 9h-12h", ["+33553878793"]),
        ("05 53 87 87 93 / 94 95 96 97", ["+33553878793"]),
        ("3949 ou 06 30 88 30 80", ["+33630883080", "3949"]),
        ("3949", ["3949"]),
        ("32 30", ["3230"]),
        ("118 218", ["118218"]),
        ("0590 12 34 56", ["+590590123456"]),
        ("+33 590 12 34 56", ["+590590123456"]),
        ("0692 12 34 56", ["+262692123456"]),
        ("+687 12 34 56", ["+687123456"]),
        ("", []),
        ("sur demande", []),
        ("05 53 87 87", []),
        ("+335538787", []),
        ("+4915112345678", []),
        ("05 53 87 87 93 01", []),
        ("2024", []),
        ("de 9h à 12h", []),
        ("٠٥٥٣٨٧٨٧٩٣", []),
    ],
)
def test_numbers_in(text: str, numbers: list[str]) -> None:
    assert list(numbers_in(text)) == numbers


@given(st.text(max_size=60))
def test_whatever_is_read_can_be_stored_and_is_read_again_as_it_is(text: str) -> None:
    for number in numbers_in(text):
        assert is_stored(number)
        assert numbers_in(number) == (number,)


national = st.from_regex(re.compile(r"0[1-9][0-9]{8}"), fullmatch=True)


@given(
    national, st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "\u202f"]), st.sampled_from(["", "Tél. : ", "mairie "])
)
def test_a_number_comes_back_from_every_way_of_writing_it(digits: str, between: str, before: str) -> None:
    typed = before + between.join(digits[start : start + 2] for start in range(0, 10, 2))
    (number,) = numbers_in(typed)
    assert numbers_in(display_phone(number)) == (number,)
    assert numbers_in(f"{typed} (accueil)") == (number,)


@given(national, national)
def test_two_numbers_are_both_read(first: str, second: str) -> None:
    both = dict.fromkeys(numbers_in(first) + numbers_in(second))
    assert numbers_in(f"{first} / {second}") == tuple(both)
    assert numbers_in(f"{first} ou {second} (accueil)") == tuple(both)
