"""The papers of an organisation: taken in, handed out, taken away, and cleared up after."""

from __future__ import annotations

from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.transaction import act
from portal.accounts.tokens import new_ref
from portal.organisations import store, uploads, wording
from portal.organisations.models import Evidence
from portal.organisations.results import Done, EvidenceFile
from portal.organisations.rules.files import BadFile, MediaType
from portal.organisations.rules.papers import MOST_FILES, PAPERS
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service.common import found, log, own, standing_of
from portal.shared.problems import BadInput, Problem
from portal.storage.db import db

_ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}


def add(actor: Actor, kind: str, name: str, content: bytes, now: datetime) -> Done | Refused:
    """Take in a paper. `name` is the file's own name, judged and forgotten; `content` its bytes.

    Raises BadInput (fields kind, file). The file is written before its row: a cut in between leaves a file that no row
    names, which `clear_up` takes away, never a row without its file.
    """
    if (refused := _may_add(actor)) is not None:
        return refused
    media_type, kept = _checked(kind, name, content)
    stored = uploads.FOLDER.write(kept)
    try:
        answer = _note_paper(actor, kind, media_type, kept, stored, now)
    except BaseException:
        uploads.FOLDER.remove(stored)
        raise
    if isinstance(answer, Refused):
        uploads.FOLDER.remove(stored)
    return answer


def remove(actor: Actor, ref: str, now: datetime) -> Done | Refused:
    """Take a paper away while the papers are with the members; its bytes go once the row is marked."""
    answer = _forget_paper(actor, ref, now)
    if isinstance(answer, Refused):
        return answer
    uploads.FOLDER.remove(answer)
    return Done()


@act
def read(actor: Actor, organisation_ref: str, ref: str) -> EvidenceFile | Refused:
    """The paper as an attachment. Reading by anybody but a member leaves a row in the log."""
    organisation = found(actor, organisation_ref, "organisation.read_evidence")
    if isinstance(organisation, Refused):
        return organisation
    paper = store.find_paper(organisation, ref)
    if paper is None:
        return Refused(Refusal.NO_SUCH)
    content = uploads.FOLDER.read(paper.stored_name)
    if content is None:
        return Refused(Refusal.FILE_GONE)
    membership = store.current_membership(actor.ref)
    if membership is None or membership.organisation_id != organisation.id:
        log(actor, "evidence_read", organisation, {"kind": paper.kind})
    return EvidenceFile(f"{paper.kind}-{paper.id}.{_ENDINGS[paper.media_type]}", paper.media_type, content)


@act
def clear_up(now: datetime) -> int:
    """Take away files that no row names (`flask work`); returns how many."""
    return uploads.FOLDER.remove_orphans(store.stored_names(), now)


def _checked(kind: str, name: str, content: bytes) -> tuple[MediaType, bytes]:
    problems = [] if kind in PAPERS else [Problem("kind", wording.NO_PAPER)]
    try:
        prepared = uploads.prepare(name, content)
    except BadFile as bad:
        raise BadInput([*problems, Problem("file", wording.say_file(bad.fault))]) from None
    if problems:
        raise BadInput(problems)
    return prepared


@act
def _may_add(actor: Actor) -> Refused | None:
    organisation = own(actor, "organisation.add_evidence")
    if isinstance(organisation, Refused):
        return organisation
    return Refused(Refusal.TOO_MANY_FILES) if len(store.papers_of(organisation)) >= MOST_FILES else None


@act
def _note_paper(
    actor: Actor, kind: str, media_type: MediaType, content: bytes, stored: str, now: datetime
) -> Done | Refused:
    organisation = own(actor, "organisation.add_evidence")
    if isinstance(organisation, Refused):
        return organisation
    if not store.claim(organisation, organisation.version):  # a moderator decides on what they saw; uploads take turns
        return Refused(Refusal.CHANGED)
    if len(store.papers_of(organisation)) >= MOST_FILES:
        db.session.rollback()
        return Refused(Refusal.TOO_MANY_FILES)
    db.session.add(
        Evidence(
            ref=new_ref(),
            organisation_id=organisation.id,
            kind=kind,
            stored_name=stored,
            media_type=media_type,
            size=len(content),
            uploaded_by=actor.ref,
            uploaded_at=now,
        )
    )
    db.session.flush()
    log(actor, "evidence_added", organisation, {"kind": kind, "size": len(content)})
    return Done()


@act
def _forget_paper(actor: Actor, ref: str, now: datetime) -> str | Refused:
    """Marks it deleted; the name under which its bytes lie."""
    organisation = own(actor, "organisation.add_evidence")
    if isinstance(organisation, Refused):
        return organisation
    paper = store.find_paper(organisation, ref)
    if paper is None:
        return Refused(Refusal.NO_SUCH)
    if not standing_of(organisation).editable:
        return Refused(Refusal.LOCKED)
    if not store.claim(organisation, organisation.version) or not store.end_paper(paper, actor.ref, now):
        return Refused(Refusal.CHANGED)
    log(actor, "evidence_removed", organisation, {"kind": paper.kind})
    return paper.stored_name
