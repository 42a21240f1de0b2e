"""A register or a list of orders is brought in from a file, or an import taken back: all of it or nothing.

A change of over a tenth is made only with its digest, which proves that somebody saw exactly this plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from portal.audit import service as audit
from portal.firms import import_log, order_store, order_undo, places, register_undo
from portal.firms.files import rows_of
from portal.firms.import_log import ORDERS, REGISTER, Told
from portal.firms.order_import import Orders, Source, rows_in
from portal.firms.order_plan import OrderPlan
from portal.firms.order_plan import diff_of as diff_of_orders
from portal.firms.register_import import Plan, Register, keep_provenance
from portal.firms.rules.order_rows import OrderRow
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.rows import COLUMNS, FirmRow, Notes
from portal.shared.clock import today
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db
from portal.storage.turns import take_turn

TURNS = {REGISTER: "register import", ORDERS: order_store.TURN}
_LOGGED = {REGISTER: "firms", ORDERS: "orders"}
AnyPlan = Plan | OrderPlan


class WaitsForApproval(Exception):
    """It changes over 10 %; a second person must run it with this plan's digest. Nothing was changed."""

    def __init__(self, plan: AnyPlan) -> None:
        super().__init__(plan.digest)
        self.plan = plan


class WrongApproval(Exception):
    """The digest is not that of this change of what is stored now. Nothing was changed."""


def import_register(file: str, content: bytes, *, dry_run: bool = False, approve: str | None = None) -> Plan:
    """Bring a register in, all of it or nothing, in one transaction; with `dry_run` only say what it would change.

    Raises BadInput (fields `file` or `rows[N].column`) where anything is wrong, WaitsForApproval where it drifts by more
    than 10 % and `approve` is not given, WrongApproval where the digest is not this plan's, TurnTaken where another change
    of the database did not end in time.
    """
    firms, notes = read_rows(rows_of(file, content, COLUMNS), places.knows_province)
    refuse_errors(notes)
    with _alone(REGISTER, dry_run):
        register = Register()
        plan = register.compare(firms, content)
        plan.warnings = notes.warnings
        if not dry_run:
            _check_approval(plan, approve)
            _bring_in(plan, register, firms, file, content, approved=approve is not None)
    return plan


def import_orders(file: str, body: bytes, *, dry_run: bool = False) -> OrderPlan:
    """Bring orders in, all rows or none, in one transaction; with `dry_run` only say what it would change.

    Orders that the file does not name stay. Raises BadInput (fields `file` or `rows[N].column`) where anything is wrong,
    TurnTaken where another change of the database did not end in time.
    """
    rows, digest = rows_in(file, body)
    with _alone(ORDERS, dry_run):
        source = Source(today(), file, digest)
        orders = Orders(source.day)
        read = orders.read(rows)
        plan = orders.compare(read, source)
        if dry_run:
            db.session.rollback()
        else:
            _bring_in_orders(plan, orders, read, source)
    return plan


def undo_import(number: int, *, dry_run: bool = False, approve: str | None = None) -> AnyPlan:
    """Take an import back, as one change; with `dry_run` only say what that would change.

    Only the last import of its kind can be taken back: raises NoSuchImport, ImportTakenBack, LaterChanges, ChangedSince
    (of orders), and as `import_register` WaitsForApproval, WrongApproval and TurnTaken.
    """
    kind = import_log.kind_of(number)
    take_back = {REGISTER: _undo_register, ORDERS: _undo_orders}[kind]
    with _alone(kind, dry_run):
        plan, apply = take_back(number)
        if not dry_run:
            _check_approval(plan, approve)
            apply(approve is not None)
            _log(kind, "import_undone", number, plan)
            db.session.commit()
    return plan


def _undo_register(number: int) -> tuple[AnyPlan, Callable[[bool], object]]:
    undoing = register_undo.prepare_undo(number)
    return undoing.plan, lambda approved: register_undo.undo(undoing, today(), approved=approved)


def _undo_orders(number: int) -> tuple[AnyPlan, Callable[[bool], object]]:
    undoing = order_undo.prepare_undo(number, today())
    return undoing.plan, lambda approved: order_undo.undo(undoing, today(), approved=approved)


def _bring_in(
    plan: Plan, register: Register, firms: Sequence[FirmRow], file: str, content: bytes, *, approved: bool
) -> None:
    """Keep what stood before, apply the plan, commit."""
    day, before, diff = today(), register_undo.pack(register), register_undo.diff_of(plan)
    version = keep_provenance(day, file, content, len(firms), illustrative=False)
    digest = hashlib.sha256(content).hexdigest()
    told = Told(REGISTER, file, digest, plan.rows, day, diff, before, version, approved)
    number = import_log.keep(told).id
    register.apply(firms, day, illustrative=False, by=number)
    _log(REGISTER, "imported", number, plan)
    db.session.commit()
    plan.applied, plan.number = True, number


def _bring_in_orders(plan: OrderPlan, orders: Orders, read: Sequence[OrderRow], source: Source) -> None:
    """Keep what stood before, write what is new or changed, commit."""
    keys = [row.key for row in orders.touched(read, source)]
    before = {key: order_undo.state_of(orders.stored(key)) for key in keys}
    told = Told(ORDERS, source.file or "", plan.file_digest, plan.rows, source.day, diff_of_orders(plan))
    record = import_log.keep(told)
    orders.apply(read, replace(source, by=record.id))
    record.before = order_undo.pack(before, {key: order_undo.state_of(orders.stored(key)) for key in keys})
    number = record.id
    _log(ORDERS, "imported", number, plan)
    db.session.commit()
    plan.applied, plan.number = True, number


@contextmanager
def _alone(kind: str, dry_run: bool) -> Iterator[None]:
    """From reading to the commit nobody else brings such things in; a dry run only looks. Refused, nothing is held."""
    if not dry_run:
        take_turn(TURNS[kind])
    try:
        yield
    except BaseException:
        db.session.rollback()
        raise


def _check_approval(plan: AnyPlan, approve: str | None) -> None:
    if approve is not None and approve != plan.digest:
        raise WrongApproval(plan.digest)
    if plan.waits and approve is None:
        raise WaitsForApproval(plan)


def _log(kind: str, what: str, number: int, plan: AnyPlan) -> None:
    facts = {"rows": plan.rows, "new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone)}
    audit.record(
        f"{_LOGGED[kind]}.{what}",
        actor=import_log.COMMAND_LINE,
        role="system",
        object_kind="import",
        object_ref=str(number),
        facts=facts,
    )


def refuse_errors(notes: Notes) -> None:
    """Raise BadInput with every error of the rows, where there is one."""
    if notes.errors:
        raise BadInput([Problem(f"rows[{note.row}].{note.column}", note.message) for note in notes.errors])
