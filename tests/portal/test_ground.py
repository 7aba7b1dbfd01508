"""The ground of the tests themselves: a check that cannot fail would prove nothing."""

import pytest

from tests.strict_client import faults

GOOD = '<!doctype html><html lang="fr"><head><title>Titre</title></head><body><h1>Titre</h1></body></html>'


def test_a_sound_page_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("<body>", '<body onload="x()">'), "handler"),
        (("<body>", '<body style="color:red">'), "style attribute"),
        (("<body>", "<body><script>x()</script>"), "inline script"),
        (("<body>", "<body><style>p{}</style>"), "<style>"),
        (("<body>", '<body><a href="javascript:x()">x</a>'), "javascript:"),
        (("<body>", "<body>⟦undefined:x⟧"), "undefined variable"),
        (("<body>", "<body>{{ x }}"), "unrendered"),
        (("<body>", "<body>{% if x %}"), "unrendered"),
        ((' lang="fr"', ""), "lang"),
        (("<title>Titre</title>", ""), "title"),
        (("<h1>Titre</h1>", ""), "h1"),
        (("<h1>Titre</h1>", "<h1>A</h1><h1>B</h1>"), "h1"),
        (("<body>", '<body><p id="a"></p><p id="a"></p>'), "repeated"),
    ],
)
def test_each_fault_is_seen(change: tuple[str, str], word: str) -> None:
    found = faults(GOOD.replace(*change))
    assert len(found) == 1 and word in found[0]


def test_data_scripts_are_allowed() -> None:
    assert faults(GOOD.replace("<body>", '<body><script type="application/ld+json">{"a": 1}</script>')) == []
