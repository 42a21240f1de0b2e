"""An organisation from its making to its verification, suspension and return: states, races, who may, what is left behind."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.accounts.rules.actor import ANONYMOUS
from portal.audit import service as audit
from portal.organisations.results import Case, Done, QueuePage
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service import desk, mine
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.accounts.conftest import Post, together
from tests.organisations.samples import BRANCH, DETAILS, FIRM, TAX2, WHY, Town

NO_SUCH = Refused(Refusal.NO_SUCH)


def test_the_road_to_verified(town: Town) -> None:
    ref = town.make()
    assert town.standing() == ("unverified", "open")
    assert mine.submit(town.actor("employer"), now()) == Refused(Refusal.INCOMPLETE)
    town.paper(kind="registration")
    assert mine.submit(town.actor("employer"), now()) == Refused(Refusal.INCOMPLETE)
    town.paper(kind="authorisation")
    assert mine.submit(town.actor("employer"), now()) == Done()
    assert town.standing() == ("unverified", "waiting")
    assert mine.acting_for(town.actor("employer")) is None
    assert town.decide(ref, "verify:papers_match") == Done()
    assert town.standing() == ("verified", "done")
    acting = mine.acting_for(town.actor("employer"))
    assert acting is not None
    assert acting.ref == ref


def test_a_firm_needs_its_licence(town: Town) -> None:
    with pytest.raises(BadInput) as bad:
        town.make("firm", DETAILS)
    assert [problem.field for problem in bad.value.problems] == ["licence_no"]
    town.make("firm", FIRM)
    town.paper("firm", "registration")
    town.paper("firm", "authorisation")
    assert mine.submit(town.actor("firm"), now()) == Refused(Refusal.INCOMPLETE)
    town.paper("firm", "licence")
    assert mine.submit(town.actor("firm"), now()) == Done()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("legal_name", ""), ("legal_name", "a" * 201), ("legal_name", "Сông ty"), ("legal_name", "Ａ"),
        ("tax_code", ""), ("tax_code", "0100109105"), ("tax_code", "1" * 10_000),
        ("address", " \u200b "), ("address", "a" * 301), ("contact", ""), ("contact", "a" * 121),
        ("phone", ""), ("phone", "123"), ("phone", "a" * 10_000),
    ],
)  # fmt: skip
def test_wrong_details_are_told_by_field(town: Town, field: str, typed: str) -> None:
    with pytest.raises(BadInput) as bad:
        town.make(details=replace(DETAILS, **{field: typed}))
    assert [problem.field for problem in bad.value.problems] == [field]
    assert mine.my_organisation(town.actor("employer"), now()) == NO_SUCH


def test_typed_in_any_form_it_is_stored_in_one(town: Town) -> None:

    town.make(
        details=replace(
            DETAILS,
            legal_name=unicodedata.normalize("NFD", f"  {DETAILS.legal_name} "),
            tax_code=BRANCH.replace("-", " "),
        )
    )
    view = town.mine().organisation
    assert (view.legal_name, view.tax_code, view.phone) == (DETAILS.legal_name, BRANCH, "+84912345678")


@pytest.mark.parametrize(("choice", "review"), [("ask:unreadable", "returned"), ("refuse:not_found", "refused")])
def test_sent_back_mended_and_sent_again(town: Town, choice: str, review: str) -> None:
    ref = town.waiting()
    assert town.decide(ref, choice) == Done()
    assert town.standing() == ("unverified", review)
    last = town.mine().organisation.last_decision
    assert last is not None
    assert (last.reason, last.explanation) == (choice.partition(":")[2], WHY)
    assert mine.change_details(town.actor("employer"), replace(DETAILS, address="Huế"), now()) == Done()
    assert town.standing() == ("unverified", review)
    assert mine.submit(town.actor("employer"), now()) == Done()
    assert town.decide(ref, "verify:papers_match") == Done()


def test_suspension_acts_at_once_and_goes_back_to_what_was(town: Town) -> None:
    ref = town.verified()
    member = town.actor("employer")
    assert mine.acting_for(member) is not None
    assert town.decide(ref, "suspend:fraud", by="admin") == Done()
    assert mine.acting_for(member) is None
    assert mine.change_details(member, replace(DETAILS, address="Huế"), now()) == Refused(Refusal.LOCKED)
    assert mine.submit(member, now()) == Refused(Refusal.LOCKED)
    town.paper()  # they may still answer
    assert town.decide(ref, "reinstate:cleared", by="admin") == Refused(Refusal.NOT_ALLOWED)
    assert town.decide(ref, "reinstate:cleared") == Done()
    assert town.standing() == ("verified", "done")
    assert mine.acting_for(member) is not None


def test_a_suspension_before_verification_does_not_verify_when_lifted(town: Town) -> None:
    ref = town.waiting()
    assert town.decide(ref, "suspend:complaint") == Done()
    assert mine.withdraw(town.actor("employer")) == Done()
    assert town.standing() == ("suspended", "waiting")
    assert town.decide(ref, "verify:papers_match") == Refused(Refusal.NOT_POSSIBLE)
    assert town.decide(ref, "reinstate:mistake") == Done()
    assert town.standing() == ("unverified", "waiting")


def test_a_verified_organisation_that_changes_is_verified_no_more(town: Town) -> None:
    town.verified()
    member = town.actor("employer")
    assert mine.change_details(member, replace(DETAILS, contact="Người Mới", phone="0987654321"), now()) == Done()
    assert town.standing() == ("verified", "done")
    assert town.mine().organisation.contact == "Người Mới"
    assert mine.change_details(member, replace(DETAILS, legal_name="Công ty Khác"), now()) == Done()
    assert town.standing() == ("unverified", "open")
    assert mine.acting_for(member) is None
    last = town.mine().organisation.last_decision
    assert last is not None
    assert (last.decision, last.reason) == ("change", "details_changed")


def test_nothing_changes_under_the_eyes_of_a_moderator(town: Town) -> None:
    ref = town.waiting()
    member = town.actor("employer")
    seen = town.mine().organisation.version
    assert mine.change_details(member, replace(DETAILS, legal_name="Công ty Khác"), now()) == Refused(Refusal.LOCKED)
    town.paper(kind="other")
    assert town.decide(ref, "verify:papers_match", version=seen) == Refused(Refusal.CHANGED)
    seen = town.mine().organisation.version
    assert mine.withdraw(member) == Done()
    assert mine.change_details(member, replace(DETAILS, legal_name="Công ty Khác"), now()) == Done()
    assert mine.submit(member, now()) == Done()
    assert town.decide(ref, "verify:papers_match", version=seen) == Refused(Refusal.CHANGED)
    assert town.standing() == ("unverified", "waiting")


def test_two_moderators_decide_at_one_moment(app: Flask, town: Town) -> None:
    ref = town.waiting()
    version = town.mine().organisation.version
    first, second = town.actor("moderator"), town.actor("moderator2")
    ruling = desk.Ruling("verify:papers_match", WHY, str(version))
    other = desk.Ruling("refuse:forged", WHY, str(version))
    answers = together(
        app, lambda: desk.decide(first, ref, ruling, now()), lambda: desk.decide(second, ref, other, now())
    )
    assert sorted(map(repr, answers)) == sorted(map(repr, [Done(), Refused(Refusal.CHANGED)]))
    assert len(town.mine().organisation.decisions) == 1
    assert len(Post().letters) == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 400])
def test_a_decision_on_no_version_is_none(town: Town, version: str) -> None:
    ref = town.waiting()
    ruling = desk.Ruling("verify:papers_match", WHY, version)
    assert desk.decide(town.actor("moderator"), ref, ruling, now()) == Refused(Refusal.CHANGED)


@pytest.mark.parametrize(
    ("choice", "why", "fields"),
    [
        ("", WHY, ["choice"]),
        ("verify", WHY, ["choice"]),
        ("verify:fraud", WHY, ["choice"]),
        ("delete:fraud", WHY, ["choice"]),
        ("verify:papers_match", "a" * 9, ["explanation"]),
        ("verify:papers_match", " a" * 4 + " " * 20, ["explanation"]),
        ("verify:papers_match", "a" * 1001, ["explanation"]),
        ("", "", ["choice", "explanation"]),
    ],
)
def test_no_decision_without_reason_and_words(town: Town, choice: str, why: str, fields: list[str]) -> None:
    ref = town.waiting()
    with pytest.raises(BadInput) as bad:
        town.decide(ref, choice, why=why)
    assert [problem.field for problem in bad.value.problems] == fields
    assert town.standing() == ("unverified", "waiting")


def test_one_tax_code_is_verified_once(town: Town) -> None:
    first = town.verified()
    second = town.waiting("employer2")
    case = desk.open_case(town.actor("moderator"), second)
    assert isinstance(case, Case)
    assert [twin.ref for twin in case.twins] == [first]
    assert town.decide(second, "verify:papers_match") == Refused(Refusal.TAX_CODE_TAKEN)
    assert town.standing("employer2") == ("unverified", "waiting")
    assert town.decide(first, "suspend:fraud") == Done()
    assert town.decide(second, "verify:papers_match") == Done()
    assert town.decide(first, "reinstate:cleared") == Refused(Refusal.TAX_CODE_TAKEN)


def test_sent_twice_is_done_once(app: Flask, town: Town) -> None:
    actor = town.actor("employer")
    answers = together(app, *[lambda: mine.create(actor, DETAILS, now())] * 3)
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1
    assert {a.why for a in answers if isinstance(a, Refused)} == {Refusal.ALREADY_MEMBER}
    assert db.session.scalar(text("SELECT count(*) FROM organisation")) == 1
    town.paper()
    town.paper(kind="authorisation")
    assert [mine.submit(actor, now()) for _ in range(2)] == [Done(), Done()]
    assert [entry.action for entry in audit.of_actor(actor.ref)].count("organisation.submitted") == 1


@pytest.mark.parametrize("name", ["employer2", "firm", "returnee", "editor", "reviewer", "officer"])
def test_strangers_see_and_do_nothing(town: Town, name: str) -> None:
    ref = town.waiting()
    actor = town.actor(name)
    absent, foreign = desk.open_case(actor, "x" * 22), desk.open_case(actor, ref)
    assert absent == foreign == NO_SUCH
    assert town.decide(ref, "verify:papers_match", by=name, version=1) == NO_SUCH
    assert not isinstance(desk.queue(actor), QueuePage)
    assert mine.my_organisation(actor, now()) == NO_SUCH
    assert mine.submit(actor, now()) == mine.withdraw(actor) == mine.change_details(actor, DETAILS, now()) == NO_SUCH
    assert mine.my_organisation(ANONYMOUS, now()) == mine.submit(ANONYMOUS, now()) == NO_SUCH


@pytest.mark.parametrize("name", ["returnee", "editor", "reviewer", "officer", "moderator", "admin"])
def test_only_employers_and_firms_make_organisations(town: Town, name: str) -> None:
    assert mine.create(town.actor(name), DETAILS, now()) == Refused(Refusal.NOT_ALLOWED)


def test_members_do_not_decide_on_themselves(town: Town) -> None:
    ref = town.waiting()
    both = replace(town.actor("employer"), roles=frozenset({"employer", "moderator"}))
    assert desk.decide(both, ref, desk.Ruling("verify:papers_match", WHY, "99"), now()) == Refused(Refusal.NOT_ALLOWED)


def test_the_queue_is_oldest_first_and_filtered(town: Town) -> None:
    moderator = town.actor("moderator")
    first = town.waiting("employer")
    second = town.waiting("firm", replace(FIRM, tax_code=TAX2))
    third = town.make("employer2", replace(DETAILS, legal_name="Xưởng 100% Đúng_Giờ", tax_code=BRANCH))

    def refs(**wanted: str) -> list[str]:
        page = desk.queue(moderator, **wanted)  # type: ignore[arg-type]
        assert isinstance(page, QueuePage)
        assert page.total == len(page.lines)
        return [line.ref for line in page.lines]

    assert refs() == [first, second]
    assert mine.withdraw(town.actor("employer")) == Done()
    assert mine.submit(town.actor("employer"), now()) == Done()
    assert refs() == [second, first]
    assert refs(kind="firm") == [second]
    assert refs(show="open") == [third]
    assert set(refs(show="all")) == {first, second, third}
    assert refs(show="nonsense", kind="nonsense") == [second, first]
    assert refs(show="all", text="NHAN LUC") == refs(show="all", text="123/ldtbxh-gp") == [second]
    assert refs(show="all", text="0101 248 141") == [second]
    assert refs(show="all", text="xuong 100%") == refs(show="all", text="dung_gio") == [third]
    assert refs(show="all", text="%") == [third]
    assert refs(show="all", text="_g_") == []
    assert town.decide(first, "suspend:asked") == Done()
    assert refs(show="suspended") == [first]
    assert refs() == [second]


def test_every_act_is_in_the_log_and_nothing_personal(town: Town) -> None:
    ref = town.verified()
    moderator = [(entry.action, entry.object_ref) for entry in audit.of_actor(town.actor("moderator").ref)]
    assert moderator == [("organisation.verified", ref), ("organisation.opened", ref)]
    member = [entry.action for entry in audit.of_actor(town.actor("employer").ref)]
    assert member == ["organisation.submitted", *["organisation.evidence_added"] * 3, "organisation.created"]
    assert audit.verify() == []
    facts = " ".join(entry.facts for entry in audit.of_actor(town.actor("moderator").ref))
    assert '"reason":"papers_match"' in facts
    assert WHY not in facts


def test_members_get_a_letter_in_their_language(town: Town) -> None:
    town.verified()
    assert [(to, kind, values) for to, kind, _, values in Post().letters] == [
        ("employer@demo.example", "organisation_decided", {"path": "/vi/organisation"})
    ]


def test_contact_and_phone_stand_nowhere_in_clear(app: Flask, town: Town) -> None:
    town.make()
    rows = repr([db.session.execute(table.select()).all() for table in db.metadata.sorted_tables])
    assert "Bến Lau" in rows
    for canary in ("CanaryContact", "912345678", "0912 345 678"):
        assert canary not in rows


def test_when_the_owner_leaves_the_site_nobody_acts(town: Town) -> None:
    ref = town.verified()
    db.session.execute(
        text("UPDATE account SET state = 'deleted' WHERE ref = :ref"), {"ref": town.actor("employer").ref}
    )
    db.session.commit()
    assert mine.acting_for(town.actor("employer")) is None
    case = desk.open_case(town.actor("moderator"), ref)
    assert isinstance(case, Case)
    assert case.organisation.members == ()


def test_time_stands_in_the_view(town: Town) -> None:
    before = now()
    town.waiting()
    view = town.mine().organisation
    assert view.submitted is not None
    assert before <= view.created <= view.submitted <= now() + timedelta(seconds=1)
