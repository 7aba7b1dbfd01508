"""A picture is stored without where and when it was taken; the picture itself is the same."""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from portal.words.picture_metadata import UnreadablePictureError, without_metadata

SECRET = b"48.8566 N, 2.3522 E, Appareil de Jeanne"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def drawn(mode: str = "RGB") -> Image.Image:
    chance = random.Random(7)
    picture = Image.new("RGB", (48, 32))
    picture.putdata([(x * 5 % 256, chance.randrange(256), 90) for x in range(48 * 32)])
    return picture.convert(mode)


def told(form: str, orientation: int = 1) -> bytes:
    """A picture that says all that its format can say."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = SECRET.decode()
    exif[GPS] = {2: (48.0, 51.0, 23.0), 29: SECRET.decode()}
    options: dict[str, Any] = {"exif": exif.tobytes(), "icc_profile": PROFILE}
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options["pnginfo"] = text
    elif form == "GIF":
        options = {"comment": SECRET, "loop": 0, "save_all": True, "append_images": [drawn("P").rotate(180)]}
    else:
        options["xmp"] = b"<x>" + SECRET + b"</x>"
    if form == "JPEG":
        options |= {"comment": SECRET, "progressive": True}
    written = BytesIO()
    drawn("P" if form == "GIF" else "RGB").save(written, form, **options)
    # Telephones put a second picture behind the first one, with its own position.
    return written.getvalue() + (b"\xff\xd8" + SECRET + b"\xff\xd9" if form == "JPEG" else b"")


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_told_and_the_picture_is_the_same(form: str) -> None:
    before = told(form)
    assert SECRET in before
    after = without_metadata(before)
    assert SECRET not in after
    with Image.open(BytesIO(after)) as picture:
        assert picture.format == form
        assert not picture.getexif().get_ifd(GPS) and MAKER not in picture.getexif()
        assert form == "GIF" or picture.info["icc_profile"] == PROFILE
        assert getattr(picture, "n_frames", 1) == (2 if form == "GIF" else 1)
    if form != "AVIF":  # encoded anew
        assert pixels(after) == pixels(before)
    assert without_metadata(after) == after


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_telephone_held_on_its_side_is_still_shown_upright(orientation: int) -> None:
    with Image.open(BytesIO(without_metadata(told("JPEG", orientation)))) as picture:
        assert picture.getexif().get(ORIENTATION, 1) == orientation
        assert set(picture.getexif()) <= {ORIENTATION}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_cut_short_is_refused_or_tells_nothing(form: str) -> None:
    whole = told(form)
    for end in random.Random(3).sample(range(16, len(whole) - 60), k=40):
        try:
            after = without_metadata(whole[:end])
        except UnreadablePictureError:
            continue
        assert SECRET not in after


def test_other_content_is_left_alone() -> None:
    assert without_metadata(b"<svg/>") == b"<svg/>"
    assert without_metadata(b"") == b""
