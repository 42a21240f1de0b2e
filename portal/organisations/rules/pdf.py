"""Whether a PDF only shows pages: no scripts, no programs started, no files or forms inside, nothing locked against a look.

It is no PDF reader. It looks for the names of active things everywhere, in compressed object streams too, however they
are spelled (`/J#61vaScript`), and refuses what it cannot look into. All searches are linear in the file's size.
"""

from __future__ import annotations

import re
import zlib
from enum import StrEnum

MOST_INFLATED = 40 * 1024 * 1024
"""Bytes that all object streams of a file may hold together: a megabyte of zeros packs into a kilobyte."""
_TAIL = 2048
_MOST_STREAMS = 5000
"""Object streams of one file: real ones hold about a hundred objects each."""
_PIECE, _GLANCE = 16 * 1024, 64
_DICTIONARY = 4096
"""Bytes from the word /ObjStm to the bytes of its stream, at most."""
_BEFORE = 300
"""Bytes before the word /ObjStm in which the rest of its dictionary may stand."""


def _spelled(*names: str) -> str:
    """A pattern for these names in which any letter may be written as `#hh` (ISO 32000-1, 7.3.5)."""
    return "|".join(
        "".join(rf"(?:{char}|#(?i:{ord(char):02x}))" if char.isalnum() else re.escape(char) for char in name)
        for name in names
    )


_END = r"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"
_ACTIVE = re.compile(
    f"/(?:{_spelled('JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'RichMedia', 'EmbeddedFile', 'EmbeddedFiles')}"
    f"|{_spelled('Rendition', 'GoToE', 'XFA')}){_END}".encode()
)
_SCRIPT_TEXT = re.compile(rf"/(?:{_spelled('JS')})\s*(?:\(|<[0-9A-Fa-f\s]|[0-9]{{1,9}}\s+[0-9]{{1,9}}\s+R)".encode())
_LOCKED = re.compile(f"/(?:{_spelled('Encrypt')}){_END}".encode())
_OBJECTS = re.compile(f"/(?:{_spelled('ObjStm')}){_END}".encode())
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_OTHER_FILTERS = re.compile(
    f"/(?:{_spelled('ASCIIHexDecode', 'ASCII85Decode', 'LZWDecode', 'RunLengthDecode', 'Crypt', 'AHx', 'A85', 'LZW')}){_END}".encode()
)
_PREDICTED = re.compile(rf"/(?:{_spelled('Predictor')})\s*(?:[2-9]|1[0-9])".encode())
_FIRST_NUMBERS = re.compile(rb"\s*[0-9]+\s+[0-9]+")
"""An object stream begins with pairs of numbers (7.5.7); what does not is packed in a way that was not undone."""


class PdfFault(StrEnum):
    """Why a PDF is not taken."""

    BROKEN = "broken"
    ACTIVE = "active"
    LOCKED = "locked"


def find_pdf_fault(content: bytes) -> PdfFault | None:
    """What is wrong with these bytes as a PDF that only shows pages, or None."""
    if not re.match(rb"%PDF-[12]\.[0-9]", content) or b"%%EOF" not in content[-_TAIL:]:
        return PdfFault.BROKEN
    if _is_active(content):
        return PdfFault.ACTIVE
    if _LOCKED.search(content):
        return PdfFault.LOCKED
    return _look_into_object_streams(content)


def _is_active(text: bytes) -> bool:
    return _ACTIVE.search(text) is not None or _SCRIPT_TEXT.search(text) is not None


def _look_into_object_streams(content: bytes) -> PdfFault | None:
    """Every stream that follows the word /ObjStm, wherever a reader may think that objects begin and end."""
    budget = MOST_INFLATED
    for place, word in enumerate(_OBJECTS.finditer(content)):
        stream = _STREAM.search(content, word.end(), word.end() + _DICTIONARY)
        if stream is None or place == _MOST_STREAMS:
            return PdfFault.LOCKED
        dictionary = content[max(0, word.start() - _BEFORE) : stream.start()]
        if _OTHER_FILTERS.search(dictionary) or _PREDICTED.search(dictionary):
            return PdfFault.LOCKED
        objects = _inflated(content, stream.end(), budget)
        if objects is None or not _FIRST_NUMBERS.match(objects):
            return PdfFault.LOCKED
        if _is_active(objects):
            return PdfFault.ACTIVE
        budget -= len(objects)
    return None


def _inflated(content: bytes, start: int, budget: int) -> bytes | None:
    """The bytes of the stream that begins here, packed or plain; None where they do not unpack or exceed the budget."""
    if _FIRST_NUMBERS.match(content[start : start + _GLANCE]):
        return content[start : start + _GLANCE]  # plain: the whole file was looked through already
    machine = zlib.decompressobj()
    objects = b""
    while not machine.eof and start < len(content):
        try:
            objects += machine.decompress(content[start : start + _PIECE], budget + 1 - len(objects))
        except zlib.error:
            return None
        if len(objects) > budget:
            return None
        start += _PIECE
    return objects
