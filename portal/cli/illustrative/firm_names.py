"""Invented names of firms, people and streets for the demo: plausible, and of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from portal.shared.text import fold

_FIRST = (
    "Bến Sông Đò Bãi Gió Nắng Mây Sóng Cầu Đồng Rặng Dòng Mạch Cánh Vườn Suối Đồi Thuyền Trăng Hương Lúa Rừng Biển Núi "
    "Ngàn Sen Trúc Tùng Thông Quế Đào Cúc Lan Mận Thuận Gia Khải Hưng Đại Tân Minh Phúc Lộc An Bảo Thiên Kim Ngọc"
)
_SECOND = (
    "Lau Thoại Hậu Thắm Xanh Biếc Thơm Mai Sáng Trong Bạc Son Vân Sơn Thạch Thuỷ Hoà Phong Nguyên Khê Giang Lĩnh Phương "
    "Thành Đạt Thịnh Vượng Cường Hải Châu Long Quang Đức Nghĩa Tín Nhân Duyên Hạnh Khánh Tường Hiền Lâm Điền Kỳ Dương"
)
_THIRD = "Á Việt Bắc Nam Đông Tây Hoa Mới"
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
_MIDDLES = ("Văn", "Thị", "Minh", "Thu", "Quang", "Ngọc", "Hữu", "Thanh", "Đức", "Kim")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dung",
    "Giang",
    "Hà",
    "Hải",
    "Hằng",
    "Hùng",
    "Khoa",
    "Lan",
    "Linh",
    "Nam",
    "Phúc",
    "Tâm",
    "Yến",
)
TRADES = (
    ("Nhân lực", "Manpower"),
    ("Xuất khẩu Lao động", "Labour Export"),
    ("Cung ứng Nhân lực", "Manpower Supply"),
    ("Hợp tác Lao động Quốc tế", "International Labour Cooperation"),
    ("Phát triển Nguồn nhân lực", "Human Resources Development"),
    ("Đầu tư và Thương mại", "Investment and Trading"),
    ("Thương mại và Dịch vụ Quốc tế", "International Trading and Services"),
    ("Đào tạo và Cung ứng Nhân lực", "Training and Manpower Supply"),
    ("Nhân lực Quốc tế", "International Manpower"),
)
FORMS = (
    ("Công ty Cổ phần", "Joint Stock Company", "JSC"),
    ("Công ty TNHH", "Company Limited", "CO., LTD"),
    ("Công ty TNHH Một thành viên", "One Member Company Limited", "CO., LTD"),
)


def own_names(random: Random, taken: set[str]) -> Iterator[str]:
    """Own names of two words, then of three, in a mixed order, no two alike without diacritics."""
    pairs = [f"{a} {b}" for a in _FIRST.split() for b in _SECOND.split() if fold(a) != fold(b)]
    random.shuffle(pairs)
    yield from _new(iter(pairs), taken)
    triples = [f"{pair} {third}" for third in _THIRD.split() for pair in pairs]
    yield from _new(iter(triples), taken)


def _new(names: Iterator[str], taken: set[str]) -> Iterator[str]:
    for name in names:
        if (key := fold(name)) not in taken:
            taken.add(key)
            yield name


def person(random: Random) -> str:
    """A person who does not exist."""
    return f"{random.choice(_FAMILIES)} {random.choice(_MIDDLES)} {random.choice(_GIVEN)}"


def street(random: Random) -> str:
    """An address at a street that no town has."""
    return f"Số {random.randint(2, 280)} đường Minh Hoạ {random.randint(1, 40)}"
