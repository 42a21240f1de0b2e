"""Who left stays gone, whichever backup comes back; and nobody can tell from a tombstone who that was."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from sqlalchemy import func, select, text
from sqlalchemy import table as sql_table

from portal.accounts.models import Account
from portal.accounts.rules.actor import Actor
from portal.accounts.rules.names import email
from portal.cli.chores import restored
from portal.firms import watch_store, watches
from portal.firms.watch_models import Watch
from portal.jobs import consents
from portal.jobs.alerts import store as alerts
from portal.jobs.alerts.models import AlertReader, SavedSearch
from portal.jobs.bring_in import keep_profiles, keep_vacancies
from portal.jobs.facts import Wanted
from portal.jobs.models import Profile, Vacancy
from portal.jobs.profiles import service as profiles
from portal.mail.models import OutboxLetter
from portal.meetings.models import Meeting
from portal.meetings.service import answering
from portal.shared.clock import now
from portal.storage import tombstone_file, tombstones
from portal.storage.db import db
from portal.storage.rules.keeping import (
    BACKUPS_KEPT,
    CLOCKS_DIFFER,
    TOMBSTONES_KEPT,
    is_forgotten,
    is_over,
    is_stale,
    matters,
    may_restore,
)
from tests.backup import life
from tests.backup.conftest import House, Maker
from tests.jobs import samples

CANARY = "CanaryNghềHànTàu"
DAY = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def with_profile(ref: str) -> None:
    keep_profiles([samples.profile(ref="canarycanarycanary1", headline=CANARY)], illustrative=False)
    row = db.session.scalars(select(Profile)).one()
    row.account = ref
    db.session.commit()


def state(ref: str) -> str:
    return db.session.scalars(select(Account.state).where(Account.ref == ref)).one()


def test_an_erased_person_stays_erased(house: House, tmp_path: Path) -> None:
    with house.at_work():
        lan, other = life.person(), life.person("other@example.vn")
        with_profile(lan)
    house.good("backup", tmp_path / "x")
    with house.at_work():
        assert life.enters()
        life.leave(lan)
    for _ in range(2):  # what was restored remembers it too
        assert "erased again: 1 of kind account" in house.good("restore", tmp_path / "x", "--replace")
        with house.at_work():
            assert (state(lan), state(other)) == ("deleted", "active")
            assert db.session.scalars(select(OutboxLetter)).all() == [], "no letter about it, and none of then"
            assert not life.enters()
            assert life.enters("other@example.vn")
            assert db.session.scalars(select(Profile)).all() == []
            sealed = db.session.execute(
                select(Account.email_sealed, Account.name_sealed).where(Account.ref == lan)
            ).one()
            assert tuple(sealed) == (None, None)
        assert life.canaries(house.settings.state_dir, CANARY, life.LAN, life.NAME) == []
    house.run("audit", "accept", "--because", "restored")
    house.good("audit", "verify")


def test_a_letter_that_was_ended_stays_ended(house: House, tmp_path: Path) -> None:
    def watch(address: str) -> str:
        made = watch_store.wish("order", address, email(address), "vi", now())
        watch_store.confirm(made, "{}", now())
        db.session.commit()
        return made.ref

    with house.at_work():
        ended, kept = watch("lan@example.vn"), watch("mai@example.vn")
    house.good("backup", tmp_path / "x")
    with house.at_work():
        watches.end(watch_store.token_of(db.session.scalars(select(Watch).where(Watch.ref == ended)).one()))
        again = watch("lan@example.vn")
    house.good("backup", tmp_path / "y")
    house.good("restore", tmp_path / "x", "--replace")
    with house.at_work():
        assert db.session.scalars(select(Watch.ref)).all() == [kept]
    house.good("restore", tmp_path / "y", "--replace")
    with house.at_work():
        assert set(db.session.scalars(select(Watch.ref))) == {kept, again}, "who came back later is not erased"


def test_tombstones_outlive_the_database(house: House, make: Maker, tmp_path: Path) -> None:
    """The state folder alone, another host's file alone, and neither."""
    with house.at_work():
        lan = life.person()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        life.leave(lan)
    stones = house.settings.state_dir / tombstone_file.FILE
    assert stat.S_IMODE(stones.stat().st_mode) == 0o600
    assert lan not in stones.read_text()
    lost, elsewhere, nothing = make("sqlite"), make("sqlite"), make("sqlite")
    (lost.settings.state_dir / tombstone_file.FILE).write_bytes(stones.read_bytes())
    lost.good("restore", tmp_path / "x")
    elsewhere.good("restore", tmp_path / "x", "--tombstones", stones)
    nothing.good("restore", tmp_path / "x")
    for other, expected in ((lost, "deleted"), (elsewhere, "deleted"), (nothing, "active")):
        with other.at_work():
            assert state(lan) == expected
    assert elsewhere.run("restore", tmp_path / "x", "--replace", "--tombstones", tmp_path / "none").exit_code == 1


def test_a_trial_elsewhere_shows_nobody_who_left(house: House, tmp_path: Path) -> None:
    with house.at_work():
        lan = life.person()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        life.leave(lan)
    assert "erased again: 1" in house.good("restore", tmp_path / "x", "--into", tmp_path / "drill")


def test_a_tombstone_is_written_with_the_deed_or_not_at_all(house: House) -> None:
    with house.at_work():
        folder = house.settings.state_dir
        tombstones.bury("account", "abc", DAY)
        assert tombstone_file.read(folder / tombstone_file.FILE) == []
        db.session.rollback()
        assert tombstones.in_database() == []
        db.session.commit()
        assert tombstone_file.read(folder / tombstone_file.FILE) == []
        tombstones.bury("account", "abc", DAY)
        tombstones.bury("account", "abc", DAY)
        db.session.commit()
        found = tombstones.in_database()
        assert len(found) == 1
        assert set(tombstone_file.read(folder / tombstone_file.FILE)) == set(found)


def test_a_line_that_was_cut_off_swallows_none(house: House) -> None:
    with house.at_work(), time_machine.travel(DAY):
        path = house.settings.state_dir / tombstone_file.FILE
        tombstones.bury("account", "abc", DAY)
        db.session.commit()
        path.write_bytes(path.read_bytes()[:-30])
        tombstones.bury("account", "def", DAY)
        db.session.commit()
        assert len(tombstone_file.read(path)) == 1
        restored.keep_tombstones()
        assert set(tombstone_file.read(path)) == set(tombstones.in_database())


def test_tombstones_go_when_no_backup_can_need_them(house: House) -> None:
    with house.at_work():
        path = house.settings.state_dir / tombstone_file.FILE
        tombstones.bury("account", "old", DAY)
        tombstones.bury("account", "new", DAY + timedelta(days=300))
        db.session.commit()
        with time_machine.travel(DAY + TOMBSTONES_KEPT + timedelta(days=1)):
            restored.keep_tombstones()
        assert [stone.buried_at for stone in tombstones.in_database()] == [DAY + timedelta(days=300)]
        assert [stone.buried_at for stone in tombstone_file.read(path)] == [DAY + timedelta(days=300)]


KEY1, KEY2 = (1, bytes(range(64))), (2, bytes(reversed(range(64))))


def with_keys(house: House, *keys: tuple[int, bytes]) -> House:
    return House(replace(house.settings, keys=keys), house.patch)


def test_a_new_key_forgets_nobody(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite", keys=(KEY1,))
    with house.at_work():
        lan = life.person()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        life.leave(lan)
    both = with_keys(house, KEY2, KEY1)
    both.good("restore", tmp_path / "x", "--replace")
    with both.at_work():
        assert state(lan) == "deleted"


def test_a_tombstone_that_cannot_be_read_stops_the_restore(make: Maker, tmp_path: Path) -> None:
    both = make("sqlite", keys=(KEY2, KEY1))
    with both.at_work():
        lan = life.person()
        both.good("backup", tmp_path / "x")
    with with_keys(both, (3, bytes([7, *range(63)])), KEY2, KEY1).at_work():
        life.leave(lan)
    before = both.folder_bytes()
    refused = both.run("restore", tmp_path / "x", "--replace")
    assert (refused.exit_code, both.folder_bytes()) == (1, before)
    assert "key 3" in refused.output


def test_an_altered_tombstone_is_noticed(make: Maker, tmp_path: Path) -> None:
    house, other = make("sqlite"), make("sqlite")
    with house.at_work():
        lan = life.person()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        life.leave(lan)
    path = house.settings.state_dir / tombstone_file.FILE
    words = path.read_text().split(" ")
    words[2] = words[2][::-1]
    (tmp_path / "altered").write_text(" ".join(words))
    assert other.run("restore", tmp_path / "x", "--tombstones", tmp_path / "altered").exit_code == 1


def test_a_backup_from_before_the_tombstones_is_refused(make: Maker, tmp_path: Path) -> None:
    house = make("sqlite")
    with time_machine.travel(datetime.now(UTC) - TOMBSTONES_KEPT - timedelta(hours=2)):
        house.good("backup", tmp_path / "x")
    refused = house.run("restore", tmp_path / "x", "--replace")
    assert refused.exit_code == 1
    assert "400 days" in refused.output


def test_everybody_signs_in_anew(house: House, tmp_path: Path) -> None:
    with house.at_work():
        life.person()
        assert life.enters()
    house.good("backup", tmp_path / "x")
    house.good("restore", tmp_path / "x", "--replace")
    with house.at_work():
        for table in ("login_session", "one_use_link", "phone_code", "mail_outbox"):
            assert db.session.scalar(select(func.count()).select_from(sql_table(table))) == 0, table


def test_columns_of_every_host_are_older_than_a_restored_database(house: House, tmp_path: Path) -> None:
    with house.at_work():
        lan = life.person()
        with_profile(lan)
        seen = db.session.scalar(text("SELECT max(seq) FROM match_change")) or 0
    house.good("backup", tmp_path / "x")
    house.good("restore", tmp_path / "x", "--replace")
    with house.at_work():
        mark = db.session.scalar(text("SELECT value FROM installation_mark WHERE key = 'match_change_pruned_to'"))
        newest = db.session.scalar(text("SELECT max(seq) FROM match_change"))
        assert int(mark) == newest > seen + 10**6


def test_how_long_things_are_kept() -> None:
    assert BACKUPS_KEPT + timedelta(days=300) < TOMBSTONES_KEPT
    assert not is_stale(DAY, DAY + BACKUPS_KEPT)
    assert is_stale(DAY, DAY + BACKUPS_KEPT + timedelta(seconds=1))
    assert may_restore(DAY, DAY + TOMBSTONES_KEPT)
    assert not may_restore(DAY, DAY + TOMBSTONES_KEPT + timedelta(seconds=1))
    assert not is_forgotten(DAY, DAY + TOMBSTONES_KEPT + CLOCKS_DIFFER)
    assert is_forgotten(DAY, DAY + TOMBSTONES_KEPT + CLOCKS_DIFFER + timedelta(seconds=1))
    assert matters(DAY - CLOCKS_DIFFER + timedelta(seconds=1), DAY)
    assert not matters(DAY - CLOCKS_DIFFER, DAY)
    assert not is_over(DAY, DAY + timedelta(days=7), 7)
    assert is_over(DAY, DAY + timedelta(days=7, seconds=1), 7)


def test_saved_searches_that_were_ended_stay_ended(house: House, tmp_path: Path) -> None:
    said = alerts.Said("Hàn", Wanted())

    def reader(address: str) -> AlertReader:
        return alerts.begin_address(email(address), "vi")

    with house.at_work():
        moment = now()
        gone, kept = reader("lan@example.vn"), reader("mai@example.vn")
        one, two = (alerts.add_search(kept, said, moment, confirmed=True) for _ in range(2))
        alerts.add_search(gone, said, moment, confirmed=True)
        refs = gone.ref, kept.ref, one.ref, two.ref
        db.session.commit()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        alerts.delete_search(db.session.scalars(select(SavedSearch).where(SavedSearch.ref == refs[2])).one())
        alerts.forget(db.session.scalars(select(AlertReader).where(AlertReader.ref == refs[0])).one())
        running = db.session.scalars(select(SavedSearch).where(SavedSearch.ref == refs[3])).one()
        tombstones.bury("search_run", alerts.run_of(running), now())
        db.session.commit()
    house.good("restore", tmp_path / "x", "--replace")
    with house.at_work():
        assert db.session.scalars(select(AlertReader.ref)).all() == [refs[1]]
        assert db.session.execute(select(SavedSearch.ref, SavedSearch.paused)).all() == [(refs[3], True)]


def test_what_was_taken_back_stays_taken_back_and_what_was_agreed_to_again_stands(house: House, tmp_path: Path) -> None:
    with house.at_work():
        lan = life.person()
        with_profile(lan)
        actor = Actor(lan, frozenset({"returnee"}), locale="vi")
        keep_vacancies([samples.vacancy(ref="v1")], illustrative=False, province_of=lambda _name: None)
        profile, vacancy = db.session.scalars(select(Profile)).one(), db.session.scalars(select(Vacancy)).one()
        row = Meeting(
            ref="talk", profile=profile, vacancy=vacancy, organisation="org", opened_by="person", opener=lan, terms={},
            state="accepted", shares="contact", asked_at=DAY, accepted_at=DAY,
        )  # fmt: skip
        reader = alerts.begin(lan, "vi")
        reader.fits = True
        db.session.add(row)
        assert profiles.agree(actor, True, DAY)
        for purpose, matter in (("share_contact", "talk"), ("match_letters", ""), ("keep_application", "other")):
            assert consents.give(actor, purpose, DAY, matter)  # type: ignore[arg-type]
        db.session.commit()
    house.good("backup", tmp_path / "x")
    with house.at_work():
        assert answering.take_back(actor, "talk", now())
        assert profiles.agree(actor, False, now())
        assert consents.take_back(actor, "match_letters", now())
        assert consents.take_back(actor, "keep_application", now(), "other")
        db.session.commit()
    for _ in range(2):
        assert "erased again: 4 of kind consent" in house.good("restore", tmp_path / "x", "--replace")
        with house.at_work():
            assert db.session.scalars(select(Meeting.state)).all() == ["withdrawn"]
            assert not db.session.scalars(select(Profile.consented)).one()
            assert not db.session.scalars(select(AlertReader.fits)).one()
            assert not any(entry.given for entry in consents.ledger(lan)[:4])
    with house.at_work():
        assert profiles.agree(actor, True, now())
    house.good("backup", tmp_path / "y")
    house.good("restore", tmp_path / "y", "--replace")
    with house.at_work():
        assert consents.stands(lan, "be_seen")
        assert db.session.scalars(select(Profile.consented)).one()
