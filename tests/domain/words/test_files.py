"""Whether a file is what its name says."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.words.files import is_what_it_says


def office() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return written.getvalue()


@pytest.mark.parametrize(
    ("extension", "content", "expected"),
    [
        ("pdf", b"%PDF-1.7\n" + b"x" * 9_000 + b"%%EOF\n", True),
        ("PDF", b"\r\n%PDF-1.4 %%EOF", True),
        ("pdf", b"\x00" * 12_000, False),
        ("pdf", b"%PDF-1.7\n" + b"\x00" * 12_000, False),
        ("odt", office(), True),
        ("docx", office()[:-9], False),
        ("docx", b"", False),
        ("csv", "commune;téléphone".encode("latin-1"), True),
        ("txt", "été".encode("utf-16"), True),
        ("txt", b"\x00" * 40, False),
        ("ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", True),
        ("ics", b"<html>", False),
        ("zzz", b"\x00", True),
    ],
)
def test_judged_by_its_two_ends(extension: str, content: bytes, expected: bool) -> None:
    assert is_what_it_says(extension, BytesIO(content)) is expected
