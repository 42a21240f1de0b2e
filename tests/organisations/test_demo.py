"""The demo's organisations: made once, by the same acts as anybody's, and never in production."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from portal.accounts.service.demo import NotInProduction, load_demo_accounts
from portal.audit.service import verify
from portal.cli.demo import FIRMS, registered
from portal.cli.illustrative import firms
from portal.organisations.rules.tax_codes import read_tax_code
from portal.organisations.service.demo import load_demo_organisations
from portal.shared.clock import now
from portal.storage import at_work
from portal.storage.db import db

LINES = text("SELECT kind, state, review, legal_name, tax_code, licence_no FROM organisation ORDER BY id")


def load() -> None:
    refs = {login.email.partition("@")[0]: login.ref for login in load_demo_accounts()}
    db.session.commit()
    load_demo_organisations(refs, registered(firms.rows(FIRMS)), now())


def test_a_verified_employer_one_that_waits_and_a_firm_of_the_register(app: Flask) -> None:
    load()
    first = db.session.execute(LINES).all()
    assert [tuple(row[:3]) for row in first] == [
        ("employer", "verified", "done"),
        ("employer", "unverified", "waiting"),
        ("firm", "verified", "done"),
    ]
    register = {row["licence_no"]: row for row in firms.rows(FIRMS)}
    firm = register[first[2].licence_no]
    assert first[2].licence_no.startswith("9")
    assert (firm["name_vi"], firm["tax_code"], firm["status"]) == (first[2].legal_name, first[2].tax_code, "valid")
    assert len({read_tax_code(row.tax_code) for row in first}) == 3
    assert not {row["tax_code"] for row in register.values()} & {first[0].tax_code, first[1].tax_code}
    load()
    assert db.session.execute(LINES).all() == first, "loading again changes nothing"
    assert verify() == []


def test_never_in_production(app: Flask) -> None:
    with at_work.holding(replace(app.extensions["settings"], environment="production")), pytest.raises(NotInProduction):
        load_demo_organisations({}, None, now())
    assert db.session.execute(LINES).all() == []
