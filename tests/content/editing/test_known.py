"""What follows from an edit: the price check judges by it, remembers what it said before, and the index and the log follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import time_machine
from flask import Flask

from portal.content import editions
from portal.content.editing.service import drafts, history
from portal.content.editing.service.drafts import Saved
from portal.content.editing.service.indexing import index_edition
from portal.content.search import SOURCES
from portal.content.store import shipped
from portal.content.translations import late
from portal.fees import edition as fees_edition
from portal.fees import store as fees
from portal.fees.rules.known import mistakes
from portal.search import outbox
from portal.shared.clock import VIETNAM, now
from tests.content.editing.conftest import WHY, Newsroom

RULE, DAY = "service-general", timedelta(days=1)


def months(known_on: date | None = None) -> str:
    return str(fees.shelf(known_on).row(RULE)["formula"]["months"])


def test_the_price_check_judges_by_the_edit_and_remembers_what_it_said_before(newsroom: Newsroom) -> None:
    before = fees_edition.edition()
    at = datetime.now(UTC) + 2 * DAY
    newsroom.publish("fee_rule", RULE, {"formula.months": "0.5"}, publish_at=at)
    assert (months(), fees_edition.edition()) == ("1", before)
    with time_machine.travel(at + DAY):
        day = at.astimezone(VIETNAM).date()
        assert (months(), months(day - DAY), months(day)) == ("0.5", "1", "0.5")
        assert fees_edition.edition() != before
        assert fees.shelf().row(RULE)["known_from"] == day.isoformat()
        assert list(mistakes(fees.written(fees.RULE), fees.written(fees.VERSION))) == []


def test_three_edits_one_after_the_other_leave_no_day_unknown(newsroom: Newsroom) -> None:
    start = datetime.now(UTC)
    for step, value in enumerate(("0.6", "0.5", "0.4")):
        with time_machine.travel(start + step * 3 * DAY):
            newsroom.at = now()
            newsroom.publish("fee_rule", RULE, {"formula.months": value})
    with time_machine.travel(start + 10 * DAY):
        first = start.astimezone(VIETNAM).date()
        said = [months(first + days * DAY) for days in (-1, 0, 2, 3, 5, 6, 9)]
        assert said == ["1", "0.6", "0.6", "0.5", "0.5", "0.4", "0.4"]
        assert list(mistakes(fees.written(fees.RULE), fees.written(fees.VERSION))) == []


def test_two_edits_of_one_day_leave_one_version(newsroom: Newsroom) -> None:
    for value in ("0.6", "0.5"):
        newsroom.publish("fee_rule", RULE, {"formula.months": value})
    assert months() == "0.5"
    assert list(mistakes(fees.written(fees.RULE), fees.written(fees.VERSION))) == []


def test_every_changed_figure_is_in_the_public_log_with_why_and_by_whose_role(newsroom: Newsroom) -> None:
    newsroom.publish("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới", "name.en": "Asking for brokerage"})
    newsroom.publish("fee_rule", RULE, {"formula.months": "0.5"})
    (entry,) = history.changes(now())
    assert (entry.kind, entry.item, entry.why, entry.role) == ("fee_rule", RULE, WHY, "reviewer")
    assert [(change.path, change.was, change.now) for change in entry.figures if "formula" in change.path] == [
        ("formula.months", "1", "0.5")
    ]
    assert entry.address == f"fees/{RULE}"
    assert [entry.why for entry in history.of_item("scam", "broker-fee", now())] == [WHY], (
        "its words are in its own history"
    )
    assert list(history.corrected(now())) == [("fee_rule", RULE)]
    for days, marked in ((29, True), (31, False)):
        assert bool(history.corrected(now() + days * DAY)) is marked


def test_what_pages_do_not_show_is_not_in_the_log_either(newsroom: Newsroom) -> None:
    """A value that nobody verified is called waiting, and its number stays out of the log too."""
    newsroom.publish("fee_rule", RULE, {"state": "needs_verification", "formula.months": "7"})
    (entry,) = history.of_item("fee_rule", RULE, now())
    assert "7" not in [str(change.now) for change in entry.changes]


def test_a_scheduled_edit_is_in_no_log_before_its_moment(newsroom: Newsroom) -> None:
    newsroom.publish("fee_rule", RULE, {"formula.months": "0.5"}, publish_at=now() + DAY)
    assert list(history.changes(now())) == []
    assert len(history.changes(now() + 2 * DAY)) == 1


def test_the_index_gets_every_text_of_a_new_edition_once(newsroom: Newsroom, app: Flask) -> None:
    assert not index_edition(), "nothing was edited"
    newsroom.publish("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới zq17", "name.en": "Asking for brokerage"})
    assert index_edition()
    assert not index_edition()
    assert outbox.waiting()[0] >= sum(len({doc.id for doc in source.shipped()}) for source in SOURCES)
    (doc,) = [doc for doc in SOURCES[0].load(["warnings/broker-fee"]) if doc.locale == "vi"]
    assert "zq17" in doc.title
    with editions.reading(shipped()):
        old = next(doc for doc in SOURCES[0].load(["warnings/broker-fee"]) if doc.locale == "vi")
    assert doc.rev > old.rev, "the index takes it over"


def test_a_translation_is_behind_until_somebody_looked_at_it(newsroom: Newsroom) -> None:
    newsroom.publish("scam", "broker-fee", {"name.vi": "Đòi tiền môi giới"})
    assert [(item.id, path) for item, path, _ in late()] == [("broker-fee", "name")]
    ref = drafts.begin(newsroom.editor, "scam", "broker-fee", newsroom.at)
    assert ref is not None
    typed = {"last_verified": "2026-11-27"}
    assert drafts.save(newsroom.editor, ref, 0, typed, "", newsroom.at, right=True) is Saved.YES
    assert drafts.save(newsroom.editor, ref, 1, {}, "", newsroom.at, why=WHY) is Saved.YES, (
        "the reason takes nothing back"
    )
    drafts.submit(newsroom.editor, ref, 2, newsroom.at)
    newsroom.agree(ref)
    assert late() == []


def test_one_block_reads_one_edition(newsroom: Newsroom) -> None:
    """A page that is being made while something is published shows nothing half."""
    ref = newsroom.sent("fee_rule", RULE, {"formula.months": "0.5"})
    with editions.reading():
        assert months() == "1"
        newsroom.agree(ref)
        assert months() == "1"
    assert months() == "0.5"


def test_another_process_notices(newsroom: Newsroom, monkeypatch: object) -> None:
    """What this process kept is asked for again once a second: another process may have published."""
    newsroom.publish("fee_rule", RULE, {"formula.months": "0.6"})
    assert months() == "0.6"
    forget = editions.forget
    try:
        editions.forget = lambda: None  # type: ignore[assignment]
        newsroom.publish("fee_rule", RULE, {"formula.months": "0.5"})
    finally:
        editions.forget = forget
    kept = next(iter(editions._shown.values()))
    kept.looked -= editions.LOOK_SECONDS
    assert months() == "0.5"
