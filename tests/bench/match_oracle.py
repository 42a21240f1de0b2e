"""The first twenty of the columns beside those of plain Python, which judges every pair: both processors at once."""

from __future__ import annotations

import heapq
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.columns.best import Order, first
from portal.jobs.matching.columns.vacancy_scan import Narrowed
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.veto_rules import vetoes
from tests.bench.population import Offers, People
from tests.jobs.columns_at_hand import Columns

TOP = 20
Listed = list[tuple[int, str, str]]
"""Score (negative), tie and reference, best first."""


@dataclass(frozen=True)
class Oracle:
    """Everybody, and the one rule. `processes`: among how many the pairs are divided."""

    matcher: Matcher
    people: People
    offers: Offers
    processes: int = 1

    def differ(self, columns: Columns, vacancies: Sequence[VacancyReading], profiles: Sequence[ProfileReading]) -> int:
        """How many of these questions the columns answer otherwise, in an order or a score."""
        wrong = 0
        rights = self._best(partial(self._of_people, vacancies), len(self.people))
        for vacancy, right in zip(vacancies, rights, strict=True):
            order = Order(partial(tie, vacancy.facts.ref), lambda row: self.people[row].facts.ref)
            found = first(TOP, partial(columns.profiles.best, vacancy), partial(self._person, vacancy), order)
            wrong += [(-a.score, a.profile.facts.ref) for a in found] != [(score, ref) for score, _, ref in right]
        rights = self._best(partial(self._of_offers, profiles), len(self.offers))
        for profile, right in zip(profiles, rights, strict=True):
            order = Order(partial(tie, profile.facts.ref), lambda row: self.offers[row].facts.ref)
            look = partial(columns.vacancies.best, profile, day=None, narrowed=Narrowed())
            found = first(TOP, look, partial(self._offer, profile), order)
            wrong += [(-a.score, a.vacancy.facts.ref) for a in found] != [(score, ref) for score, _, ref in right]
        return wrong

    def _person(self, vacancy: VacancyReading, row: int) -> Assessment | None:
        return self._judged(self.people[row], vacancy)

    def _offer(self, profile: ProfileReading, row: int) -> Assessment | None:
        return self._judged(profile, self.offers[row])

    def _judged(self, profile: ProfileReading, vacancy: VacancyReading) -> Assessment | None:
        return None if vetoes(profile, vacancy) else self.matcher.judge(profile, vacancy)

    def _of_people(self, vacancies: Sequence[VacancyReading], numbers: range) -> list[Listed]:
        found: list[Listed] = [[] for _ in vacancies]
        for person in map(self.people.__getitem__, numbers):
            for vacancy, listed in zip(vacancies, found, strict=True):
                if pair := self._judged(person, vacancy):
                    _keep(listed, (-pair.score, tie(vacancy.facts.ref, person.facts.ref), person.facts.ref))
        return found

    def _of_offers(self, profiles: Sequence[ProfileReading], numbers: range) -> list[Listed]:
        found: list[Listed] = [[] for _ in profiles]
        for offer in map(self.offers.__getitem__, numbers):
            for profile, listed in zip(profiles, found, strict=True):
                if pair := self._judged(profile, offer):
                    _keep(listed, (-pair.score, tie(profile.facts.ref, offer.facts.ref), offer.facts.ref))
        return found

    def _best(self, of: Callable[[range], list[Listed]], count: int) -> list[Listed]:
        """For each question the first, of what each process found in its part."""
        parts = [range(n, count, self.processes) for n in range(self.processes)]
        found = _at_once(of, parts) if self.processes > 1 else [of(parts[0])]
        return [sorted(chain.from_iterable(of_part))[:TOP] for of_part in zip(*found, strict=True)]


def _keep(listed: Listed, pair: tuple[int, str, str]) -> None:
    """Among the first twenty and a few more."""
    listed.append(pair)
    if len(listed) >= 50 * TOP:
        listed[:] = heapq.nsmallest(TOP, listed)


def _at_once(of: Callable[[range], list[Listed]], parts: Sequence[range]) -> list[list[Listed]]:
    context = multiprocessing.get_context("fork")
    answers: list[Any] = []
    for part in parts:
        here, there = context.Pipe(duplex=False)
        context.Process(target=_answer, args=(of, part, there)).start()
        answers.append(here)
    return [here.recv() for here in answers]


def _answer(of: Callable[[range], list[Listed]], part: range, there: Any) -> None:
    there.send(of(part))
