"""Which words of a company's name are its legal form, which say its trade, and how people shorten them.

All are written folded. What is in neither list is the firm's own name; a word is put in the trade list only where it
can hardly be an own name, because slips are forgiven in trade words and never in own names.
"""

from __future__ import annotations

from functools import cache

SHORTENED: dict[str, str] = {
    "cty": "công ty",
    "cti": "công ty",
    "ctcp": "công ty cổ phần",
    "cp": "cổ phần",
    "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên",
    "1tv": "một thành viên",
    "2tv": "hai thành viên",
    "tct": "tổng công ty",
    "dntn": "doanh nghiệp tư nhân",
    "htx": "hợp tác xã",
    "jsc": "joint stock company",
    "pte": "private",
    "xkld": "xuất khẩu lao động",
    "xnk": "xuất nhập khẩu",
    "ld": "lao động",
    "nl": "nhân lực",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "tmdv": "thương mại dịch vụ",
    "qt": "quốc tế",
    "htqt": "hợp tác quốc tế",
    "pt": "phát triển",
    "vn": "Việt Nam",
    "vietnam": "Việt Nam",
    "intl": "international",
    "hr": "human resources",
    "nnl": "nguồn nhân lực",
    "xd": "xây dựng",
    "tmqt": "thương mại quốc tế",
    "nlqt": "nhân lực quốc tế",
}
"""One written word, and the words it stands for."""

MAY_STAND_FOR: dict[str, tuple[str, ...]] = {
    "dt": ("đào tạo", "đầu tư"),
    "ht": ("hợp tác", "hỗ trợ"),
    "dl": ("du lịch",),
    "dh": ("du học",),
    "cu": ("cung ứng",),
    "cunl": ("cung ứng nhân lực",),
    "culd": ("cung ứng lao động",),
    "sx": ("sản xuất",),
    "kd": ("kinh doanh",),
    "vt": ("vận tải",),
    "hh": ("hàng hải",),
    "gd": ("giáo dục",),
    "tv": ("tư vấn",),
    "cn": ("công nghệ", "chi nhánh", "công nghiệp"),
    "kt": ("kỹ thuật",),
    "dvvl": ("dịch vụ việc làm",),
    "ptnl": ("phát triển nhân lực", "phát triển nguồn nhân lực"),
}
"""Letters that people write for one of several phrases, or that may as well be a brand: opened only where a firm fits."""

_VIETNAMESE_FORMS: dict[str, str] = {
    "cong ty co phan": "CP",
    "cong ti co phan": "CP",
    "co phan": "CP",
    "cong ty trach nhiem huu han": "TNHH",
    "cong ti trach nhiem huu han": "TNHH",
    "trach nhiem huu han": "TNHH",
    "mot thanh vien": "MTV",
    "1 thanh vien": "MTV",
    "hai thanh vien tro len": "2TV",
    "hai thanh vien": "2TV",
    "2 thanh vien": "2TV",
    "2 thanh vien tro len": "2TV",
    "tong cong ty": "TCT",
    "doanh nghiep tu nhan": "DNTN",
    "hop danh": "HD",
    "cong ty hop danh": "HD",
    "hop tac xa": "HTX",
    "cong ty": "",
    "cong ti": "",
    "doanh nghiep": "",
}
_ENGLISH_FORMS: dict[str, str] = {
    "joint stock company": "CP",
    "joint stock corporation": "CP",
    "joint stock": "CP",
    "limited liability company": "TNHH",
    "company limited": "TNHH",
    "limited company": "TNHH",
    "co limited": "TNHH",
    "co ltd": "TNHH",
    "company ltd": "TNHH",
    "ltd": "TNHH",
    "limited": "TNHH",
    "llc": "TNHH",
    "one member": "MTV",
    "single member": "MTV",
    "corporation": "CORP",
    "corp": "CORP",
    "inc": "CORP",
    "private enterprise": "DNTN",
    "company": "",
}
"""Legal forms by their code; an empty code says “a company” without saying of which form."""

FORMS_SHOWN: dict[str, str] = {
    "TCT": "Tổng công ty",
    "TNHH": "Công ty TNHH",
    "MTV": "một thành viên",
    "2TV": "hai thành viên",
    "CP": "Công ty cổ phần",
    "CORP": "Corporation",
    "DNTN": "Doanh nghiệp tư nhân",
    "HD": "Công ty hợp danh",
    "HTX": "Hợp tác xã",
}

OPTIONAL_FORMS = frozenset({"MTV", "2TV"})
"""May be left off: Law on Enterprises 59/2020/QH14, Article 37, asks a name only for “công ty TNHH” (in force 01/01/2021)."""

_TRADE = (
    "nguon nhan luc, nhan luc, nhan su, lao dong, xuat khau lao dong, xuat khau, nhap khau, xuat nhap khau, cung ung, "
    "phai cu, tuyen dung, viec lam, lam viec, ngoai nuoc, nuoc ngoai, thuong mai, dich vu, dau tu, phat trien, quoc te, "
    "hop tac, viet nam, tap doan, toan cau, chau a, dao tao, giao duc, du hoc, tu van, du lich, xay dung, van tai, hang hai, thuyen vien, "
    "san xuat, kinh doanh, tong hop, ky thuat, cong nghe, chi nhanh, trung tam, van phong, dai dien, "
    "group, holding, holdings, international, global, asia, manpower, human resource, human resources, labor, labour, export, "
    "import, supply, service, services, trading, trade, commerce, investment, development, cooperation, overseas, "
    "education, training, consulting, consultancy, consultant, employment, recruitment, tourism, construction, "
    "transport, maritime, crew, solution, solutions, business, branch, center, centre, private"
)

CONNECTORS = frozenset({"va", "va2", "and", "&"})
"""“và”, its tone typed or not, and what is written for it. Left out beside a trade word or an initial: “Thương mại và Dịch vụ”
is “Thương mại Dịch vụ”, “T&K” is “T K”. Between two other words it counts, however it is written."""


@cache
def forms() -> dict[tuple[str, ...], str]:
    """Phrases of legal forms, as folded words, with their codes."""
    return {tuple(phrase.split()): code for phrase, code in (_VIETNAMESE_FORMS | _ENGLISH_FORMS).items()}


def in_vietnamese(phrase: tuple[str, ...]) -> bool:
    """Whether this phrase of a legal form is a Vietnamese one."""
    return " ".join(phrase) in _VIETNAMESE_FORMS


@cache
def trade() -> frozenset[tuple[str, ...]]:
    """Phrases that say a trade, as folded words."""
    return frozenset(tuple(phrase.split()) for phrase in _TRADE.split(", "))


LONGEST_PHRASE = 5
