"""The register is brought in from a file, or an import taken back: all of it or nothing, and a large drift only with its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from portal.audit import service as audit
from portal.firms import import_log, places
from portal.firms.files import rows_of
from portal.firms.register_import import Plan, Register, keep_provenance
from portal.firms.rules.register_file import read_rows
from portal.firms.rules.rows import COLUMNS, FirmRow, Notes
from portal.shared.clock import today
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db
from portal.storage.turns import take_turn

TURN = "register import"


class WaitsForApproval(Exception):
    """The register drifts by more than 10 %; a second person must run it with this plan's digest. Nothing was changed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.digest)
        self.plan = plan


class WrongApproval(Exception):
    """The digest is not that of this file on the register as it stands. Nothing was changed."""


def import_register(file: str, content: bytes, *, dry_run: bool = False, approve: str | None = None) -> Plan:
    """Bring a register in, all of it or nothing, in one transaction; with `dry_run` only say what it would change.

    Raises BadInput (fields `file` or `rows[N].column`) where anything is wrong, WaitsForApproval where it drifts by more
    than 10 % and `approve` is not given, WrongApproval where the digest is not this plan's, TurnTaken where another change
    of the database did not end in time.
    """
    firms, notes = read_rows(rows_of(file, content, COLUMNS), places.knows_province)
    refuse_errors(notes)
    with _alone(dry_run):
        register = Register()
        plan = register.compare(firms, content)
        plan.warnings = notes.warnings
        if not dry_run:
            _check_approval(plan, approve)
            _bring_in(plan, register, firms, file, content, approved=approve is not None)
    return plan


def _bring_in(
    plan: Plan, register: Register, firms: Sequence[FirmRow], file: str, content: bytes, *, approved: bool
) -> None:
    """Keep what stood before, apply the plan, commit."""
    day, before = today(), import_log.pack(register)
    version = keep_provenance(day, file, content, len(firms), illustrative=False)
    digest = hashlib.sha256(content).hexdigest()
    number = import_log.keep(plan, file, digest, version, day, before, approved=approved)
    register.apply(firms, day, illustrative=False, by=number)
    _log("imported", number, plan)
    db.session.commit()
    plan.applied, plan.number = True, number


def undo_import(number: int, *, dry_run: bool = False, approve: str | None = None) -> Plan:
    """Take an import of the register back, as one change; with `dry_run` only say what that would change.

    Only the last import can be taken back: raises NoSuchImport, ImportTakenBack, LaterChanges, and as `import_register`
    WaitsForApproval, WrongApproval and TurnTaken.
    """
    with _alone(dry_run):
        undoing = import_log.prepare_undo(number)
        if not dry_run:
            _check_approval(undoing.plan, approve)
            import_log.undo(undoing, today(), approved=approve is not None)
            _log("import_undone", number, undoing.plan)
            db.session.commit()
    return undoing.plan


@contextmanager
def _alone(dry_run: bool) -> Iterator[None]:
    """From reading the register to the commit nobody else brings one in; a dry run only looks. Refused, nothing is held."""
    if not dry_run:
        take_turn(TURN)
    try:
        yield
    except BaseException:
        db.session.rollback()
        raise


def _check_approval(plan: Plan, approve: str | None) -> None:
    if approve is not None and approve != plan.digest:
        raise WrongApproval(plan.digest)
    if plan.waits and approve is None:
        raise WaitsForApproval(plan)


def _log(what: str, number: int, plan: Plan) -> None:
    facts = {"rows": plan.rows, "new": len(plan.new), "changed": len(plan.changed), "gone": len(plan.gone)}
    audit.record(
        f"firms.{what}", actor="system", role="system", object_kind="import", object_ref=str(number), facts=facts
    )


def refuse_errors(notes: Notes) -> None:
    """Raise BadInput with every error of the rows, where there is one."""
    if notes.errors:
        raise BadInput([Problem(f"rows[{note.row}].{note.column}", note.message) for note in notes.errors])
