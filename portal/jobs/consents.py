"""What somebody agreed to, for which purpose, in which words and when; taking it back is as easy as giving it.

Nothing is agreed to by silence: without a row the answer is no. The ledger only grows; the newest row of a purpose stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from portal.accounts.rules.actor import Actor
from portal.audit import service as audit
from portal.jobs import consent_store as store
from portal.jobs.models import Consent
from portal.shared.messages import Message, message
from portal.storage.db import db
from portal.storage.tombstones import Kind, bury, declare

Purpose = Literal["be_seen", "share_contact", "share_messages", "match_letters", "keep_application"]

TEXTS: dict[Purpose, Message] = {
    "be_seen": message(
        "Tôi đồng ý để nhà tuyển dụng đã được xác minh thấy hồ sơ nghề của tôi mà không thấy tên, số điện thoại, ảnh hay địa chỉ."
    ),
    "share_contact": message(
        "Tôi đồng ý để nhà tuyển dụng này thấy họ tên, số điện thoại và e-mail của tôi trong 90 ngày, chỉ để nói về việc này. "
        "Tôi rút lại lúc nào cũng được."
    ),
    "share_messages": message(
        "Tôi đồng ý nói chuyện với nhà tuyển dụng này qua thư trên trang, trong 90 ngày, không cho số điện thoại. "
        "Tôi rút lại lúc nào cũng được."
    ),
    "match_letters": message(
        "Tôi đồng ý nhận thư ở e-mail của tài khoản, nhiều nhất mỗi ngày một thư: về việc mới hợp với hồ sơ của tôi, và nhắc tôi "
        "quanh ngày về nước. Tôi rút lại lúc nào cũng được."
    ),
    "keep_application": message(
        "Tôi đồng ý giữ lại cuộc trao đổi này (thư đã viết và các bước) tối đa 12 tháng sau khi tin đóng, dù tôi không được nhận. "
        "Họ không xem được gì lâu hơn 90 ngày tôi đã cho. Tôi rút lại lúc nào cũng được."
    ),
}
"""The sentence of each purpose. A changed sentence has another digest: it says which one somebody read."""


@dataclass(frozen=True)
class Entry:
    """One row of the ledger. `matter`: the ref of the meeting it is about, "" where there is none. `current`: these are
    still the words that are asked today."""

    purpose: Purpose
    matter: str
    given: bool
    locale: str
    at: datetime
    current: bool


def text_of(purpose: Purpose) -> str:
    """The digest of the sentence that is asked today: 16 hex digits."""
    return hashlib.sha256(TEXTS[purpose].msgid.encode()).hexdigest()[:16]


def give(actor: Actor, purpose: Purpose, moment: datetime, matter: str = "") -> bool:
    """Write down that the actor agrees, in the caller's transaction; False where that stood already in these words."""
    newest = store.newest_consent(actor.ref, purpose, matter)
    if newest is not None and newest.given and newest.text == text_of(purpose):
        return False
    _keep(actor, purpose, matter, True, moment)
    return True


def take_back(actor: Actor, purpose: Purpose, moment: datetime, matter: str = "") -> bool:
    """Write down that the actor no longer agrees; False where nothing was agreed to."""
    newest = store.newest_consent(actor.ref, purpose, matter)
    if newest is None or not newest.given:
        return False
    bury(AGREED, _name(newest), moment)
    _keep(actor, purpose, matter, False, moment)
    return True


Deed = Callable[[str, str, datetime], object]
"""Is given the account, the matter and the moment; neither commits nor rolls back."""
_undone: dict[str, Deed] = {}


def when_taken_back_again(purpose: Purpose, deed: Deed) -> None:
    """Declare what else ends where a restored backup is older than the taking back: called once, beside the deed."""
    _undone[purpose] = deed


def take_back_again(name: str, moment: datetime) -> None:
    """Take back what an older backup brought back, in the caller's transaction: the ledger says so, in the words of then."""
    row = next(row for row in store.standing() if _name(row) == name)
    back = Consent(account=row.account, purpose=row.purpose, matter=row.matter, given=False, text=row.text)
    back.locale, back.at = row.locale, moment
    db.session.add(back)
    db.session.flush()
    if row.purpose in _undone:
        _undone[row.purpose](row.account, row.matter, moment)


def _name(row: Consent) -> str:
    """One agreeing, never another: whose, to what, and when."""
    return f"{row.account} {row.purpose} {row.matter} {row.at.isoformat()}"


AGREED = "consent"
"""What tombstones call it."""
declare(Kind(AGREED, lambda: map(_name, store.standing()), take_back_again))


def stands(account: str, purpose: Purpose, matter: str = "") -> bool:
    """Whether this account agrees at this moment."""
    newest = store.newest_consent(account, purpose, matter)
    return newest is not None and newest.given


def ledger(account: str) -> Sequence[Entry]:
    """Everything this account agreed to and took back, newest first."""
    return [
        Entry(row.purpose, row.matter, row.given, row.locale, row.at, row.text == text_of(row.purpose))  # type: ignore[arg-type]
        for row in store.consents_of(account)
    ]


def _keep(actor: Actor, purpose: Purpose, matter: str, given: bool, moment: datetime) -> None:
    db.session.add(
        Consent(
            account=actor.ref,
            purpose=purpose,
            matter=matter,
            given=given,
            text=text_of(purpose),
            locale=actor.locale,
            at=moment,
        )
    )
    db.session.flush()
    audit.record(
        "consent.given" if given else "consent.withdrawn",
        actor=actor.ref,
        role=actor.role,
        object_kind="account",
        object_ref=actor.ref,
        facts={"purpose": purpose} | ({"meeting": matter} if matter else {}),
    )
