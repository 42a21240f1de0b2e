"""The meetings of a demo: its employer has asked somebody who fits, by the same acts as anybody; never in production."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal.accounts.rules.actor import Actor
from portal.accounts.service.demo import NotInProduction
from portal.jobs.store import offered_by
from portal.meetings.service import asking, candidates, common
from portal.storage import at_work

_SAID = "Chào bạn, bên mình đang cần người biết việc này. Bạn có muốn nói chuyện thêm không?"


def load_demo_meetings(refs: Mapping[str, str], now: datetime) -> None:
    """Let the demo's employer ask the best person for the first of its open vacancies that fits anybody, where it has asked
    nobody yet; `refs`: account refs by login. Commits act by act."""
    if at_work.settings().production:
        raise NotInProduction("demo meetings are never made in production")
    employer = Actor(refs["employer"], frozenset({"employer"}), session_ref="demo")
    organisation = common.acting(employer)
    if organisation is None or asking.mine(employer, now):
        return
    for vacancy in offered_by(organisation.ref):
        found = candidates.candidates(employer, vacancy, 1, 1, now)
        if found is not None and found.cards:
            asking.ask(employer, vacancy, found.cards[0].alias, _SAID, now)
            return
