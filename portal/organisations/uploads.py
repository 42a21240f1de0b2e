"""Where uploaded papers lie, and how an image is drawn anew so that only its pixels are kept.

The folder is below the state folder, outside whatever a web server serves; names are random, contents sealed.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from portal.organisations.rules.files import BadFile, FileFault, MediaType, judge_file
from portal.storage.sealed_files import NamedBy, SealedFolder, declare_folder

FOLDER = declare_folder(SealedFolder("uploads", NamedBy("organisation_evidence", "stored_name", gone=("deleted_at",))))
MOST_PIXELS = 40_000_000
"""A photo of a modern phone; an RGB image of so many takes 120 MB while it is drawn."""
LONGEST_SIDE = 12_000
DRAWN_SIDE = 3000
"""Pixels of the longer side that is kept: small print of an A4 page stays readable (about 250 dpi)."""
_QUALITY = 88


def prepare(name: str, content: bytes) -> tuple[MediaType, bytes]:
    """The media type and the bytes to keep of an upload: a PDF as it is, an image as a new JPEG. Raises BadFile."""
    media_type = judge_file(name, content)
    return (media_type, content) if media_type == "application/pdf" else ("image/jpeg", _drawn_anew(content))


def _drawn_anew(content: bytes) -> bytes:
    """A new JPEG of the same picture, upright, without EXIF, comments, profiles, or anything after its end."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
                raise BadFile(FileFault.TOO_MANY_PIXELS)
            image.draft("RGB", (DRAWN_SIDE, DRAWN_SIDE))  # a large JPEG is decoded small; others ignore it
            image.load()
            return _as_jpeg(image)
    except BadFile:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadFile(FileFault.TOO_MANY_PIXELS) from None
    except Exception:  # a decoder that is fed hostile bytes raises whatever it likes
        raise BadFile(FileFault.BROKEN) from None


def _as_jpeg(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits a grey: a plain conversion would cut it to white
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    upright.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
    clean = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        with_alpha = upright.convert("RGBA")
        clean.paste(with_alpha, mask=with_alpha)
    else:
        clean.paste(upright.convert("RGB"))
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
