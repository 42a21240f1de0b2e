"""Which files are taken: by name, by content, nothing that is two things, no PDF that does anything."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from portal.organisations import uploads
from portal.organisations.rules.files import LARGEST, BadFile, FileFault, judge_file
from portal.organisations.rules.pdf import PdfFault, find_pdf_fault
from tests.organisations.samples import jpeg, object_stream, pdf, png

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("giay.png", png(), "image/png"),
        ("GIAY.PNG", png(), "image/png"),
        ("giấy phép 2026.v2.jpeg", jpeg(), "image/jpeg"),
        ("a.jpg", jpeg(), "image/jpeg"),
        ("a.pdf", pdf(), "application/pdf"),
        ("a.pdf", object_stream(b"1 0 << /Type /Page >>"), "application/pdf"),
    ],
)
def test_taken(name: str, content: bytes, media_type: str) -> None:
    assert judge_file(name, content) == media_type


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("", png(), FileFault.MISSING),
        ("a.png", b"", FileFault.MISSING),
        ("x.php.jpg", jpeg(), FileFault.NAME),
        ("x.PHTML.jpg", jpeg(), FileFault.NAME),
        ("x.svg.png", png(), FileFault.NAME),
        ("../x.jpg", jpeg(), FileFault.NAME),
        ("..\\x.jpg", jpeg(), FileFault.NAME),
        ("/etc/x.jpg", jpeg(), FileFault.NAME),
        ("C:x.jpg", jpeg(), FileFault.NAME),
        (".jpg", jpeg(), FileFault.NAME),
        ("a\0.jpg", jpeg(), FileFault.NAME),
        ("a\r\n.jpg", jpeg(), FileFault.NAME),
        ("gpj\u202efdp.jpg", jpeg(), FileFault.NAME),
        ("a" * 200 + ".jpg", jpeg(), FileFault.NAME),
        ("jpg", jpeg(), FileFault.TYPE),
        ("a.jpg.exe", jpeg(), FileFault.TYPE),
        ("a.svg", SVG, FileFault.TYPE),
        ("a.html", HTML, FileFault.TYPE),
        ("a.gif", b"GIF89a", FileFault.TYPE),
        ("a.png", SVG, FileFault.TYPE),
        ("a.pdf", HTML, FileFault.TYPE),
        ("a.pdf", b"\n" + pdf(), FileFault.TYPE),
        ("a.jpg", b"MZ" + jpeg(), FileFault.TYPE),
        ("a.jpg", png(), FileFault.MISMATCH),
        ("a.png", pdf(), FileFault.MISMATCH),
        ("a.pdf", jpeg(), FileFault.MISMATCH),
        ("a.jpg", jpeg() + EICAR, FileFault.VIRUS),
        ("a.pdf", pdf(EICAR), FileFault.VIRUS),
        ("a.jpg", jpeg() + b"<?php system('id'); ?>", FileFault.TWO_THINGS),
        ("a.png", png() + HTML, FileFault.TWO_THINGS),
        ("a.png", png() + SVG, FileFault.TWO_THINGS),
        ("a.png", png() + zipped(), FileFault.TWO_THINGS),
        ("a.jpg", jpeg() + pdf(), FileFault.TWO_THINGS),
        ("a.pdf", pdf() + zipped() + b"%%EOF", FileFault.TWO_THINGS),
        ("a.pdf", pdf(b"<script >"), FileFault.TWO_THINGS),
        ("a.pdf", b"%PDF-1.7\nnothing", FileFault.BROKEN),
        ("a.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), FileFault.ACTIVE_PDF),
        ("a.pdf", pdf(b"/Encrypt 9 0 R"), FileFault.LOCKED_PDF),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_refused(name: str, content: bytes, fault: FileFault) -> None:
    with pytest.raises(BadFile) as caught:
        judge_file(name, content)
    assert caught.value.fault is fault


@pytest.mark.parametrize("over", [0, 1])
def test_five_megabytes_and_not_a_byte_more(over: int) -> None:
    content = jpeg()
    content += b"\0" * (LARGEST - len(content) + over)
    if over:
        with pytest.raises(BadFile) as caught:
            judge_file("a.jpg", content)
        assert caught.value.fault is FileFault.TOO_BIG
    else:
        assert judge_file("a.jpg", content) == "image/jpeg"


@pytest.mark.parametrize(
    "inside",
    [
        b"/S /JavaScript",
        b"/S/JavaScript/JS(x)",
        b"/S /J#61vaScript",
        b"/S /#4aavaScript",
        b"/JS (x)",
        b"/#4a#53 (x)",
        b"/JS 4 0 R",
        b"/Launch",
        b"/Names << /EmbeddedFiles 3 0 R >>",
        b"/Type /EmbeddedFile",
        b"/S /SubmitForm",
        b"/S /ImportData",
        b"/Subtype /RichMedia",
        b"/S /Rendition",
        b"/AcroForm << /XFA [] >>",
        b"(stream\n) /S /JavaScript (endstream)",
    ],
)
def test_active_things_in_a_pdf_are_found_in_clear_and_in_object_streams(inside: bytes) -> None:
    assert find_pdf_fault(pdf(inside)) is PdfFault.ACTIVE
    assert find_pdf_fault(object_stream(b"1 0 << " + inside + b" >>")) is PdfFault.ACTIVE
    assert find_pdf_fault(object_stream(b"1 0 << >>").replace(b"ObjStm", b"Obj#53tm")) is None
    hidden = object_stream(b"1 0 << " + inside + b" >>").replace(b"ObjStm", b"Obj#53tm")
    assert find_pdf_fault(hidden) is PdfFault.ACTIVE


@pytest.mark.parametrize(
    "content",
    [
        object_stream(b"", packed=b"not zlib"),
        object_stream(b"1 0 <<>>", b"/Filter [/FlateDecode /ASCIIHexDecode]"),
        object_stream(b"1 0 <<>>", b"/Filter /LZWDecode"),
        object_stream(b"1 0 <<>>", b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
        object_stream(b"x1 0 <<>>"),
        object_stream(b"1 0 " + b" " * (41 * 1024 * 1024)),
    ],
    ids=range(6),
)
def test_what_cannot_be_looked_into_is_refused(content: bytes) -> None:
    assert find_pdf_fault(content) is PdfFault.LOCKED


@pytest.mark.parametrize(
    "inside",
    [
        b"/OpenAction [3 0 R /Fit]",
        b"/A << /S /URI /URI (https://a.example) >>",
        b"/AcroForm << /SigFlags 3 >>",
        b"/JSX 1",
    ],
)
def test_usual_pdfs_are_taken(inside: bytes) -> None:
    assert find_pdf_fault(pdf(inside)) is None
    assert find_pdf_fault(object_stream(b"1 0 << " + inside + b" >>")) is None


@pytest.mark.parametrize(
    "piece", [b"stream\n", b"/ObjStm ", b"/ObjStm stream\n1 2 ", b"/ObjStm stream\nx\x9c", b"/#4a", b"/JS " * 3, b" "]
)
def test_no_file_takes_long(piece: bytes) -> None:
    content = b"%PDF-1.7\n" + piece * ((LARGEST - 40) // len(piece)) + b"\n%%EOF"
    began = time.process_time()
    find_pdf_fault(content)
    assert time.process_time() - began < 5


def test_an_image_is_drawn_anew(app: Flask) -> None:
    photo = jpeg((400, 100), exif=True) + b"CanaryTail"
    assert b"CanaryCamera" in photo
    assert b"CanaryComment" in photo
    media_type, kept = uploads.prepare("a.jpg", photo)
    assert media_type == "image/jpeg"
    for canary in (b"Canary", b"Exif", b"GPS"):
        assert canary not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size) == ("JPEG", (100, 400))  # upright, though nothing says so any more
        assert not image.getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_png_becomes_a_jpeg(app: Flask, mode: str) -> None:
    with Image.open(io.BytesIO(uploads.prepare("a.png", png((30, 20), mode))[1])) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (30, 20))
        if mode in ("RGBA", "LA"):
            assert image.getpixel((3, 3)) == (255, 255, 255)  # nothing shows through


def test_a_grey_of_sixteen_bits_stays_grey(app: Flask) -> None:
    out = io.BytesIO()
    Image.new("I;16", (30, 20), 128 * 256).save(out, "PNG")
    with Image.open(io.BytesIO(uploads.prepare("a.png", out.getvalue())[1])) as image:
        assert image.getpixel((3, 3)) == (128, 128, 128)


def test_a_large_photo_is_made_smaller(app: Flask) -> None:
    with Image.open(io.BytesIO(uploads.prepare("a.jpg", jpeg((4000, 6000)))[1])) as image:
        assert image.size == (2000, 3000)


@pytest.mark.parametrize("size", [(6000, 6667), (12001, 10), (20000, 20000)])
def test_too_many_pixels_are_refused_before_they_are_drawn(app: Flask, size: tuple[int, int]) -> None:
    bomb = png((1, 1)).replace(b"\0\0\0\x01\0\0\0\x01", size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big"))
    head = bytearray(bomb)
    head[29:33] = zlib.crc32(bomb[12:29]).to_bytes(4, "big")
    with pytest.raises(BadFile) as caught:
        uploads.prepare("a.png", bytes(head))
    assert caught.value.fault is FileFault.TOO_MANY_PIXELS


@pytest.mark.parametrize("content", [png()[:50], jpeg()[:200], b"\xff\xd8\xff" + b"\0" * 100, png()[:-30]])
def test_a_broken_image_is_refused(app: Flask, content: bytes) -> None:
    with pytest.raises(BadFile) as caught:
        uploads.prepare("a.png" if content.startswith(b"\x89") else "a.jpg", content)
    assert caught.value.fault is FileFault.BROKEN


def test_where_files_lie(app: Flask) -> None:
    name = uploads.FOLDER.write(b"bytes")
    folder = uploads.FOLDER.path()
    assert folder.parent == Path(app.extensions["settings"].state_dir)
    assert Path(app.static_folder or "x") not in folder.parents
    assert uploads.FOLDER.read(name) == b"bytes"
