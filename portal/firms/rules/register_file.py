"""Is this file of the register right as a whole? No licence twice, and names inside it that are too alike to pass unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from portal.firms.rules.licences import licence_key
from portal.firms.rules.names import Name, parse
from portal.firms.rules.rows import FirmRow, Note, Notes, read_row
from portal.shared.messages import message


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]], knows_province: Callable[[str], bool]
) -> tuple[list[FirmRow], Notes]:
    """Every row read, with all errors and warnings, in the order of the file. Rows are (number, cells by column)."""
    notes = Notes()
    firms: list[FirmRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in rows:
        firm = read_row(number, cells, knows_province, notes)
        key = licence_key(cells.get("licence_no", ""))
        if key and (first := seen.setdefault(key, number)) != number:
            what = message("Số giấy phép này đã có ở dòng %(row)s", row=str(first))
            notes.errors.append(Note(number, "licence_no", what))
        elif firm is not None:
            firms.append(firm)
    if not notes.errors:
        notes.warnings += _too_alike(firms) + _same_digits(firms)
        notes.warnings.sort(key=lambda note: note.row)
    return firms, notes


def _too_alike(firms: list[FirmRow]) -> list[Note]:
    """A warning at each firm whose own name is another's, or one letter from it with the same trade and form."""
    notes: list[Note] = []
    by_own: dict[str, FirmRow] = {}
    by_neighbour: dict[str, list[tuple[FirmRow, Name]]] = defaultdict(list)
    for firm in firms:
        name = parse(firm.name_vi)
        twin = by_own.setdefault(name.own_key, firm)
        if twin is firm:
            near = (
                other
                for key in _neighbours(name.own_key)
                for other, known in by_neighbour[key]
                if _same_trade(name, known)
            )
            twin = next(near, firm)
        if twin is not firm and not (firm.tax_code and firm.tax_code == twin.tax_code):
            notes.append(
                Note(
                    firm.row,
                    "name_vi",
                    message("Tên dễ nhầm với “%(name)s” ở dòng %(row)s", name=twin.name_vi, row=str(twin.row)),
                )
            )
        for key in _neighbours(name.own_key):
            by_neighbour[key].append((firm, name))
    return notes


def _same_digits(firms: list[FirmRow]) -> list[Note]:
    """A warning at each licence number that differs from another's in leading zeros only."""
    notes: list[Note] = []
    seen: dict[tuple[str, ...], FirmRow] = {}
    for firm in firms:
        first = seen.setdefault(tuple(run.lstrip("0") for run in licence_key(firm.licence_no)), firm)
        if first is not firm:
            what = message(
                "Số giấy phép dễ nhầm với “%(number)s” ở dòng %(row)s", number=first.licence_no, row=str(first.row)
            )
            notes.append(Note(firm.row, "licence_no", what))
    return notes


def _same_trade(left: Name, right: Name) -> bool:
    return left.trade_key == right.trade_key and left.forms == right.forms


def _neighbours(key: str) -> set[str]:
    """The text, and the text with each letter left out: two texts one letter apart share one of these."""
    return {key} | {key[:i] + key[i + 1 :] for i in range(len(key))}
