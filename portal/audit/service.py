"""Writes down who did what, proves that nobody changed it since, and shows a person what was done in their name."""

from __future__ import annotations

import logging
from collections.abc import Collection

from portal.audit import anchor, store
from portal.audit.rules.chain import START, Anchor, Finding, Row, judge, link, read_anchor, sign_anchor, sign_row
from portal.audit.rules.entries import Entry, Facts, canonical_facts, check
from portal.shared.clock import now
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import vault

PURPOSE = "audit log"

log = logging.getLogger(__name__)


class LogDamaged(Exception):
    """The log does not go on from where its head says; nothing more is done until `flask audit verify` was looked at."""


def record(
    action: str, *, actor: str, role: str, object_kind: str = "", object_ref: str = "", facts: Facts | None = None
) -> Entry:
    """Add one act to the log, in the caller's transaction; make it the last thing before the commit.

    The log has one writer at a time, until that transaction ends. `actor` is an opaque account ref, "system" or
    "anonymous". Raises NotForTheLog when a part may be personal data, LogDamaged when the log was tampered with.
    """
    check(action, actor, role, object_kind, object_ref)
    said = canonical_facts(facts)
    before = _head()
    keys = vault()
    entry = Entry(before.count + 1, now(), actor, role, action, object_kind, object_ref, said)
    digest = link(before.link, entry, keys.newest)
    store.append(Row(entry, keys.newest, digest, sign_row(keys.key(PURPOSE, keys.newest), digest)))
    after = new_anchor(entry.seq, digest)
    store.set_head(str(after))
    if _file_agrees(before):
        anchor.due(db.session(), at_work.settings().state_dir, after)
    return entry


def verify(given: str | None = None) -> list[Finding]:
    """What is wrong with the committed log; [] when nothing is. `given` is an anchor kept elsewhere (`flask audit head`)."""
    folder = at_work.settings().state_dir
    file = anchor.read(folder)
    with store.snapshot() as (line, rows):  # after the file was read: it may lag behind the log, never lead
        if not (file is None and line and anchor.read(folder)):
            anchors = {"database": line, "file": file} | ({"given": given} if given is not None else {})
            return judge(rows, log_keys(), anchors)
    return verify(given)  # the first row of all was written between the two questions


def log_keys() -> dict[int, bytes]:
    """The keys of the log by version, newest first."""
    keys = vault()
    return {version: keys.key(PURPOSE, version) for version in keys.versions}


def head() -> Anchor | None:
    """The anchor of the committed log, to be kept off this machine; None for an empty log."""
    with store.snapshot() as (line, _):
        return read_anchor(line or "")


def of_actor(ref: str, limit: int = 50) -> tuple[Entry, ...]:
    """What this account did, newest first."""
    return store.of_actor(ref, limit)


def of_object(ref: str, limit: int = 50, actions: Collection[str] = ()) -> tuple[Entry, ...]:
    """What anybody did to this object (an account, an organisation …), newest first; only these acts, where some are named."""
    return store.of_object(ref, limit, actions)


def new_anchor(count: int, digest: str) -> Anchor:
    """The anchor of a log of so many rows, the last of them with this link, signed with the newest key."""
    keys = vault()
    return Anchor(count, digest, keys.newest, sign_anchor(keys.key(PURPOSE, keys.newest), count, digest))


def _head() -> Anchor:
    line = store.hold_head()
    if not line:
        kept: Anchor | None = Anchor(0, START, 0, "")
    else:
        kept = read_anchor(line)
    if kept is None or kept.count != store.last_seq() or (kept.count and store.link_at(kept.count) != kept.link):
        raise LogDamaged("the log and its head do not fit together: run flask audit verify")
    return kept


def _link_at(count: int, before: Anchor) -> str | None:
    if count == before.count:
        return before.link
    return store.link_at(count) if count else START


def _file_agrees(before: Anchor) -> bool:
    """Whether the anchor file may go forward: it knows nothing that this log does not hold."""
    folder = at_work.settings().state_dir
    line = anchor.read(folder)
    if line is None:
        if not before.count:  # a log of no rows is true whatever becomes of this one; so the file is never missing
            anchor.advance(folder, new_anchor(0, START))
        return True
    kept = read_anchor(line)
    if kept and kept.count <= before.count and _link_at(kept.count, before) == kept.link:
        return True
    log.error("the log's anchor file does not fit the log and is left as evidence: run flask audit verify")
    return False
