"""A whole life on the site: Lan with a canary in every field that she or somebody else can fill in about her."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from portal.accounts import personal
from portal.accounts.models import LoginSession, OneUseLink, PhoneCode, RecoveryCode
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import email
from portal.accounts.tokens import new_ref, token_hash
from portal.audit import service as audit
from portal.firms import enquiry_store, watch_store
from portal.firms.enquiry_models import Enquiry
from portal.firms.models import Firm, FirmName
from portal.jobs.alerts import store as alerts
from portal.jobs.alerts.models import AlertNews, HomeReminder
from portal.jobs.models import MatchAlert
from portal.jobs.store import Wanted, begin_changes, note_changes
from portal.limits import service as limits
from portal.mail import service as mail
from portal.meetings import store as meetings
from portal.meetings.ends_models import FollowUp, Interview, MeetingStep, Reply
from portal.meetings.models import PersonReport
from portal.meetings.results import Done
from portal.meetings.service import answering, asking, protecting
from portal.organisations.service import members
from portal.privacy.models import AbsenceLetter
from portal.privacy.service import desk, requests
from portal.storage.db import db
from portal.storage.encryption import context, seal
from portal.storage.held import Subject
from tests.meetings.world import World
from tests.organisations.samples import DETAILS, TAX2

EMAIL, NAME, PHONE = "canary-lan@example.vn", "Nguyễn Thị Canary Lan", "968171819"
PRIVATE = (EMAIL, NAME, PHONE)
WRITTEN = (
    "CanaryHeadline", "CanarySummary", "CanarySkill", "CanaryDuty", "CanaryCertificate", "CanaryHidden", "Canarytown",
    "CanaryQuestion", "CanaryAnswer", "CanaryTalk", "CanaryReply", "CanaryRequest", "CanaryDecision", "CanarySearch", "CanaryWanted",
)  # fmt: skip
"""What was written by her or to her."""
CANARIES = (*PRIVATE, *WRITTEN)


def subject(world: World) -> Subject:
    account = world.account(world.lan)
    return Subject(account.ref, personal.email_of(account), personal.phone_of(account))


def live(world: World) -> list[Actor]:
    """Everything that can happen to a person, once; who had a part in it."""
    _fill_profile(world)
    _meet(world)
    _ask_a_firm(world)
    _wait_for_letters(world)
    _sign_in(world)
    officer = _ask_about_data(world)
    db.session.commit()
    return [world.lan, world.employer, officer, world.town.actor("moderator")]


def _fill_profile(world: World) -> None:
    account = world.account(world.lan)
    personal.set_login(account, email(EMAIL))
    personal.set_pending(account, "canary-lan@example.vn")
    begin_changes()
    row = world.profile
    row.headline, row.summary = "CanaryHeadline, ép nhựa Nhật 3 năm", "CanarySummary"
    row.skills = [{"name": "CanarySkill, đứng máy ép nhựa", "years": 3}]
    row.experience = [{**row.experience[0], "duties": "CanaryDuty ở Gunma"}]
    row.certificates, row.hidden_employers = ["JLPT N4 CanaryCertificate"], ["Công ty CanaryHidden"]
    row.provinces, row.changed_at = ["Bắc Ninh", "Canarytown"], world.now
    note_changes("profile", [row.id], world.now)
    db.session.add(MatchAlert(profile_id=row.id, vacancy_id=1, score=700, weights="1", found_at=world.now))
    db.session.commit()


def _meet(world: World) -> None:
    asked = world.ask("CanaryQuestion")
    assert isinstance(asked, Done)
    world.answer(asked.ref, "contact")
    assert asking.write(world.employer, asked.ref, "CanaryTalk", world.now)
    assert answering.write(world.lan, asked.ref, "CanaryReply", world.now)
    world.contact(asked.ref)
    world.make_vacancy("v2")
    assert answering.apply(world.lan, "v2", "contact", "CanaryReply", True, world.now)
    assert protecting.report(world.lan, asked.ref, "money", "CanaryReport", world.now)
    _go_on(world, asked.ref)


def _go_on(world: World, ref: str) -> None:
    """Everything that may hang on a meeting after both sides talked."""
    meeting, interview, now = meetings.find(ref), new_ref(), world.now
    assert meeting is not None
    place = seal(context("interview", "place_sealed", interview), "CanaryPlace")
    db.session.query(Reply).delete()
    db.session.add_all(
        [
            MeetingStep(meeting_id=meeting.id, deed="offered", at=now),
            Interview(
                ref=interview, meeting_id=meeting.id, starts=[now.isoformat()], minutes=30, held_by="place",
                place_sealed=place, offered_at=now,
            ),
            PersonReport(ref=new_ref(), meeting_id=meeting.id, told_by=world.employer.ref, reason="other", at=now),
            FollowUp(meeting_id=meeting.id, months=3, asked_at=now),
            Reply(organisation=world.organisation, meeting_id=meeting.id, applied_on=now.date()),
        ]
    )  # fmt: skip
    db.session.commit()


def _ask_a_firm(world: World) -> None:
    ref, now = new_ref(), world.now
    firm = Firm(
        ref="9001-bnv-gp", licence_no="9001/BNV-GP", number_part="9001", sort_key="a", fold="a", listed_on=now.date(),
        changed_at=now, names=[FirmName(position=0, kind="vi", name="Công ty Minh Họa")],
    )  # fmt: skip
    db.session.add(firm)
    db.session.flush()
    said = {"asked": "CanaryQuestion", "name": NAME, "phone": PHONE, "answer": "CanaryAnswer"}
    sealed = {f"{column}_sealed": enquiry_store.sealed(ref, column, text) for column, text in said.items()}
    db.session.add(
        Enquiry(
            ref=ref, firm_id=firm.id, organisation=world.organisation, worker=world.lan.ref, consent="1+name",
            locale="vi", sent_at=now, answered_at=now, answered_by=world.employer.ref, reads=1, **sealed,
        )
    )  # fmt: skip
    watch = watch_store.wish("firm", "1", email(EMAIL), "vi", now)
    watch_store.confirm(watch, "{}", now)
    assert members.invite(world.employer, EMAIL, now)


def _wait_for_letters(world: World) -> None:
    """Searches kept in the account and under the address alone, what was found, a reminder."""
    said = alerts.Said("CanarySearch", Wanted(text="CanaryWanted"))
    for reader in (alerts.begin(world.lan.ref, "vi"), alerts.begin_address(email(EMAIL), "vi")):
        db.session.flush()
        alerts.add_search(reader, said, world.now, confirmed=True)
        db.session.add(AlertNews(reader_id=reader.id, vacancy_id=1, search_id=0, noted_at=world.now))
        day = world.now.date()
        db.session.add(HomeReminder(reader_id=reader.id, stage="home", home_on=day, sent_on=day))
    db.session.commit()


def _sign_in(world: World) -> None:
    account, now = world.account(world.lan), world.now
    until = now + timedelta(days=1)
    db.session.add_all(
        [
            LoginSession(
                ref=new_ref(), cookie_hash=token_hash("a"), account_id=account.id, stage="full", agent="chrome/android",
                network="203.0.0.0/16", rights_version=account.rights_version, created_at=now, last_seen_at=now, expires_at=until,
            ),
            OneUseLink(purpose="reset", token_hash=token_hash("b"), account_id=account.id, created_at=now, expires_at=until),
            RecoveryCode(account_id=account.id, code_hash=token_hash("c"), created_at=now),
            PhoneCode(account_id=account.id, code_hash=token_hash("d"), created_at=now, expires_at=until, tries=0),
            AbsenceLetter(account=account.ref, step="first", seen_at=now, sent_at=now),
        ]
    )  # fmt: skip
    audit.record(
        "account.looked_at", actor=world.town.actor("moderator").ref, role="moderator", object_kind="account",
        object_ref=account.ref, facts={"reason": "asked"},
    )  # fmt: skip
    db.session.commit()
    limits.hit("reset.recipient", EMAIL, now)
    mail.enqueue(EMAIL, "meeting_asked", "vi", {"path": "/vi/my-meetings/x"})
    db.session.commit()


def _ask_about_data(world: World) -> Actor:
    officer = world.town.actor("officer")
    ref = requests.ask(world.lan, "rectify", "CanaryRequest", world.now)
    assert isinstance(ref, str)
    assert desk.look(officer, ref, world.now)
    assert desk.step(officer, ref, "answer", "", "CanaryDecision", world.now)
    return officer


def second_employer(world: World) -> Actor:
    """Another organisation, which saw nothing."""
    world.town.verified("employer2", replace(DETAILS, tax_code=TAX2))
    return world.town.actor("employer2")
