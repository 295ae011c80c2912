"""Small pictures of photos, to be looked at side by side."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

WIDE, TALL = 160, 110  # dots a thumbnail has at the most
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP")
_MOST = 60_000_000  # dots of a photo; what says it has more is not unpacked


def thumbnail(data: bytes) -> bytes:
    """A photo made small, as JPEG, the way up it was taken; empty when it is no photo that can be shown.

    The same bytes give the same bytes.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as photo:
            if photo.width * photo.height > _MOST:
                return b""
            photo.draft("RGB", (2 * WIDE, 2 * TALL))  # a large JPEG is unpacked small at once
            upright = ImageOps.exif_transpose(photo)
            upright.thumbnail((WIDE, TALL))
            stream = io.BytesIO()
            upright.convert("RGB").save(stream, "JPEG", quality=80)
            return stream.getvalue()
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError, KeyError, TypeError):
        return b""  # damaged, or no photo: the file itself is kept all the same
