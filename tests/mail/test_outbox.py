"""The outbox, on both databases, against a real server: each letter once, none lost, nothing readable at rest."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from flask import Flask, current_app
from sqlalchemy import event, select, text

from portal.limits.policy_rules import POLICIES
from portal.mail import store
from portal.mail.models import OutboxLetter
from portal.mail.rules.delivery import BACKOFF, GIVE_UP_AFTER, KEEP_GIVEN_UP, LEASE, SERVER_DOWN, next_try
from portal.mail.rules.letters import BadLetter
from portal.mail.service import Sent, enqueue, send_due, waiting
from portal.mail.transport import SmtpTransport
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import unseal
from portal.storage.rotation import declared, in_use, rotate
from tests.mail.conftest import Box

AN = "chim.hoang.yen@example.vn"
PATH = "/vi/account/reset/CANARYhQ3xZt0mB7yK2vN8"
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def queue(recipient: str = AN, kind: str = "reset") -> None:
    with time_machine.travel(NOW, tick=False):
        assert enqueue(recipient, kind, "vi", {"path": PATH} if kind in ("reset", "confirm") else {})
    db.session.commit()


def letters() -> list[OutboxLetter]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at)))


def test_a_letter_arrives_whole_and_its_row_is_gone(room: Flask, box: Box) -> None:
    queue()
    assert waiting() == (1, 0)
    assert send_due(SmtpTransport(box.url), NOW) == Sent(sent=1)
    assert waiting() == (0, 0)
    (sender, recipients, message), settings = box.arrived[0], current_app.extensions["settings"]
    assert (sender, recipients) == (settings.mail_from, [AN])
    headers = {name.lower(): str(value) for name, value in message.items()}
    assert headers.pop("message-id").endswith("@localhost>")
    assert headers.pop("content-type").startswith("multipart/alternative")
    assert headers == {
        "from": f"Bến Về <{settings.mail_from}>",
        "to": AN,
        "subject": "Đặt lại mật khẩu",
        "date": "Wed, 25 Nov 2026 10:00:00 +0000",
        "auto-submitted": "auto-generated",
        "content-language": "vi",
        "mime-version": "1.0",
    }
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert f"{settings.site_url}{PATH}" in plain.get_content().splitlines()
    assert f'href="{settings.site_url}{PATH}"' in html.get_content()
    assert send_due(SmtpTransport(box.url), NOW) == Sent()
    assert len(box.arrived) == 1


def test_nothing_at_rest_says_to_whom_or_what(room: Flask, caplog: pytest.LogCaptureFixture) -> None:
    queue()
    row = str(db.session.execute(text("SELECT * FROM mail_outbox")).one())
    assert "reset" in row
    for canary in (AN, "hoang", "example.vn", PATH, "CANARY"):
        assert canary not in row
        assert canary not in caplog.text
    (letter,) = letters()
    assert unseal(store.place("recipient", letter.ref), letter.recipient or "") == AN


def test_a_letter_goes_only_with_the_change_it_tells_of(room: Flask) -> None:
    enqueue(AN, "already_registered", "vi", {})
    db.session.rollback()
    assert waiting() == (0, 0)


@pytest.mark.parametrize("recipient", ["an@example.vn\nBcc: x@y.vn", "a@b.vn,c@d.vn", "an"])
def test_a_recipient_that_would_reach_a_header_is_refused_and_nothing_is_queued(room: Flask, recipient: str) -> None:
    with pytest.raises(BadLetter):
        enqueue(recipient, "reset", "vi", {"path": PATH})
    with pytest.raises(BadLetter):
        enqueue(AN, "reset", "vi", {"path": "/vi/x\r\nBcc: x@y.vn"})
    assert waiting() == (0, 0)


def test_an_address_gets_its_share_of_a_kind_and_no_more(room: Flask) -> None:
    most = POLICIES["mail.recipient"].burst
    with time_machine.travel(NOW, tick=False):
        taken = [enqueue(AN if n % 2 else AN.upper(), "already_registered", "vi", {}) for n in range(most + 3)]
        assert taken == [True] * most + [False] * 3
        assert enqueue(AN, "reset_unknown", "vi", {}), "another kind"
        assert enqueue("other@example.vn", "already_registered", "vi", {}), "another address"
    db.session.commit()
    assert waiting() == (most + 2, 0)


def test_english_is_written_to_who_reads_english(room: Flask, box: Box) -> None:
    enqueue(AN, "confirm", "en", {"path": PATH})
    db.session.commit()
    send_due(SmtpTransport(box.url), datetime.now(UTC) + timedelta(minutes=1))
    assert box.arrived[0][2]["Subject"] == "Confirm your e-mail address"
    assert box.arrived[0][2]["Content-Language"] == "en"


# What goes wrong


def test_a_letter_not_taken_now_is_tried_again_later_and_given_up_at_last(room: Flask, box: Box) -> None:
    queue()
    moment, tries = NOW, 0
    while waiting() == (1, 0):
        box.on_data = ["451 try later"]
        done = send_due(SmtpTransport(box.url), moment)
        tries += 1
        if done.given_up:
            break
        assert done == Sent(later=1)
        assert send_due(SmtpTransport(box.url), moment) == Sent(), "not before its time"
        due = letters()[0].due_at
        assert due == moment + BACKOFF[tries - 1]
        moment = due
    assert tries == len(BACKOFF) + 1
    (letter,) = letters()
    assert (letter.recipient, letter.said, letter.due_at, letter.note) == (None, None, None, "smtp 451")
    assert waiting() == (0, 1)
    assert box.arrived == []
    send_due(SmtpTransport(box.url), NOW + KEEP_GIVEN_UP)
    assert waiting() == (0, 1)
    send_due(SmtpTransport(box.url), NOW + KEEP_GIVEN_UP + timedelta(seconds=1))
    assert waiting() == (0, 0)


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user chim.hoang.yen@example.vn", "554 no"])
def test_a_letter_refused_for_good_is_given_up_at_once_and_the_next_goes(
    room: Flask, box: Box, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    queue()
    queue("other@example.vn")
    box.on_recipient = {AN: answer}
    assert send_due(SmtpTransport(box.url), NOW) == Sent(sent=1, given_up=1)
    assert [recipients for _, recipients, _ in box.arrived] == [["other@example.vn"]]
    (letter,) = letters()
    assert letter.note == f"smtp {answer[:3]}"
    assert "hoang" not in caplog.text, "the server's words name the recipient"


def test_a_busy_mailbox_is_not_given_up(room: Flask, box: Box) -> None:
    queue()
    box.on_recipient = {AN: "450 mailbox busy"}
    assert send_due(SmtpTransport(box.url), NOW) == Sent(later=1)
    box.on_recipient = {}
    assert send_due(SmtpTransport(box.url), NOW + BACKOFF[0]) == Sent(sent=1)


def test_a_line_that_breaks_before_the_letter_is_taken_costs_one_try(room: Flask, box: Box) -> None:
    queue()
    box.on_data = ["break before"]
    assert send_due(SmtpTransport(box.url), NOW) == Sent(later=1)
    assert letters()[0].tries == 1
    assert send_due(SmtpTransport(box.url), NOW + BACKOFF[0]) == Sent(sent=1)
    assert len(box.arrived) == 1


def test_a_line_that_breaks_after_the_letter_was_taken_sends_it_twice_under_one_id(room: Flask, box: Box) -> None:
    """What SMTP cannot tell apart; mailboxes can, by the Message-ID."""
    queue()
    box.on_data = ["break after"]
    assert send_due(SmtpTransport(box.url), NOW) == Sent(later=1)
    assert send_due(SmtpTransport(box.url), NOW + BACKOFF[0]) == Sent(sent=1)
    assert len(box.arrived) == 2
    assert len({message["Message-ID"] for _, _, message in box.arrived}) == 1


def test_a_server_away_costs_no_try_and_stops_the_run(room: Flask, box: Box) -> None:
    queue()
    queue("other@example.vn")
    nobody = SmtpTransport("smtp://127.0.0.1:1")
    assert send_due(nobody, NOW) == Sent(unreachable=True)
    assert [letter.tries for letter in letters()] == [0, 0]
    assert send_due(SmtpTransport(box.url), NOW + SERVER_DOWN) == Sent(sent=2)


def test_a_letter_too_old_to_be_of_use_is_not_sent(room: Flask, box: Box) -> None:
    queue()
    assert send_due(SmtpTransport(box.url), NOW + GIVE_UP_AFTER) == Sent(given_up=1)
    assert box.arrived == []


def test_a_tampered_letter_is_not_sent(room: Flask, box: Box) -> None:
    queue()
    queue("evil@example.vn")
    first, second = letters()
    move = text("UPDATE mail_outbox SET recipient = :other WHERE ref = :ref")
    db.session.execute(move, {"ref": first.ref, "other": second.recipient})
    db.session.execute(move, {"ref": second.ref, "other": first.recipient})
    db.session.commit()
    assert send_due(SmtpTransport(box.url), NOW) == Sent(given_up=2)
    assert box.arrived == []


def test_a_sender_that_died_leaves_the_letter_to_the_next_after_its_lease(room: Flask, box: Box) -> None:
    queue()
    assert store.take(NOW) is not None
    assert send_due(SmtpTransport(box.url), NOW + LEASE - timedelta(seconds=1)) == Sent()
    assert send_due(SmtpTransport(box.url), NOW + LEASE) == Sent(sent=1)


def test_a_letter_that_kills_its_sender_is_given_up_too(room: Flask, box: Box) -> None:
    queue()
    for number in range(len(BACKOFF)):
        assert store.take(NOW + LEASE * number) is not None
    box.on_data = ["451 later"]
    assert send_due(SmtpTransport(box.url), NOW + LEASE * len(BACKOFF)) == Sent(given_up=1)


def test_a_late_sender_does_not_undo_what_another_did(room: Flask) -> None:
    queue()
    first = store.take(NOW)
    second = store.take(NOW + LEASE)
    assert first is not None
    assert second is not None
    assert not store.remove(first)
    assert not store.put_back(first, NOW, tries=0, note="")
    assert store.remove(second)


def test_a_letter_sent_is_taken_off_although_others_hold_the_database(room: Flask) -> None:
    """It waits and asks again: a letter that stays after it was sent would be sent twice."""
    queue()
    taken = store.take(NOW)
    assert taken is not None
    engine, tries = db.engine, list[str]()
    sqlite = engine.dialect.name == "sqlite"
    hold = "BEGIN IMMEDIATE" if sqlite else "LOCK TABLE mail_outbox"

    @event.listens_for(engine, "before_cursor_execute")
    def impatient(connection: Any, cursor: Any, statement: str, *_: object) -> None:
        if statement.startswith("DELETE"):
            cursor.execute("PRAGMA busy_timeout = 20" if sqlite else "SET LOCAL lock_timeout = 20")
            tries.append(statement)

    with engine.connect() as other:
        other.exec_driver_sql(hold)
        release = threading.Timer(0.5, other.rollback)
        release.start()
        try:
            assert store.remove(taken)
        finally:
            release.join()
            event.remove(engine, "before_cursor_execute", impatient)
    assert len(tries) > 1
    assert waiting() == (0, 0)
    db.session.remove()
    engine.dispose()


def test_several_senders_send_each_letter_once(room: Flask, box: Box) -> None:
    for number in range(12):
        queue(f"person{number}@example.vn")
    box.slow = 0.01
    done = list[Sent]()

    def send() -> None:
        with room.app_context():
            done.append(send_due(SmtpTransport(box.url), NOW))
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.sent for one in done) == 12
    assert sorted(recipients[0] for _, recipients, _ in box.arrived) == sorted(
        f"person{n}@example.vn" for n in range(12)
    )
    assert waiting() == (0, 0)


def test_a_slow_server_holds_no_writer(room: Flask, box: Box) -> None:
    """While a letter is on its way, others write to the database without waiting."""
    queue()
    box.slow = 1.0

    def send() -> None:
        with room.app_context():
            send_due(SmtpTransport(box.url), NOW, limit=1)
            db.session.remove()

    thread = threading.Thread(target=send)
    thread.start()
    time.sleep(0.3)
    began = time.monotonic()
    queue("other@example.vn")
    assert time.monotonic() - began < 0.6
    thread.join()
    assert len(box.arrived) == 1


def test_waiting_letters_come_under_a_new_key(room: Flask, box: Box) -> None:
    columns = [column for column in declared() if column.table == "mail_outbox"]
    assert {column.column for column in columns} == {"recipient", "said"}
    queue()
    settings = replace(current_app.extensions["settings"], keys=((1, bytes(range(64))),))
    with at_work.holding(settings):
        assert sum(one.resealed for one in rotate(columns)) == 2
        assert in_use(columns) == {1: 2, 0: 0}
        assert send_due(SmtpTransport(box.url), NOW) == Sent(sent=1)


@pytest.mark.parametrize(
    ("tries", "age", "wait"),
    [
        (1, timedelta(0), BACKOFF[0]),
        (len(BACKOFF), timedelta(0), BACKOFF[-1]),
        (len(BACKOFF) + 1, timedelta(0), None),
        (1, GIVE_UP_AFTER - timedelta(seconds=1), BACKOFF[0]),
        (1, GIVE_UP_AFTER, None),
    ],
)
def test_when_a_letter_is_tried_again(tries: int, age: timedelta, wait: timedelta | None) -> None:
    assert next_try(tries, NOW - age, NOW) == (NOW + wait if wait else None)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """The log of the test server, which sees everything, is not the log of the house."""
    caplog.set_level(logging.WARNING, "mail.log")
