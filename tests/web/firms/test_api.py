"""The firms' JSON: the contract of check-firm, pages of the register, errors that name the field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.strict import StrictClient


def ask(client: StrictClient, path: str, status: int = 200, **arguments: str) -> Any:
    answer = client.get(f"/api/v1/{path}", query_string=arguments)
    assert answer.status_code == status
    return answer.get_json(force=True)


@pytest.mark.parametrize(
    ("arguments", "verdict", "order"),
    [
        ({"q": "cong ty nhan luc ben lau"}, "licensed", "not_asked"),
        ({"q": "9001", "order": "dh-00-0001"}, "licensed", "registered"),
        ({"q": "9001", "order": "ĐH-00-0003"}, "licensed", "other_firm"),
        ({"q": "9003"}, "revoked", "not_asked"),
        ({"q": "nhan luc ben lam", "order": "ĐH-00-0001"}, "look_alike", "not_registered"),
        ({"q": "9030"}, "ambiguous", "not_asked"),
        ({"q": ""}, "not_found", "not_asked"),
        ({"q": "x" * 10_000}, "not_found", "not_asked"),
        ({"q": "\x00"}, "not_found", "not_asked"),
    ],
)
def test_every_verdict_is_an_answer(client: StrictClient, arguments: dict[str, str], verdict: str, order: str) -> None:
    told = ask(client, "check/firm", **arguments)
    assert (told["verdict"], told["order"]) == (verdict, order)
    assert list(told)[:6] == ["verdict", "firm", "similar", "order", "checked_at", "data_as_of"]
    assert (told["firm"] is not None) is (verdict in ("licensed", "revoked"))


def test_a_check_is_not_kept_by_anyone(client: StrictClient) -> None:
    assert client.get("/api/v1/check/firm?q=9001").headers["Cache-Control"] == "no-store"


def test_the_register_in_pages(client: StrictClient) -> None:
    first = ask(client, "firms", size="7")
    assert (first["total"], first["page"], len(first["items"])) == (500, 1, 7)
    second = ask(client, "firms", size="7", page="2")
    assert not {f["ref"] for f in first["items"]} & {f["ref"] for f in second["items"]}
    assert ask(client, "firms", state="revoked", market="jp")["items"][0]["status"] == "revoked"
    assert all(firm["illustrative"] for firm in first["items"])


@pytest.mark.parametrize(
    ("path", "arguments", "field"),
    [
        ("check/firm", {}, "q"),
        ("firms", {"state": "ok"}, "state"),
        ("firms", {"page": "0"}, "page"),
        ("firms", {"page": "x"}, "page"),
        ("firms", {"size": "101"}, "size"),
        ("orders", {"size": "-1"}, "size"),
    ],
)
def test_wrong_input_names_the_field(client: StrictClient, path: str, arguments: dict[str, str], field: str) -> None:
    told = ask(client, path, 422, **arguments)
    assert [error["field"] for error in told["errors"]] == [field]


def test_one_firm_and_its_orders(client: StrictClient) -> None:
    firm = ask(client, "firms/9001-ldtbxh-gp")
    assert firm["licence_no"] == "9001/LĐTBXH-GP"
    assert [order["state"] for order in firm["orders"]] == ["registered", "closed", "not_registered"]
    assert firm["history"][0]["ended_on"] is None
    assert ask(client, "orders", firm="9001-ldtbxh-gp")["items"] == firm["orders"]
    assert ask(client, "firms/none", 404)["status"] == 404
