"""Sealed values: they open in their own place only, under the key they name, and tell nothing in the database file."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, current_app
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from portal.config import Settings
from portal.storage import at_work, rotation
from portal.storage.db import db
from portal.storage.encryption import KeyMissing, NotReadable, Vault, blind, context, key_version, seal, unseal, vault
from portal.storage.rotation import SealedColumn, declare, declared, in_use, rotate
from tests.files import bytes_of

SECRET = "q9ZkpLmN4x7Rb2Vt8Wc5Yd1Hf6Jg3SaE"
KEY1 = (1, bytes(range(64)))
KEY2 = (2, bytes(reversed(range(64))))
OLD = Vault(SECRET, [KEY1])
BOTH = Vault(SECRET, [KEY2, KEY1])
PLACE = "person|phone|r1"
SEALED = OLD.seal(PLACE, "0912345678")
CANARY = "0912773388 CHIM-HOÀNG-YẾN"
COLUMN = SealedColumn("sealed_try", "phone", ref="ref", blind="phone_index", purpose="phone", normal=str.lower)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_is_sealed_comes_back(said: str) -> None:
    sealed = BOTH.seal(PLACE, said)
    assert BOTH.unseal(PLACE, sealed) == said
    assert sealed.isascii()
    assert key_version(sealed) == 2


def test_one_text_never_gives_one_seal_and_near_lengths_look_alike() -> None:
    assert OLD.seal(PLACE, "An") != OLD.seal(PLACE, "An")
    assert len(OLD.seal(PLACE, "")) == len(OLD.seal(PLACE, "x" * 31)) < len(OLD.seal(PLACE, "x" * 32))


@pytest.mark.parametrize("elsewhere", ["person|phone|r2", "person|email|r1", "firm|phone|r1", "person|phone|r1|"])
def test_a_value_moved_to_another_row_or_column_is_refused(elsewhere: str) -> None:
    with pytest.raises(NotReadable):
        OLD.unseal(elsewhere, OLD.seal(PLACE, "0912345678"))


@pytest.mark.parametrize("nowhere", ["", "person", "person|phone", "person|phone|", "|phone|r1", "person||r1"])
def test_a_place_must_be_named_whole(nowhere: str) -> None:
    with pytest.raises(ValueError, match="context"):
        OLD.seal(nowhere, "x")


@settings(deadline=None)
@given(st.data())
def test_any_changed_character_is_refused(data: st.DataObject) -> None:
    sealed = SEALED
    place = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from([c for c in "012:AZaz-_= ٣" if c != sealed[place]]))
    with pytest.raises(NotReadable):
        OLD.unseal(PLACE, sealed[:place] + other + sealed[place + 1 :])


def test_there_is_one_way_to_write_a_sealed_value() -> None:
    """Base64 leaves bits unused in its last letter; a value that says the same with other bits is a changed value."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for other in set(letters) - {SEALED[-1]}:
        with pytest.raises(NotReadable):
            OLD.unseal(PLACE, SEALED[:-1] + other)
    for spelling in ("0" + SEALED, "+" + SEALED, " " + SEALED, SEALED + "=", SEALED + "\n"):
        with pytest.raises(NotReadable):
            OLD.unseal(PLACE, spelling)


@pytest.mark.parametrize("junk", ["", ":", "1:", "x", "1:AAAA", "01:" + "A" * 60, "-1:" + "A" * 60, "1:" + "é" * 60])
def test_junk_is_no_sealed_value(junk: str) -> None:
    with pytest.raises(NotReadable):
        OLD.unseal(PLACE, junk)


def test_a_version_number_cannot_be_rewritten() -> None:
    with pytest.raises(NotReadable):
        BOTH.unseal(PLACE, "2" + OLD.seal(PLACE, "x")[1:])


def test_an_old_key_still_reads_and_reseal_brings_the_newest() -> None:
    sealed = OLD.seal(PLACE, "0912345678")
    assert BOTH.unseal(PLACE, sealed) == "0912345678"
    renewed = BOTH.reseal(PLACE, sealed)
    assert (key_version(sealed), key_version(renewed)) == (1, 2)
    assert BOTH.unseal(PLACE, renewed) == "0912345678"
    assert BOTH.reseal(PLACE, renewed) == renewed
    with pytest.raises(NotReadable):
        BOTH.reseal("person|phone|r2", sealed)


def test_a_removed_key_is_named() -> None:
    sealed = OLD.seal(PLACE, "x")
    with pytest.raises(KeyMissing, match=r"key 1, which is not in PORTAL_KEYS"):
        Vault(SECRET, [KEY2]).unseal(PLACE, sealed)


def test_without_keys_the_secret_makes_version_0_and_keys_set_later_still_read_it() -> None:
    sealed = Vault(SECRET).seal(PLACE, "x")
    assert key_version(sealed) == 0
    assert OLD.unseal(PLACE, sealed) == "x"
    with pytest.raises(NotReadable):
        Vault(SECRET[::-1]).unseal(PLACE, sealed)


def test_the_blind_index_has_a_key_and_a_purpose_of_its_own() -> None:
    index = OLD.blind("phone", "+84912345678")
    assert index == OLD.blind("phone", "+84912345678")
    assert len(index) == 64
    others = {
        OLD.blind("email", "+84912345678"),
        OLD.blind("phone", "+84912345679"),
        BOTH.blind("phone", "+84912345678"),
    }
    assert len(others | {index}) == 4
    assert BOTH.blinds("phone", "+84912345678")[1] == index
    keys = {OLD.key(purpose, version) for purpose in ("seal", "blind index", "audit") for version in (1, 0)}
    assert len(keys) == 6


# With a database


@pytest.fixture
def table(app: Flask) -> Iterator[Callable[..., None]]:
    """A table of sealed values and a way to write rows to it."""
    db.session.execute(text("CREATE TABLE sealed_try (ref TEXT PRIMARY KEY, phone TEXT, phone_index TEXT)"))
    db.session.commit()

    def write(*refs: str, said: str = "Số {}") -> None:
        for ref in refs:
            values = {"r": ref, "p": seal(context("sealed_try", "phone", ref), said.format(ref))}
            values["i"] = blind("phone", said.format(ref).lower())
            db.session.execute(text("INSERT INTO sealed_try VALUES (:r, :p, :i)"), values)
        db.session.commit()

    yield write
    db.session.rollback()
    db.session.execute(text("DROP TABLE sealed_try"))
    db.session.commit()


def with_keys(*keys: tuple[int, bytes]) -> Settings:
    return replace(current_app.extensions["settings"], keys=keys)


def phones() -> dict[str, str]:
    rows = db.session.execute(text("SELECT ref, phone FROM sealed_try")).all()
    db.session.commit()
    return {ref: unseal(context("sealed_try", "phone", ref), phone) for ref, phone in rows}


def test_the_vault_at_work_is_the_one_of_the_app(app: Flask) -> None:
    assert vault().versions == (0,)
    with at_work.holding(with_keys(KEY1)):
        assert vault().versions == (1, 0)
    assert vault().versions == (0,)


def test_rotation_brings_every_row_and_index_and_tells_which_key_is_free(table: Callable[..., None]) -> None:
    with at_work.holding(with_keys(KEY1)):
        table(*(f"r{n:03d}" for n in range(25)))
        db.session.execute(text("INSERT INTO sealed_try VALUES ('none', NULL, NULL)"))
        db.session.commit()
    with at_work.holding(with_keys(KEY2, KEY1)):
        table("new1")
        assert in_use([COLUMN]) == {2: 1, 1: 25, 0: 0}
        (done,) = rotate([COLUMN], batch=7)
        assert (done.resealed, done.unreadable) == (25, [])
        assert in_use([COLUMN]) == {2: 26, 1: 0, 0: 0}
        assert rotate([COLUMN])[0].resealed == 0
    with at_work.holding(with_keys(KEY2)):
        db.session.execute(text("DELETE FROM sealed_try WHERE ref = 'none'"))
        assert phones()["r024"] == "Số r024"
        found = db.session.scalar(
            text("SELECT ref FROM sealed_try WHERE phone_index = :i"), {"i": blind("phone", "số r003")}
        )
        assert found == "r003"


def test_rows_that_do_not_open_are_named_and_the_rest_is_done(table: Callable[..., None]) -> None:
    with at_work.holding(with_keys(KEY1)):
        table("a", "b", "c", "d")
        db.session.execute(
            text("UPDATE sealed_try SET phone = (SELECT phone FROM sealed_try WHERE ref = 'a') WHERE ref = 'b'")
        )
        db.session.commit()
    with at_work.holding(with_keys((3, secrets.token_bytes(64)))):
        assert in_use([COLUMN]) == {3: 0, 0: 0, -1: 4}
        assert rotate([COLUMN])[0].unreadable == ["a", "b", "c", "d"]
    with at_work.holding(with_keys(KEY2, KEY1)):
        (done,) = rotate([COLUMN], batch=1)
        assert (done.resealed, done.unreadable) == (3, ["b"])


def test_a_second_row_of_one_person_is_named_and_the_rest_is_done(table: Callable[..., None]) -> None:
    """Two sign-ups of one phone, before and after the key changed: the index alone could not see that they are one."""
    db.session.execute(text("CREATE UNIQUE INDEX one_phone ON sealed_try (phone_index)"))
    db.session.commit()
    with at_work.holding(with_keys(KEY1)):
        table("a", "c")
        table("b", said="0912345678")
    with at_work.holding(with_keys(KEY2, KEY1)):
        table("b2", said="0912345678")
        (done,) = rotate([COLUMN])
        assert (done.resealed, done.unreadable, done.doubled) == (2, [], ["b"])
        assert in_use([COLUMN]) == {2: 3, 1: 1, 0: 0}


def test_every_declared_column_is_there() -> None:
    assert len(declared()) >= 2
    for sealed in declared():
        columns = db.metadata.tables[sealed.table].columns
        names = [name for name in (sealed.column, sealed.ref, sealed.blind) if name]
        assert set(names) <= set(columns.keys())
        assert columns[sealed.ref].primary_key or columns[sealed.ref].unique
        assert bool(sealed.blind) == bool(sealed.purpose)


def test_rotation_resumes_where_it_was_stopped(table: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    with at_work.holding(with_keys(KEY1)):
        table(*(f"r{n:02d}" for n in range(20)))
    with at_work.holding(with_keys(KEY2, KEY1)):
        with monkeypatch.context() as patch:
            calls = iter(range(12))
            patch.setattr(
                Vault, "seal", lambda self, place, said, real=Vault.seal: (next(calls), real(self, place, said))[1]
            )
            with pytest.raises(StopIteration):
                rotate([COLUMN], batch=5)
        db.session.rollback()
        assert in_use([COLUMN]) == {2: 10, 1: 10, 0: 0}
        assert rotate([COLUMN], batch=5)[0].resealed == 10
        assert len(phones()) == 20


def test_a_value_changed_while_it_was_sealed_anew_stands(
    table: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with at_work.holding(with_keys(KEY1)):
        table("a", "b")
    with at_work.holding(with_keys(KEY2, KEY1)):
        newer = seal(context("sealed_try", "phone", "a"), "mới hơn")
        real = Vault.unseal

        def meanwhile(self: Vault, place: str, sealed: str) -> str:
            with db.engine.begin() as other:
                other.execute(text("UPDATE sealed_try SET phone = :p WHERE ref = 'a'"), {"p": newer})
            return real(self, place, sealed)

        with monkeypatch.context() as patch:
            patch.setattr(Vault, "unseal", meanwhile)
            assert rotate([COLUMN])[0].resealed == 1
        assert phones() == {"a": "mới hơn", "b": "Số b"}


def test_rotation_under_load_has_no_error_and_loses_no_write(app: Flask, table: Callable[..., None]) -> None:
    """Readers and writers go on while every row is sealed anew; the last written value stands, readable with key 2."""
    with at_work.holding(with_keys(KEY1)):
        table(*(f"r{n:03d}" for n in range(300)))
    own = with_keys(KEY2, KEY1)
    stop, errors, written = threading.Event(), list[BaseException](), dict[str, str]()

    def work(act: Callable[[int], None]) -> None:
        with app.app_context(), at_work.holding(own):
            try:
                number = 0
                while not stop.is_set():
                    act(number := number + 1)
                    time.sleep(0.002)
            except BaseException as error:
                errors.append(error)
            finally:
                db.session.remove()

    def change(number: int) -> None:
        ref = f"r{number * 7 % 300:03d}"
        sealed = vault().seal(context("sealed_try", "phone", ref), f"mới {number}")
        db.session.execute(text("UPDATE sealed_try SET phone = :p WHERE ref = :r"), {"p": sealed, "r": ref})
        db.session.commit()
        written[ref] = f"mới {number}"

    workers = [threading.Thread(target=work, args=(act,)) for act in (change, lambda _: phones() and None)]
    for worker in workers:
        worker.start()
    with at_work.holding(own):
        while len(written) < 10 and not errors:
            time.sleep(0.001)
        before = len(written)
        rotate([COLUMN], batch=2)
        during = len(written) - before
        stop.set()
        for worker in workers:
            worker.join()
        assert errors == []
        assert in_use([COLUMN]) == {2: 300, 1: 0, 0: 0}
    with at_work.holding(with_keys(KEY2)):
        now = phones()
        assert during > 5, "the writer wrote while rows were sealed anew"
        assert {ref: now[ref] for ref in written} == written
        assert all(said == f"Số {ref}" for ref, said in now.items() if ref not in written)


def test_the_database_file_and_its_log_hold_no_canary(table: Callable[..., None]) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the files of one SQLite database are read")
    table("r1", said=CANARY)
    db.session.execute(text("INSERT INTO sealed_try VALUES ('control', 'DẤU-THẤY-ĐƯỢC', NULL)"))
    db.session.commit()
    file = Path(str(db.engine.url.database))
    stored = b"".join(bytes_of(file.parent.glob(file.name + "*")).values())
    assert "DẤU-THẤY-ĐƯỢC".encode() in stored, "the search sees what is in the clear"
    for spelling in (CANARY, CANARY.lower(), "0912773388", "CHIM-HO", "HOÀNG"):
        assert spelling.encode() not in stored
        assert spelling.encode("utf-16-le") not in stored


def test_declared_columns_are_known_once() -> None:
    before = declared()
    try:
        declare(COLUMN)
        declare(COLUMN)
        assert declared().count(COLUMN) == 1
    finally:
        rotation._declared.pop((COLUMN.table, COLUMN.column), None)
    assert declared() == before
