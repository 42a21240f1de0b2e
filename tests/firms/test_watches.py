"""Watching a firm or an order: agreed to by letter, told once of each change, ended by one tap, and nothing left behind."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask, current_app
from sqlalchemy import select, text

from portal.accounts.rules.origin import Origin
from portal.accounts.rules.refusals import Refused
from portal.cli.illustrative.firms import orders as illustrative_orders
from portal.cli.illustrative.firms import rows
from portal.firms import service, watches
from portal.firms.watch_models import Watch
from portal.mail import service as mail
from portal.mail.models import OutboxLetter
from portal.mail.transport import SmtpTransport
from portal.shared.problems import BadInput
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.rotation import in_use, rotate
from tests.firms.at_once import at_once, process_environment
from tests.mail.conftest import Box

START = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LAN, MAI = "Lan@Example.vn", "mai@example.vn"
FIRM, ORDER = "9001-ldtbxh-gp", "dh-00-0001"
Row = dict[str, str]


@pytest.fixture
def clock(app: Flask) -> Iterator[time_machine.Coordinates]:
    """A register of ten firms, brought in on START; time stands still."""
    with time_machine.travel(START, tick=False) as traveller:
        bring_in(rows(10))
        yield traveller


def bring_in(firms: list[Row], orders: list[Row] | None = None) -> None:
    service.load_illustrative(firms, illustrative_orders(10) if orders is None else orders)
    db.session.commit()


def changed(**columns: str) -> list[Row]:
    """The register with other values in the row of firm 9001."""
    return [row | columns if row["licence_no"].startswith("9001") else row for row in rows(10)]


def ask(
    address: str = LAN, kind: watches.Kind = "firm", name: str = FIRM, locale: str = "vi", at: str = "203.0.113.7"
) -> object:
    return watches.ask(kind, name, address, "en" if locale == "en" else "vi", Origin(at), datetime.now(UTC))


def letters(box: Box) -> list[EmailMessage]:
    """What arrives when everything that waits is sent."""
    before = len(box.arrived)
    mail.send_due(SmtpTransport(box.url), datetime.now(UTC), limit=100)
    return [message for _, _, message in box.arrived[before:]]


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def token(message: EmailMessage) -> str:
    found = re.search(r"/(?:vi|en)/watch/([\w-]{43})", body(message))
    assert found
    return found[1]


def watching(box: Box, address: str = LAN, **asked: str) -> str:
    """An address that watches; the token of its links."""
    ask(address, **asked)  # type: ignore[arg-type]
    (letter,) = letters(box)
    shown = watches.confirm(token(letter), datetime.now(UTC))
    assert shown is not None
    assert shown.confirmed
    return token(letter)


def test_nothing_comes_before_it_was_agreed_to(clock: time_machine.Coordinates, box: Box) -> None:
    ask()
    (letter,) = letters(box)
    assert letter["Subject"] == "Xác nhận theo dõi"
    assert "Bến Lau" in body(letter)
    seen = watches.look(token(letter))
    assert seen is not None
    assert not seen.confirmed, "looking is not agreeing"
    bring_in(changed(status="revoked", decision_no="12/QĐ"))
    assert watches.tell() == 0
    assert watches.confirm(token(letter), datetime.now(UTC)) is not None
    assert watches.tell() == 0, "what happened before is known"
    clock.shift(timedelta(days=1))
    bring_in(changed(status="valid", decision_no="13/QĐ"))
    assert watches.tell() == 1
    (news,) = letters(box)
    assert "Tình trạng mới: còn hiệu lực." in body(news)


def test_each_change_is_one_letter_to_each_watcher(clock: time_machine.Coordinates, box: Box) -> None:
    watching(box)
    watching(box, MAI, locale="en")
    clock.shift(timedelta(days=1))
    bring_in(changed(status="suspended", decision_no="12/QĐ"))
    assert watches.tell() == 2
    assert watches.tell() == 0
    first = {message["To"]: message for message in letters(box)}
    assert set(first) == {"Lan@example.vn", MAI}
    assert "đang bị đình chỉ" in body(first["Lan@example.vn"])
    assert "It is now: suspended." in body(first[MAI])
    assert f"/en/firms/{FIRM}" in body(first[MAI])
    bring_in(changed(status="suspended", decision_no="14/QĐ", name_vi="Công ty Cổ phần Nhân lực Bến Mới"))
    assert watches.tell() == 4, "a decision and a new name"
    assert sorted(str(message["Subject"]) for message in letters(box) if message["To"] == MAI) == [
        "A firm you watch has a new name", "A licence you watch has changed",
    ]  # fmt: skip
    bring_in([row for row in rows(10) if not row["licence_no"].startswith("9001")])
    watches.tell()
    assert any("không còn trong danh sách" in body(message) for message in letters(box))
    bring_in(changed(status="suspended", decision_no="14/QĐ", name_vi="Công ty Cổ phần Nhân lực Bến Mới"))
    watches.tell()
    assert any("có tên trở lại trong danh sách" in body(message) for message in letters(box))
    assert watches.tell() == 0


def test_a_licence_that_runs_out_by_its_date_is_news(clock: time_machine.Coordinates, box: Box) -> None:
    bring_in(changed(status_from="2020-01-01", status_to="2026-11-25"))
    watching(box)
    clock.move_to(datetime(2026, 11, 25, 16, 59, tzinfo=UTC))  # the last minute of the 25th in Vietnam
    assert watches.tell() == 0
    clock.move_to(datetime(2026, 11, 25, 17, 1, tzinfo=UTC))
    assert watches.tell() == 1
    (letter,) = letters(box)
    assert "đã qua ngày hết hạn" in body(letter)


def test_an_order_and_its_firm(clock: time_machine.Coordinates, box: Box) -> None:
    before = illustrative_orders(10)
    mine = next(row for row in before if row["ref"] == "ĐH-00-0001")
    watching(box, kind="order", name=ORDER)
    assert watches.tell() == 0
    closed = [row | {"closes_on": "2026-11-19"} if row is mine else row for row in before]
    bring_in(rows(10), closed)
    assert watches.tell() == 1
    (letter,) = letters(box)
    assert "đã đóng" in body(letter)
    firm = mine["licence_no"]
    bring_in([row | ({"status": "revoked"} if row["licence_no"] == firm else {}) for row in rows(10)], closed)
    assert watches.tell() == 1
    (letter,) = letters(box)
    assert letter["Subject"] == "Công ty của đơn hàng đã thay đổi"
    bring_in(rows(10), [row for row in closed if row["ref"] != mine["ref"]])
    watches.tell()
    assert any("không còn ở trang này" in body(message) for message in letters(box))


def test_one_answer_whoever_watches_and_nothing_readable_is_kept(
    clock: time_machine.Coordinates,
    box: Box,
    caplog: pytest.LogCaptureFixture,
) -> None:
    watching(box)
    clock.shift(timedelta(hours=2))
    assert ask() == ask(MAI) == watches.Sent()
    subjects = sorted(str(message["Subject"]) for message in letters(box))
    assert subjects == ["Bạn đã theo dõi rồi", "Xác nhận theo dõi"]
    assert len(db.session.scalars(select(Watch)).all()) == 2
    stored = " ".join(str(value) for row in db.session.execute(text("SELECT * FROM firm_watch")) for value in row)
    assert "example.vn" not in stored.casefold()
    assert db.session.execute(text("SELECT count(*) FROM audit_row")).scalar() == 0, "the log would count them"
    assert "example.vn" not in caplog.text.casefold()
    rotate()
    newest = current_app.extensions["settings"]
    more = replace(newest, keys=((7, bytes(range(64))),))
    with at_work.holding(more):
        rotate()
        assert in_use()[0] == 0
        assert ask() == watches.Sent()
        assert len(db.session.scalars(select(Watch)).all()) == 2, "found under the new key too"


@pytest.mark.parametrize("address", ["", "x", "a b@example.vn", "hoà@example.vn", "a@example.vn\nBcc: b@example.vn"])
def test_what_is_no_address_is_told_and_nothing_is_kept(clock: time_machine.Coordinates, address: str) -> None:
    with pytest.raises(BadInput):
        ask(address)
    assert db.session.scalars(select(Watch)).all() == []


def test_letters_cannot_be_thrown_at_an_address(clock: time_machine.Coordinates, box: Box) -> None:
    answers = [ask(LAN, at=f"10.{n}.0.7") for n in range(12)]
    assert set(map(repr, answers)) == {"Sent()"}, "whether an address had its share is nobody's business"
    assert len(letters(box)) == 3
    refused = [ask(f"an{n}@example.vn", at="198.51.100.9") for n in range(30)]
    assert sum(isinstance(answer, Refused) for answer in refused) == 20
    network = [ask(f"be{n}@example.vn", at=f"192.0.2.{n}") for n in range(100)]
    assert any(isinstance(answer, Refused) for answer in network)
    assert len(letters(box)) <= 10 + 60


def test_stopping_needs_the_link_only_and_leaves_nothing(clock: time_machine.Coordinates, box: Box) -> None:
    mine = watching(box)
    clock.shift(timedelta(days=1))
    bring_in(changed(status="revoked"))
    watches.tell()
    (letter,) = letters(box)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].strip("<>").endswith(f"/vi/watch/{mine}")
    bring_in(changed(status="suspended"))
    assert watches.tell() == 1
    watches.end(mine)
    watches.end(mine)
    assert db.session.scalars(select(Watch)).all() == []
    assert db.session.scalars(select(OutboxLetter)).all() == [], "a letter that waits goes too"
    assert watches.look(mine) is None
    assert watches.confirm(mine, datetime.now(UTC)) is None
    bring_in(changed(status="valid"))
    assert watches.tell() == 0


def test_wishes_nobody_confirmed_are_forgotten_after_two_days(clock: time_machine.Coordinates, box: Box) -> None:
    watching(box, MAI)
    ask()
    late = token(letters(box)[0])
    clock.shift(timedelta(days=2) - timedelta(seconds=1))
    assert watches.sweep(datetime.now(UTC)) == 0
    clock.shift(timedelta(seconds=1))
    assert watches.confirm(late, datetime.now(UTC)) is None, "before it was swept as well"
    assert watches.sweep(datetime.now(UTC)) == 1
    assert [row.confirmed_at is None for row in db.session.scalars(select(Watch))] == [False]


def test_an_address_that_had_its_letters_for_now_is_told_the_rest_later(
    clock: time_machine.Coordinates,
    box: Box,
) -> None:
    watching(box)
    for number in range(8):
        bring_in(changed(status=("suspended", "valid")[number % 2], decision_no=f"{number}/QĐ"))
    assert watches.tell() == 5
    count = 5
    for _ in range(20):
        clock.shift(timedelta(hours=1))
        count += watches.tell()
    assert count == 8
    assert len(letters(box)) == 8


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_letter_and_its_note_are_kept_together_or_not_at_all(
    clock: time_machine.Coordinates,
    box: Box,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    watching(box)
    bring_in(changed(status="revoked"))
    enqueue = mail.enqueue

    def killed(*args: object, **kwargs: object) -> bool:
        if where == "after":
            enqueue(*args, **kwargs)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mail, "enqueue", killed)
        with pytest.raises(Killed):
            watches.tell()
    assert letters(box) == []
    assert watches.tell() == 1
    assert len(letters(box)) == 1


def test_two_tabs_and_two_workers_do_it_once(app: Flask, clock: time_machine.Coordinates, box: Box) -> None:
    at_once(app, 2, ask)
    db.session.expire_all()
    assert len(db.session.scalars(select(Watch)).all()) == 1, "two forms sent at once are one wish"
    found = letters(box)
    assert len({token(letter) for letter in found}) == 1
    mine = token(found[0])
    db.session.commit()
    shown = at_once(app, 2, lambda: watches.confirm(mine, datetime.now(UTC)))
    assert all(isinstance(one, watches.Watched) and one.confirmed for one in shown)
    bring_in(changed(status="revoked"))
    told = at_once(app, 3, watches.tell)
    assert sum(told) == 1  # type: ignore[arg-type]
    assert len(letters(box)) == 1


KILL = """
import os, signal, sys
from portal.app import create_app
from portal.firms import watches
from portal.storage.db import db
app = create_app(serving=False)
with app.app_context():
    commit, left = db.session.commit, int(sys.argv[1])
    def dying():
        global left
        left -= 1
        if left == 0 and sys.argv[2] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit()
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    db.session.commit = dying
    watches.tell()
"""


@pytest.mark.sampled("postgresql")
def test_kill_9_between_loses_and_doubles_nothing(app: Flask, box: Box) -> None:
    env = process_environment(app)
    bring_in(rows(10))
    for address in (LAN, MAI):
        watching(box, address)
    bring_in(changed(status="revoked"))
    for number, where in ((1, "before"), (1, "after"), (2, "before")):
        run = subprocess.run([sys.executable, "-c", KILL, str(number), where], env=env, check=False)
        assert run.returncode == -signal.SIGKILL
    watches.tell()
    assert sorted(str(message["To"]) for message in letters(box)) == ["Lan@example.vn", MAI]
    assert watches.tell() == 0
