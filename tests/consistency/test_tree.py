"""What a look at the tree can tell: sizes, words, lock files, templates nobody uses."""

import re
from pathlib import Path

from tests.consistency.source_files import ending, text_of, tracked

CODE = (".py", ".js", ".mjs", ".css", ".html", ".sh")
NOT_OURS = ("migrations", "vendor", "node_modules", "data")
MAX_LINES = 400
MAX_TEMPLATE_LINE = 160  # characters: a line that is read, and compared, without scrolling
# Names that say nothing about what is inside.
EMPTY_NAMES = {"utils", "helpers", "misc", "common"}


def ours() -> list[Path]:
    return [path for path in ending(*CODE) if not set(path.parts) & set(NOT_OURS)]


def test_no_file_is_too_long() -> None:
    lines = {str(path): len(text_of(path).splitlines()) for path in ours()}
    assert len(lines) > 300
    assert {path: number for path, number in lines.items() if number > MAX_LINES} == {}


def test_no_line_of_a_template_is_too_long() -> None:
    """Drawings are one long path."""
    found = [path for path in ending(".html") if path.parts[0] == "templates"]
    laid_out = [path for path in found if path.parts[1] not in ("icons", "illustrations")]
    lines = (
        (f"{path}:{number}", line) for path in laid_out for number, line in enumerate(text_of(path).splitlines(), 1)
    )
    assert [where for where, line in lines if len(line) > MAX_TEMPLATE_LINE] == []


def test_names_say_what_is_inside() -> None:
    assert [path for path in ours() if path.stem in EMPTY_NAMES] == []


def test_packages_are_empty_shells() -> None:
    """A package may gather the models of its folder; nothing else lives in `__init__.py`."""
    full = [path for path in ending(".py") if path.name == "__init__.py" and text_of(path).strip()]
    assert [path for path in full if path.parent.name != "models"] == []


def test_the_readme_is_short() -> None:
    assert len(text_of(Path("README.md")).splitlines()) < 120


def locks() -> list[Path]:
    return [path for path in tracked() if path.name == "package-lock.json" or path.suffix == ".lock"] + [
        path for path in tracked() if path.parts[0] == "requirements"
    ]


def test_base_lock_is_hashed() -> None:
    hashed = [Path("requirements/base.txt"), Path("requirements/pdf.txt"), *ending(".lock")]
    assert [str(path) for path in hashed if "--hash=sha256:" not in text_of(path)] == []


def test_lock_files_name_no_index() -> None:
    found = {str(path): indexes(text_of(path)) for path in locks()}
    assert len(found) > 3
    assert {path: addresses for path, addresses in found.items() if addresses} == {}


def indexes(text: str) -> list[str]:
    # npm writes where a package asks for money, which is not an index: `"url": "…"`, or one of these two.
    found = re.findall(r"(?:https?://|--index-url|--find-links|\"resolved\")\S*", re.sub(r'"url": "[^"]*"', "", text))
    return [address for address in found if "funding" not in address and "opencollective" not in address]


def test_an_index_is_seen() -> None:
    assert indexes('"resolved": "x"') and indexes("--index-url x") and indexes("https://example.org/simple")


def test_nothing_is_left_open() -> None:
    marker = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")
    assert [str(path) for path in ours() if marker.search(text_of(path))] == []


def test_no_path_of_one_machine() -> None:
    private = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
    texts = [path for path in ending(*CODE, ".md", ".toml", ".json", ".yml") if "data" not in path.parts]
    found = {str(path): private.findall(text_of(path)) for path in texts if path.name != Path(__file__).name}
    assert {path: paths for path, paths in found.items() if paths} == {}


def test_every_template_is_used() -> None:
    """A template is used when its name, or the folder that code builds its name from, is written somewhere else."""
    sources = {path: text_of(path) for path in ending(".py", ".html") if path.parts[0] != "tests"}
    unused = []
    for template in (path for path in ending(".html") if path.parts[0] == "templates"):
        name = "/".join(template.parts[1:])
        if name in {"404.html", "500.html"} or template.parts[1] in {"leaflet", "wagtailadmin"}:
            continue  # found by their name by Django, by django-leaflet and by Wagtail
        if not any(name in text for path, text in sources.items() if path != template) and not _of_a_model(name):
            unused.append(name)
    assert unused == []


def _of_a_model(name: str) -> bool:
    """Wagtail finds a page's template by its class: `home/article_page.html` for `ArticlePage`."""
    from wagtail.models import get_page_models

    return name in {model.template for model in get_page_models()}
