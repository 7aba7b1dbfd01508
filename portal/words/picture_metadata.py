"""A picture without what its camera wrote beside it: where and when it was taken, with what, by whom. No Django here.

What makes it look right stays: pixels untouched, colour profile, orientation. Segments are cut out of the file: to
encode it anew would cost quality, and seconds of processor for a picture of a telephone.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

_ORIENTATION = 0x0112
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers without a body
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_EXIF, _ICC = b"Exif\x00\x00", b"ICC_PROFILE\x00"
_PNG = b"\x89PNG\r\n\x1a\n"
# The text chunks of PNG, its Exif and its date.
_PNG_TOLD = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def is_heif(content: bytes) -> bool:
    """A picture as telephones store them (HEIC), whatever its name; AVIF, which is built alike, is not."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIF and b"avif" not in content[8:40]


class UnreadablePictureError(ValueError):
    """The file is cut short, or is not what its first bytes say."""


def without_metadata(content: bytes) -> bytes:
    """The same picture (JPEG, PNG, WebP, GIF, AVIF); other content as it is. Raises `UnreadablePictureError`."""
    try:
        if content.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(content))
        if content.startswith(_PNG):
            return b"".join(_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
        if content.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(content))
        if content[4:12] in (b"ftypavif", b"ftypavis"):
            return _avif(content)
    except (IndexError, struct.error, OSError, SyntaxError) as error:
        raise UnreadablePictureError(str(error)) from error
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Up to the end of the image: telephones put a second picture, with its own position, behind it."""
    yield content[:2]
    if (orientation := _orientation(content)) > 1:
        yield _only_orientation(orientation)
    at = 2
    while True:
        if content[at] != 0xFF:
            raise UnreadablePictureError(f"no marker at {at}")
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker == _END_OF_IMAGE:
            yield content[at : at + 2]
            return
        elif marker in _STANDALONE:
            yield content[at : at + 2]
            at += 2
        else:
            end = at + 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
            body = content[at + 4 : end]
            if not _tells(marker, body):
                yield content[at:end]
            at = end
            if marker == _START_OF_SCAN:
                scan = _end_of_scan(content, at)
                yield content[at:scan]
                at = scan


def _tells(marker: int, body: bytes) -> bool:
    """An application segment or a comment, but what decoders need: JFIF, the colour profile, Adobe's transform."""
    needed = marker in (0xE0, 0xEE) or (marker == 0xE2 and body.startswith(_ICC))
    return marker == 0xFE or (0xE0 <= marker <= 0xEF and not needed)


def _end_of_scan(content: bytes, at: int) -> int:
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise UnreadablePictureError("no end of image")
        if content[at + 1] != 0x00 and content[at + 1] not in _STANDALONE:
            return at
        at += 2


def _orientation(content: bytes) -> int:
    """From 1, upright, to 8; a telephone held on its side writes it beside the pixels."""
    try:
        with Image.open(BytesIO(content)) as picture:
            value = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, struct.error):
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _only_orientation(value: int) -> bytes:
    exif = _EXIF + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    at, name = len(_PNG), b""
    while name != b"IEND":
        size, name = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + size
        if end > len(content):
            raise UnreadablePictureError("a chunk is cut short")
        if name not in _PNG_TOLD:
            yield content[at:end]
        at = end


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        name, size = struct.unpack("<4sI", content[at : at + 8])
        end = at + 8 + size + size % 2
        if end > len(content) + size % 2:
            raise UnreadablePictureError("a chunk is cut short")
        chunk = content[at:end]
        if name == b"VP8X":  # says which other chunks there are: no Exif (8), no XMP (4)
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if name not in (b"EXIF", b"XMP "):
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(content: bytes) -> Iterator[bytes]:
    """Without comments nor application blocks, but the one that says how often it is played."""
    at = 13 + _table(content[10])
    yield content[:at]
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            end = _end_of_blocks(content, at + 10 + _table(content[at + 9]) + 1)
            told = False
        elif content[at] == 0x21:
            end = _end_of_blocks(content, at + 2)
            loop = content[at + 3 : at + 14] == b"NETSCAPE2.0"
            told = content[at + 1] == 0xFE or (content[at + 1] == 0xFF and not loop)
        else:
            raise UnreadablePictureError(f"no block at {at}")
        if not told:
            yield content[at:end]
        at = end
    yield b"\x3b"


def _table(flags: int) -> int:
    """The size in bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _end_of_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1


def _avif(content: bytes) -> bytes:
    """Its boxes point at each other by place in the file: encoded anew, since none can be cut out."""
    with Image.open(BytesIO(content)) as picture:
        icc = picture.info.get("icc_profile")
        if not (picture.info.get("exif") or picture.info.get("xmp")):
            return content
        picture.load()
        found = BytesIO()
        picture.save(found, "AVIF", quality=90, exif=b"", xmp=b"", **({"icc_profile": icc} if icc else {}))
    return found.getvalue()
