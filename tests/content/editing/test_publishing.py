"""From a draft to what everybody sees: by two people, at the moment that was chosen, and nothing of it before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from portal.content import editions
from portal.content import service as content
from portal.content.editing import wording
from portal.content.editing.service import drafts, looking, reviews
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.reviews import Done
from portal.content.store import shipped
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.content.editing.conftest import WHY, Newsroom, person

RULE = "service-general"
HALF = {"formula.months": "0.5"}
HOUR = timedelta(hours=1)


def months() -> str:
    return str(content.get("fee_rule", RULE).data["formula"]["months"])


def test_a_draft_and_a_review_change_nothing_that_is_shown(newsroom: Newsroom) -> None:
    ref = newsroom.sent("fee_rule", RULE, HALF)
    editions.forget()
    assert months() == "1"
    assert newsroom.agree(ref) is Done.YES
    assert months() == "0.5"


def test_the_author_never_agrees_whatever_roles_they_have(newsroom: Newsroom) -> None:
    both = person("editor", "reviewer")
    ref = newsroom.sent("fee_rule", RULE, HALF, by=both)
    assert newsroom.agree(ref, by=both) is Done.NO
    assert not newsroom.see(ref, both).may_approve
    assert months() == "1"


def test_the_database_itself_refuses_one_pair_of_eyes(newsroom: Newsroom) -> None:
    """Whatever code comes tomorrow: the row of an approval cannot name its author as who decided."""
    ref = newsroom.sent("fee_rule", RULE, HALF)
    with pytest.raises(IntegrityError):
        db.session.execute(
            text("UPDATE content_revision SET state = 'approved', number = 1, decided_by = author WHERE ref = :ref"),
            {"ref": ref},
        )
    db.session.rollback()


def test_figures_need_a_reviewer_and_other_words_another_editor(newsroom: Newsroom) -> None:
    figure = newsroom.sent("fee_rule", RULE, HALF)
    words = newsroom.sent("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới", "name.en": "Asking for brokerage"})
    assert newsroom.agree(figure, by=newsroom.other) is Done.NO
    assert newsroom.agree(words, by=newsroom.other) is Done.YES


@pytest.mark.parametrize("role", ["admin", "moderator", "officer", "returnee", "employer", "firm"])
def test_nobody_else_writes_or_agrees(newsroom: Newsroom, role: str) -> None:
    stranger, ref = person(role), newsroom.sent("fee_rule", RULE, HALF)
    assert drafts.begin(stranger, "fee_rule", RULE, newsroom.at) is None
    assert reviews.approve(stranger, ref, 2, None, None, now()) is Done.NO
    assert reviews.send_back(stranger, ref, "", "Sửa lại", now()) is Done.NO
    assert (looking.one(stranger, ref) is None) == (role != "admin")


def test_only_the_author_writes_in_a_draft(newsroom: Newsroom) -> None:
    ref = newsroom.draft("fee_rule", RULE, HALF)
    for who in (newsroom.other, newsroom.reviewer):
        assert drafts.save(who, ref, 1, {"formula.months": "9"}, "", newsroom.at) is Saved.NO
        assert drafts.submit(who, ref, 1, newsroom.at) is Saved.NO
        assert not drafts.give_up(who, ref, newsroom.at)
    assert newsroom.see(ref).data["formula"]["months"] == "0.5"  # type: ignore[index]


def test_nothing_is_written_while_it_is_reviewed(newsroom: Newsroom) -> None:
    ref = newsroom.sent("fee_rule", RULE, HALF)
    edits = newsroom.see(ref).edits
    assert drafts.save(newsroom.editor, ref, edits, {"formula.months": "9"}, "", newsroom.at) is Saved.NO
    assert drafts.take_back(newsroom.editor, ref, newsroom.at)
    assert drafts.save(newsroom.editor, ref, edits + 1, {"formula.months": "9"}, "", newsroom.at) is Saved.YES
    assert newsroom.agree(ref) is Done.NO


def test_what_was_read_is_what_is_agreed_to(newsroom: Newsroom) -> None:
    """A reviewer who has an older page open does not agree to what was written since."""
    ref = newsroom.sent("fee_rule", RULE, HALF)
    read = newsroom.see(ref).edits
    drafts.take_back(newsroom.editor, ref, newsroom.at)
    drafts.save(newsroom.editor, ref, read + 1, {"formula.months": "9"}, "", newsroom.at, why=WHY)
    drafts.submit(newsroom.editor, ref, read + 2, newsroom.at)
    assert reviews.approve(newsroom.reviewer, ref, read, None, None, now()) is Done.LATE
    assert months() == "1"


def test_it_is_agreed_to_once(newsroom: Newsroom) -> None:
    ref = newsroom.sent("fee_rule", RULE, HALF)
    assert [newsroom.agree(ref), newsroom.agree(ref)] == [Done.YES, Done.NO]
    assert content.library().number == 1


def test_a_scheduled_edit_shows_from_its_moment_on_without_any_job(newsroom: Newsroom) -> None:
    at = (datetime.now(UTC) + HOUR).replace(microsecond=0)
    newsroom.publish("fee_rule", RULE, HALF, publish_at=at)
    second = timedelta(seconds=1)
    seen = []
    for moment in (at - second, at, at + second):
        with time_machine.travel(moment, tick=False):
            seen.append(months())
    assert seen == ["1", "0.5", "0.5"]


def test_an_edit_that_ends_takes_the_item_off(newsroom: Newsroom) -> None:
    until = (datetime.now(UTC) + HOUR).replace(microsecond=0)
    newsroom.publish(
        "scam", "broker-fee", {"name.vi": "Đòi tiền môi giới", "name.en": "Asking for brokerage"}, expire_at=until
    )
    seen = []
    for moment in (until - timedelta(seconds=1), until):
        with time_machine.travel(moment, tick=False):
            found = content.find("scam", "broker-fee")
            seen.append(found and found.data["name"]["vi"])
    assert seen == ["Đòi tiền môi giới", None]


@pytest.mark.parametrize(
    ("publish", "expire"),
    [(-HOUR, None), (timedelta(days=401), None), (HOUR, HOUR), (2 * HOUR, HOUR), (None, -HOUR)],
)
def test_moments_that_cannot_be_are_refused(
    newsroom: Newsroom, publish: timedelta | None, expire: timedelta | None
) -> None:
    ref, base = newsroom.sent("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới"}), datetime.now(UTC)
    with pytest.raises(BadInput) as refused:
        newsroom.agree(ref, publish_at=publish and base + publish, expire_at=expire and base + expire)
    assert refused.value.problems[0].message == wording.TIMES
    assert newsroom.see(ref).state == "review"


def test_while_one_is_scheduled_no_other_of_the_item_is_agreed_to(newsroom: Newsroom) -> None:
    """Otherwise the later one would silently take away what the earlier one says."""
    at = datetime.now(UTC) + HOUR
    first = newsroom.publish("fee_rule", RULE, HALF, publish_at=at)
    second = newsroom.sent("fee_rule", RULE, {"formula.months": "0.7"}, by=newsroom.other)
    with pytest.raises(BadInput) as refused:
        newsroom.agree(second)
    assert refused.value.problems[0].message == wording.ANOTHER_AHEAD
    assert reviews.cancel(newsroom.reviewer, first, now())
    assert newsroom.agree(second) is Done.YES
    with time_machine.travel(at + HOUR):
        assert months() == "0.7"


def test_what_shows_already_is_not_cancelled(newsroom: Newsroom) -> None:
    ref = newsroom.publish("fee_rule", RULE, HALF)
    assert not reviews.cancel(newsroom.reviewer, ref, now())
    assert months() == "0.5"


def test_sent_back_with_words_about_a_field(newsroom: Newsroom) -> None:
    ref = newsroom.sent("fee_rule", RULE, HALF)
    with pytest.raises(BadInput):
        reviews.send_back(newsroom.reviewer, ref, "formula.months", "   ", now())
    assert reviews.send_back(newsroom.reviewer, ref, "formula.months", "Nguồn nói 0,7.", now()) is Done.YES
    found = newsroom.see(ref)
    assert (found.state, found.may_edit) == ("changes", True)
    assert [(said.path, said.text) for said in found.remarks] == [("formula.months", "Nguồn nói 0,7.")]


def test_an_item_taken_off_is_not_shown_and_what_others_rest_on_stays(newsroom: Newsroom) -> None:
    ref = drafts.begin_taking_off(newsroom.editor, "scam", "insider-slot", newsroom.at)
    assert ref is not None
    drafts.save(newsroom.editor, ref, 0, {}, "", newsroom.at, why=WHY)
    assert drafts.submit(newsroom.editor, ref, 1, newsroom.at) is Saved.YES
    assert newsroom.agree(ref, by=newsroom.other) is Done.NO, "a whole item with its dates"
    assert newsroom.agree(ref) is Done.YES
    assert content.find("scam", "insider-slot") is None
    with pytest.raises(BadInput):
        drafts.begin_taking_off(newsroom.editor, "fee_rule", RULE, newsroom.at)


def test_a_parent_that_others_name_is_not_taken_off(newsroom: Newsroom) -> None:
    ref = drafts.begin_taking_off(newsroom.editor, "document", "law-69-2020", newsroom.at)
    assert ref is not None
    drafts.save(newsroom.editor, ref, 0, {}, "", newsroom.at, why=WHY)
    with pytest.raises(BadInput) as refused:
        drafts.submit(newsroom.editor, ref, 1, newsroom.at)
    assert any(problem.field.startswith("fee_rule/") for problem in refused.value.problems)


def test_a_new_item_is_filled_like_another_one(newsroom: Newsroom) -> None:
    for id in ("insider-slot", "Có dấu", "", "a/b"):
        with pytest.raises(BadInput):
            drafts.begin_like(newsroom.editor, "scam", "broker-fee", id, newsroom.at)
    ref = drafts.begin_like(newsroom.editor, "scam", "broker-fee", "broker-fee-two", newsroom.at)
    assert ref is not None
    drafts.save(
        newsroom.editor, ref, 0, {"name.vi": "Một mánh khác", "name.en": "Another trick"}, "", newsroom.at, why=WHY
    )
    assert drafts.submit(newsroom.editor, ref, 1, newsroom.at) is Saved.YES
    assert newsroom.agree(ref) is Done.YES
    assert content.get("scam", "broker-fee-two").data["name"]["vi"] == "Một mánh khác"


def test_what_is_wrong_is_told_by_field_and_is_not_sent(newsroom: Newsroom) -> None:
    wrong = {"effective": "1.7.2026", "formula.months": "một tháng", "title.en": ""}
    ref = newsroom.draft("fee_rule", RULE, wrong, why="ngắn")
    with pytest.raises(BadInput) as refused:
        drafts.submit(newsroom.editor, ref, newsroom.see(ref).edits, newsroom.at)
    assert {"effective", "formula.months", "why"} <= {problem.field for problem in refused.value.problems}
    kept = newsroom.see(ref).data
    assert kept is not None
    assert (kept["effective"], kept["formula"]["months"], newsroom.see(ref).state) == ("1.7.2026", "một tháng", "draft")


def test_a_figure_without_its_source_or_dates_is_not_sent(newsroom: Newsroom) -> None:
    for field in ("source", "last_verified", "effective"):
        ref = newsroom.draft("fee_rule", RULE, {**HALF, field: ""})
        with pytest.raises(BadInput) as refused:
            drafts.submit(newsroom.editor, ref, newsroom.see(ref).edits, newsroom.at)
        assert refused.value.problems
        drafts.give_up(newsroom.editor, ref, newsroom.at)


def test_a_field_that_pages_rest_on_is_not_emptied(newsroom: Newsroom) -> None:
    ref = newsroom.draft("fee_rule", RULE, {"rank": ""})
    with pytest.raises(BadInput) as refused:
        drafts.submit(newsroom.editor, ref, newsroom.see(ref).edits, newsroom.at)
    assert ("rank", wording.LACKING) in [(problem.field, problem.message) for problem in refused.value.problems]


def test_a_draft_like_what_is_shown_is_not_sent(newsroom: Newsroom) -> None:
    ref = newsroom.draft("fee_rule", RULE, {})
    with pytest.raises(BadInput) as refused:
        drafts.submit(newsroom.editor, ref, newsroom.see(ref).edits, newsroom.at)
    assert refused.value.problems[0].message == wording.NOTHING_CHANGED


def test_restoring_shows_byte_for_byte_what_was_shown(newsroom: Newsroom) -> None:
    before = dict(content.get("scam", "broker-fee").data)
    ref = newsroom.publish("scam", "broker-fee", {"name.vi": "Tên khác hẳn", "name.en": "Quite another name"})
    again = drafts.restore_before(newsroom.editor, ref, newsroom.at)
    assert again is not None
    drafts.save(newsroom.editor, again, 0, {}, "", newsroom.at, why=WHY)
    drafts.submit(newsroom.editor, again, 1, newsroom.at)
    assert newsroom.agree(again) is Done.YES
    after = dict(content.get("scam", "broker-fee").data)
    assert list(after.items()) == list(before.items())
    assert list(after["name"].items()) == list(before["name"].items())


def test_restoring_does_not_take_an_open_draft_for_the_old_words(newsroom: Newsroom) -> None:
    ref = newsroom.publish("scam", "broker-fee", {"name.vi": "Tên khác hẳn", "name.en": "Quite another name"})
    newsroom.draft("scam", "broker-fee", {"name.vi": "Điều đang soạn dở"})
    for way in (drafts.restore, drafts.restore_before):
        with pytest.raises(BadInput) as refused:
            way(newsroom.editor, ref, newsroom.at)
        assert refused.value.problems[0].message == wording.OPEN_DRAFT
    with pytest.raises(BadInput):
        drafts.begin_taking_off(newsroom.editor, "scam", "broker-fee", newsroom.at)
    assert drafts.restore(newsroom.other, ref, newsroom.at), "another editor has none open"


def test_kinds_that_the_matcher_keeps_on_disk_are_not_edited_here(newsroom: Newsroom) -> None:
    for kind, id in (("skill", next(iter(shipped().items("skill")))), ("province", "ha-noi"), ("nothing", "x")):
        assert drafts.begin(newsroom.editor, kind, id, newsroom.at) is None
