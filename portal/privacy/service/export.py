"""Everything that is held of somebody, given to them: made when they ask, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.rules.actor import Actor
from portal.accounts.rules.refusals import Refusal, Refused
from portal.accounts.service.checks import own_account, wrong_password
from portal.accounts.service.transaction import act
from portal.jobs.models import Vacancy
from portal.limits import service as limits
from portal.organisations.models import Organisation
from portal.organisations.service import directory as organisations
from portal.privacy.results import Everything
from portal.privacy.service.common import OWN, log, subject_of
from portal.storage.db import db
from portal.storage.held import told_of

LIMIT = "export.account"
FORMATS = ("html", "json")
Row = Mapping[str, Any]


@act
def everything(actor: Actor, password: str, form: str, now: datetime) -> Everything | Refused:
    """Everything of the actor, after their password again; one row in their log. TOO_MANY beyond a few files a day."""
    account = own_account(actor, OWN)
    if isinstance(account, Refused):
        return account
    if refused := wrong_password(account, password, now):
        return refused
    verdict = limits.hit(LIMIT, account.ref, now)
    if not verdict.allowed:
        return Refused(Refusal.TOO_MANY, verdict.retry_after)
    found = Everything(now, _named(told_of(subject_of(account.ref))))
    log(actor, "privacy.exported", account.ref, format=form if form in FORMATS else "json")
    return found


def _named(parts: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """The same, with names beside what is only a number or a ref here: organisations and vacancies."""
    rows = [row for part in parts.values() for row in part]
    by_ref = organisations.names_of(_values(rows, "organisation") | _values(rows, "viewer"))
    firms = _texts(select(Organisation.id, Organisation.legal_name), Organisation.id, _values(rows, "organisation_id"))
    jobs = _texts(select(Vacancy.id, Vacancy.title), Vacancy.id, _values(rows, "vacancy_id"))
    known = {"organisation": by_ref, "viewer": by_ref, "organisation_id": firms, "vacancy_id": jobs}
    return {matter: [_with_names(row, known) for row in part] for matter, part in parts.items()}


def _with_names(row: Row, known: Mapping[str, Mapping[Any, str]]) -> Row:
    given = {}
    for name, value in row.items():
        if name == "viewer" and value not in known["viewer"]:
            continue  # a staff member's ref: `staff` says that it was one
        if name not in known:
            given[name] = value
        elif (text := known[name].get(value)) is not None:
            given[name.removesuffix("_id") + "_name"] = text
    return given


def _values(rows: Iterable[Row], name: str) -> set[Any]:
    return {row[name] for row in rows if row.get(name) is not None}


def _texts(query: Any, column: Any, ids: set[Any]) -> dict[Any, str]:
    return {row[0]: row[1] for row in db.session.execute(query.where(column.in_(ids)))} if ids else {}
