import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.partners.texts import one_line, plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Un</p><p>Deux<br>Trois</p>", "Un\n\nDeux\nTrois"),
        ("Prix &lt; 5 €&nbsp;; <b>gratuit</b>", "Prix < 5 € ; gratuit"),
        ("5 < 6 et 7 > 6", "5 < 6 et 7 > 6"),
        ("<script>alert(1)</script>Bonjour<style>p{}</style>", "Bonjour"),
        ("<svg><script>x</script></svg>a", "a"),
        ("Bonjour<script>alert(1)", "Bonjour"),
        (
            "le 14/12/2026 de 9h30 à 12h, salle 203, 47310 Laplume",
            "le 14/12/2026 de 9h30 à 12h, salle 203, 47310 Laplume",
        ),
        ("Écrire à Jean.Dupont+x@mairie-exemple.fr (jean@exemple.fr)", "Écrire à"),
        ("Tél. 06 12 34 56 78 ou +33 6 12 34 56 78 ou 05 53 00 00 00", "Tél. ou ou 05 53 00 00 00"),
        ("un\u202eerbmon\x00 caché", "unerbmon caché"),
    ],
)
def test_words(written: str, shown: str) -> None:
    assert plain(written, 500, {"+33553000000"}) == shown


def test_a_long_text_is_cut_at_a_word() -> None:
    assert plain("mot " * 100, 18) == "mot mot mot mot…"
    assert one_line("a\n\n b\tc ,", 50) == "a b c"


@given(st.text(max_size=400), st.integers(2, 80))
def test_never_longer_nor_marked_up(text: str, length: int) -> None:
    found = plain(f"<b>{text}</b>", length)
    assert len(found) <= length
    assert "<b>" not in found.replace("<b>", "", text.count("<b>") + text.count("&lt;b"))
