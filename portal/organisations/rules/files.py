"""Which uploaded files are taken: JPEG, PNG or PDF by name and by content, and nothing that is two things at once.

The name is judged and then forgotten. Images are drawn anew afterwards (uploads.py); PDFs are kept as they are, so
rules/pdf.py looks into them.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Literal

from portal.organisations.rules.pdf import PdfFault, find_pdf_fault

MediaType = Literal["image/jpeg", "image/png", "application/pdf"]
LARGEST = 5 * 1024 * 1024
"""Bytes of one file."""
_LONGEST_NAME = 200
_TYPES: dict[str, MediaType] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
}
_MAGIC: dict[MediaType, bytes] = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "application/pdf": b"%PDF-",
}
_RUNNABLE = re.compile(
    "asp|aspx|bat|cgi|cmd|com|cpl|dll|exe|hta|htaccess|htm|html|jar|js|jse|jsp|lnk|mjs|msi|phar|php[0-9]?|phtml|pht|pl|ps1"
    "|py|rb|scr|sh|shtml|svg|svgz|swf|vbe|vbs|wsf|xht|xhtml|xml"
)
_TEST_VIRUS = b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$"
_SCRIPTS = re.compile(rb"<\?php|<script[\s>/]|<html[\s>]|<svg[\s>]|<!doctype html|<!ENTITY", re.IGNORECASE)
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 22 + 65535
"""A ZIP is read from its end: its last record is at most that far from it (APPNOTE 4.3.16)."""


class FileFault(StrEnum):
    """Why a file is not taken."""

    MISSING = "missing"
    NAME = "name"
    TYPE = "type"
    MISMATCH = "mismatch"
    TOO_BIG = "too_big"
    TWO_THINGS = "two_things"
    VIRUS = "virus"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    ACTIVE_PDF = "active_pdf"
    LOCKED_PDF = "locked_pdf"


class BadFile(ValueError):
    """The file is not taken."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


_PDF_FAULTS = {
    PdfFault.BROKEN: FileFault.BROKEN,
    PdfFault.ACTIVE: FileFault.ACTIVE_PDF,
    PdfFault.LOCKED: FileFault.LOCKED_PDF,
}


def judge_file(name: str, content: bytes) -> MediaType:
    """The media type of a file that may be kept; raises BadFile. Images are still to be drawn anew."""
    if not name or not content:
        raise BadFile(FileFault.MISSING)
    if len(content) > LARGEST:
        raise BadFile(FileFault.TOO_BIG)
    promised = _promised(name)
    if not content.startswith(_MAGIC[promised]):
        known = any(content.startswith(magic) for magic in _MAGIC.values())
        raise BadFile(FileFault.MISMATCH if known else FileFault.TYPE)
    if _TEST_VIRUS in content:
        raise BadFile(FileFault.VIRUS)
    if _SCRIPTS.search(content) or _ZIP_END in content[-_ZIP_TAIL:] or _other_start(promised, content):
        raise BadFile(FileFault.TWO_THINGS)
    if promised == "application/pdf" and (fault := find_pdf_fault(content)) is not None:
        raise BadFile(_PDF_FAULTS[fault])
    return promised


def _promised(name: str) -> MediaType:
    """The type that the name's ending promises. A name with a path, an invisible character or a runnable ending is none."""
    strange = any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for char in name)
    if strange or len(name) > _LONGEST_NAME or re.search(r"[/\\:]|\.\.", name) or name.startswith("."):
        raise BadFile(FileFault.NAME)
    endings = [part.strip().lower() for part in name.split(".")[1:]]
    if any(_RUNNABLE.fullmatch(ending) for ending in endings[:-1]):
        raise BadFile(FileFault.NAME)
    if not endings or endings[-1] not in _TYPES:
        raise BadFile(FileFault.TYPE)
    return _TYPES[endings[-1]]


def _other_start(own: MediaType, content: bytes) -> bool:
    """Whether a PDF begins inside an image. (Images inside a PDF are usual.)"""
    return own != "application/pdf" and _MAGIC["application/pdf"] in content
