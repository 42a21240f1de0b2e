"""How entries are chained and judged: each row vouches for all before it, and anchors remember how far the log went.

`link` is an open SHA-256 chain over the entries; each row's `mac` signs its link with a key that the database does not
hold. So a later row under a new key vouches for older rows whose key is gone, and nobody without a key can mend the log.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from hashlib import sha256
from typing import Literal

from portal.audit.rules.entries import Entry

ACCEPT = "audit.accept"
"""The act of a row that says why findings before it are known; its facts name them by digest."""
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
    """What is wrong with rows `first` to `last`; `where` names the anchor that told (database, file, given).

    `accepted` is the later row by which a person said why, 0 where nobody did.
    """

    kind: Kind
    first: int
    last: int
    where: str = ""
    accepted: int = 0


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


class Walk:
    """Reads the rows in order and notes what is wrong; `link` and `seq` are those of the last row read."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._keys = keys
        self.findings: list[Finding] = []
        self.link, self.seq = START, 0
        self.unsigned, self._newest = 0, -1

    def step(self, row: Row) -> None:
        """Judge one more row."""
        gap = row.entry.seq != self.seq + 1
        whole = link(self.link, row.entry, row.key) == row.link
        if gap:
            self.skip(row.entry.seq)
        elif not whole:
            self._find("changed", row.entry.seq)
        self.link, self.seq = row.link, row.entry.seq
        if row.key < self._newest:
            self._find("key_order", self.seq)
        self._newest = max(self._newest, row.key)
        if row.key not in self._keys:
            self.unsigned = self.unsigned or self.seq
        elif not hmac.compare_digest(sign_row(self._keys[row.key], row.link), row.mac):
            self._find("forged", self.seq)
        else:
            self.unsigned = 0
            if whole and row.entry.action == ACCEPT:
                self._accept(row.entry)

    def skip(self, seq: int) -> None:
        """Note that no row is there from the last one up to the one before `seq`."""
        if seq > self.seq + 1:
            self.findings.append(Finding("missing", self.seq + 1, seq - 1))

    def digest(self) -> str:
        """Names all findings so far."""
        said = [[finding.kind, finding.first, finding.last] for finding in self.findings]
        return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()

    def _find(self, kind: Kind, seq: int) -> None:
        self.findings.append(Finding(kind, seq, seq))

    def _accept(self, entry: Entry) -> None:
        """A person knew of exactly these findings; one more or one less in these rows, and all of them are told again."""
        if json.loads(entry.facts).get("digest") == self.digest():
            self.findings = [f if f.accepted else replace(f, accepted=entry.seq) for f in self.findings]


def judge(rows: Iterable[Row], keys: Mapping[int, bytes], anchors: Mapping[str, str | None]) -> list[Finding]:
    """Everything that is wrong with the log; an empty list means that it is as it was written.

    `rows` come by seq; `keys` are the log's keys by version, newest first; `anchors` the anchors' lines by place,
    None where a place has none. The place "database" must know the whole log, others may know an earlier state.
    """
    wanted = {place: read_anchor(line or "") for place, line in anchors.items()}
    links = {anchor.count: "" for anchor in wanted.values() if anchor} | {0: START}
    walk = Walk(keys)
    for row in rows:
        walk.step(row)
        if walk.seq in links:
            links[walk.seq] = walk.link
    findings = walk.findings
    if walk.unsigned:
        findings.append(Finding("no_key", walk.unsigned, walk.seq))
    for place, anchor in wanted.items():
        findings += _judge_anchor(place, anchor, anchors[place], keys, links, walk.seq)
    return findings


def is_genuine(anchor: Anchor, keys: Mapping[int, bytes]) -> bool:
    """Whether this installation made the anchor."""
    key = keys.get(anchor.key)
    return key is not None and hmac.compare_digest(sign_anchor(key, anchor.count, anchor.link), anchor.mac)


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
    if not is_genuine(anchor, keys):
        return [Finding("anchor_forged", anchor.count, anchor.count, place)]
    if anchor.count > last:
        return [Finding("truncated", last + 1, anchor.count, place)]
    if links[anchor.count] != anchor.link:
        return [Finding("rewritten", anchor.count, anchor.count, place)]
    if place == "database" and anchor.count < last:
        return [Finding("unanchored", anchor.count + 1, last, place)]
    return []
