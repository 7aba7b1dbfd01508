import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.words.folding import fold
from search.question.text import ACRONYMS, MAX_WORD, SOFT_WORDS, STOP_WORDS, phonetic, stem, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Été à Tombebœuf", "l'ete a tombeboeuf"),
        ("  Ça\u00a0 COÛTE\tcher \n", "ca coute cher"),
        ("l`ordi d´ici", "l'ordi d'ici"),
        ("E\u0301cole", "ecole"),
        ("a\x00b", "a b"),
        ("porte‑clés – bleu", "porte-cles - bleu"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ordinateur d'Anne, qu’il n'a pas", ["ordinateur", "anne", "il", "a", "pas"]),
        ("Penne-d’Agenais", ["penne", "agenais"]),
        ("rendez-vous, rendez vous", ["rendezvous", "rendezvous"]),
        ("E-mail e mails Wi-Fi smart phone", ["email", "emails", "wifi", "smartphone"]),
        ("aujourd’hui", ["aujourdhui"]),
        ("le 47310, 3D", ["le", "47310", "3d"]),
        ("le wifi fibre", ["le", "wifi", "fibre"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("tablette", "tablettes"),
        ("impot", "impots"),
        ("code", "codes"),
        ("jeu", "jeux"),
        ("aide", "aides"),
        ("photo", "photos"),
        ("video", "videos"),
        ("numerique", "numeriques"),
        ("senior", "seniors"),
        ("administratif", "administrative", "administratives"),
        ("sms", "sms"),
    ],
)
def test_forms_of_a_word_share_their_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("cafe", "caf"), ("tele", "tel"), ("pass", "pas"), ("mode", "mod")])
def test_short_words_are_not_merged(one, other):
    assert stem(one) != stem(other)


def test_acronyms_keep_their_letters():
    assert {stem(word) for word in ACRONYMS} == ACRONYMS


def test_terms_leave_stop_words_out_but_keep_summer():
    assert terms("Les ateliers de l’été à la médiathèque") == [stem("ateliers"), "ete", stem("mediatheque")]


def test_word_lists_are_folded_and_disjoint():
    assert not STOP_WORDS & SOFT_WORDS
    assert all(fold(word) == word for word in STOP_WORDS | SOFT_WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fotocopi", "photocopie"),
        ("arnak", "arnaque"),
        ("telefone", "telephone"),
        ("declarassion", "declaration"),
        ("retrete", "retraite"),
        ("hordinateur", "ordinateur"),
        ("ekran", "ecran"),
        ("kaf", "caf"),
        ("anploi", "emploi"),
        ("conexion", "connection"),
        ("vileneuve", "villeneuve"),
    ],
)
def test_same_sound(typed, meant):
    assert phonetic(typed) == phonetic(meant)


@pytest.mark.parametrize(("one", "other"), [("impots", "emploi"), ("carte", "cadre"), ("poste", "piste")])
def test_other_sound(one, other):
    assert phonetic(one) != phonetic(other)


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_plain_text_is_folded_like_any_other(text):
    assert fold(text) == fold(f"é{text}")[1:].strip()


@given(st.text())
@example("İstanbul ﬁn ½ № 𝐀ß")
def test_fold_is_idempotent_and_plain(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert folded.isprintable()


@settings(deadline=None)
@given(st.text(), st.text())
def test_analysis_never_raises_and_is_made_of_plain_words(left, right):
    found = words(f"{left} {right}")
    assert all(word.isascii() and word.isalnum() and 0 < len(word) <= MAX_WORD for word in found)
    assert all(stem(word) for word in found)
    assert all(isinstance(phonetic(word), str) for word in found)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["impôts", "l’école", "rendez-vous", "CAF", "Œuvre", "été"]), max_size=5))
def test_case_and_accents_do_not_change_the_terms(parts):
    text = " ".join(parts)
    assert terms(text) == terms(text.upper()) == terms(fold(text))
