"""The QR code on the page is the one that a writer of pictures draws, with its quiet zone, and a reader of codes reads it."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw

from portal.accounts.rules.totp import provisioning_uri
from portal.web.accounts.qr import qr_code
from tests.web.people import as_role


@pytest.mark.parametrize("label", ["a@b.vn", "nguyen.thi.ben.ve.rat.dai@mot-ten-mien-cung-rat-dai.example.vn"])
def test_it_is_the_picture(label: str) -> None:
    uri = provisioning_uri("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", label)
    drawn = qr_code(uri)
    picture = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(picture, kind="png", scale=1, border=4)
    expected = Image.open(picture).convert("1")
    assert expected.size == (drawn.size, drawn.size)
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn.path)}
    assert re.fullmatch(r"(M\d+ \d+h1v1h-1z)+", drawn.path)
    assert dark == {(x, y) for x in range(drawn.size) for y in range(drawn.size) if not expected.getpixel((x, y))}


def test_a_camera_reads_from_the_page_what_the_app_needs(site: Flask) -> None:
    """The picture in the answer, drawn dot by dot as a browser does and given to a reader of codes."""
    page = as_role(site, "setup").get("/vi/setup-second-step").text
    size = int(re.search(r'viewBox="0 0 (\d+) \1" role="img"', page)[1])  # type: ignore[index]
    (path,) = re.findall(r'<path d="((?:M\d+ \d+h1v1h-1z)+)"', page)
    scale = 6
    picture = Image.new("L", (size * scale, size * scale), 255)
    draw = ImageDraw.Draw(picture)
    for x, y in re.findall(r"M(\d+) (\d+)h", path):
        left, top = int(x) * scale, int(y) * scale
        draw.rectangle((left, top, left + scale - 1, top + scale - 1), fill=0)
    (read,) = zxingcpp.read_barcodes(picture)
    typed = re.search(r"<code[^>]*>([A-Z2-7 ]{39})</code>", page)
    assert typed
    said = parse_qs(urlsplit(read.text).query)
    assert read.text.startswith("otpauth://totp/")
    assert said["secret"] == [typed[1].replace(" ", "")], "the key to type is the key in the picture"
    assert said["issuer"] == ["Bến Về"]
