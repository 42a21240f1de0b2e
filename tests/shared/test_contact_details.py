"""Ways to reach somebody in free texts are covered however they are disguised, and sums, dates and years are not."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.contact_details import MASK, find, masked

HIDDEN = (
    "gọi em 0912345678 nhé",
    "gọi em 0912 345 678 nhé",
    "0 9 1 2 3 4 5 6 7 8",
    "0912.345.678",
    "0912-345-678",
    "(0912) 345-678",
    "+84 912 345 678",
    "+84912345678",
    "84912345678",
    "912345678",
    "０９１２３４５６７８",
    "⓪⑨①②③④⑤⑥⑦⑧",
    "O912345678",
    "09I2 345 678 gọi nhé",
    "không chín một hai ba bốn năm sáu bảy tám",
    "khong chin mot hai ba bon nam sau bay tam",
    "không chín một hai, ba bốn năm; sáu bảy tám",
    "Không-chín-một-hai-ba-bốn-năm-sáu-bảy-tám",
    "0 chín 1 hai 3 bốn 5 sáu 7 tám",
    "không chín một hai rồi ba bốn năm rồi sáu bảy tám",
    "0912\n345\n678",
    "09*12*34*56*78",
    "0.9.1.2.3.4.5.6.7.8",
    "số bàn 024 3825 1234",
    "CCCD 001099012345",
    "zero nine one two three four five six seven eight",
    "0912\u200b345\u200b678",
    "email hoa.nguyen@gmail.com",
    "hoa.nguyen @ gmail . com",
    "hoanguyen a còng gmail chấm com",
    "hoanguyen(at)gmail(dot)com",
    "hoanguyen gmail.com",
    "xem https://bit.ly/abc",
    "vào bit.ly/abc123",
    "t.me/viecnhatban",
    "zalo.me/0912345678",
    "www.trang-la.vn/dk",
    "trangla chấm com",
    "Zalo: hoanguyen95",
    "zalo là hoanguyen95",
    "Z a l o: hoanguyen95",
    "zal0: hoanguyen95",
    "Telegram @viecnhat",
    "tele: viecnhat_88",
    "facebook: nguyen.thi.hoa",
    "FB: hoanguyen",
    "line id: hoa_jp",
    "kết bạn @hoanguyen95",
    "WhatsApp: hoang.nv",
    "090 ba bốn năm sáu bảy tám chín",
    "chín một hai ba bốn năm sáu bảy tám",
    "ＺＡＬＯ：hoanguyen95",
    "09•12•34•56•78",
    "Mã số thuế 0987654321",
    "gọi em 12 34 56 78",
    "𝛰912345678",
    "Hoa, thợ may, 912 345 678",
    "CMND 123 456 789",
    "đầu 0912 nhé, đuôi 345 678",
    "h o a n g u y e n @ g m a i l . c o m",
    "kết bạn hoanguyen95 nhé",
    "おれの ぜろ きゅう いち に さん よん ご ろく なな はち",
    "III V VI VII VIII VIII IX IX",
)
FAIR = (
    "Tôi muốn hỏi đơn hàng hàn kết cấu ở Nhật, lương 190.000 yên.",
    "Phí dịch vụ 85.000.000 đồng có đúng không?",
    "Công ty thu 120.000.000 đ, có biên nhận không?",
    "Tiền ký quỹ 36 triệu đồng trả khi nào?",
    "Lương 29.500 TWD, hợp đồng 36 tháng.",
    "Nhận hồ sơ từ 15/01/2026 đến 31/12/2026 phải không?",
    "Đơn hàng từ 2024 - 2026 còn nhận không?",
    "Giấy phép 9001/LĐTBXH-GP còn hạn không?",
    "Số văn bản 123/QLLĐ-NBCATA ngày 05/03/2026",
    "Tôi 24 tuổi, cao 1m65, nặng 55 kg, tốt nghiệp lớp 12.",
    "Tôi có N4, đã làm 3 năm ở Đài Loan, một năm ở Hàn.",
    "Nhà có hai con, một cháu năm tuổi, một cháu bảy tuổi.",
    "Năm sau tôi mới đi được, còn sáu tháng nữa hết hợp đồng.",
    "Công ty có hỗ trợ vé máy bay không ạ?",
    "Tôi làm ở xưởng từ năm 2019 đến năm 2023.",
    "Một tháng được nghỉ mấy ngày, làm mấy giờ?",
    "Lương 3.500.000 won, trừ tiền nhà 300.000 won, còn 3.200.000 won?",
    "Mã đơn hàng ĐH-00-0001",
    "Ai trả tiền môi giới? Luật 69/2020/QH14 cấm thu.",
    "Tổng 5.800.000 + 20.000.000 đồng.",
    "Tôi hỏi trên facebook thì người ta nói khác.",
    "Tôi không có Zalo, mong công ty trả lời ở đây.",
    "Có người nhắn Zalo là công ty tuyển gấp.",
    "Ba tôi bảy mươi hai tuổi, không ai chăm.",
    "Làm dây chuyền, line 3, ca đêm có được không?",
    "hai ba người bạn tôi cũng muốn đi, năm sáu tháng nữa",
    "1.234.567.890 đồng",
    "10.000 USD, 250.000.000 đồng",
    "từ 1/2/2026-3/4/2026",
    "I worked in Japan for 3 years, from 2018 to 2021, wage 180,000 yen.",
    "Tôi ở tổ 12, phường 5, quận 10.",
    "Người đại diện ký ngày 2026-01-15, đúng không?",
    "Trừ 1.200 + 3.400 + 560 yên mỗi ngày?",
    "Từ 05/2018-06/2021 ở Nhật",
    "Ca 07:30-16:30, thứ 2",
    "Mã số thuế 0312345673 của công ty",
    "Phay mặt 350 400 500 mỗi ngày",
    "Cắt 315 425 535 mm",
    "Dùng mastercam365 và solidworks98",
    "Bán điện thoại di động 12.500.000 – 15 triệu mỗi chiếc",
    "Lô hàng 20230415 đã giao",
    "Lương 15000000",
    "Đi từ nhà 15/20 phút là tới",
    "Tài khoản kế toán 111, 112, 131, 331, 511",
    "Nơi làm việc: số 12 đường Láng, gần ngã tư",
    "Một ngày ba ca, đổi ca. Cơm trưa có sẵn",
    "Tôn 0.35, 0.40, 0.45, 0.50 mm",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_tells_how_to_reach_somebody_is_covered(text: str) -> None:
    said = masked(text)
    assert MASK in said
    left = said.replace("zal0", "")
    assert sum(unicodedata.digit(char, None) is not None for char in left) < 3, said
    for part in ("hoanguyen", "hoa_jp", "hoang.nv", "viecnhat", "bit.ly", "gmail"):
        assert part not in said.casefold()


_SUMS = re.compile(r"[1-9][0-9]*000 ?[d\u0111]")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", FAIR)
def test_what_a_fair_question_says_stays(text: str, form: str) -> None:
    typed = unicodedata.normalize(form, text)
    assert masked(typed) == typed


@pytest.mark.parametrize("text", [text for text in HIDDEN if "không" in text])
def test_marks_that_stand_apart_hide_nothing(text: str) -> None:
    assert MASK in masked(unicodedata.normalize("NFD", text))


def test_the_rest_of_the_text_stays_as_it_was() -> None:
    assert (
        masked("Chào công ty, gọi em 0912 345 678 sau 18 giờ nhé. Cảm ơn!")
        == f"Chào công ty, gọi em {MASK} sau 18 giờ nhé. Cảm ơn!"
    )
    assert masked("gọi 0912345678\u0335\u200b nhé") == f"gọi {MASK} nhé"
    two = masked("Số em 0912345678, mail an@example.vn")
    assert two.count(MASK) == 2


@given(st.text(max_size=300))
def test_places_lie_in_the_text_and_nothing_is_left_after_covering(text: str) -> None:
    places = find(text)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert not [place for place in find(masked(text)) if place.kind == "number"]


_PIECES = (
    "0912", "345", "678", " ", ".", "-", "không ", "chín", "zalo ", ": ", "hoanguyen95", "@", "gmail", ".com", "a", "•", "\n", "/",
    "\u0301", "\u200b", "số nhà 12", " ngõ 4", "Nguyễn ", "Hoa ", "bit.ly/", "đầu ", "đuôi ", "www.", "O", "٣", "2019",
)  # fmt: skip
_TELLING = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@given(st.one_of(st.text(max_size=200), _TELLING))
def test_covering_again_changes_nothing_and_what_was_composed_stays_so(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert len(once) <= len(text) * (1 + len(MASK))
    composed = unicodedata.normalize("NFC", text)
    assert unicodedata.is_normalized("NFC", masked(composed))


@given(_TELLING)
def test_only_what_was_found_is_lost(text: str) -> None:
    left = iter(text)
    assert all(char == "•" or char in left for char in masked(text))


@given(st.text("0123456789 .-+/:,abđ", max_size=60))
def test_no_nine_figures_in_a_row_are_left_and_eight_only_as_a_day_or_a_round_sum(text: str) -> None:
    for row in re.findall(r"[0-9]{8,}", _SUMS.sub("", masked(text))):
        assert len(row) == 8
        assert row.endswith("000") or re.search("19|20", row) or re.search(f"[a-zđ]{row}|{row}[a-zđ]", text), row


@given(st.text("0123456789 .-+đa", max_size=200))
def test_nothing_to_dial_is_left(text: str) -> None:
    assert not [place for place in find(masked(text)) if place.kind == "number"]


@pytest.mark.parametrize(
    "unit", ["0", "a.", "@", "a@", "không ", "zalo ", "1.000 ", "www", "://", "z a l o ", "15/01/2026 "]
)
def test_a_long_text_takes_no_time(unit: str) -> None:
    text = (unit * 3000)[:3000]
    began = time.perf_counter()
    masked(text)
    assert time.perf_counter() - began < 1.0
