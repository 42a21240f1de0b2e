"""Sealed files: nothing in the clear, each opens in its own place only, rotated while others read, write and remove."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from portal.config import Settings
from portal.shared.clock import now
from portal.storage import at_work, sealed_files
from portal.storage.encryption import Vault
from portal.storage.sealed_files import SealedFolder, declare_folder, declared_folders

KEY1, KEY2 = (1, bytes(range(64))), (2, bytes(reversed(range(64))))
FOLDER = SealedFolder("papers-try")
CANARY = b"GIAY-TO-CUA-CHIM"


@pytest.fixture
def state(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    own = replace(settings, state_dir=tmp_path, keys=(KEY1,))
    with at_work.holding(own):
        yield own


def test_a_file_comes_back_and_tells_nothing_on_disk(state: Settings) -> None:
    content = CANARY * 300_000
    name = FOLDER.write(content)
    path = FOLDER.path() / name
    assert len(name) == 32
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    raw = path.read_bytes()
    assert raw.startswith(b"ben-ve sealed 1\n")
    assert CANARY not in raw
    assert FOLDER.read(name) == content
    assert FOLDER.write(CANARY) != FOLDER.write(CANARY)


@pytest.mark.parametrize("place", [0, 10, 16, 40, -1])
def test_a_changed_byte_a_cut_end_and_another_place_are_refused(state: Settings, place: int) -> None:
    name, other = FOLDER.write(CANARY), FOLDER.write(b"other")
    path = FOLDER.path() / name
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
    assert FOLDER.read(name) is None
    path.write_bytes((FOLDER.path() / other).read_bytes())
    assert FOLDER.read(name) is None
    path.write_bytes(b"in the clear")
    assert FOLDER.read(name) is None
    assert FOLDER.in_use() == {1: 1, -1: 1}
    assert SealedFolder("elsewhere").read(other) is None


@pytest.mark.parametrize("wrong", ["../x", "x", "A" * 32, "a" * 33, ".lock"])
def test_names_are_ours(state: Settings, wrong: str) -> None:
    with pytest.raises(ValueError, match="name"):
        FOLDER.read(wrong)
    with pytest.raises(ValueError, match="name"):
        FOLDER.remove(wrong)


def test_rotation_brings_every_file_and_names_those_that_do_not_open(state: Settings) -> None:
    names = [FOLDER.write(b"%d" % n) for n in range(5)]
    (FOLDER.path() / names[0]).write_bytes(b"junk")
    with at_work.holding(replace(state, keys=(KEY2, KEY1))):
        done = FOLDER.rotate()
        assert (done.resealed, done.unreadable) == (4, [names[0]])
        assert FOLDER.in_use() == {2: 4, -1: 1}
        assert FOLDER.rotate().resealed == 0
    with at_work.holding(replace(state, keys=(KEY2,))):
        assert [FOLDER.read(name) for name in names] == [None, b"1", b"2", b"3", b"4"]
    assert [path.name for path in FOLDER.path().iterdir() if path.name.endswith(".new")] == []


def test_a_file_removed_while_it_was_sealed_anew_does_not_come_back(
    state: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = FOLDER.write(CANARY)
    real = Vault.seal_bytes

    def meanwhile(self: Vault, place: str, content: bytes) -> bytes:
        FOLDER.remove(name)
        return real(self, place, content)

    monkeypatch.setattr(Vault, "seal_bytes", meanwhile)
    with at_work.holding(replace(state, keys=(KEY2, KEY1))):
        assert FOLDER.rotate().resealed == 0
    assert [path.name for path in FOLDER.path().iterdir() if path.name != ".lock"] == []


def test_rotation_goes_on_beside_readers_and_writers(state: Settings) -> None:
    names = [FOLDER.write(b"%d" % n) for n in range(40)]
    own, stop, lost = replace(state, keys=(KEY2, KEY1)), threading.Event(), list[str]()

    def read() -> None:
        with at_work.holding(own):
            while not stop.is_set():
                lost.extend(name for n, name in enumerate(names) if FOLDER.read(name) != b"%d" % n)
                FOLDER.remove(FOLDER.write(b"short-lived"))

    reader = threading.Thread(target=read)
    reader.start()
    with at_work.holding(own):
        done = FOLDER.rotate()
        stop.set()
        reader.join()
        assert lost == []
        assert (done.unreadable, FOLDER.in_use()) == ([], {2: 40})


def test_orphans_go_after_a_day_and_nothing_else(state: Settings) -> None:
    old, known, young = FOLDER.write(b"1"), FOLDER.write(b"2"), FOLDER.write(b"3")
    folder = FOLDER.path()
    cut, other = folder / f"{known}.new", folder / "README"
    cut.write_text("x")
    other.write_text("x")
    yesterday = (now() - timedelta(hours=24, seconds=5)).timestamp()
    for path in (folder / old, folder / known, cut, other):
        os.utime(path, (yesterday, yesterday))
    assert FOLDER.remove_orphans({known}, now()) == 2
    assert not (folder / old).exists()
    assert not cut.exists()
    assert all(path.exists() for path in (folder / known, folder / young, other))


def test_folders_are_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "uploads" in {folder.name for folder in declared_folders()}
    monkeypatch.setattr(sealed_files, "_declared", {})
    declare_folder(FOLDER)
    declare_folder(SealedFolder(FOLDER.name))
    assert declared_folders() == (FOLDER,)
