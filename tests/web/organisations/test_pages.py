"""The pages of organisations by real requests: the whole road, files, what strangers get, forms sent wrongly."""

from __future__ import annotations

import re

import pytest

from portal.organisations.results import Done
from portal.organisations.service import members
from portal.shared.clock import now
from portal.storage.db import db
from tests.organisations.samples import DETAILS, TAX, TAX2, WHY, jpeg, pdf, png
from tests.web.organisations.conftest import Square
from tests.web.people import tokens_of

TYPED = {
    "legal_name": DETAILS.legal_name,
    "tax_code": TAX,
    "address": DETAILS.address,
    "contact": "Lê",
    "phone": "0912345678",
}
LOCALES = ("vi", "en")


def made(square: Square, name: str = "employer", state: str = "make") -> str:
    """An organisation of this login, made outside the pages; its ref."""
    with square.app.app_context():
        ref: str = getattr(square.town, state)(name)
        return ref


def test_the_whole_road(square: Square) -> None:
    assert "Đăng ký tổ chức" in square.get("employer", "/vi/organisation")
    answer = square.post("employer", "/vi/organisation/new", **TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/organisation?done=created")
    assert square.post("employer", "/vi/organisation/new", **TYPED).status_code == 303  # back button, sent again
    answer = square.post("employer", "/vi/organisation/submit")
    assert answer.status_code == 422
    assert "Hồ sơ còn thiếu" in answer.text
    for kind in ("registration", "authorisation"):
        assert square.upload("employer", kind, png()).status_code == 303
    assert "Còn việc chưa xong" not in square.get("employer", "/vi/organisation")
    assert square.post("employer", "/vi/organisation/submit").status_code == 303
    assert "Đang chờ xét" in square.get("employer", "/vi/organisation")
    queue = square.get("moderator", "/vi/organisations/queue")
    links = re.findall(r'href="(/vi/organisations/[\w-]{20,})"', queue)
    assert len(links) == 1
    version = square.version("moderator", links[0])
    fields = {"choice": "verify:papers_match", "explanation": WHY, "version": version}
    assert square.post("moderator", links[0] + "/decide", **fields).status_code == 303
    again = square.post("moderator", links[0] + "/decide", **fields)
    assert again.status_code == 409
    assert WHY in again.text
    assert "người khác vừa quyết định" in again.text
    mine = square.get("employer", "/vi/organisation")
    assert "Đã xác minh" in mine
    assert WHY in mine


@pytest.mark.parametrize("state", ["make", "waiting", "verified"])
def test_every_page_in_every_state_in_both_languages(square: Square, state: str) -> None:
    ref = made(square, state=state)
    for locale in LOCALES:
        for path in ("", "/details", "/evidence", "/members"):
            square.get("employer", f"/{locale}/organisation{path}")
        for name in ("moderator", "admin"):
            square.get(name, f"/{locale}/organisations/{ref}")
            square.get(name, f"/{locale}/organisations/queue?show=all&kind=employer&q=minh")


@pytest.mark.parametrize("choice", ["ask:unreadable", "refuse:forged", "suspend:fraud"])
def test_what_was_decided_is_told_with_its_reason(square: Square, choice: str) -> None:
    ref = made(square, state="waiting")
    version = square.version("moderator", f"/vi/organisations/{ref}")
    fields = {"choice": choice, "explanation": "Bản chụp mờ, không đọc được số.", "version": version}
    assert square.post("moderator", f"/vi/organisations/{ref}/decide", **fields).status_code == 303
    for locale in LOCALES:
        assert "Bản chụp mờ" in square.get("employer", f"/{locale}/organisation")


def test_mistakes_are_told_and_what_was_typed_stays(square: Square) -> None:
    for locale in LOCALES:
        answer = square.post(
            "employer", f"/{locale}/organisation/new", **TYPED | {"tax_code": "0100109105", "phone": "1"}
        )
        assert answer.status_code == 422
        assert 'href="#tax_code"' in answer.text
        assert 'value="0100109105"' in answer.text
        assert DETAILS.legal_name in answer.text
    made(square)
    for locale in LOCALES:
        answer = square.post("employer", f"/{locale}/organisation/members", email="không phải thư")
        assert answer.status_code == 422
        assert "không phải thư" in answer.text
        answer = square.post("employer", f"/{locale}/organisation/details", **TYPED | {"address": ""})
        assert answer.status_code == 422


def test_a_decision_without_words_is_not_taken(square: Square) -> None:
    ref = made(square, state="waiting")
    for locale in LOCALES:
        fields = {"choice": "verify:papers_match", "explanation": "ngắn", "version": "1"}
        answer = square.post("moderator", f"/{locale}/organisations/{ref}/decide", **fields)
        assert answer.status_code == 422
        assert "ngắn" in answer.text
        assert 'value="verify:papers_match" selected' in answer.text


@pytest.mark.parametrize(
    ("called", "content", "words"),
    [
        ("x.php.jpg", jpeg(), "Tên tệp"),
        ("a.svg", b"<svg><script>alert(1)</script></svg>", "JPEG, PNG hoặc tệp PDF"),
        ("a.jpg", jpeg() + b"<?php ?>", "loại tệp khác"),
        ("a.jpg", png(), "Đuôi tên tệp"),
        ("a.pdf", pdf(b"/S /JavaScript"), "mã chạy"),
        ("a.jpg", jpeg() + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$", "mã độc"),
        ("a.jpg", jpeg() + b"\0" * 5 * 1024 * 1024, "lớn quá 5 MB"),
        ("a.png", b"", "Hãy chọn một tệp"),
        ("", b"", "Hãy chọn một tệp"),
    ],
)
def test_files_are_refused_in_words(square: Square, called: str, content: bytes, words: str) -> None:
    made(square)
    answer = square.upload("employer", "registration", content, called)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="registration" selected' in answer.text
    with square.app.app_context():
        assert square.town.mine().organisation.evidence == ()


def test_a_large_photo_passes_and_a_larger_body_does_not(square: Square) -> None:
    made(square)
    photo = jpeg((3000, 2000))
    photo += b"\0" * (4_900_000 - len(photo))  # what a phone puts behind its pictures
    assert square.upload("employer", "registration", photo, "a.jpg").status_code == 303
    assert square.upload("employer", "registration", photo * 2, "a.jpg").status_code == 413
    assert square.post("employer", "/vi/organisation/details", legal_name="a" * 300_000).status_code == 413


def test_a_paper_comes_as_an_attachment(square: Square) -> None:
    ref = made(square)
    assert square.upload("employer", "registration", pdf(), "a.pdf").status_code == 303
    link = re.findall(
        r'href="(/vi/organisations/[^"]+/evidence/[^"]+)"', square.get("employer", "/vi/organisation/evidence")
    )[0]
    for name in ("employer", "moderator"):
        answer = square.browser(name).get(link)
        assert answer.status_code == 200
        assert answer.data == pdf()
        assert answer.headers["Content-Type"] == "application/pdf"
        assert re.fullmatch(r'attachment; filename="registration-\d+\.pdf"', answer.headers["Content-Disposition"])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
    absent = f"/vi/organisations/{ref}/evidence/xxxxxxxxxxxxxxxxxxxxxx"
    for name in ("employer2", "firm"):
        foreign, none = square.browser(name).get(link), square.browser(name).get(absent)
        assert foreign.status_code == none.status_code == 404
        assert blank(foreign.text, link) == blank(none.text, absent)
    assert square.browser("admin").get(link).status_code == 403
    assert square.app.test_client().get(link).status_code == 303


def blank(page: str, path: str) -> str:
    """The page without its own address."""
    return page.replace(path.removeprefix("/vi"), "")


def test_absent_and_foreign_look_the_same(square: Square) -> None:
    made(square)
    foreign_paper = square.upload("employer", "other", png())
    assert foreign_paper.status_code == 303
    with square.app.app_context():
        view = square.town.mine().organisation
    made(square, "employer2")
    pairs = [
        (f"/vi/organisation/evidence/{view.evidence[0].ref}/remove", "/vi/organisation/evidence/x/remove"),
        (f"/vi/organisation/members/{view.members[0].ref}/remove", "/vi/organisation/members/x/remove"),
    ]
    for foreign, absent in pairs:
        answers = [square.post("employer2", path) for path in (foreign, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert blank(answers[0].text, foreign) == blank(answers[1].text, absent)
    with square.app.app_context():
        after = square.town.mine().organisation
    assert (after.evidence, after.members) == (view.evidence, view.members)


@pytest.mark.parametrize(
    "extra", ["state", "review", "verified", "is_admin", "kind", "version", "organisation_id", "ref"]
)
def test_keys_that_the_page_does_not_have_are_refused(square: Square, extra: str) -> None:
    assert square.post("employer", "/vi/organisation/new", **TYPED, **{extra: "verified"}).status_code == 400
    made(square)
    assert square.post("employer", "/vi/organisation/details", **TYPED, **{extra: "verified"}).status_code == 400
    assert square.post("employer", "/vi/organisation/submit", **{extra: "verified"}).status_code == 400
    with square.app.app_context():
        assert square.town.standing() == ("unverified", "open")


def test_doubled_keys_files_and_foreign_tokens_are_refused(square: Square) -> None:
    made(square)
    assert square.post("employer", "/vi/organisation/members", email=["a@b.example", "c@d.example"]).status_code == 400
    client = square.browser("employer")
    foreign = tokens_of(square.browser("employer2"))
    assert client.post("/vi/organisation/members", data={**foreign, "email": "a@b.example"}).status_code == 400
    assert client.post("/vi/organisation/submit").status_code == 400
    with square.app.app_context():
        assert square.town.mine().invited == ()


def test_inviting_and_joining(square: Square) -> None:
    made(square)
    for address in ("employer2@demo.example", "nobody@benve.example"):
        answer = square.post("employer", "/vi/organisation/members", email=address)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/organisation/members?done=invited")
    for locale in LOCALES:
        assert "nobody@benve.example" in square.get("employer", f"/{locale}/organisation/members")
        page = square.get("employer2", f"/{locale}/organisation")
    accept = re.findall(r'action="(/en/organisation/offers/[^"]+/accept)"', page)[0]
    assert square.post("employer", accept).status_code == 422  # it is not theirs
    assert square.post("employer2", accept).status_code == 303
    members = square.get("employer2", "/vi/organisation/members")
    assert "Mời thêm người" not in members
    assert square.post("employer2", "/vi/organisation/members", email="a@b.example").status_code == 404
    leave = re.findall(r'action="(/vi/organisation/members/[^"]+/remove)"', members)
    assert len(leave) == 1
    assert square.post("employer2", leave[0]).headers["Location"] == "/vi/organisation?done=left"
    assert "chưa thuộc tổ chức nào" in square.get("employer2", "/vi/organisation")


def test_the_queue_goes_on_over_pages(square: Square) -> None:
    assert "Mọi hồ sơ đã được xét" in square.get("moderator", "/vi/organisations/queue")
    made(square)
    assert "Hãy đổi bộ lọc" in square.get("moderator", "/vi/organisations/queue?show=verified")
    square.get("moderator", "/vi/organisations/queue?page=2", 404)
    assert DETAILS.legal_name in square.get("moderator", f"/en/organisations/queue?show=open&q={TAX}")
    assert DETAILS.legal_name not in square.get("moderator", f"/vi/organisations/queue?show=open&q={TAX2}")


def test_typed_text_is_shown_as_text(square: Square) -> None:
    evil = 'Công ty <script>alert(1)</script> {{7*7}} "x"'
    answer = square.post("employer", "/vi/organisation/new", **TYPED | {"legal_name": evil})
    assert answer.status_code == 303
    for name, path in (("employer", "/vi/organisation"), ("moderator", "/vi/organisations/queue?show=all")):
        page = square.get(name, path)
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert "{{7*7}}" in page


def test_members_read_in_their_own_log_what_staff_did_to_their_organisation(square: Square) -> None:
    ref = made(square, state="waiting")
    paper = f"/vi/organisations/{ref}/evidence/{paper_refs(square)[0]}"
    assert square.browser("moderator").get(paper).status_code == 200
    assert square.browser("employer").get(paper).status_code == 200
    with square.app.app_context():
        square.town.decide(ref, "verify:papers_match")
    log = square.get("employer", "/vi/account/log")
    assert log.count("Nhân viên Bến Về đã mở một giấy tờ của tổ chức bạn") == 1, "one's own look is no staff's"
    assert "Nhân viên Bến Về đã xem hồ sơ tổ chức của bạn" in log
    assert "Tổ chức của bạn đã được xác minh" in log
    made(square, "employer2")
    assert "tổ chức của bạn" not in square.get("employer2", "/vi/account/log").lower()


def test_who_joins_later_reads_nothing_of_before(square: Square) -> None:
    ref = made(square, state="waiting")
    assert square.get("moderator", f"/vi/organisations/{ref}")
    with square.app.app_context():
        actor = square.town.actor("employer")
        assert members.invite(actor, "employer2@demo.example", now()) == Done()
        joined = members.accept(square.town.actor("employer2"), square.town.mine().invited[0].ref, now())
        assert joined == Done()
        db.session.commit()
    assert "đã xem hồ sơ tổ chức của bạn" in square.get("employer", "/vi/account/log")
    assert "đã xem hồ sơ tổ chức của bạn" not in square.get("employer2", "/vi/account/log")
    assert square.get("moderator", f"/vi/organisations/{ref}")
    assert "đã xem hồ sơ tổ chức của bạn" in square.get("employer2", "/vi/account/log")


def paper_refs(square: Square) -> list[str]:
    with square.app.app_context():
        return [paper.ref for paper in square.town.mine().organisation.evidence]
