"""What becomes of an organisation's vacancies when a moderator decides of the organisation itself: in the same transaction."""

from __future__ import annotations

from portal.jobs.posting import store
from portal.jobs.posting.common import changed
from portal.jobs.store import begin_changes
from portal.organisations.service import directory
from portal.shared.clock import now
from portal.storage.db import db


def organisation_changed(ref: str) -> None:
    """Let ranking and index see its vacancies anew, under the name that it has now. The pages ask by themselves."""
    db.session.flush()  # taking the turn reads everything anew: what the act has set must be written by then
    begin_changes()
    name = directory.names_of([ref]).get(ref)
    for row in store.of_organisation(ref):
        if name is not None:
            row.employer = name
        changed(row, now())
