"""Brings a register into the database: what would change, whether that needs a second person, and the change itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from fractions import Fraction

from portal.firms import store
from portal.firms.models import AuthorisedPerson, Branch, Firm, FirmAbsence, FirmMarket, FirmName, LicenceState
from portal.firms.places import find_province
from portal.firms.rules.drift import drift, needs_second_person
from portal.firms.rules.licences import licence_key, number_part
from portal.firms.rules.names import parse
from portal.firms.rules.row_text import CellChange, cells_of, changes
from portal.firms.rules.rows import FirmRow, Note
from portal.search import outbox
from portal.shared.clock import now
from portal.shared.text import collation_key, words
from portal.storage.db import db
from portal.storage.installation import find_mark, forget_mark, set_mark

MARK = "firms_register"
_LISTS = {"name_vi", "name_en", "short_name", "former_names", "authorised_people", "markets", "branches"}
_STATE = {"status", "status_from", "status_to", "decision_no"}


@dataclass(frozen=True)
class StateChange:
    """A licence whose state the new register tells otherwise; states are codes of the import format."""

    licence_no: str
    name_vi: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A firm of which the new register says something else, cell by cell of the import format."""

    licence_no: str
    name_vi: str
    cells: tuple[CellChange, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that differ."""
        return tuple(cell.column for cell in self.cells)


@dataclass
class Plan:
    """What a register would change; `drift` is a share of the stored register."""

    rows: int
    new: list[str] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    restated: list[StateChange] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    warnings: Sequence[Note] = ()
    drift: Fraction = Fraction(0)
    digest: str = ""
    applied: bool = False
    number: int = 0
    """Of the import, once it is applied."""

    @property
    def waits(self) -> bool:
        """Whether a second person must agree before it is applied."""
        return needs_second_person(self.drift)


@dataclass(frozen=True)
class Provenance:
    """Where the stored register comes from: the day it was brought in, its file, its version in this database."""

    as_of: date
    file: str
    digest: str
    rows: int
    version: str
    illustrative: bool


def provenance() -> Provenance | None:
    """Where the stored register comes from, or None where none was ever brought in."""
    if (kept := find_mark(MARK)) is None:
        return None
    told = json.loads(kept)
    return Provenance(**(told | {"as_of": date.fromisoformat(told["as_of"])}))


class Register:
    """The stored register while a new one is compared with it and brought in."""

    def __init__(self) -> None:
        self._firms = {licence_key(firm.licence_no): firm for firm in store.all_firms()}

    def compare(self, rows: Sequence[FirmRow], content: bytes) -> Plan:
        """What these rows would change. The digest binds the file to the register as it is stored now."""
        plan = Plan(rows=len(rows))
        listed = {key: firm for key, firm in self._firms.items() if firm.unlisted_on is None}
        for row in rows:
            firm = self._firms.get(licence_key(row.licence_no))
            if firm is None:
                plan.new.append(row.licence_no)
                continue
            if firm.unlisted_on is not None:
                plan.returned.append(row.licence_no)
            if cells := changes(cells_of(row_of(firm)), cells_of(row)):
                plan.changed.append(RowChange(row.licence_no, row.name_vi, cells))
            if (before := firm.states[-1].state) != row.state:
                plan.restated.append(StateChange(row.licence_no, row.name_vi, before, row.state))
        named = {licence_key(row.licence_no) for row in rows}
        plan.gone = [firm.licence_no for key, firm in listed.items() if key not in named]
        plan.drift = drift(len(listed), len(plan.gone), len(plan.restated))
        stored = provenance()
        plan.digest = hashlib.sha256(content + (stored.version if stored else "").encode()).hexdigest()[:16]
        return plan

    def rows(self) -> list[FirmRow]:
        """The register as it is stored, in the order of licence numbers."""
        listed = [firm for firm in self._firms.values() if firm.unlisted_on is None]
        return [row_of(firm) for firm in sorted(listed, key=lambda firm: firm.licence_no)]

    def apply(self, rows: Sequence[FirmRow], day: date, *, illustrative: bool, by: int | None = None) -> None:
        """Make the database say what the rows say, in the caller's transaction; what changed goes to the search.

        `by`: the import that says so.
        """
        touched: list[str] = []
        named = set()
        for row in rows:
            key = licence_key(row.licence_no)
            named.add(key)
            firm = self._firms.get(key)
            if firm is None:
                db.session.add(_new_firm(row, day, illustrative, by))
            elif not (firm.unlisted_on or firm.illustrative != illustrative or _differs(firm, row)):
                continue
            else:
                if firm.unlisted_on is not None:
                    firm.absences.append(FirmAbsence(from_on=firm.unlisted_on, to_on=day))
                firm.illustrative, firm.unlisted_on = illustrative, None
                _update(firm, row, day, by)
            touched.append(row.ref)
        for key, firm in self._firms.items():
            if key not in named and firm.unlisted_on is None:
                firm.unlisted_on, firm.changed_at = day, now()
                touched.append(firm.ref)
        db.session.flush()
        outbox.enqueue("firm", touched)


def keep_provenance(day: date, file: str, content: bytes, rows: int, *, illustrative: bool) -> str:
    """Remember where the register comes from; the new version, which tells every process to read the names again."""
    told = {
        "as_of": day.isoformat(),
        "file": file,
        "digest": hashlib.sha256(content).hexdigest(),
        "rows": rows,
        "version": secrets.token_hex(8),
        "illustrative": illustrative,
    }
    set_mark(MARK, json.dumps(told, ensure_ascii=False))
    return str(told["version"])


def restore_provenance(origin: Provenance | None) -> str | None:
    """Say again where the register came from before, under a new version, which is returned; None where it came from nowhere."""
    if origin is None:
        forget_mark(MARK)
        return None
    version = secrets.token_hex(8)
    told = asdict(origin) | {"as_of": origin.as_of.isoformat(), "version": version}
    set_mark(MARK, json.dumps(told, ensure_ascii=False))
    return version


def row_of(firm: Firm) -> FirmRow:
    """What the stored register says of a firm, as a row of the import."""
    state = firm.states[-1]
    return FirmRow(
        row=0,
        ref=firm.ref,
        licence_no=firm.licence_no,
        licence_issued_on=firm.licence_issued_on,
        names=tuple((name.kind, name.name) for name in firm.names),
        tax_code=firm.tax_code or "",
        address=firm.address or "",
        province=firm.province or "",
        phone=firm.phone or "",
        website=firm.website or "",
        legal_representative=firm.legal_representative or "",
        people=tuple(person.name for person in firm.people),
        state=state.state,
        starts_on=state.starts_on,
        runs_to=state.runs_to,
        decision_no=state.decision_no or "",
        markets=tuple(sorted(market.market for market in firm.markets)),
        branches=tuple((branch.name, branch.address or "") for branch in firm.branches),
    )


def _differs(firm: Firm, row: FirmRow) -> bool:
    return bool(changes(cells_of(row_of(firm)), cells_of(row)))


def _new_firm(row: FirmRow, day: date, illustrative: bool, by: int | None) -> Firm:
    firm = Firm(ref=row.ref, illustrative=illustrative, listed_on=day, import_id=by)
    _write(firm, row)
    _write_lists(firm, row)
    firm.states = [_state(row, day, by)]
    return firm


def _update(firm: Firm, row: FirmRow, day: date, by: int | None) -> None:
    changed = {cell.column for cell in changes(cells_of(row_of(firm)), cells_of(row))}
    if changed & _LISTS:
        firm.names, firm.people, firm.markets, firm.branches = [], [], [], []
        db.session.flush()  # the old rows go before the new ones take their places
        _write_lists(firm, row)
    if changed & _STATE:
        firm.states[-1].ended_on = day
        db.session.flush()  # only one state may be open at a time
        firm.states.append(_state(row, day, by))
    firm.import_id = by
    _write(firm, row)


def _write(firm: Firm, row: FirmRow) -> None:
    firm.ref, firm.licence_no, firm.number_part = row.ref, row.licence_no, number_part(row.licence_no)
    firm.licence_issued_on = row.licence_issued_on
    firm.tax_code, firm.address, firm.province = row.tax_code or None, row.address or None, row.province or None
    firm.province_key = find_province(row.province)
    firm.phone, firm.website = row.phone or None, row.website or None
    firm.legal_representative = row.legal_representative or None
    own = " ".join(word.shown for word in parse(row.name_vi).own)
    firm.sort_key = collation_key(f"{own} {row.name_vi}")  # nearly all full names begin with “Công ty”
    searched = [name for _, name in row.names] + [row.licence_no, row.ref, row.tax_code, row.address, row.province]
    firm.fold = f" {' '.join(words(' '.join(searched)))} "  # a space on either side of each word
    firm.changed_at = now()


def _write_lists(firm: Firm, row: FirmRow) -> None:
    firm.names = [FirmName(position=i, kind=kind, name=name) for i, (kind, name) in enumerate(row.names)]
    firm.people = [AuthorisedPerson(position=i, name=name) for i, name in enumerate(row.people)]
    firm.markets = [FirmMarket(market=market) for market in row.markets]
    firm.branches = [Branch(position=i, name=name, address=at or None) for i, (name, at) in enumerate(row.branches)]


def _state(row: FirmRow, day: date, by: int | None) -> LicenceState:
    return LicenceState(
        import_id=by,
        state=row.state,
        starts_on=row.starts_on,
        runs_to=row.runs_to,
        decision_no=row.decision_no or None,
        told_on=day,
    )
