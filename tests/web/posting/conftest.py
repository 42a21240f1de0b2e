"""The town of the organisations’ tests, with a verified employer and another one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.organisations.samples import DETAILS, TAX2
from tests.web.organisations.conftest import Square, square  # noqa: F401


@pytest.fixture
def town(square: Square) -> Square:  # noqa: F811
    with square.app.app_context():
        square.ref = square.town.verified("employer", DETAILS)  # type: ignore[attr-defined]
        other = replace(DETAILS, legal_name="Công ty CP Minh Họa Khác", tax_code=TAX2)
        square.other = square.town.verified("employer2", other)  # type: ignore[attr-defined]
    return square
