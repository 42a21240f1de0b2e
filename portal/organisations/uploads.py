"""Where uploaded papers lie, and how an image is drawn anew so that only its pixels are kept.

The folder is below the state folder, outside whatever a web server serves; names are random and say nothing.
"""

from __future__ import annotations

import io
import os
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from PIL import Image, ImageOps

from portal.organisations.rules.files import BadFile, FileFault, MediaType, judge_file
from portal.storage import at_work

FOLDER = "uploads"
MOST_PIXELS = 40_000_000
"""A photo of a modern phone; an RGB image of so many takes 120 MB while it is drawn."""
LONGEST_SIDE = 12_000
DRAWN_SIDE = 3000
"""Pixels of the longer side that is kept: small print of an A4 page stays readable (about 250 dpi)."""
_QUALITY = 88
_NAME = re.compile(r"[0-9a-f]{32}")
ORPHAN_AGE = timedelta(hours=24)


def prepare(name: str, content: bytes) -> tuple[MediaType, bytes]:
    """The media type and the bytes to keep of an upload: a PDF as it is, an image as a new JPEG. Raises BadFile."""
    media_type = judge_file(name, content)
    return (media_type, content) if media_type == "application/pdf" else ("image/jpeg", _drawn_anew(content))


def keep(content: bytes) -> str:
    """Write the bytes into the folder, readable by this system user only; returns the random name."""
    name = secrets.token_hex(16)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(_folder() / name, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def read(name: str, digest: str) -> bytes | None:
    """The bytes under this name, or None where they are gone or are no longer those that were kept (SHA-256 in hex)."""
    try:
        content = _path(name).read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == digest else None


def remove(name: str) -> None:
    """Take the file away; it may be gone already."""
    _path(name).unlink(missing_ok=True)


def remove_orphans(known: Collection[str], now: datetime) -> int:
    """Remove files older than a day that no row names (an upload that was cut off); returns how many."""
    removed = 0
    for path in _folder().iterdir():
        old = now.timestamp() - path.stat().st_mtime > ORPHAN_AGE.total_seconds()
        if _NAME.fullmatch(path.name) and path.name not in known and old:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _folder() -> Path:
    folder = at_work.settings().state_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("not a name this room gives")
    return _folder() / name


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
