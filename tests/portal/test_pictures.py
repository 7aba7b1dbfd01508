"""Pictures that staff send: stored without where they were taken, refused in words when they cannot be shown."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.models import PortalImage
from tests.domain.words.test_picture_metadata import SECRET, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates", "site")]


@pytest.fixture
def send(admin_client: Any, tmp_path: Any, settings: Any) -> Callable[[str, bytes], str]:
    """Send a file to the library; what is wrong with it, "" when it was stored."""
    settings.MEDIA_ROOT = tmp_path

    def post(name: str, content: bytes) -> str:
        data = {"title": "Une image", "description": "Une image", "file": SimpleUploadedFile(name, content)}
        response = admin_client.post(reverse("wagtailimages:add"), data)
        if response.status_code == 302:
            return ""
        assert response.status_code == 200
        return " ".join(response.context["form"].errors["file"])

    return post


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that announces this size and holds these chunks before its end."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IEND", b"")]
    told = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + told


def whole(form: str) -> bytes:
    written = BytesIO()
    Image.effect_noise((400, 300), 90).save(written, form)
    return written.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_neither_the_original_nor_what_is_shown_tells_where_it_was_taken(send: Any, form: str) -> None:
    assert send(f"a.{form.lower()}", told(form)) == ""
    image = PortalImage.objects.get()
    with image.file.open() as stored:
        content = stored.read()
    assert SECRET not in content
    assert image.file_size == len(content)
    with image.get_rendition("width-20").file.open() as shown:
        assert SECRET not in shown.read()


def test_a_replaced_file_is_stored_alike(send: Any, admin_client: Any) -> None:
    assert send("a.png", whole("PNG")) == ""
    image = PortalImage.objects.get()
    data = {"title": "Une image", "description": "Une image", "file": SimpleUploadedFile("b.jpg", told("JPEG"))}
    assert admin_client.post(reverse("wagtailimages:edit", args=[image.pk]), data).status_code == 302
    with PortalImage.objects.get().file.open() as stored:
        assert SECRET not in stored.read()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", png(11_000, 11_000, (b"IDAT", zlib.compress(b"\x00" * 1_000))), "trop grande"),
        ("a.png", png(5_000, 5_000, (b"IDAT", zlib.compress(b"\x00" * 1_000))), "5000 points sur 5000"),
        ("a.png", png(60_000, 60_000), "trop grande"),
        ("a.png", png(4, 4, (b"zTXt", b"t\x00\x00" + zlib.compress(b"\x00" * 80_000_000))), "abîmée"),
        ("a.jpg", whole("JPEG")[:-3_000], "abîmée"),
        ("a.png", whole("PNG")[:-3_000], "abîmée"),
        ("a.gif", b"GIF89a" + b"\x01" * 40, "abîmée"),
        ("a.webp", whole("WEBP")[:-300], "abîmée"),
        ("a.png", b"rien", "abîmée"),
        ("a.jpg", b"\xff\xd8" + b"\x00" * 9_000_000, "trop lourd"),
        ("IMG_0012.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 400, "Le plus compatible"),
        ("photo.jpg", b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + b"\x00" * 400, "exportez-la en JPEG"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(send: Any, name: str, content: bytes, said: str) -> None:
    assert said in send(name, content)
    assert not PortalImage.objects.exists()


def large_avif() -> bytes:
    """One that says where it was taken: cutting that out would decode it."""
    exif = Image.Exif()
    exif[0x010F] = "Appareil"
    written = BytesIO()
    Image.new("L", (4_200, 4_200)).save(written, "AVIF", quality=1, speed=10, exif=exif.tobytes())
    return written.getvalue()


@pytest.mark.parametrize("name", ["a.png", "a.avif"])
def test_a_picture_is_refused_before_it_is_decoded(send: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    large = png(11_000, 11_000, (b"IDAT", zlib.compress(b"\x00" * 1_000))) if name == "a.png" else large_avif()

    def decoded(*_: Any) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    assert "trop grande" in send(name, large)


def test_a_document_of_any_size_is_not_kept(admin_client: Any, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    address = reverse("wagtaildocs:add")

    def post(size: int) -> Any:
        sent = SimpleUploadedFile("a.pdf", b"%PDF-1.7" + b"\x00" * size + b"%%EOF")
        return admin_client.post(address, {"title": "Un document", "file": sent})

    refused = post(21 * 1024 * 1024)
    assert "trop gros" in " ".join(refused.context["form"].errors["file"])
    assert post(70_000).status_code == 302


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.ods", "a.ics", "a.csv"])
def test_a_document_that_nothing_could_open_is_refused(admin_client: Any, name: str) -> None:
    sent = SimpleUploadedFile(name, b"\x00" * 70_000)
    refused = admin_client.post(reverse("wagtaildocs:add"), {"title": "Un document", "file": sent})
    assert "abîmé" in " ".join(refused.context["form"].errors["file"])


def test_nobody_sends_much_before_signing_in(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", read)
    for address in (reverse("wagtailadmin_login"), reverse("wagtailimages:add"), "/", "/lieux/"):
        response = client.post(address, {"file": SimpleUploadedFile("a.jpg", b"x" * 70_000)})
        assert response.status_code == 413
        assert "trop volumineux" in response.content.decode()
