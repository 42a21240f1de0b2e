"""The list of firms on both databases: searched, narrowed, sorted, paged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.cli.illustrative.firms import orders, rows
from portal.firms import orders as order_service
from portal.firms import service
from portal.firms.search import SOURCES
from portal.shared.text import collation_key
from portal.storage.db import db


@pytest.fixture(autouse=True)
def demo(app: Flask) -> Iterator[None]:
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        service.load_illustrative(rows(120), orders(120))
        db.session.commit()
        yield


def test_pages_hold_every_firm_once_in_the_order_of_own_names() -> None:
    seen = [card for page in range(1, 8) for card in service.find_firms(page=page, size=20).firms]
    assert len({card.ref for card in seen}) == len(seen) == service.find_firms().total == 120
    own = [" ".join(card.name_vi.split()[-2:]) for card in seen]
    assert own == sorted(own, key=collation_key)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ben lau", "9001/LĐTBXH-GP"),
        ("Bến Lau", "9001/LĐTBXH-GP"),
        ("LAU BEN 9001", "9001/LĐTBXH-GP"),
        ("9001/LĐTBXH-GP", "9001/LĐTBXH-GP"),
        ("9900000001", "9001/LĐTBXH-GP"),
        ("do xua", "9003/LĐTBXH-GP"),
    ],
)
def test_words_of_names_numbers_and_codes(text: str, first: str) -> None:
    found = service.find_firms(text=text)
    assert [card.licence_no for card in found.firms] == [first]


@pytest.mark.parametrize("state", ["valid", "suspended", "revoked", "expired", "handed_back"])
def test_a_state_means_what_the_cards_say(state: str) -> None:
    every = [card for page in range(1, 8) for card in service.find_firms(page=page).firms]
    wanted = {card.ref for card in every if card.status == state}
    found = service.find_firms(state=state, size=120)
    assert {card.ref for card in found.firms} == wanted
    assert found.total == len(wanted) > 0


def test_the_states_of_another_day() -> None:
    ran_out = service.get_firm("9006-ldtbxh-gp").card.runs_to
    assert ran_out is not None
    for day, state in ((ran_out, "valid"), (date(2027, 1, 1), "expired")):
        assert "9006-ldtbxh-gp" in {card.ref for card in service.find_firms(state=state, size=120, day=day).firms}


def test_every_listed_firm_is_counted_in_one_state(app: Flask) -> None:
    told = rows(120)
    told[10] |= {"status": "valid", "status_from": "2027-01-01", "status_to": "", "decision_no": ""}
    service.load_illustrative(told[:118], orders(118))
    db.session.commit()
    whole = service.find_firms(size=200)
    assert sum(count for state, count in whole.states.items() if state != "unlisted") == whole.total == 118
    assert (whole.states["not_yet"], whole.states["unlisted"]) == (1, 2)
    for state in service.STATES:
        found = service.find_firms(state=state, size=200)
        assert {card.status for card in found.firms} <= {state}
        assert found.total == len(found.firms) == whole.states[state]
        assert found.states == whole.states
    assert service.find_firms(market="JP").states["valid"] < whole.states["valid"]


def test_numbers_sort_as_numbers_and_the_newest_licence_comes_first() -> None:
    told = rows(120)
    told[7]["licence_no"] = "89/LĐTBXH-GP"
    told[8]["licence_issued_on"] = ""
    service.load_illustrative(told, orders(10))
    db.session.commit()
    numbers = [card.licence_no for card in service.find_firms(sort="number", size=200).firms]
    assert numbers[0] == "89/LĐTBXH-GP"
    assert numbers == sorted(numbers, key=lambda number: (int(number.split("/")[0]), number))
    issued = [service.get_firm(c.ref).licence_issued_on for c in service.find_firms(sort="issued", size=200).firms]
    assert issued[-1] is None
    assert issued[:-1] == sorted((day for day in issued if day), reverse=True)


def test_provinces_by_their_old_and_new_names() -> None:
    now = service.find_firms(province="Hải Phòng", size=120)
    assert now.total > 0
    for name in ("hai-phong", "Hải Dương", "hai duong", "31"):
        assert service.find_firms(province=name, size=120).total == now.total
    assert {card.province for card in now.firms} == {"Hải Phòng"}
    assert service.find_firms(province="Xứ Khác").total == 0


def test_markets() -> None:
    found = service.find_firms(market="jp", size=120)
    assert 0 < found.total < 120
    assert all("JP" in card.markets for card in found.firms)
    assert "JP" in service.listed_markets()


def test_firms_of_one_number() -> None:
    assert [card.licence_no for card in service.firms_by_number("9030")] == ["9030/BNV-GP", "9030/LĐTBXH-GP"]


def test_an_unknown_firm_is_named() -> None:
    with pytest.raises(service.NoSuchFirm):
        service.get_firm("khong-co")


def test_orders_of_a_firm_with_their_states() -> None:
    own = order_service.find_orders(firm="9001-ldtbxh-gp")
    assert [(o.ref, o.state) for o in own.orders] == [
        ("ĐH-00-0001", "registered"),
        ("ĐH-00-0002", "closed"),
        ("ĐH-00-0004", "not_registered"),
    ]
    assert order_service.find_orders(market="kr").total < order_service.find_orders().total
    wage = own.orders[0].wage
    assert wage is not None
    assert (str(wage.amount), wage.currency) == ("190000", "JPY")


def test_loading_the_demo_again_changes_nothing_and_a_smaller_one_takes_away() -> None:
    service.load_illustrative(rows(120), orders(120))
    assert service.find_firms().total == 120
    service.load_illustrative(rows(10), orders(10))
    db.session.commit()
    assert service.find_firms().total == 10
    assert order_service.find_orders().total == len(orders(10))


def test_what_the_search_gets() -> None:
    firms, found_orders = (list(source.all()) for source in SOURCES)
    assert len(firms) == 120
    ben_lau = next(doc for doc in firms if doc.id == "9001-ldtbxh-gp")
    assert ben_lau.title == "Công ty Cổ phần Nhân lực Bến Lau"
    assert "Ben Lau Manpower" in ben_lau.body
    assert "Japan" in ben_lau.body
    assert ben_lau.filters["status"] == ("valid",)
    assert list(SOURCES[0].load(["9001-ldtbxh-gp", "none"])) == [ben_lau]
    assert [doc.id for doc in SOURCES[1].load(["ĐH-00-0001"])] == ["ĐH-00-0001"]
    assert len(found_orders) == order_service.find_orders().total
