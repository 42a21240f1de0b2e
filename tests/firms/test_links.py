"""What two firms have literally in common: the rule word by word, and the firms of a stored register on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from portal.cli.illustrative.firms import rows
from portal.firms import links, service
from portal.firms.rules.links import Common, Kind, Role, Said, keys_of
from portal.storage.db import db

ADDRESS = "Số 10, ngõ 5 phố Hòa Mã, Hà Nội"


@pytest.mark.parametrize(
    ("kind", "left", "right", "same"),
    [
        ("address", ADDRESS, "số 10 ngõ 5, phố Hoà Mã - Hà Nội", True),
        ("address", ADDRESS, "Số 10, ngõ 5 phố Hoa Mã, Hà Nội", False),
        ("address", ADDRESS, "Số 11, ngõ 5 phố Hòa Mã, Hà Nội", False),
        ("address", ADDRESS, "Tầng 2, số 10, ngõ 5 phố Hòa Mã, Hà Nội", False),
        ("person", "Nguyễn Văn Ân", "NGUYỄN  VĂN ÂN", True),
        ("person", "Nguyễn Văn Ân", "Nguyễn Văn An", False),
        ("person", "Nguyễn Văn Ân", "Nguyễn Văn Ấn", False),
        ("phone", "024 3999 0001", "+84 24 3999.0001", True),
        ("phone", "024 3999 0001; 0912 345 678", "0912.345.678 / 028 1", True),
        ("phone", "024 3999 0001", "024 3999 0002", False),
    ],
)
def test_the_same_is_what_reads_the_same(kind: Kind, left: str, right: str, same: bool) -> None:
    role: Role = "phone"
    one, two = (set(keys_of(Said(kind, role, text))) for text in (left, right))
    assert one
    assert bool(one & two) == same


@pytest.mark.parametrize(("kind", "text"), [("address", "Hà Nội"), ("person", "An"), ("phone", "113"), ("phone", "–")])
def test_too_little_means_nothing(kind: Kind, text: str) -> None:
    assert keys_of(Said(kind, "office", text)) == ()


def test_each_common_thing_is_told_once_with_both_writings() -> None:
    common = Common({
        1: [Said("address", "office", ADDRESS), Said("person", "representative", "Lê Thị Tám")],
        2: [Said("person", "authorised", "Lê Thị Tám"), Said("address", "branch", "số 10 ngõ 5 phố Hòa Mã, Hà Nội")],
        3: [Said("person", "authorised", "LÊ THỊ TÁM"), Said("person", "representative", "Lê Thị Tám")],
        4: [Said("address", "office", "Số 12, ngõ 5 phố Hòa Mã, Hà Nội")],
    })  # fmt: skip
    found = common.shared_with(1)
    assert list(found) == [2, 3], "the firm with more in common comes first, the one with nothing not at all"
    assert [(s.kind, s.role, s.other_role) for s in found[2]] == [
        ("address", "office", "branch"), ("person", "representative", "authorised"),
    ]  # fmt: skip
    assert found[2][0].other == "số 10 ngõ 5 phố Hòa Mã, Hà Nội"
    assert len(found[3]) == 1
    assert common.shared_with(4) == common.shared_with(9) == {}


@pytest.fixture(autouse=True)
def listed(app: Flask) -> Iterator[list[dict[str, str]]]:
    with time_machine.travel("2026-11-20T03:00:00Z", tick=False):
        told = rows(12)
        for row in told:
            row["legal_representative"] = f"Người Đại {row['licence_no']}"
            row["authorised_people"] = ""
        told[0] |= {"authorised_people": "Trần Thị Bé Bảy", "address": ADDRESS}
        told[2] |= {"legal_representative": "Trần Thị Bé Bảy", "address": "số 10 ngõ 5 phố Hoà Mã Hà Nội"}
        bring_in(told)
        yield told


def bring_in(told: list[dict[str, str]]) -> None:
    service.load_illustrative(told, [])
    db.session.commit()


def test_a_firm_leads_to_the_revoked_one_at_its_address_and_back(listed: list[dict[str, str]]) -> None:
    one, other = service.get_firm("9001-ldtbxh-gp").card, service.get_firm("9003-ldtbxh-gp").card
    for here, there in ((one, other), (other, one)):
        found = links.links_of(here.id)
        assert found.total == 1
        (link,) = found.links
        assert link.card == there
        assert [s.kind for s in link.shared] == ["address", "person"]
    assert links.links_of(service.get_firm("9002-ldtbxh-gp").card.id).total == 0


def test_a_firm_that_left_the_list_still_counts_and_says_until_when(listed: list[dict[str, str]]) -> None:
    before = links.links_of(service.get_firm("9001-ldtbxh-gp").card.id).links[0]
    assert before.listed_to is None
    with time_machine.travel("2026-11-25T03:00:00Z", tick=False):
        bring_in([row for row in listed if row["licence_no"] != "9003/LĐTBXH-GP"])
        (link,) = links.links_of(service.get_firm("9001-ldtbxh-gp").card.id).links
    assert (link.card.status, link.listed_to) == ("unlisted", date(2026, 11, 25))


def test_another_register_is_read_at_once(listed: list[dict[str, str]]) -> None:
    firm = service.get_firm("9001-ldtbxh-gp").card.id
    assert links.links_of(firm).total == 1
    for row in listed:
        row["address"], row["authorised_people"] = "", ""
    bring_in(listed)
    assert links.links_of(firm).total == 0
