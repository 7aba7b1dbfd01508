"""The demo articles, figures, pages and drawings keep their promises. Pure Python: no database, no loader."""

import re
from collections import Counter
from typing import Any

from tests.portal.demo_files import (
    ARTICLES,
    COMMUNES,
    DATA,
    FIGURES,
    IMAGES,
    KEPT,
    MERGES,
    PAGES,
    PERMANENCES,
    PLACES,
    WORKSHOPS,
    strings,
)

BLOCKS = {
    "rich_text",
    "heading",
    "contents",
    "key_figures",
    "call_out",
    "help_points",
    "upcoming_dates",
    "quote",
    "read_also",
}


ALL_BLOCKS = [(page["key"], block) for page in ARTICLES + PAGES for block in page["blocks"]]


def text_of(page: dict[str, Any]) -> str:
    return re.sub(r"<[^>]+>", " ", " ".join(strings(page)))


def test_keys_are_unique_and_links_are_known() -> None:
    keys = [page["key"] for page in ARTICLES + PAGES]
    assert len(keys) == len(set(keys))
    figures = {figure["key"] for figure in FIGURES}
    images = {image["name"] for image in IMAGES}
    for page in ARTICLES:
        assert page["type"] in {"article", "story"}
        assert page["illustration"] in images
    for key, block in ALL_BLOCKS:
        assert block["type"] in BLOCKS
        match block["type"]:
            case "key_figures":
                assert set(block["keys"]) <= figures
            case "help_points":
                assert set(block["places"]) <= KEPT
            case "upcoming_dates":
                assert block.get("place", next(iter(KEPT))) in KEPT
                assert block.get("commune", "47001") in COMMUNES
                assert ("place" in block) != ("commune" in block)
            case "read_also":
                assert set(block["keys"]) <= {page["key"] for page in ARTICLES}
                assert key not in block["keys"]


def test_there_is_enough_to_read() -> None:
    assert Counter(page["type"] for page in ARTICLES)["article"] >= 4
    assert sum(page["type"] == "story" and page["fictional"] for page in ARTICLES) >= 2
    assert {page["key"] for page in PAGES} == {"aidants", "contact", "mots", "mentions-legales", "accessibilite"}


def test_every_word_that_stays_is_explained() -> None:
    explained = " ".join(strings(next(page for page in PAGES if page["key"] == "mots")))
    for word in (
        "Aidants Connect",
        "APTIC",
        "Conseiller numérique",
        "France services",
        "Itinérant",
        "Pass numérique",
        "Permanence",
        "RSS",
        "Pix",
    ):
        assert f"<h2>{word}" in explained or f"({word})" in explained, word


def test_nobody_real_is_made_to_speak() -> None:
    for key, block in ALL_BLOCKS:
        if block["type"] == "quote":
            assert block["fictional"] is True
            assert block["name"] == ""
            assert block["role"].endswith(", exemple fictif")
            assert next(page for page in ARTICLES if page["key"] == key)["fictional"]
    for page in ARTICLES:
        if page["fictional"]:
            assert "exemple" in page["author"]
            assert page["blocks"][0]["title"] == "Un exemple"


def test_la_poste_article_says_its_parts_first() -> None:
    article = next(page for page in ARTICLES if page["key"] == "la-poste")
    kinds = [block["type"] for block in article["blocks"]]
    assert kinds.index("contents") == 1
    assert kinds.count("heading") >= 5
    assert "<h2>" not in str(article)


def test_la_poste_article_has_its_facts_and_its_source() -> None:
    article = next(page for page in ARTICLES if page["key"] == "la-poste")
    shown = [block["keys"] for block in article["blocks"] if block["type"] == "key_figures"]
    assert shown == [[figure["key"] for figure in FIGURES]]
    assert [figure["value"] for figure in FIGURES] == ["823", "6 997", "347", "254"]
    assert {(figure["source"], figure["date"]) for figure in FIGURES} == {("La Poste, 24 février 2023", "2023-02-24")}
    text = text_of(article)
    for fact in (
        "La Poste, 24 février 2023",
        "déClic47",
        "Depuis 2019",
        "jusqu’en 2025",
        "détecter, accompagner, soutenir",
        "économie sociale et solidaire",
        "Étape numérique d’Agen Blum",
        "APTIC",
        "fonds de péréquation",
        "neuf communes rurales",
        "Castelmoron-sur-Lot",
    ):
        assert fact in text, fact
    linked = next(block["places"] for block in article["blocks"] if block["type"] == "help_points")
    assert [PLACES[place]["commune"] for place in linked] == [
        "Laplume",
        "Puymirol",
        "Castillonnès",
        "Castelmoron-sur-Lot",
    ]
    dated = {block["place"] for block in article["blocks"] if block["type"] == "upcoming_dates"}
    assert dated == set(linked[:3])
    assert not any(row["operator"] == linked[3] for row in PERMANENCES)


def test_accessibility_statement_has_its_mandatory_parts() -> None:
    text = text_of(next(page for page in PAGES if page["key"] == "accessibilite"))
    for part in (
        "État de conformité",
        "non conforme",
        "Résultats des tests",
        "Non-conformités",
        "Dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation d’accessibilité",
        "Établissement de cette déclaration",
        "Technologies utilisées",
        "Retour d’information et contact",
        "Voies de recours",
        "Défenseur des droits",
    ):
        assert part in text, part


def test_french_typography_of_what_we_wrote() -> None:
    """Straight apostrophes and no-break spaces are left out of the sources: the render step adds the latter."""
    written = [ARTICLES, PAGES, FIGURES, IMAGES, WORKSHOPS, [merge["reason"] for merge in MERGES]]
    for text in strings(written):
        if "_" in text:  # an identifier of a place
            continue
        assert "'" not in text, text
        assert "\u00a0" not in text, text
        assert "\u202f" not in text, text


def test_illustrations_are_described_and_light() -> None:
    assert len(IMAGES) >= 4
    for image in IMAGES:
        assert image["description"].startswith("Dessin : ")
        assert (DATA / image["source"]).read_text(encoding="utf-8").startswith("<svg ")
        assert (DATA / image["file"]).read_bytes()[:3] == b"\xff\xd8\xff"
        assert (DATA / image["file"]).stat().st_size <= 60_000
