"""A person tells the moderators, hides from an employer, and reads what is unread; numbers in pieces; letters only for news."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.audit.models import AuditRow
from portal.mail.models import OutboxLetter
from portal.meetings import store
from portal.meetings.results import Contact, Done
from portal.meetings.rules.contact import Sees, Stands
from portal.meetings.rules.reports import LONGEST, REASONS, is_unread
from portal.meetings.rules.steps import Deed, Stage
from portal.meetings.service import answering, asking, desk, protecting
from portal.meetings.wording import REPORTED_FOR
from portal.shared.contact_details import MASK
from portal.shared.problems import BadInput
from portal.storage.db import db
from tests.meetings.world import START, World
from tests.organisations.samples import DETAILS


def kinds() -> list[str]:
    return sorted(db.session.scalars(select(OutboxLetter.kind)))


def talking(world: World, shares: str = "messages") -> str:
    ref = world.asked()
    assert isinstance(world.answer(ref, shares), Done)
    return ref


def said(world: World, *texts: str) -> list[str]:
    """What an employer reads of these messages of the person."""
    ref = talking(world)
    for text in texts:
        assert answering.write(world.lan, ref, text, world.now)
    found = asking.look(world.employer, ref, world.now)
    assert found is not None
    return [each.text for each in found.words if not each.mine]


@pytest.mark.parametrize("reason", ["", *REASONS])
def test_a_report_needs_no_reason_and_is_read_with_it(world: World, reason: str) -> None:
    ref = talking(world, "contact")
    assert isinstance(world.contact(ref), Contact)
    assert protecting.report(world.lan, ref, reason, "Họ bảo đóng hai triệu", world.now) is True
    assert world.contact(ref) is None
    waiting = desk.waiting(world.town.actor("moderator"), world.now)
    assert waiting is not None
    (row,) = waiting.reports
    assert (row.reason, row.said) == (reason or None, "Họ bảo đóng hai triệu")
    meeting = store.find(ref)
    assert meeting is not None
    assert "hai triệu" not in (meeting.report_sealed or "")
    assert protecting.report(world.lan, ref, "insult", "", world.now) is False, "the first one stands"


def test_what_may_not_be_reported_so_does_nothing(world: World) -> None:
    ref = talking(world, "contact")
    for reason, text in (("made up", ""), ("money", "x" * (LONGEST + 1))):
        with pytest.raises(BadInput):
            protecting.report(world.lan, ref, reason, text, world.now)
    assert isinstance(world.contact(ref), Contact)
    assert protecting.report(world.town.actor("returnee2"), ref, "money", "", world.now) is None
    assert set(REPORTED_FOR) == set(REASONS)


def test_hiding_ends_everything_with_them_and_tells_them_nothing(world: World) -> None:
    ref = talking(world, "contact")
    world.make_vacancy("v2")
    other = asking.ask(world.employer, "v2", world.alias, "", world.now)
    assert isinstance(other, Done)
    assert protecting.hide(world.lan, ref, world.now) is True
    assert world.contact(ref) is None
    assert {line.ref: line.sees for line in world.lines()} == {ref: Sees.WAITING, other.ref: Sees.WAITING}
    assert {line.stands for line in answering.mine(world.lan, world.now) or []} == {Stands.WITHDRAWN}
    world.make_vacancy("v3")
    assert asking.ask(world.employer, "v3", world.alias, "", world.now) is None, "they no longer find them"
    assert world.profile.hidden_employers == [DETAILS.legal_name]
    assert world.look(ref).hides
    assert protecting.hide(world.lan, ref, world.now) is True
    assert world.profile.hidden_employers == [DETAILS.legal_name], "once"
    assert protecting.show_again(world.lan, ref, world.now) is True
    assert world.profile.hidden_employers == []
    assert world.contact(ref) is None, "what ended stays ended"
    assert isinstance(asking.ask(world.employer, "v3", world.alias, "", world.now), Done)


def test_hiding_leaves_other_employers_alone_and_is_ones_own(world: World) -> None:
    world.profile_is(hidden_employers=["Công ty Khác"])
    ref = world.asked()
    stranger = world.town.actor("returnee2")
    assert protecting.hide(stranger, ref, world.now) is None
    assert protecting.show_again(stranger, ref, world.now) is None
    protecting.hide(world.lan, ref, world.now)
    protecting.show_again(world.lan, ref, world.now)
    assert world.profile.hidden_employers == ["Công ty Khác"]
    world.profile_is(hidden_employers=[f"Công ty {number}" for number in range(30)])
    world.make_vacancy("v2")
    other = answering.apply(world.lan, "v2", "contact", "", True, world.now)
    assert isinstance(other, Done)
    assert isinstance(world.contact(other.ref), Contact)
    assert protecting.hide(world.lan, other.ref, world.now) is False
    assert world.contact(other.ref) is None, "a full list keeps nobody from ending a talk"


@pytest.mark.parametrize(
    "pieces",
    [
        ("em chào anh 09", "12 345", "678 nha anh"),
        ("09", "12", "34", "56", "78"),
        tuple("0912345678"),
        ("không chín một hai", "ba bốn năm", "sáu bảy tám"),
    ],
)
def test_a_number_in_pieces_is_covered_in_all_of_them(world: World, pieces: tuple[str, ...]) -> None:
    heard = said(world, *pieces)
    assert [text for text in heard if any(char.isdigit() for char in text) or "chín" in text] == []
    assert heard[-1].startswith(MASK)


def test_nothing_is_covered_once_contact_is_shared(world: World) -> None:
    ref = talking(world, "contact")
    answering.write(world.lan, ref, "Số của em 0912 345 678", world.now)
    asking.write(world.employer, ref, "Số của anh 0987 654 321", world.now)
    assert [each.text for each in world.look(ref).words] == ["Số của em 0912 345 678", "Số của anh 0987 654 321"]


def test_what_is_no_number_stays_in_any_number_of_messages(world: World) -> None:
    texts = ("Lương 12 triệu", "Em làm 3 năm", "Ca 8 tiếng", "Vào làm ngày 15/2/2027")
    assert said(world, *texts) == list(texts)


def test_what_is_unread_is_said_until_it_is_read(world: World) -> None:
    ref = talking(world)
    world.look(ref)
    world.later(minutes=1)
    asking.write(world.employer, ref, "Mai anh gọi", world.now)
    mine = {line.ref: line.unread for line in answering.mine(world.lan, world.now) or []}
    assert mine == {ref: True}
    world.look(ref)
    assert not (answering.mine(world.lan, world.now) or [])[0].unread
    world.later(minutes=1)
    answering.write(world.lan, ref, "Vâng ạ", world.now)
    assert world.lines()[0].unread
    asking.look(world.employer, ref, world.now)
    assert not world.lines()[0].unread


def test_a_letter_tells_of_the_first_unread_message_only(world: World) -> None:
    ref = talking(world)
    world.look(ref)
    for _ in range(3):
        world.later(minutes=1)
        asking.write(world.employer, ref, "Chào em", world.now)
    assert kinds().count("meeting_written") == 1
    world.look(ref)
    world.later(minutes=1)
    asking.write(world.employer, ref, "Chào em", world.now)
    assert kinds().count("meeting_written") == 2


def test_the_same_for_letters_to_the_employer(world: World) -> None:
    employer = world.account(world.employer)
    assert employer.email_sealed
    ref = talking(world)
    asking.look(world.employer, ref, world.now)
    for count in (1, 1, 1):
        world.later(minutes=1)
        answering.write(world.lan, ref, "Em chào anh", world.now)
        assert kinds().count("meeting_written") == count
    asking.look(world.employer, ref, world.now)
    world.later(minutes=1)
    answering.write(world.lan, ref, "Em chào anh", world.now)
    assert kinds().count("meeting_written") == 2


def test_pressing_twice_is_one_line_of_the_log(world: World) -> None:
    ref = talking(world)
    for deed in (protecting.hide, protecting.hide, protecting.show_again, protecting.show_again):
        deed(world.lan, ref, world.now)
    said = db.session.scalars(
        select(AuditRow.action).where(AuditRow.action.in_(["meeting.hidden_from", "meeting.shown_again"]))
    )
    assert sorted(said) == ["meeting.hidden_from", "meeting.shown_again"]


def test_what_people_are_cheated_with_is_marked_for_who_reads_it(world: World) -> None:
    ref = talking(world)
    asking.write(world.employer, ref, "Em đặt cọc hai triệu để giữ chỗ nhé", world.now)
    asking.write(world.employer, ref, "Ca sáng bắt đầu lúc 8 giờ", world.now)
    assert [each.lures for each in world.look(ref).words] == [True, False]
    found = asking.look(world.employer, ref, world.now)
    assert found is not None
    assert not any(each.lures for each in found.words), "their own words are not held against them on their page"


def test_an_employers_list_says_where_each_talk_stands(world: World) -> None:
    ref = talking(world)
    assert world.lines()[0].stage is Stage.TALKING
    world.step(ref, Deed.OFFER)
    assert world.lines()[0].stage is Stage.OFFERED
    answering.take_back(world.lan, ref, world.now)
    assert world.lines()[0].stage is None, "a talk that ended looks like a question that waits"


def asked_twice(world: World) -> tuple[str, str]:
    """About one vacancy, and an hour later about another."""
    first = world.asked()
    world.make_vacancy("v2")
    world.later(hours=1)
    second = asking.ask(world.employer, "v2", world.alias, "", world.now)
    assert isinstance(second, Done)
    return first, second.ref


def test_where_something_happened_last_comes_first(world: World) -> None:
    first, second = asked_twice(world)

    def order() -> tuple[list[str], list[str]]:
        mine = answering.mine(world.lan, world.now)
        assert mine is not None
        return [line.ref for line in mine], [line.ref for line in world.lines()]

    assert order() == ([second, first],) * 2
    world.later(hours=1)
    world.answer(first, "messages")
    assert order() == ([first, second],) * 2
    world.answer(second, "messages")
    world.later(hours=1)
    assert answering.write(world.lan, second, "Chào anh chị", world.now) is True
    assert order() == ([second, first],) * 2


def test_the_place_of_a_talk_that_is_over_tells_an_employer_nothing(world: World) -> None:
    first, second = asked_twice(world)
    world.later(hours=1)
    world.answer(first, "messages")
    answering.take_back(world.lan, first, world.now)
    assert [line.ref for line in world.lines()] == [second, first]


def test_read_is_read() -> None:
    assert not is_unread(None, None)
    assert is_unread(START, None)
    assert not is_unread(START, START)
