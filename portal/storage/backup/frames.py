"""What stands inside a backup: frames of one kind letter, a length and a content, compressed before they are sealed."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from typing import IO, Any

from portal.storage.backup.container import Damaged, Heading, Sealing, opened
from portal.storage.encryption import Vault

BEGIN, TABLE, ROWS, FILE, PART, END = b"H", b"T", b"R", b"F", b"B", b"E"
_HEAD = struct.Struct(">cI")
_LEVEL = 3
_STEP = 1024 * 1024
LONGEST = 64 * 1024 * 1024
"""Bytes in one frame. A single row that is longer cannot be kept."""
Frame = tuple[bytes, bytes]


class FrameWriter:
    """Writes frames into a file that holds nothing yet."""

    def __init__(self, file: IO[bytes], heading: Heading, keys: Vault) -> None:
        self._sealing = Sealing(file, heading, keys)
        self._pressing = zlib.compressobj(_LEVEL)

    def write(self, kind: bytes, content: bytes) -> None:
        """Add one frame; ValueError for one longer than LONGEST."""
        if len(content) > LONGEST:
            raise ValueError("a row is too long for a backup")
        self._sealing.write(self._pressing.compress(_HEAD.pack(kind, len(content)) + content))

    def write_json(self, kind: bytes, said: Any) -> None:
        self.write(kind, json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())

    def close(self) -> None:
        self._sealing.write(self._pressing.flush())
        self._sealing.close()


def frames(file: IO[bytes], heading: Heading, keys: Vault) -> Iterator[Frame]:
    """Every frame in order, in little memory. Raises as `opened` does; Damaged also where frames do not come out whole."""
    waiting = bytearray()
    for piece in _pressed_out(opened(file, heading, keys)):
        waiting += piece
        start = 0
        while len(waiting) - start >= _HEAD.size:
            kind, length = _HEAD.unpack_from(waiting, start)
            if length > LONGEST:
                raise Damaged("a part of the backup has an impossible length")
            if len(waiting) - start < _HEAD.size + length:
                break
            yield kind, bytes(waiting[start + _HEAD.size : start + _HEAD.size + length])
            start += _HEAD.size + length
        del waiting[:start]
    if waiting:
        raise Damaged("the backup ends within a part")


def _pressed_out(chunks: Iterator[bytes]) -> Iterator[bytes]:
    pressed = zlib.decompressobj()
    try:
        for chunk in chunks:
            while chunk:
                yield pressed.decompress(chunk, _STEP)
                chunk = pressed.unconsumed_tail
        yield pressed.flush()
    except zlib.error:
        raise Damaged("the backup cannot be decompressed") from None
    if not pressed.eof or pressed.unused_data:
        raise Damaged("the backup ends within a part")
