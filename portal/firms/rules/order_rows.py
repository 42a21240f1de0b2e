"""Is this row of an order file right? Reads one row of the orders' import format; tells every error in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.firms.rules.countries import COUNTRIES
from portal.firms.rules.licences import licence_key, order_key
from portal.firms.rules.rows import Note, Notes, trouble
from portal.shared.messages import Message, message
from portal.shared.text import INVISIBLE, nfc, slug

COLUMNS = (
    "ref", "licence_no", "market", "programme", "occupation", "employer", "positions", "wage_amount", "wage_currency",
    "contract_months", "approval_no", "approved_on", "opens_on", "closes_on", "service_fee_amount", "service_fee_currency",
    "other_fees",
)  # fmt: skip
SERVICE_FEE = "service_fee"
LONGEST_REF, LONGEST_TEXT, MOST_MONTHS, MOST_POSITIONS, MOST_FEES = 100, 300, 600, 100_000, 40
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
_FEE = re.compile(r"([a-z_]+)\s*=\s*([^\s=]+)\s+([A-Za-z]{3})")


@dataclass(frozen=True)
class FeeLine:
    """One charge: its kind as in the fee rules, an exact amount, an ISO 4217 code."""

    kind: str
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class OrderRow:
    """A row read. `licence` is the key of the licence number; the wage is a month's."""

    row: int
    ref: str
    licence: tuple[str, ...]
    market: str
    programme: str | None
    occupation: str
    employer: str | None
    positions: int | None
    wage_amount: Decimal | None
    wage_currency: str | None
    contract_months: int | None
    approval_no: str | None
    approved_on: date | None
    opens_on: date | None
    closes_on: date | None
    fees: tuple[FeeLine, ...]

    @property
    def key(self) -> str:
        return order_key(self.ref)


@dataclass(frozen=True)
class Known:
    """What a row may name: kinds of charges, currencies, programmes by id with their market, licences of the register."""

    kinds: Set[str]
    currencies: Set[str]
    programmes: Mapping[str, str]
    licences: Set[tuple[str, ...]]


def read_rows(rows: Iterable[tuple[int, Mapping[str, str]]], known: Known) -> tuple[list[OrderRow], Notes]:
    """Every row read, with all errors, in the order of the file. Two rows that name one order are an error at the second."""
    notes = Notes()
    orders: list[OrderRow] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        order = read_order(number, cells, known, notes)
        name = slug(nfc(cells.get("ref", "")))
        if name and (first := seen.setdefault(name, number)) != number:
            notes.errors.append(Note(number, "ref", message("Mã đơn hàng này đã có ở dòng %(row)s", row=str(first))))
        elif order is not None:
            orders.append(order)
    return orders, notes


def read_order(number: int, cells: Mapping[str, str], known: Known, notes: Notes) -> OrderRow | None:
    """The order of this row, or None where it has errors; what was found goes to `notes`."""
    before = len(notes.errors)
    reader = _Reader(number, cells, known, notes)
    reader.check_texts()
    market = reader.market()
    opens, closes, approved = (reader.day(name) for name in ("opens_on", "closes_on", "approved_on"))
    if opens and closes and closes < opens:
        reader.error("closes_on", message("Ngày đóng sớm hơn ngày mở"))
    wage = reader.pair("wage_amount", "wage_currency")
    fees = reader.fees()
    order = OrderRow(
        row=number,
        ref=reader.value["ref"],
        licence=licence_key(reader.value["licence_no"]),
        market=market,
        programme=reader.programme(market),
        occupation=reader.value["occupation"],
        employer=reader.value["employer"] or None,
        positions=reader.whole("positions", MOST_POSITIONS),
        wage_amount=wage[0] if wage else None,
        wage_currency=wage[1] if wage else None,
        contract_months=reader.whole("contract_months", MOST_MONTHS),
        approval_no=reader.value["approval_no"] or None,
        approved_on=approved,
        opens_on=opens,
        closes_on=closes,
        fees=fees,
    )
    return None if len(notes.errors) > before else order


class _Reader:
    """One row under examination: its cells tidied, and where the notes go."""

    def __init__(self, number: int, cells: Mapping[str, str], known: Known, notes: Notes) -> None:
        self.number, self.cells, self.known, self.notes = number, cells, known, notes
        self.value = {column: nfc(cells.get(column, "")) for column in COLUMNS}

    def error(self, column: str, what: Message) -> None:
        self.notes.errors.append(Note(self.number, column, what))

    def check_texts(self) -> None:
        if not slug(self.value["ref"]):
            self.error("ref", message("Thiếu mã đơn hàng"))
        if not self.value["occupation"]:
            self.error("occupation", message("Thiếu nghề"))
        key = licence_key(self.value["licence_no"])
        if not self.value["licence_no"]:
            self.error("licence_no", message("Thiếu số giấy phép"))
        elif key not in self.known.licences:
            what = message("Không có công ty nào mang số giấy phép %(no)s", no=self.value["licence_no"][:LONGEST_REF])
            self.error("licence_no", what)
        for column in COLUMNS:
            cell = self.cells.get(column, "")
            longest = LONGEST_REF if column in ("ref", "approval_no", "licence_no") else LONGEST_TEXT * 4
            if len(cell) > (LONGEST_TEXT if column in ("occupation", "employer") else longest):
                self.error(column, message("Ô này quá dài"))
            elif wrong := _hidden(cell) or (trouble(cell) if column in ("ref", "occupation", "approval_no") else None):
                self.error(column, wrong)

    def market(self) -> str:
        code = self.value["market"].upper()
        if code not in COUNTRIES:
            self.error("market", message("“%(text)s” không phải mã nước hai chữ (ISO 3166)", text=code[:40]))
        return code

    def programme(self, market: str) -> str | None:
        found = self.value["programme"]
        if not found:
            return None
        if self.known.programmes.get(found, "") != market:
            what = message("Nước %(market)s không có chương trình “%(text)s”", market=market[:2], text=found[:40])
            self.error("programme", what)
        return found

    def day(self, column: str) -> date | None:
        text = self.value[column]
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # 2026-02-30 has the shape of a day and is none
        self.error(column, message("Không đọc được ngày “%(text)s”; hãy viết như 2026-11-25", text=text[:40]))
        return None

    def whole(self, column: str, most: int) -> int | None:
        text = self.value[column]
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= most):
            self.error(column, message("Hãy cho một số từ 1 đến %(most)s", most=most))
            return None
        return int(text)

    def pair(self, amount: str, currency: str) -> tuple[Decimal, str] | None:
        """An amount and its currency, which stand in two cells: both or neither."""
        if not self.value[amount] and not self.value[currency]:
            return None
        return self.money(amount, self.value[amount], currency, self.value[currency])

    def money(self, column: str, amount: str, where: str, currency: str) -> tuple[Decimal, str] | None:
        code = currency.upper()
        if not _AMOUNT.fullmatch(amount):
            what = message("Không đọc được số tiền “%(text)s”; hãy viết như 3600 hoặc 3600.50", text=amount[:40])
            self.error(column, what)
        elif code not in self.known.currencies:
            self.error(where, message("“%(text)s” không phải mã tiền tệ ba chữ (ISO 4217)", text=code[:40]))
        else:
            return Decimal(amount), code
        return None

    def fees(self) -> tuple[FeeLine, ...]:
        service = self.pair("service_fee_amount", "service_fee_currency")
        lines = [FeeLine(SERVICE_FEE, *service)] if service else []
        for part in (part.strip() for part in self.value["other_fees"].split(";")):
            if not part:
                continue
            if not (match := _FEE.fullmatch(part)):
                what = message("Không đọc được khoản “%(text)s”; hãy viết như training=5000000 VND", text=part[:60])
                self.error("other_fees", what)
            elif match[1] not in self.known.kinds:
                self.error("other_fees", message("Không có loại khoản nào mang tên “%(text)s”", text=match[1][:40]))
            elif money := self.money("other_fees", match[2], "other_fees", match[3]):
                lines.append(FeeLine(match[1], *money))
        if len(lines) > MOST_FEES:
            self.error("other_fees", message("Một đơn hàng có nhiều nhất %(most)s khoản", most=MOST_FEES))
        return tuple(lines)


def _hidden(text: str) -> Message | None:
    """Characters no one sees, in any script: a Japanese employer's name may stand, a turned-round one may not."""
    if INVISIBLE.search(text) or any(
        unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in text if c not in "\t\r\n"
    ):
        return message("Có ký tự ẩn hoặc ký tự đảo chiều chữ")
    return None
