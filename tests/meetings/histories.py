"""Any history of a meeting: what both sides, the moderators and the clock do, in any order, beside a plain account of it.

After each step: the phone number is reached if, and only if, the account says so; and the employer is told the same of a
question that was declined, ignored or taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portal.jobs import consents
from portal.jobs.cards import vacancy_over_on
from portal.meetings.results import Done
from portal.meetings.rules.contact import Sees
from portal.meetings.rules.steps import Deed
from portal.meetings.service import answering, asking, interviews, progress, protecting, stepping
from portal.meetings.service.retention import day_of
from portal.shared.problems import BadInput
from tests.meetings.world import World
from tests.organisations.samples import DETAILS

HOURS = st.sampled_from([1, 24 * 13, 24 * 14, 24 * 14 - 1, 24 * 60, 24 * 90, 24 * 90 - 1])
WORLDS: list[World] = []
"""The world in which the next histories happen: one database, emptied for each history."""


@dataclass
class Told:
    """One meeting as somebody with paper and pencil would note it."""

    by_employer: bool
    at: datetime
    shares: str = ""
    agreed_at: datetime | None = None
    over: bool = False
    """Declined, taken back by the person, or closed."""
    taken_back: bool = False
    hired: bool = False
    reported: bool = False


@dataclass
class Paper:
    """Everything that was done."""

    meetings: dict[str, Told] = field(default_factory=dict)
    verified: bool = True
    account: str = "active"
    paused: bool = False
    hidden: bool = False
    offered: bool = True

    def reached(self, now: datetime, gone: bool) -> bool:
        around = not gone and self.verified and self.account == "active" and not self.paused and not self.hidden
        return around and any(
            told.shares == "contact"
            and not told.over
            and not told.taken_back
            and told.agreed_at is not None
            and now < told.agreed_at + timedelta(days=90)
            for told in self.meetings.values()
        )


class Histories(RuleBasedStateMachine):
    """One returnee, one employer, one vacancy."""

    @initialize()
    def begin(self) -> None:
        self.world = WORLDS[-1]
        self.world.begin_again()
        self.paper = Paper()

    @rule()
    def employer_asks(self) -> None:
        done = self.world.ask()
        if isinstance(done, Done) and not done.before:
            assert self._may_be_asked()
            self.paper.meetings[done.ref] = Told(True, self.world.now)

    @rule(shares=st.sampled_from(["contact", "messages"]))
    def person_applies(self, shares: str) -> None:
        try:
            done = self.world.apply(shares)
        except BadInput:
            assert self.paper.paused or self.paper.hidden or self.paper.account == "deleted"
            return
        if isinstance(done, Done) and not done.before:
            assert self.paper.verified
            assert self.paper.offered
            now = self.world.now
            self.paper.meetings[done.ref] = Told(False, now, shares, now)

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), shares=st.sampled_from(["contact", "messages", ""]), agreed=st.booleans())
    def person_answers(self, data: st.DataObject, shares: str, agreed: bool) -> None:
        ref, told = self._one(data)
        if self._gone(ref, told, for_person=True):
            assert answering.look(self.world.lan, ref, self.world.now) is None
            return
        try:
            done = self.world.answer(ref, shares, agreed=agreed)
        except BadInput:
            assert shares
            assert not agreed or self.paper.account == "deleted"
            return
        if not isinstance(done, Done) or done.before:
            return
        if shares:
            assert agreed
            assert not told.over
            assert self._there()
            told.shares, told.agreed_at = shares, told.agreed_at or self.world.now
        else:
            told.over = True

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data())
    def person_takes_back(self, data: st.DataObject) -> None:
        ref, told = self._one(data)
        answering.take_back(self.world.lan, ref, self.world.now)
        told.over = True

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data())
    def person_reports(self, data: st.DataObject) -> None:
        ref, told = self._one(data)
        if protecting.report(self.world.lan, ref, "money", "Họ đòi cọc", self.world.now) is None:
            return
        told.over = told.reported = True

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data())
    def person_hides_from_them(self, data: st.DataObject) -> None:
        ref, _told = self._one(data)
        if protecting.hide(self.world.lan, ref, self.world.now):
            self.paper.hidden = True
            for told in self.paper.meetings.values():
                told.over = True

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data())
    def person_shows_again(self, data: st.DataObject) -> None:
        ref, _told = self._one(data)
        if protecting.show_again(self.world.lan, ref, self.world.now):
            self.paper.hidden = False

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data())
    def employer_takes_back(self, data: st.DataObject) -> None:
        ref, told = self._one(data)
        if asking.take_back(self.world.employer, ref, self.world.now):
            told.taken_back = True

    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        self.world.later(hours=hours)

    @rule(verified=st.booleans())
    def moderators_decide(self, verified: bool) -> None:
        self.paper.verified = verified
        self.world.organisation_is("verified" if verified else "suspended")

    @rule(state=st.sampled_from(["active", "active", "suspended", "deleted"]))
    def account_becomes(self, state: str) -> None:
        if self.paper.account != "deleted":
            self.paper.account = state
            self.world.account_is(state)

    @rule(paused=st.booleans(), hidden=st.booleans())
    def person_pauses_or_hides(self, paused: bool, hidden: bool) -> None:
        self.paper.paused, self.paper.hidden = paused, hidden
        name = DETAILS.legal_name.upper().replace("CÔNG TY", "Cty")
        self.world.profile_is(active=not paused, hidden_employers=[name] if hidden else [])

    @rule(offered=st.booleans())
    def vacancy_becomes(self, offered: bool) -> None:
        self.paper.offered = offered
        self.world.vacancy_is(state="open" if offered else "closed", closed_at=None if offered else self.world.now)

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), deed=st.sampled_from(list(Deed)), reason=st.sampled_from(["", "filled", "made up"]))
    def employer_takes_a_step(self, data: st.DataObject, deed: Deed, reason: str) -> None:
        ref, told = self._one(data)
        try:
            done = self.world.step(ref, deed, reason)
        except BadInput:
            return
        if done:
            assert self._there()
            assert told.agreed_at
            assert not told.over
            assert not told.taken_back
            told.hired = deed is Deed.HIRE

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), deed=st.sampled_from([Deed.CONFIRM, Deed.CONTRADICT]))
    def person_says_whether_hired(self, data: st.DataObject, deed: Deed) -> None:
        ref, told = self._one(data)
        if stepping.say(self.world.lan, ref, deed, self.world.now):
            told.hired = deed is Deed.CONFIRM

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), reason=st.sampled_from(["wage", "filled", ""]))
    def person_tells_why_not(self, data: st.DataObject, reason: str) -> None:
        ref, told = self._one(data)
        try:
            done = stepping.tell(self.world.lan, ref, reason, self.world.now)
        except BadInput:
            assert reason != "wage"
            return
        if done:
            assert told.over
            assert told.by_employer

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), on=st.booleans())
    def person_agrees_to_be_kept(self, data: st.DataObject, on: bool) -> None:
        ref, _told = self._one(data)
        stepping.let_keep(self.world.lan, ref, on, self.world.now)

    @precondition(lambda self: self.paper.meetings)
    @rule(data=st.data(), days=st.sampled_from([0, 1, 30]), choice=st.sampled_from(["0", "1", "none", "x"]))
    def they_arrange_an_interview(self, data: st.DataObject, days: int, choice: str) -> None:
        ref, told = self._one(data)
        when = (self.world.now + timedelta(days=days)).strftime("%Y-%m-%d")
        try:
            done = interviews.offer(
                self.world.employer, ref, interviews.Typed([(when, "23:59")], "30", "phone", ""), self.world.now
            )
            assert done is None or (self._there() and told.agreed_at and not told.over and not told.taken_back)
            found = progress.of_person(self.world.lan, ref, self.world.now)
            offered = found.times.ref if found and found.times else "x"
            interviews.choose(self.world.lan, ref, offered, choice, self.world.now)
        except BadInput:
            return

    @invariant()
    def contact_is_reached_exactly_when_it_may_be(self) -> None:
        if hasattr(self, "paper"):
            assert self.world.reaches() is self._reached()

    def _reached(self) -> bool:
        return any(
            Paper({ref: told}, self.paper.verified, self.paper.account, self.paper.paused, self.paper.hidden).reached(
                self.world.now, self._gone(ref, told)
            )
            for ref, told in self.paper.meetings.items()
        )

    def _gone(self, ref: str, told: Told, *, for_person: bool = False) -> bool:
        """Removed because the vacancy is over and nobody was hired, unless the person let it be kept, or reported it and
        nobody has looked: of that an employer sees nothing."""
        over = vacancy_over_on(self.world.vacancy)
        if for_person and told.reported:
            return False
        kept = (for_person or not (told.over or told.taken_back)) and consents.stands(
            self.world.lan.ref, "keep_application", ref
        )
        days = timedelta(days=365 if kept else 30)
        return not told.hired and over is not None and day_of(self.world.now) >= over + days

    @invariant()
    def what_was_not_agreed_to_looks_like_what_waits(self) -> None:
        if not hasattr(self, "paper"):
            return
        seen = {line.ref: line.sees for line in self.world.lines()}
        if not self.paper.verified:
            assert seen == {}
            return
        for ref, told in self.paper.meetings.items():
            if self._gone(ref, told):
                assert ref not in seen
            elif seen.get(ref) is Sees.TALKING:
                assert told.agreed_at
                assert not told.over
            elif told.by_employer:
                waits = not told.taken_back and self.world.now < told.at + timedelta(days=14)
                assert seen[ref] is (Sees.WAITING if waits else Sees.OVER)
            else:
                assert ref not in seen

    def _one(self, data: st.DataObject) -> tuple[str, Told]:
        number = data.draw(st.integers(0, len(self.paper.meetings) - 1))
        return list(self.paper.meetings.items())[number]

    def _there(self) -> bool:
        return (
            self.paper.verified and self.paper.account == "active" and not self.paper.paused and not self.paper.hidden
        )

    def _may_be_asked(self) -> bool:
        return self._there() and self.paper.offered
