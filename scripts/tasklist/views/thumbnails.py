"""Small pictures of photos, to be looked at side by side."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

WIDE, TALL = 160, 110  # dots a thumbnail has at the most
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP")
MOST = 60_000_000  # dots of a photo; what says it has more is not unpacked
_DRAFT = 4  # times less a large JPEG costs: it is unpacked small at once, unless it is a progressive one

_NO_PHOTO = (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError, KeyError, TypeError)


def dots(data: bytes) -> int:
    """What it costs to make a photo small, in dots that are unpacked; 0 when it is no photo that can be shown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # what we make of it is decided here
            with Image.open(io.BytesIO(data), formats=_FORMATS) as photo:
                cost = photo.width * photo.height
                if photo.format == "JPEG" and not photo.info.get("progressive"):
                    cost //= _DRAFT
                return cost if photo.width * photo.height <= MOST and cost <= MOST // _DRAFT else 0
    except _NO_PHOTO:
        return 0  # damaged, or no photo: the file itself is kept all the same


def thumbnail(data: bytes) -> bytes:
    """A photo made small, as JPEG, the way up it was taken; empty when it is no photo that can be shown.

    The same bytes give the same bytes.
    """
    if not dots(data):
        return b""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as photo:
            photo.draft("RGB", (2 * WIDE, 2 * TALL))
            upright = ImageOps.exif_transpose(photo)
            upright.thumbnail((WIDE, TALL))
            stream = io.BytesIO()
            upright.convert("RGB").save(stream, "JPEG", quality=80)
            return stream.getvalue()
    except _NO_PHOTO:
        return b""
