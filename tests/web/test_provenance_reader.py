"""The walker is itself tested: every kind of bare figure is seen, and what is proven, typed, an example or a date is let pass."""

from __future__ import annotations

import pytest

from tests.web.provenance import bare_figures, poor_evidence, read

EVIDENCE = '<span class="provenance">từ 01/01/2026 · <a href="/x">nguồn</a> · có nguồn, chưa đối chiếu · xem lại lần cuối 22/11/2026</span>'


@pytest.mark.parametrize(
    "said",
    ["91.800.000 đ", "4.500\u00a0USD", "VND\u00a01,234,567",
     "120 triệu", "1,2 triệu đồng", "170.000 yên", "5%", "5,5 %", "180 ngày", "36 tháng",
     "44 giờ", "3 năm", "180 days",
     "44 hours", "12 months", "<b>4.500</b> USD", "<b>90</b> <i>ngày</i>", "10–12 tháng", "JPY 1,121", "150k"],
)  # fmt: skip
def test_a_bare_figure_is_seen(said: str) -> None:
    assert bare_figures(read(f"<main><p>Trả {said} thôi</p></main>"))
    assert not bare_figures(read(f"<main><p data-figure>Trả {said} {EVIDENCE}</p></main>"))
    assert bare_figures(read(f"<main><p data-figure>Trả {said}</p></main>")), "the attribute alone proves nothing"
    for excuse in ("data-as-typed", "data-example", "data-count"):
        assert not bare_figures(read(f"<main><p>Trả <span {excuse}>{said}</span></p></main>"))
        assert not bare_figures(read(f"<main><div {excuse}><p>{said}</p></div></main>"))


@pytest.mark.parametrize(
    "said",
    ["22/11/2026", "ngày 1 tháng 7 năm 2026", "tháng 7 năm 2026", "Điều 23 khoản 2", "Nghị định 112/2021/NĐ-CP", "16 thị trường",
     "năm 2026", "bước 3", "N4", "69/2020/QH14", "11/2025", "TOPIK 2", "9030/LĐTBXH-GP", "1800 1091"],
)  # fmt: skip
def test_a_date_or_a_name_is_none(said: str) -> None:
    assert bare_figures(read(f"<main><p>{said}</p></main>")) == []


def test_poor_evidence_is_seen() -> None:
    whole = read(f"<main><p data-figure>5% {EVIDENCE}</p></main>")
    assert poor_evidence(whole) == []
    for gone in ("có nguồn, chưa đối chiếu", "xem lại lần cuối", '<a href="/x">nguồn</a>', 'class="provenance"'):
        poor = read(f"<main><p data-figure>5% {EVIDENCE.replace(gone, '')}</p></main>")
        assert poor_evidence(poor), gone


def test_evidence_said_once_for_a_group_holds_for_it() -> None:
    group = f"<main><section data-figure><p>5%</p><p>90 ngày</p>{EVIDENCE}</section><p>6%</p></main>"
    assert len(bare_figures(read(group))) == 1
