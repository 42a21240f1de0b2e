"""Where two names differ, word by word, as the answer page marks it."""

from __future__ import annotations

import pytest

from portal.firms.rules.side_by_side import side_by_side

NAME = "Công ty Cổ phần Nhân lực Sông Trầm"


@pytest.mark.parametrize(
    ("typed", "wrong", "meant"),
    [
        ("Công ty Cổ phần Nhân lực Sông Trấm", "Trấm", "Trầm"),
        ("cong ty co phan nhan luc song tram", "", ""),
        ("Cty CP Nhân lực Sông Trầm", "", ""),
        ("CTCP Nhân lực Quốc tế Sông Trầm", "Quốc tế", ""),
        ("Công ty TNHH Nhân lực Sông Trầm", "TNHH", "Cổ phần"),
        ("Công ty Cổ phần Nhân lực Sông", "", "Trầm"),
        ("Công ty Cổ phần Nhân lực Sông Tr\u1ea7\u043c", "Tr\u1ea7\u043c", "Trầm"),
        ("Công ty Cổ phần Nhân lực S\u200bông Trầm", "S\u200bông", ""),
        ("", "", NAME),
    ],
)
def test_what_differs_is_marked_on_both_sides(typed: str, wrong: str, meant: str) -> None:
    left, right = side_by_side(typed, NAME)
    assert " ".join(p.text for p in left if p.differs) == wrong
    assert " ".join(p.text for p in right if p.differs) == meant
    assert " ".join(p.text for p in right) == NAME


def test_long_or_strange_texts_are_cut_and_answered() -> None:
    left, _ = side_by_side("a " * 400, NAME)
    assert len(left) == 40
    assert side_by_side("\ud800 \x00", NAME)[0]
