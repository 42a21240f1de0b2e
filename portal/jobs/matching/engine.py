"""Ranks among all profiles or all vacancies: the column store finds, the database decides.

The database is the truth. Every question first takes over what changed (`match_change`), looks through the columns of this
host, and judges the finalists anew from the database by the one rule, so that a list never holds what is gone or changed.
Each host keeps its own store in its state folder; all processes of a host share it.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from portal.jobs import cards, store
from portal.jobs.matching.assessment import Assessment, Assessor
from portal.jobs.matching.columns import best
from portal.jobs.matching.columns.crowd import Crowd
from portal.jobs.matching.columns.filling import Filler
from portal.jobs.matching.columns.offers import Offers
from portal.jobs.matching.columns.people import People
from portal.jobs.matching.columns.profile_scan import ProfileScan
from portal.jobs.matching.columns.spoken import SpokenStates
from portal.jobs.matching.columns.store import Generation, State, Store
from portal.jobs.matching.columns.table import EPOCH, Damaged, Full, Table
from portal.jobs.matching.columns.taxonomy import Taxonomy, stamp
from portal.jobs.matching.columns.vacancy_scan import Narrowed, VacancyScan
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.veto_rules import vetoes
from portal.jobs.store import Committed
from portal.storage.at_work import settings

FOLDER = "match"
READINGS = 4_096
"""Readings kept by each process."""
TRIES = 3
"""Looks through columns that are being written, before one is made under the lock."""
EVERYTHING = Narrowed()
T = TypeVar("T")


class Engine:
    """The ranking of one host."""

    def __init__(self, folder: Path, matcher: Matcher, database: str = "") -> None:
        known = knowledge()
        self._matcher = matcher
        self._stamp = f"{stamp(matcher.weights)} {database}"
        self._taxonomy = Taxonomy(known.dictionary)
        self._assessor = Assessor(known.dictionary, matcher.weights)
        self._store = Store(folder, self._taxonomy)
        self._scans: tuple[Generation, ProfileScan, VacancyScan] | None = None
        self._profile = lru_cache(READINGS)(self._matcher.read_profile)
        self._vacancy = lru_cache(READINGS)(self._matcher.read_vacancy)
        self._one_at_a_time = threading.Lock()
        """The threads of a process take turns: two looks at once would need twice the memory and no less time."""

    def candidates(self, vacancy: VacancyReading, k: int, day: date, step: int = 1) -> list[Assessment]:
        """The best k profiles for this vacancy, best first; nobody who may not be ranked for it on this day."""
        with store.committed() as session:
            generation = self._caught_up(session)
            profiles, _ = self._scans_of(generation)
            table = generation.profiles
            judge = partial(self._judge_profile, session, vacancy, day)
            order = best.Order(partial(tie, vacancy.facts.ref), table.ref, step)
            scan = partial(profiles.best, vacancy)
            return self._steadily(table, lambda: best.first(k, scan, judge, order))

    def vacancies(
        self, profile: ProfileReading, k: int, day: date, narrowed: Narrowed = EVERYTHING, step: int = 1
    ) -> list[Assessment]:
        """The best k vacancies for this profile, best first, among those that fit `narrowed` and are open on this day."""
        with store.committed() as session:
            generation = self._caught_up(session)
            _, vacancies = self._scans_of(generation)
            table = generation.vacancies
            judge = partial(self._judge_vacancy, session, profile, day)
            order = best.Order(partial(tie, profile.facts.ref), table.ref, step)
            return self._steadily(
                table, lambda: best.first(k, lambda floor: vacancies.best(profile, floor, day, narrowed), judge, order)
            )

    def crowd(self) -> Crowd:
        """Everybody who may be shown now, to be counted."""
        with store.committed() as session:
            return Crowd(self._caught_up(session), self._taxonomy)

    def changed(self, after: int, most: int) -> tuple[list[ProfileReading], list[VacancyReading], int]:
        """Who and what changed after this change, of the next `most` changes: profiles, open vacancies, the last change."""
        with store.committed() as session:
            upto = session.changed_upto(after, most)
            ids = session.changes(after, upto)
            people = [row for part in store.in_parts(ids["profile"]) for row in session.profiles(part).values()]
            jobs = [row for part in store.in_parts(ids["vacancy"]) for row in session.vacancies(part).values()]
            return (
                [self._profile(cards.profile_facts(row)) for row in people if cards.is_shown(row)],
                [self._vacancy(cards.vacancy_facts(row)) for row in jobs if cards.vacancy_is_open(row)],
                upto,
            )

    def newest(self) -> int:
        """The newest committed change."""
        with store.committed() as session:
            return session.newest_change()

    def catch_up(self) -> int:
        """Take over what changed; the number of the newest change that is in."""
        with store.committed() as session:
            return self._caught_up(session).applied

    def rebuild(self) -> State:
        """Write a new generation from the database and put it in use."""
        with store.committed() as session:
            with self._store.lock():
                self._written_anew(session)
            return self.state()

    def renew(self, change: int) -> bool:
        """Leave no file on this host that was written before this change: whose row was removed is then in none.

        Whether files had to be written anew, which takes as long as `rebuild`.
        """
        with store.committed() as session, self._store.lock():
            try:
                stale = self._store.current().taken_at < change
            except Damaged:  # nothing was ranked here yet, or the next look writes it anew
                return False
            if stale:
                self._written_anew(session)
            self._store.forget_others()
            return stale

    def check(self, rows: int) -> tuple[int, int]:
        """Compare rows drawn at random with what the database gives now, and write those anew that differ: how many of each."""
        with store.committed() as session:
            found = self._caught_up(session)
            drawn = [("profile", id) for id in range(1, found.profiles.rows)]
            drawn += [("vacancy", id) for id in range(1, found.vacancies.rows)]
            drawn = random.sample(drawn, min(rows, len(drawn)))
            with self._store.lock():
                filler = Filler(found, self._taxonomy, self._matcher.weights)
                with found.profiles.writing(), found.vacancies.writing():
                    wrong = self._fill_profiles(filler, session, [id for side, id in drawn if side == "profile"])
                    wrong += self._fill_vacancies(filler, session, [id for side, id in drawn if side == "vacancy"])
            return len(drawn), wrong

    def state(self) -> State:
        """How the store stands. Raises Damaged where it cannot be read."""
        with store.committed() as session:
            found = self._store.current()
            return State(
                found.profiles.rows, found.vacancies.rows, found.applied, session.newest_change(), found.folder
            )

    def _caught_up(self, session: Committed) -> Generation:
        """The generation in use with every committed change in it, written anew where it is damaged or of another edition."""
        newest = session.newest_change()
        try:
            found = self._store.current()
            if self._fits(found, session, newest) and found.applied >= newest:
                found.read_on()
                return found
        except Damaged:
            pass
        with self._store.lock():
            return self._apply(session, newest)

    def _fits(self, found: Generation, session: Committed, newest: int) -> bool:
        """It was written by this edition, for this database, and no change that it lacks was forgotten."""
        return found.stamp == self._stamp and session.pruned_to() <= found.applied <= newest

    def _apply(self, session: Committed, newest: int) -> Generation:
        try:
            found = self._store.current()
            if self._fits(found, session, newest):
                self._write(found, session, newest)
                return found
        except (Damaged, Full):
            pass
        return self._written_anew(session)

    def _write(self, found: Generation, session: Committed, newest: int) -> None:
        """Write the changed rows. A writer that was killed left `applied` where it was: its rows are among them."""
        changed = session.changes(found.applied, newest)
        filler = Filler(found, self._taxonomy, self._matcher.weights)
        found.read_on()
        with found.profiles.writing(), found.vacancies.writing():
            self._fill(filler, session, changed["profile"], changed["vacancy"])
        found.applied_upto(newest)

    def _fill(self, filler: Filler, session: Committed, profiles: list[int], vacancies: list[int]) -> None:
        """Write these rows as the database has them; those that it has not are cleared."""
        self._fill_profiles(filler, session, profiles)
        self._fill_vacancies(filler, session, vacancies)

    def _fill_profiles(self, filler: Filler, session: Committed, ids: list[int]) -> int:
        table, changed = filler.generation.profiles, 0
        for part in store.in_parts(ids):
            people = session.profiles(part)
            for id in part:
                person = people.get(id)
                if person is None:
                    changed += table.clear(id)
                    continue
                reading = self._matcher.read_profile(cards.profile_facts(person))
                numbers = filler.profile_row(
                    reading, shown=cards.is_shown(person), revision=cards.revision(person.changed_at)
                )
                if not numbers.is_in(table, id):
                    filler.write_profile(id, numbers)
                    changed += 1
        return changed

    def _fill_vacancies(self, filler: Filler, session: Committed, ids: list[int]) -> int:
        table, changed = filler.generation.vacancies, 0
        for part in store.in_parts(ids):
            jobs = session.vacancies(part)
            for id in part:
                job = jobs.get(id)
                if job is None:
                    changed += table.clear(id)
                    continue
                reading = self._matcher.read_vacancy(cards.vacancy_facts(job))
                numbers = filler.vacancy_row(
                    reading, shown=cards.vacancy_is_open(job), revision=cards.revision(job.changed_at)
                )
                if not numbers.is_in(table, id):
                    filler.write_vacancy(id, numbers)
                    changed += 1
        return changed

    def _written_anew(self, session: Committed) -> Generation:
        """A new generation of all rows. What changes meanwhile has a higher number and is taken over after it."""
        newest = session.newest_change()
        rows = session.highest_id("profile") + 1, session.highest_id("vacancy") + 1
        spare = 1
        while True:
            made = self._store.begin(self._stamp, newest, rows[0] * spare, rows[1] * spare)
            try:
                filler = Filler(made, self._taxonomy, self._matcher.weights)
                with made.profiles.writing(), made.vacancies.writing():
                    self._fill(filler, session, list(range(1, rows[0])), list(range(1, rows[1])))
            except Full:  # texts are longer than usual here
                spare *= 2
                continue
            made.applied_upto(newest)
            self._store.use(made)
            return self._store.current()

    def _steadily(self, table: Table, look: Callable[[], T]) -> T:
        """What a look gives during which nothing was written."""
        with self._one_at_a_time:
            for _ in range(TRIES):
                epoch = int(table.head[EPOCH])
                found = look()
                if epoch % 2 == 0 and int(table.head[EPOCH]) == epoch:
                    return found
            with self._store.lock():
                return look()

    def _scans_of(self, found: Generation) -> tuple[ProfileScan, VacancyScan]:
        if self._scans is None or self._scans[0] is not found:
            weights, taxonomy, registers = self._matcher.weights, self._taxonomy, found.registers
            states = SpokenStates(registers, self._assessor)
            people = People(found.profiles, found.planes, registers, taxonomy, states, weights)
            offers = Offers(found.vacancies, registers, taxonomy, self._assessor, weights)
            self._scans = found, ProfileScan(people), VacancyScan(offers)
        return self._scans[1:]

    def _judge_profile(self, session: Committed, vacancy: VacancyReading, day: date, row: int) -> Assessment | None:
        person = session.profiles([row]).get(row)
        if person is None or not cards.is_shown(person):
            return None
        return self._judged(self._profile(cards.profile_facts(person)), vacancy, day)

    def _judge_vacancy(self, session: Committed, profile: ProfileReading, day: date, row: int) -> Assessment | None:
        job = session.vacancies([row]).get(row)
        if job is None or not cards.vacancy_is_shown(job, day):
            return None
        return self._judged(profile, self._vacancy(cards.vacancy_facts(job)), day)

    def _judged(self, profile: ProfileReading, vacancy: VacancyReading, day: date) -> Assessment | None:
        return None if vetoes(profile, vacancy, day) else self._assessor.assess(profile, vacancy)


def engine() -> Engine:
    """The engine of the installation at work."""
    at_work = settings()
    return _engine(at_work.state_dir / FOLDER, at_work.database_url)


@lru_cache(maxsize=8)
def _engine(folder: Path, database: str) -> Engine:
    return Engine(folder, Matcher(), database)
