"""Pages of the rules: all that may be published, nothing that may not, each figure with its evidence."""

import pytest

from portal.content import service as content
from tests.web.strict import StrictClient

LOCALES = ("vi", "en")
RULES = {item.id: item.data for item in content.all_of("fee_rule")}
WITHHELD = [id for id, data in RULES.items() if data["state"] == "withheld"]
AWAITING = [id for id, data in RULES.items() if data["state"] == "needs_verification"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_list_shows_every_rule_but_the_withheld(client: StrictClient, locale: str) -> None:
    html = client.get(f"/{locale}/fees").get_data(as_text=True)
    for id in RULES:
        assert (f'/{locale}/fees/{id}"' in html) == (id not in WITHHELD), id
    for figure in ("3.600 USD", "3,600", "1.400 USD"):
        assert figure not in html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("id", [id for id in RULES if id not in WITHHELD])
def test_each_rule_has_a_page(client: StrictClient, locale: str, id: str) -> None:
    response = client.get(f"/{locale}/fees/{id}")
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert ("22/11/2026" if locale == "vi" else "22\u00a0Nov\u00a02026") in html
    if legal := RULES[id].get("legal"):
        assert (legal in html) == (id not in AWAITING)


@pytest.mark.parametrize("id", WITHHELD)
def test_a_withheld_rule_has_none(client: StrictClient, id: str) -> None:
    assert client.get(f"/vi/fees/{id}").status_code == 404
    assert client.get(f"/api/v1/fees/{id}").status_code == 404


@pytest.mark.parametrize(
    ("id", "figure"), [("passport", "200.000"), ("jp-esd-cap", "2 tháng"), ("police-record", "200.000")]
)
def test_a_figure_that_awaits_verification_is_not_shown(client: StrictClient, id: str, figure: str) -> None:
    html = client.get(f"/vi/fees/{id}").get_data(as_text=True)
    assert "chờ xác minh" in html
    assert figure not in html


def test_an_unknown_date_is_said_to_be_unknown(client: StrictClient) -> None:
    assert "ngày hiệu lực chưa rõ" in client.get("/vi/fees/palm").get_data(as_text=True)


def test_a_rule_that_ran_out_says_so(client: StrictClient) -> None:
    assert "Chắc chắn đến hết 29/06/2026" in client.get("/vi/fees/service-tw-home-care").get_data(as_text=True).replace(
        "\u00a0", " "
    )


def test_an_unknown_rule_is_404(client: StrictClient) -> None:
    assert client.get("/vi/fees/nothing").status_code == 404
