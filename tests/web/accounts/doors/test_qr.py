"""The QR code on the page is the one that a writer of pictures draws, with its quiet zone."""

from __future__ import annotations

import io
import re

import pytest
import segno
from PIL import Image

from portal.accounts.rules.totp import provisioning_uri
from portal.web.accounts.qr import qr_code


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
