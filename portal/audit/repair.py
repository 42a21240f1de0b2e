"""How the log goes on after it and its anchors disagreed: a person says why, in a row that stays; nothing is mended silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from portal.audit import anchor, store
from portal.audit.rules.chain import ACCEPT, Anchor, Finding, Row, Walk, is_genuine, link, read_anchor, sign_row
from portal.audit.rules.entries import Entry, canonical_facts, is_code
from portal.audit.service import PURPOSE, log_keys, new_anchor, verify
from portal.shared.clock import now
from portal.shared.text import fold
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.encryption import vault

LONGEST = 64
"""Letters of the reason, as it stands in the log."""


class NoReason(ValueError):
    """The reason is empty, too long, or holds what may be personal data."""


@dataclass(frozen=True)
class Accepted:
    """Row `seq` now says that these findings are known; `kept` is the name of the old anchor file, if there was one."""

    seq: int
    because: str
    findings: Sequence[Finding]
    kept: str | None


def accept(because: str) -> Accepted | None:
    """Write down that everything `verify` finds now is known and why; None where it finds nothing. Commits.

    Rows that an anchor knows and the log lost leave a gap for ever. The log, both anchors and new rows go on from here;
    an anchor kept elsewhere from before goes on telling the difference. Raises NoReason.
    """
    code = as_code(because)
    store.hold_head()  # nobody writes until the end of this transaction
    found = [finding for finding in verify() if not finding.accepted]
    if not found:
        db.session.rollback()
        return None
    folder, keys = at_work.settings().state_dir, vault()
    with store.snapshot() as (line, rows):
        walk = Walk(log_keys())
        for row in rows:
            walk.step(row)
    known = [read_anchor(text or "") for text in (line, anchor.read(folder))]
    seq = max(walk.seq, *(each.count for each in known if each and is_genuine(each, log_keys())), 0) + 1
    walk.skip(seq)
    facts: dict[str, str | int] = {"because": code, "digest": walk.digest(), "rows": len(walk.findings)}
    facts |= {finding.where: finding.kind for finding in found if finding.where}  # what each anchor told
    entry = Entry(seq, now(), "system", "system", ACCEPT, "", "", canonical_facts({**facts}))
    digest = link(walk.link, entry, keys.newest)
    store.append(Row(entry, keys.newest, digest, sign_row(keys.key(PURPOSE, keys.newest), digest)))
    after: Anchor = new_anchor(seq, digest)
    store.set_head(str(after))
    db.session.commit()  # first the row: were the file put aside before it, a fault in between would lose evidence
    kept = anchor.set_aside(folder, seq)
    anchor.advance(folder, after)
    return Accepted(seq, code, found, kept)


def as_code(because: str) -> str:
    """The reason as the log may hold it: folded words joined by dashes. Raises NoReason."""
    code = "-".join(re.findall(r"[a-z0-9]+", fold(because)))
    if not code or len(code) > LONGEST or not is_code(code):
        raise NoReason(f"say why in a few words (at most {LONGEST} letters), without names, phone numbers or addresses")
    return code
