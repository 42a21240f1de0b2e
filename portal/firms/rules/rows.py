"""Is this row of the register right? Reads one row of the import format; tells every error and every warning in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.firms.rules.characters import ALPHABET
from portal.firms.rules.countries import COUNTRIES
from portal.firms.rules.licences import licence_key, tax_key
from portal.shared.messages import Message, message
from portal.shared.text import INVISIBLE, nfc, slug

COLUMNS = (
    "licence_no", "licence_issued_on", "name_vi", "name_en", "short_name", "former_names", "tax_code", "address", "province",
    "phone", "website", "legal_representative", "authorised_people", "status", "status_from", "status_to", "decision_no",
    "markets", "branches",
)  # fmt: skip
STATES = frozenset({"valid", "suspended", "revoked", "expired", "handed_back"})
LONGEST_CELL = 2000
LONGEST_NAME = 300

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEBSITE = re.compile(r"(https?://)?[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(/[^\s]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Note:
    """Something to say of one cell; `row` counts from 1 for the header, as a spreadsheet does."""

    row: int
    column: str
    message: Message


@dataclass(frozen=True)
class FirmRow:
    """A row read. Names are (kind, name), the Vietnamese one first; branches (name, address)."""

    row: int
    ref: str
    licence_no: str
    licence_issued_on: date | None
    names: tuple[tuple[str, str], ...]
    tax_code: str
    address: str
    province: str
    phone: str
    website: str
    legal_representative: str
    people: tuple[str, ...]
    state: str
    starts_on: date | None
    runs_to: date | None
    decision_no: str
    markets: tuple[str, ...]
    branches: tuple[tuple[str, str], ...]

    @property
    def name_vi(self) -> str:
        return self.names[0][1]


@dataclass
class Notes:
    """Errors and warnings as they are found."""

    errors: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)


def read_row(
    number: int, cells: Mapping[str, str], knows_province: Callable[[str], bool], notes: Notes
) -> FirmRow | None:
    """The firm of this row, or None where it has errors; what was found goes to `notes`."""
    before = len(notes.errors)
    value = {column: nfc(cells.get(column, "")) for column in COLUMNS}
    reader = _Reader(number, cells, value, notes)
    reader.check_licence()
    reader.check_names()
    issued, starts, ends = (reader.day(column) for column in ("licence_issued_on", "status_from", "status_to"))
    if value["status"] not in STATES:
        reader.error("status", message("Tình trạng “%(text)s” không có trong danh sách", text=value["status"]))
    if starts and ends and ends < starts:
        reader.warn("status_to", message("Ngày hết sớm hơn ngày bắt đầu"))
    markets = reader.markets()
    reader.check_contact(knows_province)
    if len(notes.errors) > before:
        return None
    return FirmRow(
        row=number,
        ref=slug(value["licence_no"]),
        licence_no=value["licence_no"],
        licence_issued_on=issued,
        names=tuple(reader.names()),
        tax_code=tax_key(value["tax_code"]) or value["tax_code"],
        address=value["address"],
        province=value["province"],
        phone=value["phone"],
        website=value["website"],
        legal_representative=value["legal_representative"],
        people=tuple(_listed(value["authorised_people"])),
        state=value["status"],
        starts_on=starts,
        runs_to=ends,
        decision_no=value["decision_no"],
        markets=markets,
        branches=tuple(_branch(text) for text in _listed(value["branches"])),
    )


class _Reader:
    """One row under examination: its cells as given, their values tidied, and where the notes go."""

    def __init__(self, number: int, cells: Mapping[str, str], value: Mapping[str, str], notes: Notes) -> None:
        self.number, self.cells, self.value, self.notes = number, cells, value, notes

    def error(self, column: str, what: Message) -> None:
        self.notes.errors.append(Note(self.number, column, what))

    def warn(self, column: str, what: Message) -> None:
        self.notes.warnings.append(Note(self.number, column, what))

    def check_licence(self) -> None:
        text = self.value["licence_no"]
        if not text:
            self.error("licence_no", message("Thiếu số giấy phép"))
        elif not licence_key(text) or trouble(self.cells["licence_no"]):
            self.error("licence_no", message("Số giấy phép “%(text)s” có ký tự lạ", text=text))

    def check_names(self) -> None:
        if not self.value["name_vi"]:
            self.error("name_vi", message("Thiếu tên tiếng Việt của công ty"))
        for column in COLUMNS:
            cell = self.cells.get(column, "")
            if len(cell) > LONGEST_CELL:
                self.error(column, message("Ô dài hơn %(most)s ký tự", most=LONGEST_CELL))
            elif column in _NAMES and (what := trouble(cell)):
                self.error(column, what)
        for column in ("name_vi", "name_en", "short_name"):
            if len(self.value[column]) > LONGEST_NAME:
                self.error(column, message("Tên dài hơn %(most)s ký tự", most=LONGEST_NAME))

    def names(self) -> Iterable[tuple[str, str]]:
        yield "vi", self.value["name_vi"]
        for kind, column in (("en", "name_en"), ("short", "short_name")):
            if self.value[column]:
                yield kind, self.value[column]
        for name in _listed(self.value["former_names"]):
            yield "former", name

    def day(self, column: str) -> date | None:
        text = self.value[column]
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # 2026-02-30 has the shape of a day and is none
        self.error(column, message("Không đọc được ngày “%(text)s”; hãy viết như 2026-11-25", text=text))
        return None

    def markets(self) -> tuple[str, ...]:
        codes = [code.upper() for code in _listed(self.value["markets"])]
        for code in codes:
            if code not in COUNTRIES:
                self.error("markets", message("“%(text)s” không phải mã nước hai chữ (ISO 3166)", text=code))
        return tuple(dict.fromkeys(sorted(codes)))

    def check_contact(self, knows_province: Callable[[str], bool]) -> None:
        value = self.value
        if value["tax_code"] and not tax_key(value["tax_code"]):
            self.warn("tax_code", message("Mã số thuế “%(text)s” không đủ 10 hoặc 13 chữ số", text=value["tax_code"]))
        digits = re.sub(r"[\s().+\-–]", "", value["phone"].split(";")[0])
        if value["phone"] and not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 15):
            self.warn("phone", message("Số điện thoại “%(text)s” có vẻ không đúng", text=value["phone"]))
        if value["website"] and not _WEBSITE.fullmatch(value["website"]):
            self.warn("website", message("Địa chỉ trang web “%(text)s” có vẻ không đúng", text=value["website"]))
        if value["province"] and not knows_province(value["province"]):
            self.warn("province", message("Không có tỉnh, thành phố tên “%(text)s”", text=value["province"]))


_NAMES = frozenset(
    {"name_vi", "name_en", "short_name", "former_names", "legal_representative", "authorised_people", "branches"}
)


def trouble(text: str) -> Message | None:
    """Why a name cannot be taken: characters no one sees, or letters that only look Latin. None where it can."""
    if INVISIBLE.search(text) or any(
        unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") for c in text if c not in "\t\r\n"
    ):
        return message("Có ký tự ẩn hoặc ký tự đảo chiều chữ")
    strange = [c for c in unicodedata.normalize("NFC", text) if _is_strange(c)]
    if strange:
        return message(
            "Có chữ cái lạ “%(text)s” (%(code)s) lẫn trong tên", text=strange[0], code=f"U+{ord(strange[0]):04X}"
        )
    return None


def _is_strange(char: str) -> bool:
    """A letter or mark that is not plain Latin: another alphabet, a phonetic or a decorated letter, a stray accent."""
    category = unicodedata.category(char)
    if category[0] == "M":
        return True
    if category[0] == "N":
        return not char.isascii()
    if category[0] != "L" or char in ALPHABET:
        return False
    apart = unicodedata.normalize("NFD", char)[0]
    return not apart.isascii()  # é, ö, ñ may stand in a foreign partner's name; о, α, ı, ɑ, Ｃ may not


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _branch(text: str) -> tuple[str, str]:
    name, _, address = text.partition("@")
    return name.strip(), address.strip()
