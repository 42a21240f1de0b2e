"""From agreeing to talk to hired or not hired, on both databases: who is told, what is counted, what goes and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from portal.accounts.models import Account
from portal.audit.models import AuditRow
from portal.cli.chores.ends import ending
from portal.jobs import consents, service
from portal.jobs import store as jobs_store
from portal.jobs.models import Vacancy
from portal.jobs.posting import reminders
from portal.mail.models import OutboxLetter
from portal.meetings import ends_store
from portal.meetings.ends_models import FollowUp, Interview, MeetingStep, OutcomeCount, Reply
from portal.meetings.models import Look, Meeting, Words
from portal.meetings.results import Contact, Done
from portal.meetings.rules.contact import Sees
from portal.meetings.rules.steps import Deed, Stage
from portal.meetings.service import (
    answering,
    asking,
    common,
    following,
    interviews,
    outcomes,
    progress,
    protecting,
    replying,
    retention,
    stepping,
)
from portal.shared.problems import BadInput
from portal.storage.db import db
from portal.storage.encryption import context, seal
from tests.meetings.world import World


def talking(world: World, shares: str = "contact") -> str:
    ref = world.asked()
    assert isinstance(world.answer(ref, shares), Done)
    return ref


def applied(world: World) -> str:
    done = world.apply()
    assert isinstance(done, Done), done
    return done.ref


def stage(world: World, ref: str) -> Stage:
    found = progress.of_person(world.lan, ref, world.now)
    assert found is not None
    return found.stage


def letters(world: World) -> list[str]:
    return list(db.session.scalars(select(OutboxLetter.kind)))


def counted() -> dict[str, int]:
    return {row.what: row.count for row in db.session.scalars(select(OutcomeCount)) if row.count}


def with_email(world: World) -> None:
    account = world.account(world.lan)
    account.email_sealed = seal(context("account", "email_sealed", account.ref), "lan@example.vn")
    for other in db.session.scalars(select(Account).where(Account.ref == world.employer.ref)):
        other.email_sealed = seal(context("account", "email_sealed", other.ref), "employer@example.vn")
    db.session.commit()


def test_to_hired_step_by_step_and_both_are_told(world: World) -> None:
    with_email(world)
    ref = talking(world)
    for deed, then in ((Deed.INTERVIEW, Stage.INTERVIEW), (Deed.OFFER, Stage.OFFERED), (Deed.HIRE, Stage.HIRED)):
        assert world.step(ref, deed) is True
        assert world.step(ref, deed) is False, "sent twice"
        assert stage(world, ref) is then
    assert letters(world).count("meeting_moved") == 3
    assert stepping.say(world.lan, ref, Deed.CONTRADICT, world.now)
    assert stage(world, ref) is Stage.CONTRADICTED
    assert counted().get("hired") is None
    assert stepping.say(world.lan, ref, Deed.CONFIRM, world.now)
    assert stepping.say(world.lan, ref, Deed.CONFIRM, world.now) is False
    assert counted()["hired"] == 1
    assert isinstance(world.contact(ref), Contact)
    assert letters(world).count("meeting_moved") == 5


def test_steps_need_a_talk_and_change_nothing_of_it(world: World) -> None:
    ref = world.asked()
    assert world.step(ref, Deed.HIRE) is None
    assert stepping.say(world.lan, ref, Deed.CONFIRM, world.now) is None
    world.answer(ref, "messages")
    assert world.step(ref, Deed.HIRE) is True
    assert world.contact(ref) is None
    answering.take_back(world.lan, ref, world.now)
    assert world.step(ref, Deed.REFUSE, "filled") is None
    found = progress.of_employer(world.employer, ref, world.now)
    assert found is not None
    assert (found.talks, found.stage, found.steps, found.goes_on) == (False, Stage.TALKING, (), None)


@pytest.mark.parametrize("reason", ["", "have_job", "age"])
def test_a_refusal_has_a_reason_of_the_list(world: World, reason: str) -> None:
    ref = talking(world)
    with pytest.raises(BadInput):
        world.step(ref, Deed.REFUSE, reason)
    assert stage(world, ref) is Stage.TALKING
    assert world.step(ref, Deed.REFUSE, "language") is True
    found = progress.of_person(world.lan, ref, world.now)
    assert found is not None
    assert found.refused == "language"
    assert isinstance(world.contact(ref), Contact), "a step hides nothing"


def test_why_a_person_said_no_is_told_only_by_them_and_only_afterwards(world: World) -> None:
    ref = world.asked()
    before = progress.of_employer(world.employer, ref, world.now)
    assert stepping.tell(world.lan, ref, "wage", world.now) is None
    answering.answer(world.lan, ref, "", "", "", False, world.now)
    assert progress.of_employer(world.employer, ref, world.now) == before
    with pytest.raises(BadInput):
        stepping.tell(world.lan, ref, "filled", world.now)
    assert stepping.tell(world.lan, ref, "wage", world.now) is True
    assert stepping.tell(world.lan, ref, "hours", world.now) is False
    found = progress.of_employer(world.employer, ref, world.now)
    assert found is not None
    assert found.told == "wage"
    assert world.lines()[0].sees is Sees.WAITING, "the state is told as before"


def typed(world: World, *after: timedelta, minutes: str = "30", by: str = "phone", place: str = "") -> interviews.Typed:
    times = [(world.now + span + timedelta(hours=7)).strftime("%Y-%m-%d %H:%M").split(" ") for span in after]
    return interviews.Typed([(day, hour) for day, hour in times], minutes, by, place)


def offered(world: World, ref: str, *after: timedelta) -> interviews.Times:
    assert interviews.offer(world.employer, ref, typed(world, *after), world.now) is not None
    found = progress.of_person(world.lan, ref, world.now)
    assert found is not None
    assert found.times is not None
    return found.times


DAYS = [timedelta(days=n) for n in (1, 2, 3)]


def test_a_time_is_offered_taken_and_goes_into_a_calendar(world: World) -> None:
    ref = talking(world)
    times = offered(world, ref, *DAYS)
    assert stage(world, ref) is Stage.INTERVIEW
    assert interviews.event_for(world.lan, ref, world.now, employer=False) is None
    assert isinstance(interviews.choose(world.lan, ref, times.ref, "1", world.now), Done)
    again = interviews.choose(world.lan, ref, times.ref, "1", world.now)
    assert isinstance(again, Done)
    assert again.before
    assert interviews.choose(world.lan, ref, times.ref, "2", world.now) is None, "it was answered"
    event = interviews.event_for(world.employer, ref, world.now, employer=True)
    assert event == interviews.event_for(world.lan, ref, world.now, employer=False)
    assert event is not None
    assert event.start == world.now + DAYS[1]
    assert "Canary" not in event.summary
    answering.take_back(world.lan, ref, world.now)
    assert interviews.event_for(world.employer, ref, world.now, employer=True) is None


def test_none_fits_and_other_times_are_offered(world: World) -> None:
    ref = talking(world)
    times = offered(world, ref, DAYS[0])
    interviews.choose(world.lan, ref, times.ref, "none", world.now)
    found = progress.of_employer(world.employer, ref, world.now)
    assert found is not None
    assert found.times is not None
    assert found.times.none
    new = offered(world, ref, DAYS[2])
    with pytest.raises(BadInput):
        interviews.choose(world.lan, ref, times.ref, "0", world.now)
    assert isinstance(interviews.choose(world.lan, ref, new.ref, "0", world.now), Done)


def test_a_time_can_be_taken_until_it_begins(world: World) -> None:
    ref = talking(world)
    times = offered(world, ref, DAYS[0])
    with pytest.raises(BadInput):
        interviews.choose(world.lan, ref, times.ref, "0", world.now + DAYS[0])
    assert isinstance(
        interviews.choose(world.lan, ref, times.ref, "0", world.now + DAYS[0] - timedelta(seconds=1)), Done
    )


def test_two_interviews_at_one_time_are_not_taken(world: World) -> None:
    world.make_vacancy("v2")
    first = talking(world)
    done = answering.apply(world.lan, "v2", "contact", "", True, world.now)
    assert isinstance(done, Done)
    one, two = offered(world, first, DAYS[0]), offered(world, done.ref, DAYS[0])
    interviews.choose(world.lan, first, one.ref, "0", world.now)
    with pytest.raises(BadInput):
        interviews.choose(world.lan, done.ref, two.ref, "0", world.now)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"times": []}, "day_1"), ({"times": [("2026-02-30", "09:00")]}, "day_1"), ({"times": [("2026-12-05", "25:00")]}, "time_1"),
        ({"times": [("", "09:00")]}, "day_1"), ({"times": [("2026-12-05", "")]}, "time_1"), ({"times": [("mai", "sáng")]}, "day_1"),
        ({"times": [("2026-11-01", "09:00")]}, "day_1"), ({"times": [("2026-12-05", "09:00"), ("05/12/2026", "9h15")]}, "day_2"),
        ({"times": [("2036-12-05", "09:00")]}, "day_1"), ({"minutes": "0"}, "minutes"), ({"minutes": "7"}, "minutes"),
        ({"held_by": "zalo"}, "held_by"), ({"held_by": "place"}, "place"), ({"held_by": "place", "place": "x" * 201}, "place"),
    ],
)  # fmt: skip
def test_nonsense_gets_a_clear_answer(world: World, fields: dict[str, object], wrong: str) -> None:
    ref = talking(world)
    whole = {"times": [("2026-12-05", "09:00")], "minutes": "30", "held_by": "phone", "place": ""} | fields
    with pytest.raises(BadInput) as caught:
        interviews.offer(world.employer, ref, interviews.Typed(**whole), world.now)  # type: ignore[arg-type]
    assert caught.value.problems[0].field == wrong
    assert stage(world, ref) is Stage.TALKING


def test_times_are_those_of_viet_nam_and_the_place_is_sealed_and_covered(world: World) -> None:
    ref = talking(world)
    place = "12 Lê Lợi, gọi 0912 345 678"
    typed = interviews.Typed([("5/12/2026", "14h30")], "45", "place", place)
    assert interviews.offer(world.employer, ref, typed, world.now) is not None
    row = db.session.scalar(select(Interview))
    assert row is not None
    assert datetime.fromisoformat(row.starts[0]) == datetime(2026, 12, 5, 7, 30, tzinfo=UTC)
    assert "Lê Lợi" not in row.place_sealed
    assert "0912" not in ends_store.place_of(row)
    assert "Lê Lợi" in ends_store.place_of(row)


@pytest.mark.parametrize("how", ["writes", "refuses", "invites"])
def test_an_answer_is_a_message_or_a_step(world: World, how: str) -> None:
    ref = applied(world)
    assert world.vacancy.waiting_since == world.now
    since = world.now
    world.later(days=3)
    if how == "writes":
        asking.write(world.employer, ref, "Chào bạn", world.now)
    else:
        world.step(ref, *((Deed.REFUSE, "filled") if how == "refuses" else (Deed.INTERVIEW,)))
    assert world.vacancy.waiting_since is None
    assert counted()["day3"] == 1
    world.later(days=1)
    asking.write(world.employer, ref, "Thêm nữa", world.now)
    assert counted()["answered"] == 1
    assert db.session.scalar(select(Reply.answered_on)) == retention.day_of(since + timedelta(days=3))


def test_looking_is_no_answer_and_ending_it_is_none_either(world: World) -> None:
    ref = applied(world)
    asking.look(world.employer, ref, world.now)
    world.contact(ref)
    assert world.vacancy.waiting_since == world.now
    asking.take_back(world.employer, ref, world.now)
    assert world.vacancy.waiting_since is None
    assert db.session.scalar(select(Reply.answered_on)) is None


def test_an_application_taken_back_never_was(world: World) -> None:
    ref = applied(world)
    answering.take_back(world.lan, ref, world.now)
    assert world.vacancy.waiting_since is None
    assert db.session.scalar(select(Reply)) is None
    assert counted() == {}


def test_one_taken_back_after_the_fortnight_was_left_unanswered(world: World) -> None:
    ref = applied(world)
    world.later(days=15)
    answering.take_back(world.lan, ref, world.now)
    assert db.session.scalar(select(Reply)) is not None
    assert counted() == {"applied": 1}


def test_who_hides_does_not_wait_for_somebody_who_cannot_see_them(world: World) -> None:
    applied(world)
    world.profile_is(active=False)
    assert replying.refresh_all(world.now) == 1
    assert world.vacancy.waiting_since is None
    assert replying.refresh_all(world.now) == 0


def test_replies_outlive_the_meeting_and_say_nothing_of_it(world: World) -> None:
    ref = applied(world)
    db.session.delete(world.profile)
    db.session.commit()
    assert db.session.scalar(select(Meeting).where(Meeting.ref == ref)) is None
    row = db.session.scalar(select(Reply))
    assert row is not None
    assert row.meeting_id is None
    replying.refresh_all(world.now)
    assert world.vacancy.waiting_since is None, "nobody waits any more"


def test_figures_are_told_from_five_on(world: World) -> None:
    for number in range(5):
        if number:
            world.make_vacancy(f"w{number}")
        vacancy = f"w{number}" if number else "v1"
        done = answering.apply(world.lan, vacancy, "contact", "", True, world.now)
        assert isinstance(done, Done)
        found = replying.figures_of(world.organisation, retention.day_of(world.now))
        assert found is not None
        assert found.days is None
        asking.write(world.employer, done.ref, "Chào", world.now)
    found = replying.figures_of(world.organisation, retention.day_of(world.now))
    assert found is not None
    assert (found.days, found.percent) == (0, 100)
    assert replying.figures_of(None, retention.day_of(world.now)) is None


def midnight(world: World, days: int) -> datetime:
    """The first moment in Vietnam of the day so many days after today."""
    return datetime(2026, 11, 26, 17, 0, tzinfo=UTC) + timedelta(days=days)


def listed(moment: datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        return [card.facts.ref for card in service.open_vacancies(service.ANY)[0]]


def test_a_silent_vacancy_sinks_and_closes_at_its_second(world: World) -> None:
    world.make_vacancy("older")
    db.session.execute(update(Vacancy).where(Vacancy.ref == "older").values(posted_at=world.now - timedelta(days=9)))
    db.session.commit()
    ref = applied(world)
    second = timedelta(seconds=1)
    assert listed(midnight(world, 15) - second) == ["v1", "older"]
    assert listed(midnight(world, 15)) == ["older", "v1"]
    assert listed(midnight(world, 60) - second) == ["older", "v1"]
    assert listed(midnight(world, 60)) == ["older"]
    with time_machine.travel(midnight(world, 60), tick=False):
        with pytest.raises(service.NoSuchVacancy):
            service.get_vacancy("v1")
        assert answering.takes_applications(world.vacancy) is False
    world.now = midnight(world, 59)
    world.step(ref, Deed.REFUSE, "filled")
    assert listed(midnight(world, 70)) == ["v1", "older"], "one that answers goes on"


def test_the_list_and_the_one_rule_agree_on_every_day(world: World) -> None:
    applied(world)
    for days in range(70):
        day = retention.day_of(midnight(world, days))
        shown = common.vacancy_is_shown(world.vacancy, day)
        assert shown is bool(jobs_store.every(jobs_store.open_vacancies(day, service.ANY)))
        assert ("v1" in jobs_store.sunk(day)) is (days > 14)


def test_letters_and_closing_each_come_once(world: World) -> None:
    with_email(world)
    applied(world)
    second = timedelta(seconds=1)
    assert reminders.remind(midnight(world, 15) - second) == 0
    assert reminders.remind(midnight(world, 15)) == 1
    assert reminders.remind(midnight(world, 40)) == 0
    assert letters(world).count("vacancy_waiting") == 1
    assert reminders.remind(midnight(world, 60) - second) == 0
    assert world.vacancy.state == "open"
    assert reminders.remind(midnight(world, 75)) == 1
    assert reminders.remind(midnight(world, 75)) == 0
    assert world.vacancy.state == "closed"
    assert world.vacancy.closed_at == midnight(world, 60), "when it was, however late the chore came by"
    assert letters(world).count("vacancy_silent") == 1
    actions = list(db.session.scalars(select(AuditRow.action)))
    assert actions.count("vacancy.closed_by_silence") == 1


def test_an_employer_is_asked_once_whether_the_job_is_still_to_be_had(world: World) -> None:
    with_email(world)
    world.vacancy_is(confirmed_at=world.now)
    second = timedelta(seconds=1)
    assert reminders.remind(midnight(world, 24) - second) == 0
    assert reminders.remind(midnight(world, 24)) == 1
    assert reminders.remind(midnight(world, 25)) == 0
    assert reminders.remind(midnight(world, 40)) == 0, "it is over"
    assert letters(world).count("vacancy_confirm") == 1
    world.vacancy_is(confirmed_at=midnight(world, 26))
    assert reminders.remind(midnight(world, 50)) == 1, "a new word runs out anew"


def gone_at(world: World, days: int) -> tuple[bool, bool, bool]:
    """One second before, at, and one second after midnight of this day: whether it is seen by nobody."""
    found = []
    for seconds in (-1, 0, 1):
        moment = midnight(world, days) + timedelta(seconds=seconds)
        seen = answering.mine(world.lan, moment) or asking.mine(world.employer, moment)
        found.append(not seen)
    return found[0], found[1], found[2]


def test_not_hired_goes_thirty_days_after_the_vacancy_closed(world: World) -> None:
    ref = applied(world)
    asking.write(world.employer, ref, "Chào bạn", world.now)
    offered(world, ref, DAYS[0])
    world.contact(ref)
    world.step(ref, Deed.REFUSE, "wage")
    world.vacancy_is(state="closed", closed_at=world.now)
    found = progress.of_person(world.lan, ref, world.now)
    theirs = progress.of_employer(world.employer, ref, world.now)
    assert found is not None
    assert theirs is not None
    assert found.goes_on == theirs.goes_on == retention.day_of(midnight(world, 30))
    assert gone_at(world, 30) == (False, True, True)
    assert retention.clear(midnight(world, 30) - timedelta(seconds=1)) == 0
    assert retention.clear(midnight(world, 30)) == 1
    assert retention.clear(midnight(world, 30)) == 0
    for table in (Meeting, Words, MeetingStep, Interview, FollowUp):
        assert db.session.scalar(select(table)) is None, table
    assert counted() == {"applied": 1, "answered": 1, "day0": 1, "interview": 1, "refused": 1}
    assert set(db.session.scalars(select(Look.what))) == {"contact"}, "who looked stays in the person's log"
    actions = list(db.session.scalars(select(AuditRow.action)))
    assert "meeting.removed" in actions


def test_who_agreed_to_be_kept_stays_until_they_take_it_back(world: World) -> None:
    ref = applied(world)
    asking.write(world.employer, ref, "Chào bạn", world.now)
    assert stepping.let_keep(world.lan, ref, False, world.now) is False, "nothing was agreed to before"
    assert stepping.let_keep(world.lan, ref, True, world.now) is True
    assert consents.ledger(world.lan.ref)[0].purpose == "keep_application"
    world.vacancy_is(state="closed", closed_at=world.now)
    assert retention.clear(midnight(world, 31)) == 0
    assert gone_at(world, 30) == (False, False, False)
    assert stepping.let_keep(world.lan, ref, False, midnight(world, 20)) is True
    assert retention.clear(midnight(world, 31)) == 1


def test_kept_is_not_for_ever(world: World) -> None:
    ref = applied(world)
    stepping.let_keep(world.lan, ref, True, world.now)
    world.vacancy_is(state="closed", closed_at=world.now)
    assert retention.clear(midnight(world, 365) - timedelta(seconds=1)) == 0
    assert retention.clear(midnight(world, 365)) == 1


def test_declined_and_ignored_go_on_one_day(world: World) -> None:
    world.make_vacancy("v2")
    ignored = world.asked()
    other = asking.ask(world.employer, "v2", world.alias, "", world.now)
    assert isinstance(other, Done)
    answering.answer(world.lan, other.ref, "", "", "", False, world.now)
    assert stepping.let_keep(world.lan, other.ref, True, world.now) is None, "nothing was agreed to that could be kept"
    protecting.report(world.lan, other.ref, "", "", world.now)
    db.session.execute(update(Vacancy).values(state="closed", closed_at=world.now))
    db.session.commit()
    before, after = midnight(world, 30) - timedelta(seconds=1), midnight(world, 30)
    assert {line.ref for line in asking.mine(world.employer, before) or []} == {ignored, other.ref}
    assert asking.mine(world.employer, after) == []
    assert [line.ref for line in answering.mine(world.lan, after) or []] == [other.ref], "a moderator has still to look"
    assert retention.clear(after) == 1


def test_hired_stays_until_a_month_after_the_last_question(world: World) -> None:
    ref = applied(world)
    world.step(ref, Deed.HIRE)
    assert stepping.let_keep(world.lan, ref, True, world.now) is None
    world.vacancy_is(state="closed", closed_at=world.now)
    end = datetime(2027, 12, 26, 17, 0, tzinfo=UTC)  # 27 November 2026, a year and thirty days later
    assert retention.clear(end - timedelta(seconds=1)) == 0
    assert retention.clear(end) == 1


def test_questions_after_hired_come_once_each_and_only_counts_keep_the_answers(world: World) -> None:
    with_email(world)
    world.now = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
    ref = applied(world)
    world.step(ref, Deed.HIRE)
    third = datetime(2027, 2, 27, 17, 0, tzinfo=UTC)  # midnight of 28 February 2027 in Vietnam
    second = timedelta(seconds=1)
    assert following.ask_due(third - second) == 0
    assert following.answer(world.lan, ref, "3", "still", third - second) is None
    assert following.ask_due(third) == 1
    assert following.ask_due(third + second) == 0
    assert following.ask_due(third + timedelta(days=60)) == 0
    with pytest.raises(BadInput):
        following.answer(world.lan, ref, "3", "rich", third)
    assert following.answer(world.lan, ref, "3", "still", third) is True
    assert following.answer(world.lan, ref, "3", "none", third) is False
    assert following.answer(world.lan, ref, "6", "none", third) is None
    assert counted()["still3"] == 1
    assert "none3" not in counted()
    sixth = datetime(2027, 5, 29, 17, 0, tzinfo=UTC)
    assert following.ask_due(sixth - second) == 0
    assert following.ask_due(sixth) == 1
    assert following.stop(world.lan, ref, sixth) is True
    assert following.stop(world.lan, ref, sixth) is False
    assert following.ask_due(datetime(2027, 12, 1, 3, 0, tzinfo=UTC)) == 0
    assert letters(world).count("work_follow_up") == 2


def test_nobody_is_asked_who_says_they_were_not_hired(world: World) -> None:
    ref = applied(world)
    world.step(ref, Deed.HIRE)
    stepping.say(world.lan, ref, Deed.CONTRADICT, world.now)
    assert following.ask_due(world.now + timedelta(days=100)) == 0
    assert db.session.scalar(select(FollowUp)) is None
    assert following.look(world.lan, ref, world.now) is None


def test_the_link_of_a_letter_stops_and_no_other_does(world: World) -> None:
    ref = applied(world)
    world.step(ref, Deed.HIRE)
    for token in ("", "x", f"{ref}.", f"{ref}.{'0' * 64}", "é.é"):
        following.stop_by_letter(token, world.now)
    found = following.look(world.lan, ref, world.now)
    assert found is not None
    assert not found.stopped
    following.stop_by_letter(f"{ref}.{following.blind(following.PURPOSE, ref)}", world.now)
    found = following.look(world.lan, ref, world.now)
    assert found is not None
    assert found.stopped


def test_what_is_public_counts_whole_months_and_no_small_figures(world: World) -> None:
    for number in range(6):
        world.make_vacancy(f"w{number}")
        done = answering.apply(world.lan, f"w{number}", "contact", "", True, world.now)
        assert isinstance(done, Done)
        if number:
            asking.write(world.employer, done.ref, "Chào", world.now)
    assert outcomes.public(world.now).total.begun is None, "this month is not over"
    first = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert outcomes.public(first - timedelta(seconds=1)).total.begun is None
    found = outcomes.public(first)
    assert (found.total.begun, found.total.answered, found.total.hired) == (6, 5, None)
    assert found.days == 0
    assert [row.key for row in found.months] == ["2026-11"]
    assert found.provinces[0].begun == 6


def test_a_sector_in_other_words_has_no_cell_of_its_own(world: World) -> None:
    row = world.vacancy
    row.sector = "Gia công  CƠ KHÍ"
    assert outcomes.cell_of(row, world.now)[2] == "machining"
    row.sector = "Công ty của ông Ba"
    assert outcomes.cell_of(row, world.now)[2] == outcomes.OTHER
    db.session.rollback()


def test_the_chore_beside_the_site_does_all_of_it(world: World) -> None:
    with_email(world)
    world.make_vacancy("v2")
    hired = applied(world)
    world.step(hired, Deed.HIRE)
    waits = answering.apply(world.lan, "v2", "contact", "", True, world.now)
    assert isinstance(waits, Done)
    with time_machine.travel(midnight(world, 60), tick=False):
        ending()()
    with time_machine.travel(midnight(world, 89), tick=False):
        ending()()
    assert db.session.scalar(select(Meeting.id).where(Meeting.ref == waits.ref)) is not None
    with time_machine.travel(midnight(world, 93), tick=False):
        ending()()
    assert db.session.scalar(select(Vacancy.state).where(Vacancy.ref == "v2")) == "closed"
    assert db.session.scalar(select(Meeting.id).where(Meeting.ref == waits.ref)) is None
    assert set(letters(world)) >= {"vacancy_silent", "work_follow_up"}


def test_counts_never_fall_below_nothing(world: World) -> None:
    cell = ("2026-11", "24", "other")
    ends_store.count(cell, "hired", -1)
    assert counted() == {}
    ends_store.count(cell, "hired", 1)
    ends_store.count(cell, "hired", -1)
    ends_store.count(cell, "hired", -1)
    assert counted() == {}


def test_a_second_person_is_no_help_to_the_first(world: World) -> None:
    """Nobody acts in another's meeting."""
    other = world.town.actor("returnee2")
    world.make_profile("maimaimaimaimaimai1", other, "+84968171820")
    ref = applied(world)
    world.step(ref, Deed.HIRE)
    assert stepping.say(other, ref, Deed.CONTRADICT, world.now) is None
    assert stepping.let_keep(other, ref, True, world.now) is None
    assert following.stop(other, ref, world.now) is None
    assert progress.of_person(other, ref, world.now) is None
