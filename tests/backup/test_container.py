"""The file of a backup: whatever is altered, cut, swapped or added is refused, by the part that it is in."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

import pytest

from portal.storage.backup import container
from portal.storage.backup.container import CHUNK, TAG, Damaged, Heading, NotABackup, Sealing, opened, read_heading
from portal.storage.backup.frames import FrameWriter, frames
from portal.storage.encryption import KeyMissing, Vault

MADE = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
KEYS = Vault("k9Lm2Qw7Zx4Vb8Nt3Rf6Yh1Jp5Sd0Gc-test")
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77)


def sealed(content: bytes, keys: Vault = KEYS) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, Heading.fresh(keys, MADE), keys)
    for start in range(0, len(content), 1000):
        sealing.write(content[start : start + 1000])
    sealing.close()
    return out.getvalue()


def unsealed(whole: bytes, keys: Vault = KEYS) -> bytes:
    file = io.BytesIO(whole)
    return b"".join(opened(file, read_heading(file), keys))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_and_looks_like_nothing(size: int) -> None:
    content = random.Random(size).randbytes(size)
    whole = sealed(content)
    assert unsealed(whole) == content
    assert size < 16 or content[:16] not in whole
    assert sealed(content) != whole, "each file has a key of its own"


@pytest.mark.parametrize("size", SIZES)
def test_a_flipped_bit_is_seen_in_every_region(size: int) -> None:
    whole = sealed(bytes(size))
    line = whole.index(b"\n") + 1
    rng = random.Random(size)
    places = {*range(line), line, len(whole) - 1, *(rng.randrange(line, len(whole)) for _ in range(60))}
    places |= {
        line + n * (CHUNK + TAG) + k
        for n in range(4)
        for k in (-TAG - 1, -1, 0)
        if line <= line + n * (CHUNK + TAG) + k
    }
    for place in sorted(place for place in places if place < len(whole)):
        wrong = bytearray(whole)
        wrong[place] ^= 1 << rng.randrange(8)
        with pytest.raises((Damaged, NotABackup, KeyMissing)):
            unsealed(bytes(wrong))


@pytest.mark.parametrize("size", SIZES)
def test_a_cut_or_longer_file_is_refused(size: int) -> None:
    whole = sealed(bytes(size))
    line = whole.index(b"\n") + 1
    ends = {0, 5, line - 1, line, line + 1, len(whole) - 1, len(whole) - TAG}
    ends |= {line + n * (CHUNK + TAG) for n in range(4)}
    for end in sorted(end for end in ends if 0 <= end < len(whole)):
        with pytest.raises((Damaged, NotABackup)):
            unsealed(whole[:end])
    for more in (b"\0", whole[line:], bytes(CHUNK + TAG)):
        with pytest.raises(Damaged):
            unsealed(whole + more)


def test_parts_may_not_change_places_or_files() -> None:
    whole, other = sealed(bytes(4 * CHUNK)), sealed(bytes(4 * CHUNK))
    line = whole.index(b"\n") + 1
    step = CHUNK + TAG
    head, parts = whole[:line], [whole[line + n * step : line + (n + 1) * step] for n in range(4)]
    theirs = [other[line + n * step : line + (n + 1) * step] for n in range(4)]
    assert unsealed(head + b"".join(parts)) == bytes(4 * CHUNK)
    for mixed in (
        [parts[1], parts[0], *parts[2:]], [parts[0], *parts[2:]], [parts[0], *parts], parts[:3],
        [theirs[0], *parts[1:]], [*parts[:3], theirs[3]],
    ):  # fmt: skip
        with pytest.raises(Damaged):
            unsealed(head + b"".join(mixed))


def test_other_keys_do_not_open_it() -> None:
    one, two = (1, bytes(range(64))), (2, bytes(reversed(range(64))))
    whole = sealed(b"x" * 100, Vault("s" * 40, [one]))
    assert unsealed(whole, Vault("other " * 8, [two, one])) == b"x" * 100
    with pytest.raises(KeyMissing):
        unsealed(whole, Vault("s" * 40, [two]))
    with pytest.raises(Damaged, match="other keys"):
        unsealed(whole, Vault("s" * 40, [(1, bytes(64))]))
    with pytest.raises(Damaged, match="other keys"):
        unsealed(sealed(b"x", Vault("s" * 40)), Vault("t" * 40))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "not a backup"), (b"SQLite format 3\0", "not a backup"), (b"ben-ve sealed 0\n", "not a backup"),
        (b"ben-ve backup 0 0 2026-11-25T03:04:05Z " + b"A" * 43 + b"\n", "format 0"),
        (b"ben-ve backup 2 whatever", "format 2"),
        (b"ben-ve backup 1 0 2026-11-25T03:04:05Z " + b"A" * 43, "cannot be read"),
        (b"ben-ve backup 1 0 2026-13-25T03:04:05Z " + b"A" * 43 + b"\n", "cannot be read"),
        (b"ben-ve backup 1 0 2026-11-25T03:04:05Z " + b"B" * 43 + b"\n", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_backup_is_told_apart(line: bytes, said: str) -> None:
    with pytest.raises(NotABackup, match=said):
        read_heading(io.BytesIO(line))


def test_frames_come_back_in_little_pieces() -> None:
    out = io.BytesIO()
    heading = Heading.fresh(KEYS, MADE)
    writer = FrameWriter(out, heading, KEYS)
    rng = random.Random(7)
    wanted = [(b"R", rng.randbytes(rng.choice((0, 1, 100, 300_000)))) for _ in range(40)] + [(b"R", bytes(5_000_000))]
    for kind, content in wanted:
        writer.write(kind, content)
    writer.close()
    file = io.BytesIO(out.getvalue())
    assert list(frames(file, read_heading(file), KEYS)) == wanted


def test_frames_that_do_not_end_are_refused() -> None:
    out = io.BytesIO()
    heading = Heading.fresh(KEYS, MADE)
    writer = FrameWriter(out, heading, KEYS)
    writer.write(b"R", b"abc")
    writer._sealing.close()  # sealed well, but what is inside was never finished
    file = io.BytesIO(out.getvalue())
    with pytest.raises(Damaged):
        list(frames(file, read_heading(file), KEYS))


def test_the_key_of_a_file_depends_on_its_salt_and_purpose() -> None:
    heading = Heading(0, MADE, bytes(32))
    raw = KEYS.key("seal", 0)
    assert KEYS.key(container.PURPOSE, 0) != raw
    nonce = bytes(12)
    mine = heading.cipher(KEYS).encrypt(nonce, b"x", None)
    assert Heading(0, MADE, b"\1" + bytes(31)).cipher(KEYS).encrypt(nonce, b"x", None) != mine
