"""How entries are chained and judged: each row vouches for all before it, and anchors remember how far the log went.

`link` is an open SHA-256 chain over the entries; each row's `mac` signs its link with a key that the database does not
hold. So a later row under a new key vouches for older rows whose key is gone, and nobody without a key can mend the log.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Literal

from portal.audit.rules.entries import Entry

START = "0" * 64
"""What the first row is chained to."""
Kind = Literal[
    "changed", "forged", "missing", "key_order", "no_key", "truncated", "rewritten", "unanchored", "anchor_missing", "anchor_forged"
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A stored entry: `key` is the version of the key that made `mac` over `link` (both 64 hex digits)."""

    entry: Entry
    key: int
    link: str
    mac: str


@dataclass(frozen=True)
class Anchor:
    """The log held `count` rows, the last of them with this link; signed like a row."""

    count: int
    link: str
    key: int
    mac: str

    def __str__(self) -> str:
        return f"ben-ve-audit {self.count} {self.link} {self.key} {self.mac}"


@dataclass(frozen=True)
class Finding:
    """What is wrong with rows `first` to `last`; `where` names the anchor that told (database, file, given)."""

    kind: Kind
    first: int
    last: int
    where: str = ""


def link(before: str, entry: Entry, key: int) -> str:
    """The digest of this entry and of all before it."""
    e = entry
    moment = e.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [e.seq, moment, e.actor, e.role, e.action, e.object_kind, e.object_ref, e.facts, key]
    return sha256(bytes.fromhex(before) + json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def sign_row(key: bytes, link: str) -> str:
    """The signature of a row over its link."""
    return hmac.new(key, b"row " + link.encode(), sha256).hexdigest()


def sign_anchor(key: bytes, count: int, link: str) -> str:
    """The signature of an anchor."""
    return hmac.new(key, f"anchor {count} {link}".encode(), sha256).hexdigest()


def read_anchor(text: str) -> Anchor | None:
    """The anchor in this line, or None where the line is none."""
    parts = text.split()
    if len(parts) != 5 or parts[0] != "ben-ve-audit" or not (parts[1].isdecimal() and parts[3].isdecimal()):
        return None
    anchor = Anchor(int(parts[1]), parts[2], int(parts[3]), parts[4])
    return anchor if str(anchor) == text.strip() else None


def judge(rows: Iterable[Row], keys: Mapping[int, bytes], anchors: Mapping[str, str | None]) -> list[Finding]:
    """Everything that is wrong with the log; an empty list means that it is as it was written.

    `rows` come by seq; `keys` are the log's keys by version, newest first; `anchors` the anchors' lines by place,
    None where a place has none. The place "database" must know the whole log, others may know an earlier state.
    """
    findings: list[Finding] = []
    wanted = {place: read_anchor(line or "") for place, line in anchors.items()}
    links = {anchor.count: "" for anchor in wanted.values() if anchor} | {0: START}
    before, seq, unsigned, newest = START, 0, 0, -1
    for row in rows:
        gap = row.entry.seq != seq + 1
        if gap:
            findings.append(Finding("missing", seq + 1, row.entry.seq - 1))
        seq = row.entry.seq
        if not gap and link(before, row.entry, row.key) != row.link:
            findings.append(Finding("changed", seq, seq))
        if row.key < newest:
            findings.append(Finding("key_order", seq, seq))
        newest = max(newest, row.key)
        if row.key not in keys:
            unsigned = unsigned or seq
        elif not hmac.compare_digest(sign_row(keys[row.key], row.link), row.mac):
            findings.append(Finding("forged", seq, seq))
        else:
            unsigned = 0
        before = row.link
        if seq in links:
            links[seq] = row.link
    if unsigned:
        findings.append(Finding("no_key", unsigned, seq))
    for place, anchor in wanted.items():
        findings += _judge_anchor(place, anchor, anchors[place], keys, links, seq)
    return findings


def _judge_anchor(
    place: str, anchor: Anchor | None, line: str | None, keys: Mapping[int, bytes], links: Mapping[int, str], last: int
) -> Sequence[Finding]:
    """What the anchor of one place says of a log whose last row is `last`."""
    if anchor is None:
        if line is None or not line.strip():
            return [Finding("anchor_missing", last, last, place)] if last else []
        return [Finding("anchor_forged", last, last, place)]
    if anchor.key not in keys:
        return [Finding("no_key", anchor.count, anchor.count, place)]
    if not hmac.compare_digest(sign_anchor(keys[anchor.key], anchor.count, anchor.link), anchor.mac):
        return [Finding("anchor_forged", anchor.count, anchor.count, place)]
    if anchor.count > last:
        return [Finding("truncated", last + 1, anchor.count, place)]
    if links[anchor.count] != anchor.link:
        return [Finding("rewritten", anchor.count, anchor.count, place)]
    if place == "database" and anchor.count < last:
        return [Finding("unanchored", anchor.count + 1, last, place)]
    return []
