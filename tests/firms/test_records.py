"""What authorities decided about a firm, on both databases: written down by an editor, read by everybody, never erased."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.rules.actor import Actor
from portal.audit.models import AuditRow
from portal.cli.illustrative.firms import rows
from portal.firms import records, service
from portal.firms.record_models import FirmRecord
from portal.firms.records import Records
from portal.firms.rules.records import Decision, holds, may_recruit
from portal.organisations.rules.refusals import Refused
from portal.shared.problems import BadInput
from portal.storage.db import db

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
EDITOR = Actor("Abcdefghijklmnopqrstuv", frozenset({"editor"}))
REF = "9001-ldtbxh-gp"
BRANCH = "Chi nhánh Bến Lau tại Vinh"
TYPED = {
    "kind": "sanction", "branch": "", "what": "Phạt vì không cập nhật chi nhánh.", "decision_no": "12/QĐ-XP",
    "decided_on": "15/01/2026", "issued_by": "Thanh tra", "runs_to": "", "source_name": "Báo thử",
    "source_address": "https://example.vn/tin",
}  # fmt: skip


@pytest.fixture(autouse=True)
def register(app: Flask) -> None:
    told = rows(3)
    told[0]["branches"] = f"{BRANCH} @ Số 2, Vinh"
    service.load_illustrative(told, [])
    db.session.commit()


def add(**changed: str) -> str:
    answer = records.add(EDITOR, REF, {**TYPED, **changed}, NOW, DAY)
    assert isinstance(answer, str)
    return answer


def told(day: date = DAY) -> Records:
    return records.records_of(service.get_firm(REF).card.id, [BRANCH], day)


def mistakes(**changed: str) -> set[str]:
    with pytest.raises(BadInput) as refused:
        records.add(EDITOR, REF, {**TYPED, **changed}, NOW, DAY)
    return {problem.field for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 1, 14), False),
        (date(2026, 1, 15), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_first_and_last_day_are_included_and_a_mistake_never_holds(day: date, held: bool) -> None:
    decision = Decision("sanction", None, date(2026, 1, 15), date(2026, 3, 31))
    assert holds(decision, day) is held
    assert not holds(Decision("sanction", None, date(2026, 1, 15), date(2026, 3, 31), mistaken=True), day)
    assert holds(Decision("sanction", None, date(2026, 1, 15), None), date(2040, 1, 1))


def test_the_newest_decision_that_holds_says_whether_a_branch_may_recruit() -> None:
    allowed = Decision("branch_allowed", BRANCH, date(2026, 1, 1), None)
    barred = Decision("branch_barred", BRANCH.upper(), date(2026, 3, 1), date(2026, 3, 31))
    for day, said in (
        (date(2025, 12, 31), "not_said"),
        (date(2026, 2, 1), "allowed"),
        (date(2026, 3, 31), "barred"),
        (date(2026, 4, 1), "allowed"),
    ):
        assert may_recruit(BRANCH, [allowed, barred], day) == said
    assert may_recruit("Chi nhánh khác", [allowed], DAY) == "not_said"
    same_day = Decision("branch_barred", BRANCH, date(2026, 1, 1), None)
    assert may_recruit(BRANCH, [same_day, allowed], DAY) == may_recruit(BRANCH, [allowed, same_day], DAY) == "barred"


def test_a_sanction_is_shown_with_its_end_and_stays_after_it() -> None:
    ref = add()
    (before,) = told().sanctions
    assert (before.what, before.decision_no, before.decided_on, before.held) == (
        TYPED["what"], "12/QĐ-XP", date(2026, 1, 15), True,
    )  # fmt: skip
    assert records.end(EDITOR, ref, "20/11/2026", "30/QĐ", DAY) is True
    (after,) = told().sanctions
    assert (after.what, after.runs_to, after.ended_by, after.held) == (
        TYPED["what"],
        date(2026, 11, 20),
        "30/QĐ",
        False,
    )
    assert records.end(EDITOR, ref, "21/11/2026", "31/QĐ", DAY) is False, "it has its end"
    assert told(date(2026, 11, 20)).sanctions[0].held


def test_a_mistake_stays_with_its_reason_and_no_longer_counts() -> None:
    ref = add(kind="branch_allowed", branch=BRANCH)
    assert told().branches == {BRANCH: "allowed"}
    with pytest.raises(BadInput):
        records.strike(EDITOR, ref, "  ")
    assert records.strike(EDITOR, ref, "Của công ty khác") is True
    assert told().branches == {BRANCH: "not_said"}
    assert [(r.mistake, r.held) for r in told().of_branches] == [("Của công ty khác", False)]
    assert records.strike(EDITOR, ref, "Lần hai") is False
    assert records.end(EDITOR, ref, "20/11/2026", "30/QĐ", DAY) is False
    assert len(db.session.scalars(select(FirmRecord)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"kind": "branch_barred"}, "branch"),
        ({"kind": "branch_barred", "branch": "Chi nhánh lạ"}, "branch"),
        ({"what": " "}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"what": "Phạt\u202e"}, "what"),
        ({"decided_on": "31/02/2026"}, "decided_on"),
        ({"decided_on": "26/11/2026"}, "decided_on"),
        ({"runs_to": "hôm nào"}, "runs_to"),
        ({"runs_to": "14/01/2026"}, "runs_to"),
        ({"issued_by": ""}, "issued_by"),
        ({"source_name": ""}, "source_name"),
        ({"source_address": "javascript:alert(1)"}, "source_address"),
        ({"source_address": "https://x"}, "source_address"),
        ({"source_address": 'https://example.vn/"onclick'}, "source_address"),
    ],
)
def test_what_is_not_written_right_is_refused_whole(changed: dict[str, str], field: str) -> None:
    assert mistakes(**changed) == {field}
    assert told().sanctions == []


def test_every_mistake_is_told_at_once() -> None:
    assert mistakes(kind="", what="", decided_on="", source_address="") == {
        "kind", "what", "decided_on", "source_address",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "decision", "field"), [
    ("", "30/QĐ", "runs_to"), ("14/01/2026", "30/QĐ", "runs_to"), ("26/11/2026", "30/QĐ", "runs_to"),
    ("20/11/2026", " ", "ended_by"),
])  # fmt: skip
def test_an_end_needs_its_day_and_its_decision(day: str, decision: str, field: str) -> None:
    ref = add()
    with pytest.raises(BadInput) as refused:
        records.end(EDITOR, ref, day, decision, DAY)
    assert {problem.field for problem in refused.value.problems} == {field}
    assert told().sanctions[0].ended_by is None


def test_a_praise_has_no_end() -> None:
    ref = add(kind="praise", what="Xếp loại A, bộ quy tắc ứng xử")
    assert [record.what for record in told().praises] == ["Xếp loại A, bộ quy tắc ứng xử"]
    assert records.end(EDITOR, ref, "20/11/2026", "30/QĐ", DAY) is False


@pytest.mark.parametrize(
    "role", ["anonymous", "returnee", "employer", "firm", "reviewer", "moderator", "officer", "admin"]
)
def test_nobody_else_writes(role: str) -> None:
    ref = add()
    other = Actor("Zbcdefghijklmnopqrstuv", frozenset({role}))
    assert isinstance(records.add(other, REF, TYPED, NOW, DAY), Refused)
    assert isinstance(records.end(other, ref, "20/11/2026", "30/QĐ", DAY), Refused)
    assert isinstance(records.strike(other, ref, "x"), Refused)
    assert [(r.ended_by, r.mistake) for r in told().sanctions] == [(None, None)]


def test_each_act_is_in_the_log_without_its_words() -> None:
    ref = add()
    records.end(EDITOR, ref, "20/11/2026", "30/QĐ", DAY)
    records.strike(EDITOR, ref, "Ghi nhầm công ty")
    rows = db.session.scalars(select(AuditRow).order_by(AuditRow.seq)).all()
    assert [(row.action, row.object_ref, row.actor) for row in rows] == [
        (f"firm_record.{deed}", ref, EDITOR.ref) for deed in ("added", "ended", "struck")
    ]
    assert all("Phạt" not in row.facts for row in rows)


def test_an_unknown_firm_is_refused() -> None:
    assert isinstance(records.add(EDITOR, "khong-co", TYPED, NOW, DAY), Refused)
