"""The meetings of a demo: its employer has asked somebody who fits, and talks with somebody who applied, by the same acts as
anybody; never in production."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.jobs.store import offered_by
from portal.meetings.results import Done
from portal.meetings.service import answering, asking, candidates, common, interviews
from portal.shared.clock import VIETNAM
from portal.storage import at_work

_SAID = "Chào bạn, bên mình đang cần người biết việc này. Bạn có muốn nói chuyện thêm không?"
_APPLIED = "Tôi hàn MIG ba năm ở Đài Loan, muốn làm gần nhà. Bên mình còn tuyển không ạ?"
_ANSWERED = "Chào bạn, bên mình còn tuyển. Mời bạn chọn giờ đến xưởng nói chuyện nhé."
_PLACE = "Cổng số 2, xưởng hàn (minh họa)"


def load_demo_meetings(refs: Mapping[str, str], now: datetime) -> None:
    """Let the demo's employer ask and answer, where it has asked nobody yet; `refs`: account refs by login. Commits act by
    act."""
    if at_work.settings().production:
        raise NotInProduction("demo meetings are never made in production")
    employer = Actor(refs["employer"], frozenset({"employer"}), session_ref="demo")
    organisation = common.acting(employer)
    if organisation is None or asking.mine(employer, now):
        return
    offered = offered_by(organisation.ref)
    _ask(employer, offered, now)
    if offered:
        _talk(employer, Actor(refs["returnee2"], frozenset({"returnee"}), session_ref="demo"), offered[-1], now)


def _ask(employer: Actor, offered: Sequence[str], now: datetime) -> None:
    """The best person for the first vacancy that fits anybody."""
    for vacancy in offered:
        found = candidates.candidates(employer, vacancy, 1, 1, now)
        if found is not None and found.cards:
            asking.ask(employer, vacancy, found.cards[0].alias, _SAID, now)
            return


def _talk(employer: Actor, person: Actor, vacancy: str, now: datetime) -> None:
    """Somebody applied, and may choose a time to come."""
    applied = answering.apply(person, vacancy, "messages", _APPLIED, True, now)
    if isinstance(applied, Done):
        asking.write(employer, applied.ref, _ANSWERED, now)
        days = [(now.astimezone(VIETNAM) + timedelta(days=ahead)).date().isoformat() for ahead in (3, 4)]
        times = [(days[0], "9:00"), (days[1], "14:30")]
        interviews.offer(employer, applied.ref, interviews.Typed(times, "45", "place", _PLACE), now)
