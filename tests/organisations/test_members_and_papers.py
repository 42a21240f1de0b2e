"""Members who accepted, invitations that tell nothing, papers that only their readers open."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.accounts.service import demo
from portal.audit import service as audit
from portal.organisations import uploads
from portal.organisations.results import Done, EvidenceFile
from portal.organisations.rules.membership import INVITATION_LIFE, MOST_INVITED
from portal.organisations.rules.papers import MOST_FILES
from portal.organisations.rules.refusals import Refusal, Refused
from portal.organisations.service import evidence, members, mine
from portal.shared.clock import now
from portal.shared.problems import BadInput
from portal.storage import at_work
from portal.storage.db import db
from portal.storage.rotation import rotate
from tests.accounts.conftest import Post, together
from tests.organisations.samples import FIRM, Town, pdf, png

NO_SUCH = Refused(Refusal.NO_SUCH)


def folder(app: Flask) -> set[str]:
    return {file.name for file in uploads.FOLDER.path().iterdir() if not file.name.startswith(".")}


def invite(town: Town, name: str, by: str = "employer") -> str:
    """Invite a demo account; the ref of the invitation."""
    assert members.invite(town.actor(by), f"{name}@demo.example", now()) == Done()
    return town.mine(by).invited[-1].ref


def join(town: Town, name: str) -> None:
    ref = invite(town, name)
    town.actor(name)
    assert members.accept(town.actor(name), ref, now()) == Done()


def test_invited_accepted_removed(town: Town) -> None:
    org = town.make()
    ref = invite(town, "employer2")
    actor = town.actor("employer2")
    assert mine.my_organisation(actor, now()) == NO_SUCH
    assert [offer.ref for offer in members.offers(actor, now())] == [ref]
    assert members.accept(actor, ref, now()) == Done()
    assert members.accept(actor, ref, now()) == Refused(Refusal.NO_INVITATION)
    mine_now = town.mine("employer2")
    assert (mine_now.organisation.ref, mine_now.manages, mine_now.invited) == (org, False, ())
    assert [line.owner for line in mine_now.organisation.members] == [True, False]
    owner, member = mine_now.organisation.members
    assert members.remove(actor, owner.ref, now()) == Refused(Refusal.NOT_ALLOWED)
    assert members.invite(actor, "x@benve.example", now()) == Refused(Refusal.NOT_ALLOWED)
    assert members.remove(town.actor("employer"), member.ref, now()) == Done()
    assert mine.my_organisation(actor, now()) == NO_SUCH
    assert members.remove(town.actor("employer"), member.ref, now()) == NO_SUCH


def test_an_invitation_tells_nothing_of_who_has_an_account(town: Town) -> None:
    town.make()
    town.actor("employer2")
    for address in ("employer2@demo.example", "nobody@benve.example"):
        assert members.invite(town.actor("employer"), address, now()) == Done()
    assert [line.email for line in town.mine().invited] == ["employer2@demo.example", "nobody@benve.example"]
    told = [(to, kind, locale, values) for to, kind, locale, values in Post().letters]
    assert sorted(told) == [
        (address, "organisation_invited", "vi", {"path": "/vi/organisation"})
        for address in ("employer2@demo.example", "nobody@benve.example")
    ]


def test_declining_is_not_seen(town: Town) -> None:
    town.make()
    ref = invite(town, "employer2")
    before = town.mine().invited
    assert members.decline(town.actor("employer2"), ref, now()) == Done()
    assert town.mine().invited == before
    assert members.offers(town.actor("employer2"), now()) == ()
    assert members.accept(town.actor("employer2"), ref, now()) == Refused(Refusal.NO_INVITATION)
    entries = [entry.action for entry in audit.of_actor(town.actor("employer").ref)]
    assert "organisation.invitation_declined" not in entries


@pytest.mark.parametrize(("seconds", "open_still"), [(-1, True), (0, False), (1, False)])
def test_an_invitation_runs_out(town: Town, seconds: int, open_still: bool) -> None:
    town.make()
    start = now()
    assert members.invite(town.actor("employer"), "employer2@demo.example", start) == Done()
    later = start + INVITATION_LIFE + timedelta(seconds=seconds)
    offers = members.offers(town.actor("employer2"), later)
    assert bool(offers) == open_still
    answer = members.accept(town.actor("employer2"), town.mine().invited[0].ref, later)
    assert (answer == Done()) == open_still


def test_asking_again_renews_and_does_not_double(town: Town) -> None:
    town.make()
    ref = invite(town, "employer2")
    assert members.invite(town.actor("employer"), "EMPLOYER2@DEMO.example", now()) == Done()
    assert [line.ref for line in town.mine().invited] == [ref]
    assert members.take_back(town.actor("employer"), ref, now()) == Done()
    assert members.take_back(town.actor("employer"), ref, now()) == Refused(Refusal.NO_INVITATION)
    assert members.offers(town.actor("employer2"), now()) == ()


def test_invitations_are_counted_and_addresses_checked(town: Town) -> None:
    town.make()
    for number in range(MOST_INVITED):
        assert members.invite(town.actor("employer"), f"x{number}@benve.example", now()) == Done()
    refused = members.invite(town.actor("employer"), "one@benve.example", now())
    assert refused == Refused(Refusal.TOO_MANY_INVITED)
    for wrong in ("", "x", "0912345678", "еmployer@demo.example", "a" * 10_000):
        with pytest.raises(BadInput):
            members.invite(town.actor("employer"), wrong, now())


@pytest.mark.parametrize("name", ["firm", "returnee", "moderator"])
def test_only_who_has_the_role_of_its_kind_is_offered_it(town: Town, name: str) -> None:
    town.make()
    ref = invite(town, name)
    assert members.offers(town.actor(name), now()) == ()
    assert members.accept(town.actor(name), ref, now()) == Refused(Refusal.NO_INVITATION)


def test_nobody_answers_another_ones_invitation(town: Town) -> None:
    town.make()
    ref = invite(town, "employer2")
    demo._NAMES["employer3"] = "Người Thứ Ba"
    login = demo._make("employer3", "employer", "x" * 12, now())
    db.session.commit()
    other = town.actor("employer2").__class__(login.ref, frozenset({"employer"}), session_ref="s")
    assert members.accept(other, ref, now()) == Refused(Refusal.NO_INVITATION)
    assert members.decline(other, ref, now()) == Refused(Refusal.NO_INVITATION)


def test_one_account_acts_for_one_organisation(app: Flask, town: Town) -> None:
    town.make()
    town.make("employer2")
    assert members.accept(town.actor("employer2"), invite(town, "employer2"), now()) == Refused(Refusal.ALREADY_MEMBER)
    own = town.mine("employer2").organisation.members[0].ref
    assert members.remove(town.actor("employer2"), own, now()) == Done()
    ref, actor = town.mine().invited[0].ref, town.actor("employer2")
    answers = together(app, *[lambda: members.accept(actor, ref, now())] * 2)
    assert answers.count(Done()) == 1
    assert len(town.mine().organisation.members) == 2


def test_who_stays_manages_when_the_owner_goes(town: Town) -> None:
    town.make()
    join(town, "employer2")
    owner = town.mine().organisation.members[0].ref
    assert members.remove(town.actor("employer"), owner, now()) == Done()
    assert town.mine("employer2").manages
    assert mine.my_organisation(town.actor("employer"), now()) == NO_SUCH


def test_invited_addresses_stand_nowhere_in_clear_and_are_found_after_rotation(town: Town) -> None:
    town.make()
    ref = invite(town, "employer2")
    rows = repr(db.session.execute(text("SELECT * FROM organisation_invitation")).all())
    assert "employer2" not in rows
    rotated = {done.column.table for done in rotate()}
    assert {"organisation", "organisation_invitation"} <= rotated
    assert [offer.ref for offer in members.offers(town.actor("employer2"), now())] == [ref]


def test_papers_are_kept_as_new_images_and_read_by_members_and_moderators_only(app: Flask, town: Town) -> None:
    org = town.make()
    paper = town.paper(content=png((50, 50)))
    for name in ("employer", "moderator"):
        file = evidence.read(town.actor(name), org, paper)
        assert isinstance(file, EvidenceFile)
        assert file.media_type == "image/jpeg"
        assert file.content.startswith(b"\xff\xd8\xff")
        assert file.name.startswith("registration-")
    for name in ("employer2", "firm", "returnee", "editor", "reviewer", "officer", "admin"):
        assert evidence.read(town.actor(name), org, paper) == evidence.read(town.actor(name), org, "x") == NO_SUCH
    logged = [entry.action for entry in audit.of_actor(town.actor("moderator").ref)]
    assert logged == ["organisation.evidence_read"]
    assert "organisation.evidence_read" not in [entry.action for entry in audit.of_actor(town.actor("employer").ref)]


def test_a_paper_is_found_only_under_its_own_organisation(town: Town) -> None:
    town.make()
    paper = town.paper()
    other = town.make("employer2")
    assert evidence.read(town.actor("employer2"), other, paper) == NO_SUCH
    assert evidence.remove(town.actor("employer2"), paper, now()) == NO_SUCH
    assert evidence.read(town.actor("moderator"), other, paper) == NO_SUCH


def test_refused_files_leave_nothing(app: Flask, town: Town) -> None:
    town.make()
    before = folder(app)
    for name, content in (("a.svg", b"<svg>"), ("x.php.jpg", png()), ("a.png", b""), ("a.pdf", pdf(b"/Launch"))):
        with pytest.raises(BadInput) as bad:
            evidence.add(town.actor("employer"), "other", name, content, now())
        assert [problem.field for problem in bad.value.problems] == ["file"]
    with pytest.raises(BadInput) as bad:
        evidence.add(town.actor("employer"), "passport", "a.png", png(), now())
    assert [problem.field for problem in bad.value.problems] == ["kind"]
    assert evidence.add(town.actor("employer2"), "other", "a.png", png(), now()) == NO_SUCH
    assert evidence.add(town.actor("moderator"), "other", "a.png", png(), now()) == NO_SUCH
    assert folder(app) == before
    assert town.mine().organisation.evidence == ()


def test_ten_papers_and_no_more_also_at_one_moment(app: Flask, town: Town) -> None:
    town.make()
    actor = town.actor("employer")
    for _ in range(MOST_FILES - 1):
        town.paper(kind="other")
    answers = together(app, *[lambda: evidence.add(actor, "other", "a.png", png(), now())] * 3)
    assert answers.count(Done()) == 1
    assert len(town.mine().organisation.evidence) == MOST_FILES
    assert evidence.add(actor, "other", "a.png", png(), now()) == Refused(Refusal.TOO_MANY_FILES)
    stored = set(db.session.scalars(text("SELECT stored_name FROM organisation_evidence")))
    assert len(stored & folder(app)) == MOST_FILES == len(stored)


def test_removed_while_with_the_members_and_not_later(app: Flask, town: Town) -> None:
    town.make()
    paper, kept = town.paper(), town.paper()
    town.paper(kind="authorisation")
    before = folder(app)
    assert evidence.remove(town.actor("employer"), paper, now()) == Done()
    assert len(before - folder(app)) == 1
    assert evidence.remove(town.actor("employer"), paper, now()) == NO_SUCH
    assert evidence.read(town.actor("moderator"), town.mine().organisation.ref, paper) == NO_SUCH
    assert mine.submit(town.actor("employer"), now()) == Done()
    assert evidence.remove(town.actor("employer"), kept, now()) == Refused(Refusal.LOCKED)


def test_a_file_that_was_changed_on_disk_is_not_handed_out(app: Flask, town: Town) -> None:
    org = town.make()
    paper = town.paper()
    stored = db.session.scalar(text("SELECT stored_name FROM organisation_evidence"))
    path = uploads.FOLDER.path() / stored
    path.write_bytes(path.read_bytes() + b"x")
    assert evidence.read(town.actor("employer"), org, paper) == Refused(Refusal.FILE_GONE)
    path.unlink()
    assert evidence.read(town.actor("employer"), org, paper) == Refused(Refusal.FILE_GONE)


def test_clearing_up_leaves_what_is_needed(app: Flask, town: Town) -> None:
    town.make("firm", FIRM)
    town.paper("firm")
    stray = uploads.FOLDER.write(b"x")
    needed = db.session.scalar(text("SELECT stored_name FROM organisation_evidence"))
    evidence.clear_up(now() + timedelta(days=2))
    assert needed in folder(app)
    assert stray not in folder(app)


CANARY = b"GIAY-TO-CUA-CHIM-HOANG-YEN"


def test_what_was_uploaded_lies_sealed_and_is_rotated(app: Flask, town: Town) -> None:
    """The bytes of a paper stand nowhere on disk in the clear; under a new key it still opens, under the old one no more."""
    own = app.extensions["settings"]
    for left in folder(app):
        uploads.FOLDER.remove(left)
    old, new = (1, bytes(range(64))), (2, bytes(reversed(range(64))))
    with at_work.holding(replace(own, keys=(old,))):
        org = town.make()
        assert evidence.add(town.actor("employer"), "registration", "a.pdf", pdf(b"% " + CANARY), now()) == Done()
        paper = town.mine().organisation.evidence[0].ref
        stored = db.session.scalar(text("SELECT stored_name FROM organisation_evidence"))
        answer = evidence.read(town.actor("employer"), org, paper)
        assert isinstance(answer, EvidenceFile)
        assert CANARY in answer.content
    for spelling in (CANARY, b"%PDF", b"CHIM-HOANG"):
        found = subprocess.run(
            ["grep", "-rlaF", spelling.decode(), str(own.state_dir)], capture_output=True, check=False
        ).stdout.decode()
        assert found == "", f"{spelling!r} in {found}"
    with at_work.holding(replace(own, keys=(new, old))):
        assert uploads.FOLDER.rotate().resealed == 1
        assert uploads.FOLDER.in_use() == {2: 1}
    with at_work.holding(replace(own, keys=(new,))):
        assert CANARY in (uploads.FOLDER.read(stored) or b"")
    with at_work.holding(replace(own, keys=(old,))):
        assert uploads.FOLDER.read(stored) is None


def test_one_paper_put_in_the_place_of_another_does_not_open(app: Flask, town: Town) -> None:
    org = town.make()
    first, second = town.paper(), town.paper(kind="other")
    names = db.session.scalars(text("SELECT stored_name FROM organisation_evidence ORDER BY id")).all()
    folder = uploads.FOLDER.path()
    (folder / names[0]).write_bytes((folder / names[1]).read_bytes())
    assert evidence.read(town.actor("employer"), org, first) == Refused(Refusal.FILE_GONE)
    assert isinstance(evidence.read(town.actor("employer"), org, second), EvidenceFile)
