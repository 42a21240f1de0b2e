"""The illustrative register: invented, always the same, right by every rule of the import, and large if asked."""

from __future__ import annotations

import re

import pytest

from portal.cli.illustrative.firms import orders, rows
from portal.firms.places import knows_province
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.rows import STATES
from portal.shared.text import fold

NUMBERS = re.compile(r"9\d{3,4}/(LĐTBXH|BNV)-GP")


@pytest.mark.parametrize("count", [1, 500, 2000])
def test_every_row_is_right_and_plainly_invented(count: int) -> None:
    made = rows(count)
    firms, notes = read_rows(list(enumerate(made, 2)), knows_province)
    assert (len(firms), notes.errors) == (count, [])
    assert {note.column for note in notes.warnings} <= {"name_vi"}
    assert all(NUMBERS.fullmatch(row["licence_no"]) for row in made)
    assert all(".example" in row["website"] and "Minh Hoạ" in row["address"] for row in made)


def test_it_is_the_same_every_time() -> None:
    assert rows(80) == rows(80) == rows(90)[:80]
    assert orders(80) == orders(80)


def test_it_holds_what_the_demo_is_asked_for() -> None:
    made = rows(500)
    assert made[0]["name_vi"] == "Công ty Cổ phần Nhân lực Bến Lau"
    assert made[0]["licence_no"] == "9001/LĐTBXH-GP"
    assert {row["status"] for row in made} == STATES
    assert [row["licence_no"] for row in made if row["licence_no"].startswith("9030/")] == [
        "9030/LĐTBXH-GP",
        "9030/BNV-GP",
    ]
    assert len({fold(row["name_vi"]) for row in made}) == 499, "two firms are alike without diacritics"
    assert len({row["province"] for row in made}) == 34
    assert sum(bool(row["branches"]) for row in made) > 100


def test_orders_stand_by_firms_of_the_register() -> None:
    numbers = {row["licence_no"] for row in rows(500)}
    made = orders(500)
    assert {order["licence_no"] for order in made} <= numbers
    assert len({order["ref"] for order in made}) == len(made) > 50
