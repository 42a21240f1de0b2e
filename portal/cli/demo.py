"""`flask demo`: one command from an empty clone to a site one can walk through, with invented firms, jobs and people."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask, current_app
from werkzeug.serving import run_simple

from portal.accounts.service.demo import RECOVERY_CODE, DemoLogin, load_demo_accounts
from portal.app import create_app
from portal.cli.illustrative import firms as illustrative_firms
from portal.cli.setup import prepare
from portal.config import ROOT, ConfigurationError, Settings, keep_demo_secret
from portal.firms import service as firms
from portal.firms.demo_enquiries import load_demo_enquiries
from portal.jobs import service as jobs
from portal.jobs.posting.demo import load_demo_vacancies
from portal.jobs.profiles.demo import load_demo_profiles
from portal.meetings.demo import load_demo_meetings
from portal.organisations.rules.tax_codes import BadTaxCode, read_tax_code
from portal.organisations.service.demo import Registered, load_demo_organisations
from portal.search.indexer import rebuild
from portal.shared.clock import now
from portal.shared.text import slug
from portal.storage.db import db
from portal.storage.installation import DEMO, find_mark, set_mark

FIRMS = 500
JOBS = ROOT / "content" / "demo"
EDITION = "6"


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Prepare everything and stop.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1.")
@click.option(
    "--scale", default=1, show_default=True, type=click.IntRange(1, 40), help="How many times the usual register."
)
def demo(no_serve: bool, port: int, scale: int) -> None:
    """Set up, load invented firms, vacancies, returnees and logins, index them, and serve on 127.0.0.1."""
    app = demo_app()
    with app.app_context():
        prepare()
        click.echo(load_demo(scale))
        logins = load_logins()
    click.echo("Everything invented here is marked as illustrative on every page.")
    click.echo(table_of(logins))
    if no_serve:
        click.echo("Ready. Serve with: flask demo, or flask run")
        return
    click.echo(f"Open http://127.0.0.1:{port}/  (stop with Ctrl+C)")
    run_simple("127.0.0.1", port, app, threaded=True)


def demo_app() -> Flask:
    """A development app on the state folder, with a secret that the folder keeps."""
    env = dict(os.environ)
    if env.get("PORTAL_ENV") == "production":
        raise click.ClickException("a demo is never production: unset PORTAL_ENV or set it to development")
    state_dir = Path(env.get("PORTAL_STATE_DIR") or ROOT / "instance").resolve()
    secret = keep_demo_secret(state_dir)
    try:
        settings = Settings.from_environment(
            env | {"PORTAL_ENV": "development", "SECRET_KEY": env.get("SECRET_KEY") or secret}
        )
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None
    return create_app(replace(settings, state_dir=state_dir))


def load_demo(scale: int = 1) -> str:
    """Load the invented data once (again where its edition or scale changed) and index everything; says what was done."""
    edition = f"{EDITION}×{scale}"
    engine = current_app.extensions["search"]
    logins = load_logins()
    load_organisations(logins)
    load_demo_profiles(_refs(logins), now())
    if find_mark(DEMO) == edition and engine.health().ok:
        return "demo data: already here"
    firms.load_illustrative(illustrative_firms.rows(FIRMS * scale), illustrative_firms.orders(FIRMS * scale))
    vacancies = jobs.import_vacancies(JOBS / "vacancies.jsonl", illustrative=True)
    profiles = jobs.import_profiles(JOBS / "profiles.jsonl", illustrative=True)
    set_mark(DEMO, edition)
    db.session.commit()
    load_enquiries(logins)
    load_demo_vacancies(_refs(logins), now())
    load_demo_meetings(_refs(logins), now())
    documents = rebuild(engine).rebuilt
    return f"demo data: {FIRMS * scale} firms, {vacancies} vacancies, {profiles} returnees; {documents} documents in the index"


def load_logins() -> tuple[DemoLogin, ...]:
    """Make the demo's logins, one for each role; those that are there stay as they are."""
    logins = load_demo_accounts()
    db.session.commit()
    return logins


def load_organisations(logins: tuple[DemoLogin, ...]) -> None:
    """Let the employers and the firm among the logins act for organisations, the firm for one of the invented register."""
    load_demo_organisations(_refs(logins), registered(illustrative_firms.rows(FIRMS)), now())


def load_enquiries(logins: tuple[DemoLogin, ...]) -> None:
    """Let the workers among the logins ask the firm among them, so that both sides have something to look at."""
    firm = registered(illustrative_firms.rows(FIRMS))
    if firm is not None:
        load_demo_enquiries(_refs(logins), slug(firm.licence_no), now())


def _refs(logins: tuple[DemoLogin, ...]) -> dict[str, str]:
    return {login.email.partition("@")[0]: login.ref for login in logins}


def registered(rows: list[dict[str, str]]) -> Registered | None:
    """The first firm with a valid licence whose invented tax code has the form of one."""
    for row in rows:
        try:
            code = read_tax_code(row["tax_code"])
        except BadTaxCode:
            continue
        if row["status"] == "valid" and not row["status_to"]:
            return Registered(row["name_vi"], code, row["licence_no"], row["address"])
    return None


def table_of(logins: tuple[DemoLogin, ...]) -> str:
    """The logins as a table, and how to pass the second step of staff."""
    rows = [("role", "login", "password"), *((login.role, login.email, login.password) for login in logins)]
    lines = [f"  {role:<10} {email:<26} {password}" for role, email, password in rows]
    secret = next((login.totp_secret for login in logins if login.totp_secret), "")
    first, last = RECOVERY_CODE.format(n=2), RECOVERY_CODE.format(n=9)
    return "\n".join(
        [
            "Logins of the demo:",
            *lines,
            f"Staff also give a code: put {secret} into an authenticator app, or use a recovery code, each once: {first} … {last}",
        ]
    )
