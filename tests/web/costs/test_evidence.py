"""No figure of a cost page stands without its evidence, whatever was typed."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from portal.content import service as content
from tests.web.costs.test_compare import FOUR, LOAN, TWO
from tests.web.costs.test_sheet import JAPAN
from tests.web.provenance import bare_figures, poor_evidence, read
from tests.web.strict import StrictClient

ADDRESSES = [
    *(f"/costs/{item.data['market'].lower()}?programme={item.id}" for item in content.all_of("programme")),
    f"/costs/jp?{urlencode({**JAPAN, 'share': '100', 'yearly': '9', 'paid_service-fee': '4.500 USD', 'rate_USD': '26.000'})}",
    f"/costs/tw?{urlencode({'rate_TWD': '800', 'paid_destination-monthly': '1800 TWD', 'programme': 'TW-CARE'})}",
    "/compare",
    f"/compare?{urlencode(FOUR)}",
    *(
        "/compare?"
        + urlencode({f"market_{n}": item.id for n, item in enumerate(content.all_of("market")[i : i + 4], 1)})
        for i in range(0, 16, 4)
    ),
    "/compare/offers",
    f"/compare/offers?{urlencode(TWO)}",
    "/loan",
    f"/loan?{urlencode(LOAN)}",
]


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_bare_figure(client: StrictClient, address: str, locale: str) -> None:
    page = read(client.get(f"/{locale}{address}").get_data(as_text=True))
    assert not bare_figures(page)
    assert not poor_evidence(page)
