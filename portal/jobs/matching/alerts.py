"""Whom to tell of what: only new or changed vacancies, and changed profiles, are matched, and a pair is told once for ever.

The cursor and the pairs are written in one transaction and by one process at a time, so a run that was killed is done again
and one that is done twice finds nothing to add.
"""

from __future__ import annotations

from datetime import date, datetime

from portal.jobs import store
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.engine import Engine
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.matching.shelves import on_first_shelf
from portal.jobs.matching.weights import Weights
from portal.storage.db import db

MOST_FOR_VACANCY, MOST_FOR_PROFILE = 100, 10
"""People told of one new vacancy, vacancies told for one changed profile, in one run: the best."""
CHANGES = 200
"""Changes looked at in one run."""


def worth_telling(found: Assessment, weights: Weights) -> bool:
    """The pair is within reach: enough of the required skills, and a good score."""
    return on_first_shelf(found, weights) and found.score * 100 >= weights.good_fit_percent * MAXIMUM


def look_for_alerts(engine: Engine, weights: Weights, moment: datetime, day: date) -> tuple[int, bool]:
    """Look at the next changes; how many pairs were added, and whether more changes wait. Commits."""
    if store.alerted_upto() == engine.newest():
        return 0, False
    after = store.begin_alerts(engine.newest())
    people, jobs, upto = engine.changed(after, CHANGES)
    found: list[Assessment] = []
    for vacancy in jobs:
        found += engine.candidates(vacancy, MOST_FOR_VACANCY, day)
    for profile in people:
        found += engine.vacancies(profile, MOST_FOR_PROFILE, day)
    pairs = [(f.profile.facts.ref, f.vacancy.facts.ref, f.score) for f in found if worth_telling(f, weights)]
    added = store.keep_alerts(pairs, weights.version, moment, upto)
    db.session.commit()
    return added, upto < engine.newest()
