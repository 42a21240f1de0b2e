"""An illustrative register: invented firms and orders in the columns of the import, the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from portal.cli.illustrative.firm_names import FORMS, TRADES, own_names, person, street
from portal.shared.text import fold, slug

SEED = 20261125
_HEAVY = ("Hà Nội",) * 12 + ("Hồ Chí Minh",) * 5
_PROVINCES = (
    *_HEAVY,
    "Cao Bằng", "Tuyên Quang", "Điện Biên", "Lai Châu", "Sơn La", "Lào Cai", "Thái Nguyên", "Lạng Sơn", "Quảng Ninh",
    "Bắc Ninh", "Phú Thọ", "Hải Phòng", "Hưng Yên", "Ninh Bình", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Trị", "Huế",
    "Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Khánh Hòa", "Đắk Lắk", "Lâm Đồng", "Đồng Nai", "Tây Ninh", "Đồng Tháp",
    "Vĩnh Long", "An Giang", "Cần Thơ", "Cà Mau",
)  # fmt: skip
_MARKETS = (
    "JP",
    "JP",
    "JP",
    "TW",
    "TW",
    "KR",
    "DE",
    "RO",
    "HU",
    "PL",
    "SG",
    "MY",
    "AE",
    "SA",
    "AU",
    "NZ",
    "GR",
    "MO",
    "IL",
)
_STATES = ("valid",) * 40 + ("suspended",) * 3 + ("revoked",) * 3 + ("expired",) * 2 + ("handed_back",) * 2
_OPENING = date(2014, 3, 3)
# What the demo is asked for by name: (own name, trade, form, state). The last two differ in their marks only.
_KNOWN = (
    ("Bến Lau", 0, 0, "valid"),
    ("Rặng Tre", 0, 0, "suspended"),
    ("Đò Xưa", 1, 1, "revoked"),
    ("Cầu Gỗ", 2, 0, "expired"),
    ("Bãi Ngô", 3, 1, "handed_back"),
    ("Lối Cỏ", 4, 0, "ran out"),
    ("Hải Vân", 0, 1, "valid"),
    ("Hải Văn", 0, 1, "valid"),
)
_JOBS = (
    ("JP", "SSW1", "Chế biến thực phẩm", "190000", "JPY", 36),
    ("JP", "TITP", "Hàn kết cấu", "175000", "JPY", 36),
    ("TW", "", "Lắp ráp linh kiện điện tử", "29500", "TWD", 36),
    ("KR", "", "Đóng tàu, thợ sơn", "2700000", "KRW", 24),
    ("DE", "", "Điều dưỡng", "2900", "EUR", 36),
    ("RO", "", "Thợ xây", "900", "EUR", 24),
    ("JP", "SSW1", "Hộ lý chăm sóc người cao tuổi", "198000", "JPY", 60),
)


def rows(count: int) -> list[dict[str, str]]:
    """`count` firms as rows of the register's import format; every firm, person, number and address is invented."""
    random = Random(SEED)  # noqa: S311 - the same demo every time, no secret
    names = own_names(random, {fold(own) for own, *_ in _KNOWN})
    made = [_row(random, place, own, trade, form, state) for place, (own, trade, form, state) in enumerate(_KNOWN, 1)]
    for place in range(len(_KNOWN) + 1, count + 1):
        form = random.choices((0, 1, 2), (6, 3, 1))[0]
        made.append(_row(random, place, next(names), random.randrange(len(TRADES)), form, random.choice(_STATES)))
    return made[:count]


def _licence_no(place: int) -> str:
    """9001 on; the 31st firm shares the number 9030 with the 30th, as two registers of two ministries may."""
    if place == 31:
        return "9030/BNV-GP"
    number = 9000 + place if place < 1000 else 89_001 + place
    return f"{number}/{'LĐTBXH' if place < 300 else 'BNV'}-GP"


def _row(random: Random, place: int, own: str, trade: int, form: int, state: str) -> dict[str, str]:
    vi_form, en_form, short_form = FORMS[form]
    vi_trade, en_trade = TRADES[trade]
    plain = " ".join(part.capitalize() for part in fold(own).split())
    province = random.choice(_PROVINCES)
    issued = _OPENING + timedelta(days=random.randrange(4200))
    row = {
        "licence_no": _licence_no(place),
        "licence_issued_on": issued.isoformat(),
        "name_vi": f"{vi_form} {vi_trade} {own}",
        "name_en": f"{plain} {en_trade} {en_form}" if random.random() < 0.85 else "",
        "short_name": f"{plain.upper()} {short_form}" if random.random() < 0.7 else "",
        "former_names": "",
        "tax_code": f"99{place:08d}",
        "address": f"{street(random)}, phường Minh Hoạ, {province}",
        "province": province,
        "phone": f"024 0000 {place % 10_000:04d}",
        "website": f"https://{slug(own)}-{place}.example",
        "legal_representative": person(random),
        "authorised_people": ";".join(person(random) for _ in range(random.randrange(4))),
        "markets": ";".join(dict.fromkeys(random.choice(_MARKETS) for _ in range(random.randint(1, 4)))),
        "branches": _branches(random, own),
    }
    if random.random() < 0.15:
        row["former_names"] = f"{vi_form} {TRADES[(trade + 3) % len(TRADES)][0]} {own}"
    return row | _state(random, state, issued)


def _branches(random: Random, own: str) -> str:
    places = random.sample(_PROVINCES[12:], random.choice((0, 0, 0, 1, 1, 2)))
    return ";".join(f"Chi nhánh {own} tại {place} @ {street(random)}, {place}" for place in dict.fromkeys(places))


def _state(random: Random, state: str, issued: date) -> dict[str, str]:
    """The columns of the licence's state. `ran out` is a valid licence whose last day has passed."""
    row = {"status": state, "status_from": issued.isoformat(), "status_to": "", "decision_no": ""}
    if state == "valid":
        return row
    day = date(2025, 1, 6) + timedelta(days=random.randrange(600))
    row |= {"status_from": day.isoformat(), "decision_no": f"{random.randint(100, 999)}/QĐ-MH"}
    if state == "ran out":
        return row | {
            "status": "valid",
            "status_from": issued.isoformat(),
            "status_to": day.isoformat(),
            "decision_no": "",
        }
    return row


def orders(count: int) -> list[dict[str, str]]:
    """Recruitment orders of the first firms among `count`, in the columns of the orders' import format.

    ĐH-00-0001 of Bến Lau is open for years, ĐH-00-0002 is closed, ĐH-00-0003 is Rặng Tre's, ĐH-00-0004 lacks approval.
    """
    random = Random(SEED + 1)  # noqa: S311 - the same demo every time, no secret
    firms = rows(min(count, 120))
    made = [
        _order(firms[0], 1, 0, approved=True, closes="2032-12-31"),
        _order(firms[0], 2, 1, approved=True, closes="2026-03-31"),
        _order(firms[1], 3, 2, approved=True, closes="2032-12-31"),
        _order(firms[0], 4, 4, approved=False, closes="2032-12-31"),
    ]
    return made + list(_more_orders(random, firms[2:]))


def _more_orders(random: Random, firms: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    number = 5
    for firm in firms:
        if firm["status"] != "valid" or firm["status_to"]:
            continue
        for _ in range(random.choice((0, 1, 1, 2))):
            closes = random.choice(("2032-12-31", "2031-06-30", "2026-06-30"))
            yield _order(firm, number, random.randrange(len(_JOBS)), approved=random.random() < 0.9, closes=closes)
            number += 1


def _order(firm: dict[str, str], number: int, job: int, *, approved: bool, closes: str) -> dict[str, str]:
    market, programme, occupation, wage, currency, months = _JOBS[job]
    return {
        "ref": f"ĐH-00-{number:04d}",
        "licence_no": firm["licence_no"],
        "market": market,
        "programme": programme,
        "occupation": occupation,
        "employer": f"Nhà máy Minh Hoạ {number}",
        "positions": str(10 + number % 30),
        "wage_amount": wage,
        "wage_currency": currency,
        "contract_months": str(months),
        "approval_no": f"{number:04d}/QLLĐ-MH" if approved else "",
        "approved_on": "2026-01-15" if approved else "",
        "opens_on": "2026-02-01",
        "closes_on": closes,
        **_fees(market, wage, currency, number),
    }


def _fees(market: str, wage: str, currency: str, number: int) -> dict[str, str]:
    """A fee sheet that is within the law, or names a price nobody can judge; every sixth order names no charge at all."""
    if number % 6 == 5:
        return {"service_fee_amount": "", "service_fee_currency": "", "other_fees": ""}
    service = {} if market == "KR" else {"service_fee_amount": wage, "service_fee_currency": currency}
    rest = ("third_party=2300000 VND", "training=5800000 VND", "government_fee=200000 VND")[: number % 3 + 1]
    return {"service_fee_amount": "", "service_fee_currency": "", "other_fees": "; ".join(rest)} | service
