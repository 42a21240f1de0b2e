"""The letters that follow an act, through the outbox and a real mail server: who gets which, in their language, and who none."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from portal.accounts.results import Done, MailSent, SecondStepNeeded, SignedIn
from portal.accounts.rules import totp
from portal.accounts.rules.actor import SYSTEM
from portal.accounts.rules.origin import Origin
from portal.accounts.service import contact, me, passwords, second_step, staff
from portal.mail.service import send_due
from portal.mail.transport import SmtpTransport
from portal.shared.clock import now
from tests.accounts.conftest import GOOD, HOME, NOW, People
from tests.mail.conftest import Box, box, serve

__all__ = ["box", "serve"]
LAN, CHI = "lan@example.vn", "chi@example.vn"
IPHONE = Origin("198.51.100.9", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "")
LATER = NOW + timedelta(hours=3)


def arrived(box: Box, recipient: str = LAN) -> list[tuple[str, str]]:
    """Send what waits: subject and plain text of each letter to this address, oldest first."""
    assert send_due(SmtpTransport(box.url), now(), limit=100).given_up == 0
    found = []
    for _, recipients, message in box.arrived:
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        assert isinstance(plain, EmailMessage)
        assert isinstance(html, EmailMessage)
        if recipients == [recipient]:
            found.append((str(message["Subject"]), " ".join(plain.get_content().split())))
    return found


def test_a_sign_in_on_a_browser_that_is_not_remembered(people: People, box: Box) -> None:
    people.person()
    assert isinstance(people.sign_in(origin=IPHONE, now=LATER), SignedIn)
    (_, (subject, text)) = arrived(box)
    assert subject == "Có lần đăng nhập mới"
    assert "lúc 22:00 ngày 25/11/2026 (giờ Việt Nam)" in text
    assert "Safari, iPhone hoặc iPad" in text
    assert "/vi/account/sessions" in text
    assert "198.51" not in text, "no address"


def test_not_at_the_first_sign_in_nor_on_a_browser_that_is_remembered(people: People, box: Box) -> None:
    first = people.person()
    known = Origin(IPHONE.address, IPHONE.agent, first.device)
    again = people.sign_in(origin=known, now=LATER)
    assert isinstance(again, SignedIn)
    assert people.sign_in(password="sai mật khẩu rồi", origin=IPHONE, now=LATER)
    assert isinstance(people.sign_in(origin=Origin(HOME.address, HOME.agent, again.device), now=LATER), SignedIn)
    assert [subject for subject, _ in arrived(box)] == ["Xác nhận địa chỉ thư của bạn"]


def test_a_made_up_cookie_is_not_remembered(people: People, box: Box) -> None:
    person = people.person()
    people.person("an@example.vn")
    for cookie in ("x", person.device[:22], person.device[:-1] + ("0" if person.device[-1] != "0" else "1")):
        assert isinstance(people.sign_in(origin=Origin("192.0.2.1", HOME.agent, cookie), now=LATER), SignedIn)
    assert isinstance(
        people.sign_in("an@example.vn", origin=Origin("192.0.2.1", "", person.device), now=LATER), SignedIn
    )
    assert [subject for subject, _ in arrived(box)].count("Có lần đăng nhập mới") == 3
    assert [subject for subject, _ in arrived(box, "an@example.vn")].count("Có lần đăng nhập mới") == 1


def test_staff_are_told_after_both_steps(people: People, box: Box) -> None:
    secret, _ = people.staff(CHI, "editor")
    half = people.sign_in(CHI, origin=IPHONE, now=LATER)
    assert isinstance(half, SecondStepNeeded)
    assert [subject for subject, _ in arrived(box, CHI)].count("Có lần đăng nhập mới") == 0
    code = totp.code_at(secret, totp.step_at(LATER))
    assert isinstance(second_step.second_step(half.cookie, code, IPHONE, LATER), SignedIn)
    assert [subject for subject, _ in arrived(box, CHI)].count("Có lần đăng nhập mới") == 1


def test_after_the_account_is_gone(people: People, box: Box) -> None:
    person = people.person()
    assert me.delete_account(person.actor, GOOD, NOW) == Done()
    subject, text = arrived(box)[-1]
    assert subject == "Tài khoản đã được xóa"
    assert "lá thư cuối cùng" in text


def test_a_role_changed_and_ended_in_the_readers_language(people: People, box: Box) -> None:
    actor = people.staff(CHI, "editor")[1].actor
    assert me.change_details(actor, "Chi", "en") == Done()
    assert staff.change_role(SYSTEM, actor.ref, "moderator", NOW) == Done()
    assert staff.end_role(SYSTEM, actor.ref, NOW) == Done()
    changed, ended = arrived(box, CHI)[-2:]
    assert changed[0] == "Your role on Bến Về was changed"
    assert "It is now: Moderator." in changed[1]
    assert "/en/sign-in" in changed[1]
    assert ended[0] == "Your role on Bến Về has ended"


def test_who_has_not_accepted_reads_the_invitation_only(people: People, box: Box) -> None:
    invited = staff.invite(SYSTEM, CHI, "editor", NOW)
    assert staff.change_role(SYSTEM, invited.ref, "officer", NOW) == Done()  # type: ignore[union-attr]
    assert staff.end_role(SYSTEM, invited.ref, NOW) == Done()  # type: ignore[union-attr]
    assert [subject for subject, _ in arrived(box, CHI)] == ["Lời mời làm việc trên Bến Về"]


@pytest.mark.parametrize(
    ("locale", "said"), [("vi", "Lý do: có dấu hiệu lừa đảo."), ("en", "The reason: signs of fraud.")]
)
def test_a_suspension_says_why(people: People, box: Box, locale: str, said: str) -> None:
    actor = people.person().actor
    assert me.change_details(actor, "", locale) == Done()  # type: ignore[arg-type]
    assert staff.suspend(SYSTEM, actor.ref, "fraud", NOW) == Done()
    assert staff.reinstate(SYSTEM, actor.ref, NOW) == Done()
    suspended, open_again = arrived(box)[-2:]
    assert said in suspended[1]
    assert f"/{locale}/sign-in" in open_again[1]


def test_another_address(people: People, box: Box) -> None:
    actor = people.person().actor
    assert contact.ask_email(actor, "lan.moi@example.vn", GOOD, NOW) == MailSent()
    token = people.post.token("lan.moi@example.vn", "email_change")
    assert isinstance(contact.confirm_email(token, GOOD, HOME, NOW), SignedIn)
    new = arrived(box, "lan.moi@example.vn")
    assert [subject for subject, _ in new] == ["Xác nhận địa chỉ thư mới"]
    assert f"/vi/account/email/{token}" in new[0][1]
    assert [subject for subject, _ in arrived(box)[1:]] == ["Có yêu cầu đổi địa chỉ thư", "Địa chỉ thư đã được đổi"]
    assert all("lan.moi" not in text for _, text in arrived(box)), "the old mailbox may be a thief's"


def test_who_has_no_address_gets_no_letter(people: People, box: Box) -> None:
    person = people.sign_up("0912345678")
    assert isinstance(person, SignedIn)
    people.sign_in("0912345678", origin=IPHONE, now=LATER)
    staff.suspend(SYSTEM, person.actor.ref, "fraud", NOW)
    staff.reinstate(SYSTEM, person.actor.ref, NOW)
    passwords.reset_with_code("0912345678", person.codes[0], "một mật khẩu hoàn toàn mới", HOME, NOW)
    send_due(SmtpTransport(box.url), now(), limit=100)
    assert box.arrived == []
