"""The file holds everything of one person and nothing of another; the password is asked for, each file is a row in the log."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlalchemy import func, select

from portal.accounts.rules.refusals import Refusal, Refused
from portal.audit.models import AuditRow
from portal.privacy.results import Everything
from portal.privacy.service import export
from portal.storage.db import db
from portal.storage.held import told_of
from portal.web.privacy.file import as_json
from tests.meetings.world import World
from tests.privacy.life import CANARIES, NAME, PHONE, live, second_employer, subject

PASSWORD = "demo-returnee-2026"


def taken(world: World) -> Everything:
    found = export.everything(world.lan, PASSWORD, "json", world.now)
    assert isinstance(found, Everything), found
    return found


def rows(action: str) -> int:
    return db.session.scalar(select(func.count()).select_from(AuditRow).where(AuditRow.action == action)) or 0


def test_the_file_sings_with_every_canary_and_holds_no_secret(world: World) -> None:
    live(world)
    whole = as_json(taken(world))
    assert [canary for canary in CANARIES if canary not in whole] == []
    account = world.account(world.lan)
    secrets = [account.password_hash, account.email_index, account.phone_index, world.employer.ref]
    assert [secret for secret in secrets if secret and secret in whole] == []
    assert '"1:' not in whole, "a sealed value that nobody opened"
    told = json.loads(whole)["parts"]
    assert told["profile_look.profile_id"][0]["viewer_name"]
    assert told["meeting.profile_id"][0]["vacancy_name"]
    assert told["consent.account"]
    assert rows("privacy.exported") == 1


def test_the_employers_file_holds_nothing_of_the_person_who_was_asked(world: World) -> None:
    live(world)
    found = export.everything(world.employer, "demo-employer-2026", "json", world.now)
    assert isinstance(found, Everything)
    whole = as_json(found)
    said_by_them = {"CanaryQuestion", "CanaryTalk", "CanaryAnswer"}
    assert {canary for canary in CANARIES if canary in whole} <= said_by_them
    assert world.lan.ref not in whole
    assert found.parts["organisation"][0]["contact"]


def test_somebody_elses_file_is_silent(world: World) -> None:
    live(world)
    other = second_employer(world)
    found = export.everything(other, "demo-employer2-2026", "json", world.now)
    assert isinstance(found, Everything)
    assert [canary for canary in CANARIES if canary in as_json(found)] == []


def test_a_wrong_password_gives_nothing_and_costs_no_file(world: World) -> None:
    for _ in range(3):
        assert export.everything(world.lan, "wrong", "json", world.now) == Refused(Refusal.WRONG_PASSWORD)
    assert rows("privacy.exported") == 0
    assert taken(world)


def test_a_few_files_a_day_and_no_more(world: World) -> None:
    for _ in range(4):
        taken(world)
    refused = export.everything(world.lan, PASSWORD, "json", world.now)
    assert isinstance(refused, Refused)
    assert refused.why is Refusal.TOO_MANY
    assert refused.retry_after > 0
    world.now += timedelta(seconds=refused.retry_after)
    taken(world)
    assert rows("privacy.exported") == 5


def test_a_suspended_person_has_no_session_to_ask_with(world: World) -> None:
    world.account_is("suspended")
    assert export.everything(world.lan, PASSWORD, "json", world.now) == Refused(Refusal.SESSION_OVER)


def test_told_by_address_only_to_who_has_it(world: World) -> None:
    live(world)
    mine = told_of(subject(world))
    assert len(mine["firm_watch"]) == 1
    assert "meeting_asked" in {row["kind"] for row in mine["mail_outbox"]}
    theirs = told_of(export.subject_of(world.employer.ref))
    assert theirs["firm_watch"] == []
    assert not [row for part in theirs.values() for row in part if NAME in str(row) or PHONE in str(row)]
