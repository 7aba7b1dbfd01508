"""Every class of the stylesheet is worn by something: a template, a drawing, a template tag, a script."""

import re
from pathlib import Path

from tests.consistency.source_files import ending, text_of

# Leaflet puts these on what it draws; the last one is the pane that static/js/map/base-map.js asks it for.
OF_LEAFLET = re.compile(r"leaflet-[\w-]+")
_NOT_SELECTORS = re.compile(r"/\*.*?\*/|\"[^\"]*\"", re.DOTALL)
_SELECTOR = re.compile(r"([^{};]+)\{")
_CLASS = re.compile(r"\.([a-zA-Z_][\w-]*)")
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# A class attribute, whose value may hold template tags with quotes of their own.
_ATTRIBUTE = re.compile(r"class=\"((?:\{%.*?%\}|\{\{.*?\}\}|[^\"])*)\"", re.DOTALL)
_CHOSEN = re.compile(r"\{% (?:cycle|firstof) (.*?)%\}", re.DOTALL)
_QUOTED = re.compile(r"\"([\w -]+)\"|'([\w -]+)'|`([\w -]+)`")
# Where Python chooses a class: the list of a kind of results, a state or a shape, an image's attributes.
_IN_PYTHON = re.compile(r"(?:list_class|\"class\"|Tone|Shape)\W{1,4}\"([\w -]+)\"|\n\s+\"(c-\w+)\",")


def declared(css: str) -> set[str]:
    """Classes in the selectors; `@media` and values are no selectors."""
    selectors = _SELECTOR.findall(_NOT_SELECTORS.sub("", css))
    return {name for text in selectors if not text.strip().startswith("@") for name in _CLASS.findall(text)}


def worn_in_markup(text: str) -> set[str]:
    """Names in class attributes; what a template tag chooses from (`cycle`) counts, its variables do not."""
    found: set[str] = set()
    for value in _ATTRIBUTE.findall(text):
        found.update(_TAG.sub(" ", value).split())
        for choices in _CHOSEN.findall(value):
            found.update(_words(choices))
    return found


def _words(text: str) -> set[str]:
    return {word for quoted in _QUOTED.findall(text) for part in quoted for word in part.split()}


def worn() -> set[str]:
    found: set[str] = set()
    for path in ending(".html", ".py", ".js"):
        if path.parts[0] == "tests":
            continue
        text = text_of(path)
        found |= worn_in_markup(text)
        if path.suffix == ".js":
            found |= _words(text)
        elif path.suffix == ".py":
            found.update(word for pair in _IN_PYTHON.findall(text) for part in pair for word in part.split())
    return found


def test_every_class_is_worn() -> None:
    css = {path: text_of(path) for path in ending(".css") if path.is_relative_to(Path("static/css"))}
    used = worn()
    unused = {
        f"{path.stem}: .{name}"
        for path, text in css.items()
        for name in declared(text) - used
        if not OF_LEAFLET.fullmatch(name)
    }
    assert unused == set()


def test_an_unused_class_is_found() -> None:
    css = '/* .gone */ @media (width > 1.5rem) { .a > .b:not(.c), a[href=".d"] { margin: .5em } }'
    assert declared(css) == {"a", "b", "c"}
    html = "<p class=\"a{% if x == \"zz\" %} b{% endif %} {{ y|tint }} {% cycle 'c' 'd' %}\">if e</p>"
    assert worn_in_markup(html) == {"a", "b", "c", "d"}
