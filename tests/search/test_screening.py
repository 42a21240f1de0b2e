"""What is counted of questions without results: plain topics are, whatever may be a person, a firm or a number is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.rules.screening import LONGEST, LONGEST_NUMBER, MOST_DIGITS, MOST_WORDS, key_of, may_be_counted

TOPICS = (
    "thợ lặn biển", "tho lan bien", "visa E-9", "luật 69/2020", "溶接", "용접", "Schweißer", "lệ phí hộ chiếu", "N3", "hộ lý ở Đức",
    "lương tháng 13", "bảo hiểm tai nạn", "đi làm rừng", "nuôi cá tầm", "hai người", "TOPIK 2 ở đâu?", "điều 23 khoản 4",
    "nghị định 112/2021 và 38/2020", "lương tháng 13 năm 2026", "đô thị mới", "văn phòng",
)  # fmt: skip
PERSONAL = (
    "nguyen van a", "Nguyễn Thị Hồng", "NGUYỄN ANH", "tran thi be", "lê minh", "le minh tam", "Phạm Hùng", "hoang anh tuan",
    "môi giới Nguyễn Văn A lừa đảo", "ba nguyen thi tu o vinh", "0912345678", "0912 345 678", "0 9 1 2 3 4 5 6 7 8",
    "không chín một hai ba bốn năm sáu bảy tám", "+84 912 345 678", "001203004567", "stk 19034567890", "a.b@gmail.com",
    "zalo: hongvisa", "facebook.com/hong", "www.di-nhat.vn", "@hongvisa", "cong ty hong ha", "Cty CP Sông Đà", "tnhh minh anh",
    "tap doan abc", "🙂 đi nhật", "<script>", "x" * (LONGEST + 1), " ".join(["đi"] * (MOST_WORDS + 1)), "１２３４５６７",
    "mai thi lan", "", "  ", "?!", "mã 123456", "123 456 7", "12345", "2021/112 345", "hong thi nguyen", "A Văn Nguyễn",
    "nguyenvana", "tranthibe lừa đảo", "zalo hongvisa", "nhắn Telegram bố già", "nguyen\u200bvan a", "\u202ea nav neyugn", "visa\x07 abc",
)  # fmt: skip


@pytest.mark.parametrize("query", TOPICS)
def test_a_plain_topic_is_counted(query: str) -> None:
    assert may_be_counted(query)


@pytest.mark.parametrize("query", PERSONAL)
def test_what_may_be_personal_is_not(query: str) -> None:
    assert not may_be_counted(query)


def test_bounds_are_met_exactly() -> None:
    assert may_be_counted("x" * LONGEST)
    assert may_be_counted(" ".join(["đi"] * MOST_WORDS))
    assert may_be_counted("visa " + "1" * LONGEST_NUMBER)
    assert not may_be_counted("visa " + "1" * (LONGEST_NUMBER + 1))
    assert may_be_counted("visa 11 1111")
    assert not may_be_counted("visa 111 1111")


def test_one_question_is_one_key_however_it_is_spaced() -> None:
    assert key_of("  Thợ   LẶN, biển ") == key_of("thợ lặn biển") == "thợ lặn biển"


@given(st.text(max_size=80))
def test_no_text_is_too_strange(query: str) -> None:
    if may_be_counted(query):
        assert sum(char.isdecimal() for char in query) <= MOST_DIGITS or "/" in query  # the number of a law
        assert key_of(query)
