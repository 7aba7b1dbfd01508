"""What is shipped is listed in docs/licences.md, under a licence that decision 16 allows."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from tests.consistency.source_files import text_of

ALLOWED = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD-4-Clause-UC",
        "FTL",
        "IJG",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
    ),
    *("OLDAP-2.8", "PSF-2.0", "PostgreSQL", "Unlicense", "Zlib", "libpng-2.0", "libtiff"),
    # Libraries that anybody may replace: only their own files stay under them.
    *("LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0"),
}
_FAMILY = re.compile(r"Apache|BSD|ISC|LGPL|AGPL|GPL|MIT|MPL|PSF|Unlicense")
_LONG_NAMES = {"Mozilla Public License": "MPL", "Python Software Foundation": "PSF", "GNU Lesser": "LGPL", "GNU": "GPL"}


def table(title: str) -> dict[str, str]:
    part = text_of(Path("docs/licences.md")).split(f"## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", part, re.MULTILINE)
    return {name: licence for name, licence in rows if name not in ("package", "library")}


def locked(name: str) -> set[str]:
    """Without what only another Python than CPython would install."""
    lines = re.findall(r"^([a-z0-9-]+)==(.*)", text_of(Path(f"requirements/{name}.txt")), re.MULTILINE)
    return {package for package, rest in lines if "platform_python_implementation != 'CPython'" not in rest}


def declared(package: Distribution) -> str:
    """What the package says of itself: its expression, else its classifiers, else the first line of a text."""
    said = _words(package, "License-Expression") or " ".join(
        name for name in _words(package, "Classifier").splitlines() if name.startswith("License")
    )
    for name, family in _LONG_NAMES.items():
        said = said.replace(name, family)
    return said or _words(package, "License").partition("\n")[0]


def _words(package: Distribution, name: str) -> str:
    return "\n".join(package.metadata.get_all(name) or [])


def allowed(expression: str) -> bool:
    """Of a choice one is enough; of what holds together, all."""
    return any(all(one in ALLOWED for one in some.split(" AND ")) for some in expression.split(" OR "))


PACKAGES, LIBRARIES = table("Packages"), table("Libraries inside wheels")
FOR_PDF = table("Packages of the extra for PDF")


def test_what_is_shipped_is_listed_and_nothing_else() -> None:
    assert set(PACKAGES) == locked("production")
    assert set(FOR_PDF) == locked("pdf") - locked("production")
    assert len(PACKAGES) > 40 and len(LIBRARIES) > 20


@pytest.mark.parametrize(("name", "licence"), [*PACKAGES.items(), *FOR_PDF.items(), *LIBRARIES.items()])
def test_its_licence_is_allowed(name: str, licence: str) -> None:
    assert allowed(licence)


@pytest.mark.parametrize(
    ("expression", "well"),
    [
        ("MIT", True),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only", False),
        ("BSD", False),
    ],
)
def test_a_licence_that_is_not_allowed_is_seen(expression: str, well: bool) -> None:
    assert allowed(expression) is well


@pytest.mark.parametrize("name", sorted(PACKAGES | FOR_PDF))
def test_the_package_says_the_same(name: str) -> None:
    package = distribution(name)
    assert set(_FAMILY.findall((PACKAGES | FOR_PDF)[name])) == set(_FAMILY.findall(declared(package))) != set()


def test_libraries_inside_wheels_are_listed() -> None:
    found = {
        match[1]
        for name in PACKAGES | FOR_PDF
        for file in distribution(name).files or []
        if (match := re.search(r"\.libs/(lib\w+?)-[0-9a-f]{6,}\.", str(file)))
    }
    assert found <= set(LIBRARIES)


def test_the_encoder_under_gpl_is_not_shipped() -> None:
    assert all("pillow-heif" not in locked(name) for name in ("base", "production", "pdf", "dev"))
