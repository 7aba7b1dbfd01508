"""French spaces at render: what changes, what must not, and that twice is once."""

import re

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from portal.templatetags.structured_data import json_ld
from portal.words.typography import (
    dial_target,
    display_phone,
    french,
    french_html,
    group_thousands,
    national_number,
    without_quotation_marks,
)

N = "\u202f"
B = "\u00a0"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Où êtes-vous ?", f"Où êtes-vous{N}?"),
        ("Attention ! Vraiment ?!", f"Attention{N}! Vraiment{N}?!"),
        ("le matin ; le soir", f"le matin{N}; le soir"),
        ("Source : La Poste", f"Source{B}: La Poste"),
        ("Touchez « Oui ».", f"Touchez «{B}Oui{B}»."),
        ("Touchez «Oui».", f"Touchez «{B}Oui{B}»."),
        ("« Vraiment ? »", f"«{B}Vraiment{N}?{B}»"),
        ("823 détections", "823 détections"),
        ("6 997 accompagnements", f"6{N}997 accompagnements"),
        ("1 250 000 habitants", f"1{N}250{N}000 habitants"),
        ("14 h", f"14{B}h"),
        ("de 13 h 30 à 16 h 30", f"de 13{B}h{B}30 à 16{B}h{B}30"),
        ("à 12 km, 10 €, 5 %", f"à 12{B}km, 10{B}€, 5{B}%"),
        ("Appelez le 05 53 87 87 93.", f"Appelez le 05{B}53{B}87{B}87{B}93."),
        ("l'atelier d'Agen", "l’atelier d’Agen"),
    ],
)
def test_french_text(written: str, shown: str) -> None:
    assert french(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "/lieux/?ou=agen",
        "a != b",
        "https://exemple.fr",
        "12:30",
        "le 26 novembre 2026",
        "de 2024 254 ateliers",  # a year is not a count of thousands
        "trois hommes",
        "1 hectare",
        "5' 30'",
    ],
)
def test_left_alone(text: str) -> None:
    assert french(text) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<a href="/?q=a : b" title="Où ?">Où ?</a>', f'<a href="/?q=a : b" title="Où ?">Où{N}?</a>'),
        ("<b>Attention</b> !", f"<b>Attention</b>{N}!"),
        ("<code>a ; b</code> c ; d", f"<code>a ; b</code> c{N}; d"),
        (
            '<script type="application/ld+json">{"a" : 1}</script>',
            '<script type="application/ld+json">{"a" : 1}</script>',
        ),
        ("<textarea>bonjour !</textarea>", "<textarea>bonjour !</textarea>"),
        ("<!-- non ! --> oui !", f"<!-- non ! --> oui{N}!"),
        ("Dupont &amp; fils ; &eacute;tude", f"Dupont &amp; fils{N}; &eacute;tude"),
        ("Penne-d&#x27;Agenais, l&#39;Agora", "Penne-d’Agenais, l’Agora"),
        ("&#x27;cité&#x27; 5&#x27;", "&#x27;cité&#x27; 5&#x27;"),
        ('<i title="a > b ?">x ?</i>', f'<i title="a > b ?">x{N}?</i>'),
    ],
)
def test_french_html(written: str, shown: str) -> None:
    assert french_html(written) == shown


@given(st.text(alphabet="aé1 23\u00a0\u202f;:!?«»'h€%.,<>/=\"", max_size=60))
def test_twice_is_once_and_only_spaces_change(text: str) -> None:
    once = french(text)
    assert french(once) == once
    assert re.sub(r"[\s’']", "", once) == re.sub(r"[\s’']", "", text)


@given(st.text(alphabet="ab ;:!?«»'<>/=\"&-1", max_size=60))
def test_html_twice_is_once(text: str) -> None:
    once = french_html(text)
    assert french_html(once) == once


@pytest.mark.parametrize(
    ("phone", "shown", "dialled"),
    [
        ("+33553878793", f"05{B}53{B}87{B}87{B}93", "+33553878793"),
        ("0553878793", f"05{B}53{B}87{B}87{B}93", "+33553878793"),
        ("05.53.87.87.93", f"05{B}53{B}87{B}87{B}93", "+33553878793"),
        ("+33 (0)5 53 87 87 93", f"05{B}53{B}87{B}87{B}93", "+33553878793"),
        ("+262262123456", f"02{B}62{B}12{B}34{B}56", "+262262123456"),
        ("3960", f"39{B}60", "3960"),
        ("+4930123456", "+4930123456", "+4930123456"),
    ],
)
def test_phone(phone: str, shown: str, dialled: str) -> None:
    assert display_phone(phone) == shown
    assert dial_target(phone) == dialled


def test_numbers() -> None:
    assert group_thousands(6997) == f"6{N}997"
    assert group_thousands(823) == "823"
    assert national_number("0033553878793") == "0553878793"


def render(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


def test_filters_keep_escaping() -> None:
    assert render("{{ t|typo }}", t="<b>Où ?</b>") == f"&lt;b&gt;Où{N}?&lt;/b&gt;"
    assert render("{{ t|typo }}", t=mark_safe("<b>Où ?</b>")) == f"<b>Où{N}?</b>"
    assert render("{{ t|typo }}", t=None) == ""
    assert render("{{ n|grouped }}", n=6997) == f"6{N}997"


def test_whole_block() -> None:
    page = render("{% french_text %}<p title='Où ?'>{{ t }} : oui !</p>{% endfrench_text %}", t="<Où>")
    assert page == f"<p title='Où ?'>&lt;Où&gt;{B}: oui{N}!</p>"


def test_tel_link() -> None:
    link = render("{% tel_link phone name %}", phone="+33553878793", name="La Poste <de> Laplume")
    assert 'href="tel:+33553878793"' in link
    assert f"05{B}53{B}87{B}87{B}93" in link
    assert "Appeler La Poste &lt;de&gt; Laplume au" in link


def test_json_ld_cannot_be_escaped_from() -> None:
    block = json_ld({"name": "</script><script>alert(1)</script> & co"})
    assert block.count("<") == 2
    assert "&" not in block


def test_the_first_day_of_a_month() -> None:
    assert french("1 novembre 2026") == "1er novembre 2026"
    assert french("Le 1 mai, le 1er juin, le 21 mai, 11 mars") == "Le 1er mai, le 1er juin, le 21 mai, 11 mars"
    assert french("1 maison, 2.1 mars") == "1 maison, 2.1 mars"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("« J’ai compris. »", "J’ai compris."),
        ("“J’ai compris.”", "J’ai compris."),
        ('"J’ai compris." ', "J’ai compris."),
        ("J’ai compris.", "J’ai compris."),
        ("« Oui », dit-elle, « demain. »", "« Oui », dit-elle, « demain. »"),
        ("« »", ""),
        ("«", "«"),
        ("", ""),
    ],
)
def test_the_marks_typed_around_a_quotation_are_not_doubled(typed: str, words: str) -> None:
    assert without_quotation_marks(typed) == words
