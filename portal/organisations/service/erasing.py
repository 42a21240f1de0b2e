"""Who deletes their account acts for no organisation any more; where nobody else does, its papers and its contact go with them."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.rules.names import email_key
from portal.accounts.service import directory
from portal.accounts.service.leaving import DELETION
from portal.organisations import sealed, store
from portal.organisations.service.common import seats_of


def erase(account: str, now: datetime) -> None:
    """End the membership, forget who invited this address, and clear an organisation that nobody acts for now."""
    person = directory.living([account]).get(account)
    if person is not None and person.email is not None:
        store.forget_invitations(sealed.invited_indexes(email_key(person.email)))
    seat = store.current_membership(account)
    if seat is None:
        return
    organisation = seat.organisation
    store.end_membership(seat, account, now)
    if [row for row in seats_of(organisation) if row.account_ref != account]:
        return
    sealed.set_contact(organisation, "", "")
    store.forget_invitations_of(organisation)
    for paper in store.papers_of(organisation):  # `flask work` takes the files away that no row names
        store.end_paper(paper, account, now)


DELETION.declare(erase)
