"""Who deletes their account leaves no question to a firm behind, and no letter about a firm comes to their address any more."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.service import directory
from portal.accounts.service.leaving import DELETION
from portal.firms import enquiry_store, watch_store


def erase(account: str, _now: datetime) -> None:
    """Remove what this account asked, and what its confirmed e-mail address watches."""
    enquiry_store.remove_of([account])
    person = directory.living([account]).get(account)
    if person is not None and person.email is not None:
        watch_store.forget_address(person.email)


DELETION.declare(erase)
