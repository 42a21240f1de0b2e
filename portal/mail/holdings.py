"""Which letters wait for a person: found by opening each address, because a waiting letter knows no account."""

from __future__ import annotations

from portal.mail import store
from portal.storage.held import Row, Subject, declare_told


def letters(subject: Subject) -> list[Row]:
    """The letters and messages that wait to be sent to this person: kind and since when; links in them are secrets."""
    names = {name for name in (subject.email, subject.phone) if name}
    return [
        {"channel": row.channel, "kind": row.kind, "locale": row.locale, "created_at": row.created_at}
        for row in store.addressed_to(names)
    ]


declare_told("mail_outbox", letters)
