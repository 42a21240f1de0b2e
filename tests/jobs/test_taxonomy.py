"""The taxonomy by itself: each word is read as the row that holds it, and a special trade is not its general neighbour."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from portal.content import service as content
from portal.jobs.facts import VacancyFacts
from portal.jobs.matching.dictionary import Kind
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.normaliser import read
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.tokens import tokenise

KINDS: tuple[Kind, ...] = ("skill", "occupation")
SHARED = {"thợ sơn", "도장공", "IT comtor"}
"""Names that several occupations hold on purpose: people say no more than that."""


def rows(kind: Kind) -> list[dict[str, Any]]:
    return [dict(item.data) for item in content.all_of(kind)]


def names(row: dict[str, Any]) -> list[str]:
    ways = [way if isinstance(way, str) else way["text"] for way in row["synonyms"]]
    return [row["name"]["vi"], row["name"]["en"], *ways]


@pytest.mark.parametrize(("kind", "least"), [("skill", 500), ("occupation", 150)])
def test_every_word_is_read_as_the_row_that_holds_it(kind: Kind, least: int) -> None:
    known = knowledge().dictionary
    unread = [
        (row["id"], name)
        for row in rows(kind)
        for name in names(row)
        if row["id"] not in {f.id for f in read(name, "title", known, [kind]) if not f.denied}
    ]
    assert unread == []
    assert len(rows(kind)) >= least


def test_a_name_belongs_to_one_occupation() -> None:
    holders: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in rows("occupation"):
        for name in names(row):
            holders[tuple(token.exact for token in tokenise(name))].add((row["id"], name))
    shared = [held for held in holders.values() if len({id for id, _ in held}) > 1]
    assert {name for held in shared for _, name in held} == SHARED


@pytest.mark.parametrize("kind", KINDS)
def test_nearness_stays_within_its_bounds(kind: Kind) -> None:
    """76 … 179 of 256: further is nothing, nearer would be the same thing; nothing is near itself."""
    for row in rows(kind):
        assert row["id"] not in row.get("related", {})
        assert {id: n for id, n in row.get("related", {}).items() if not 76 <= n <= 179} == {}, row["id"]


@pytest.mark.parametrize(
    ("special", "general", "title"),
    [
        ("tho-op-lat", "tho-hoan-thien", "Thợ ốp lát công trình"),
        ("tho-chong-tham", "tho-hoan-thien", "防水施工"),
        ("cn-ban-dan", "ktv-smt", "半導體作業員"),
        ("tho-duc-ap-luc", "tho-duc", "ダイカスト工"),
        ("cn-nhuom", "cn-det", "염색공"),
        ("lai-xe-buyt", "tai-xe-con", "Busfahrer"),
        ("ky-thuat-tom", "ky-thuat-ts", "Kỹ thuật viên nuôi tôm thẻ"),
        ("nv-kiem-thu", "nv-it", "Tester (manual)"),
        ("nv-hai-quan", "nv-xnk", "Nhân viên khai hải quan"),
        ("tho-may-do", "cn-may", "thợ may vest nam"),
    ],
)
def test_a_special_trade_is_near_its_general_one_but_not_the_same(special: str, general: str, title: str) -> None:
    found = Matcher().read_vacancy(VacancyFacts("v", title)).occupations
    assert found.get(special) == 256
    assert general not in found
    assert 76 <= knowledge().dictionary.closeness(special, general) < 256


@pytest.mark.parametrize(
    ("special", "general", "text"),
    [
        ("duc-ap-luc", "duc", "máy đúc áp lực 350 tấn"),
        ("thuy-canh", "nha-kinh", "trồng rau thủy canh"),
        ("nuoi-tom", "nuoi-ts", "ao tôm lót bạt"),
        ("det-kim", "det", "ニット工場"),
        ("khai-hai-quan", "xnk", "thông quan hàng nhập"),
        ("kiem-thu", "lap-trinh-pm", "viết test case"),
    ],
)
def test_a_special_skill_has_its_own_words_and_stands_in_for_the_general_one(
    special: str, general: str, text: str
) -> None:
    known = knowledge().dictionary
    assert [finding.id for finding in read(text, "title", known, ["skill"])] == [special]
    assert 100 <= known.similarity(special, general) < 256


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Kỹ sư công nghệ thông tin", "ky-su-ie"),
        ("Kỹ sư công nghệ thực phẩm", "ky-su-ie"),
        ("Nhân viên chăm sóc khách hàng", "nv-cham-soc"),
        ("Nhân viên chăm sóc cây xanh", "nv-cham-soc"),
        ("Thợ sửa xe nâng", "lai-xe-nang"),
        ("Nursing assistant", "tro-ly-vp"),
    ],
)
def test_a_shared_word_makes_no_other_trade(title: str, other: str) -> None:
    found = Matcher().read_vacancy(VacancyFacts("v", title)).occupations
    assert other not in found
