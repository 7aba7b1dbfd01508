from search.question.everyday_words import GROUPS
from search.question.synonyms import NEAR, SAME, SERVED_BY, SynonymGroup, Synonyms
from search.question.text import terms
from search.types import WeightedTerm


def expanded(synonyms: Synonyms, text: str) -> dict[tuple[str, ...], float]:
    return {term.stems: term.weight for term in synonyms.expand(tuple(terms(text)))}


def test_weights_tell_typed_same_near_and_wide_apart():
    synonyms = Synonyms([SynonymGroup(("caf", "allocations familiales"), ("rsa",), ("démarches administratives",))])
    assert expanded(synonyms, "caf") == {
        ("caf",): 1.0,
        ("alloc", "familial"): SAME,
        ("rsa",): NEAR,
        ("demarch", "administr"): SERVED_BY,
    }
    assert expanded(synonyms, "rsa")[("alloc", "familial")] == NEAR


def test_the_wide_service_does_not_lead_back():
    synonyms = Synonyms([SynonymGroup(("caf",), (), ("démarches administratives",))])
    service = ("demarch", "administr")
    # By its own name it is found in what is written, and where it is ticked.
    assert synonyms.expand(service) == (WeightedTerm(service, 1.0), WeightedTerm(service, SERVED_BY))


def test_a_word_only_typed_leads_to_the_need_and_is_not_looked_for():
    synonyms = Synonyms([SynonymGroup(("passeport",), ("ants",), ("démarches",), ("papiers",))])
    found = expanded(synonyms, "papiers")
    assert found == {("papier",): 1.0, ("passeport",): SAME, ("ants",): NEAR, ("demarch",): SERVED_BY}
    assert expanded(synonyms, "passeport").keys() == {("passeport",), ("ants",), ("demarch",)}
    assert "papiers" in synonyms.vocabulary, "never corrected"


def test_a_need_is_what_a_wider_service_is_for():
    synonyms = Synonyms([SynonymGroup(("carte grise",), (), ("démarches",)), SynonymGroup(("atelier", "cours"))])
    assert synonyms.state_a_need(["refaire", "ma", "carte", "grise"])
    assert not synonyms.state_a_need(["carte"])
    assert not synonyms.state_a_need(["atelier"])
    assert not synonyms.state_a_need([])


def test_near_words_do_not_lead_to_each_other():
    synonyms = Synonyms([SynonymGroup(("emploi",), ("cv", "chômage"))])
    assert ("chomag",) not in expanded(synonyms, "cv")


def test_a_word_of_two_groups_takes_the_best_weight_of_each():
    synonyms = Synonyms([SynonymGroup(("a1", "b1"), ("c1",)), SynonymGroup(("a1", "c1"))])
    assert expanded(synonyms, "a1") == {("a1",): 1.0, ("b1",): SAME, ("c1",): SAME}


def test_editors_groups_extend_the_list():
    synonyms = Synonyms([*GROUPS, SynonymGroup(("trombinoscope", "annuaire"))])
    assert ("annuair",) in expanded(synonyms, "trombinoscope")
    assert "trombinoscope" in synonyms.vocabulary
    assert ("ant",) not in expanded(synonyms, "trombinoscope")


def test_every_built_in_word_leads_somewhere():
    """A phrase made of stop words only, or alone in its group, would be a dead entry."""
    synonyms = Synonyms(GROUPS)
    texts = [text for group in GROUPS for text in (*group.same, *group.near, *group.served_by)]
    assert [text for text in texts if not terms(text)] == []
    assert [text for group in GROUPS for text in (*group.same, *group.near) if tuple(terms(text)) not in synonyms] == []


def test_everyday_subjects_meet_their_official_service():
    synonyms = Synonyms(GROUPS)
    for text in ("impôts", "carte grise", "caf", "carte vitale", "retraite", "passeport", "logement"):
        assert ("demarch", "administr") in expanded(synonyms, text), text
    for text in ("tablette", "smartphone", "ordinateur", "mail", "visio"):
        assert any("outil" in stems for stems in expanded(synonyms, text)), text


def test_empty_list():
    assert Synonyms([]).expand(("tablet",)) == (WeightedTerm(("tablet",), 1.0),)
