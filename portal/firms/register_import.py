"""Brings a register into the database: what would change, whether that needs a second person, and the change itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from portal.firms import store
from portal.firms.models import AuthorisedPerson, Branch, Firm, FirmMarket, FirmName, LicenceState
from portal.firms.places import find_province
from portal.firms.rules.drift import drift, needs_second_person
from portal.firms.rules.licences import licence_key, number_part
from portal.firms.rules.names import parse
from portal.firms.rules.rows import FirmRow, Note
from portal.search import outbox
from portal.shared.clock import now
from portal.shared.text import collation_key, words
from portal.storage.db import db
from portal.storage.installation import find_mark, set_mark

MARK = "firms_register"


@dataclass(frozen=True)
class StateChange:
    """A licence whose state the new register tells otherwise; states are codes of the import format."""

    licence_no: str
    name_vi: str
    before: str
    after: str


@dataclass
class Plan:
    """What a register would change. `changed` are (licence number, columns); `drift` is a share of the stored register."""

    rows: int
    new: list[str] = field(default_factory=list)
    changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    restated: list[StateChange] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    warnings: Sequence[Note] = ()
    drift: Fraction = Fraction(0)
    digest: str = ""
    applied: bool = False

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
            if columns := _changed_columns(firm, row):
                plan.changed.append((row.licence_no, columns))
            if (before := firm.states[-1].state) != row.state:
                plan.restated.append(StateChange(row.licence_no, row.name_vi, before, row.state))
        named = {licence_key(row.licence_no) for row in rows}
        plan.gone = [firm.licence_no for key, firm in listed.items() if key not in named]
        plan.drift = drift(len(listed), len(plan.gone), len(plan.restated))
        stored = provenance()
        plan.digest = hashlib.sha256(content + (stored.version if stored else "").encode()).hexdigest()[:16]
        return plan

    def apply(self, rows: Sequence[FirmRow], day: date, *, illustrative: bool) -> None:
        """Make the database say what the rows say, in the caller's transaction; what changed goes to the search."""
        touched: list[str] = []
        named = set()
        for row in rows:
            key = licence_key(row.licence_no)
            named.add(key)
            firm = self._firms.get(key)
            if firm is None:
                db.session.add(_new_firm(row, day, illustrative))
            elif not (firm.unlisted_on or firm.illustrative != illustrative or _changed_columns(firm, row)):
                continue
            else:
                firm.illustrative, firm.unlisted_on = illustrative, None
                _update(firm, row, day)
            touched.append(row.ref)
        for key, firm in self._firms.items():
            if key not in named and firm.unlisted_on is None:
                firm.unlisted_on, firm.changed_at = day, now()
                touched.append(firm.ref)
        db.session.flush()
        outbox.enqueue("firm", touched)


def keep_provenance(day: date, file: str, content: bytes, rows: int, *, illustrative: bool) -> None:
    """Remember where the register comes from; a new version tells every process to read the names again."""
    told = {
        "as_of": day.isoformat(),
        "file": file,
        "digest": hashlib.sha256(content).hexdigest(),
        "rows": rows,
        "version": secrets.token_hex(8),
        "illustrative": illustrative,
    }
    set_mark(MARK, json.dumps(told, ensure_ascii=False))


def _changed_columns(firm: Firm, row: FirmRow) -> tuple[str, ...]:
    """The columns in which the row says something else than is stored."""
    state = firm.states[-1]
    pairs = {
        "licence_no": (firm.licence_no, row.licence_no),
        "licence_issued_on": (firm.licence_issued_on, row.licence_issued_on),
        "names": ([(n.kind, n.name) for n in firm.names], list(row.names)),
        "tax_code": (firm.tax_code, row.tax_code or None),
        "address": (firm.address, row.address or None),
        "province": (firm.province, row.province or None),
        "phone": (firm.phone, row.phone or None),
        "website": (firm.website, row.website or None),
        "legal_representative": (firm.legal_representative, row.legal_representative or None),
        "authorised_people": ([p.name for p in firm.people], list(row.people)),
        "status": (_told(state), (row.state, row.starts_on, row.runs_to, row.decision_no or None)),
        "markets": (sorted(m.market for m in firm.markets), list(row.markets)),
        "branches": ([(b.name, b.address or "") for b in firm.branches], list(row.branches)),
    }
    return tuple(column for column, (stored, told) in pairs.items() if stored != told)


def _told(state: LicenceState) -> tuple[str, date | None, date | None, str | None]:
    return state.state, state.starts_on, state.runs_to, state.decision_no


def _new_firm(row: FirmRow, day: date, illustrative: bool) -> Firm:
    firm = Firm(ref=row.ref, illustrative=illustrative, listed_on=day)
    _write(firm, row)
    _write_lists(firm, row)
    firm.states = [_state(row, day)]
    return firm


def _update(firm: Firm, row: FirmRow, day: date) -> None:
    changed = set(_changed_columns(firm, row))
    if changed & {"names", "authorised_people", "markets", "branches"}:
        firm.names, firm.people, firm.markets, firm.branches = [], [], [], []
        db.session.flush()  # the old rows go before the new ones take their places
        _write_lists(firm, row)
    if "status" in changed:
        firm.states[-1].ended_on = day
        db.session.flush()  # only one state may be open at a time
        firm.states.append(_state(row, day))
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


def _state(row: FirmRow, day: date) -> LicenceState:
    return LicenceState(
        state=row.state,
        starts_on=row.starts_on,
        runs_to=row.runs_to,
        decision_no=row.decision_no or None,
        told_on=day,
    )
