"""Pairs are ranked: candidates for each vacancy or vacancies for each profile, by one and the same judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from portal.content import service as content
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.assessment import Assessment, Assessor
from portal.jobs.matching.exposure import NEAR_EQUAL
from portal.jobs.matching.knowledge import Knowledge, knowledge
from portal.jobs.matching.reading_profile import read_profile
from portal.jobs.matching.reading_vacancy import read_vacancy
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.reasons import Explainer, Reason, Reasons
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.shelves import (
    Shelves,
    Vetoed,
    gate_reason,
    on_first_shelf,
    other_occupation_reason,
    veto_reason,
)
from portal.jobs.matching.veto_rules import vetoes
from portal.jobs.matching.weights import Weights, current_weights

Direction = Literal["candidates", "vacancies"]


class Matcher:
    """Reads, judges, orders and explains with one state of the knowledge and one version of the weights."""

    def __init__(self, known: Knowledge | None = None, weights: Weights | None = None) -> None:
        self._known = known or knowledge()
        self.weights = weights or current_weights()
        self._assessor = Assessor(self._known.dictionary, self.weights)
        self._languages = {item.id: item.data["name"] for item in content.all_of("language")}
        self._explainer = Explainer(self.weights, self._languages, self._known.near_because)

    def read_profile(self, facts: ProfileFacts) -> ProfileReading:
        """What a profile says."""
        return read_profile(facts, self._known)

    def read_vacancy(self, facts: VacancyFacts) -> VacancyReading:
        """What a vacancy asks."""
        return read_vacancy(facts, self._known)

    def judge(self, profile: ProfileReading, vacancy: VacancyReading) -> Assessment:
        """This one pair."""
        return self._assessor.assess(profile, vacancy)

    def vacancies_for(self, profile: ProfileReading, vacancies: Iterable[VacancyReading], top: int) -> list[Assessment]:
        """The best `top` vacancies for this profile, best first."""
        found = [self._assessor.assess(profile, vacancy) for vacancy in vacancies]
        ref = profile.facts.ref
        return sorted(found, key=lambda a: (-a.score, tie(ref, a.vacancy.facts.ref), a.vacancy.facts.ref))[:top]

    def candidates_for(
        self, vacancy: VacancyReading, profiles: Iterable[ProfileReading], top: int, step: int = 1
    ) -> list[Assessment]:
        """The best `top` profiles for this vacancy, best first; scores of one `step` count as equal."""
        found = [self._assessor.assess(profile, vacancy) for profile in profiles]
        ref = vacancy.facts.ref
        return sorted(found, key=lambda a: (-(a.score // step), tie(ref, a.profile.facts.ref), a.profile.facts.ref))[
            :top
        ]

    def shelves_for_person(
        self, profile: ProfileReading, vacancies: Iterable[VacancyReading], day: date | None = None
    ) -> Shelves:
        """Every vacancy on its shelf, best first; on `day` a deadline before it is over."""
        open_to, vetoed = _parted([(profile, vacancy) for vacancy in vacancies], day)
        ranked = self.vacancies_for(profile, [vacancy for _, vacancy in open_to], len(open_to))
        return self._shelved(ranked, vetoed)

    def shelves_for_vacancy(
        self, vacancy: VacancyReading, profiles: Iterable[ProfileReading], day: date | None = None
    ) -> Shelves:
        """Every profile on its shelf, best first, near-equal ones by the draw (`exposure`). An employer sees `for_employer()`
        of it."""
        open_to, vetoed = _parted([(profile, vacancy) for profile in profiles], day)
        ranked = self.candidates_for(vacancy, [profile for profile, _ in open_to], len(open_to), NEAR_EQUAL)
        return self._shelved(ranked, vetoed)

    def _shelved(self, ranked: list[Assessment], vetoed: list[Vetoed]) -> Shelves:
        first = [on_first_shelf(found, self.weights) for found in ranked]
        return Shelves(
            [found for found, fits in zip(ranked, first, strict=True) if fits],
            [found for found, fits in zip(ranked, first, strict=True) if not fits],
            vetoed,
        )

    def why_second(self, found: Assessment) -> Reason | None:
        """Why a pair stands on the second shelf; None where it stands on the first."""
        return None if on_first_shelf(found, self.weights) else gate_reason(found, self.weights)

    def why_there(self, found: Assessment) -> Reason | None:
        """Why a pair stands apart: too few of the required skills, or another occupation; None on the first shelf in a near one."""
        return self.why_second(found) or (other_occupation_reason(found) if found.other_occupation else None)

    def why_not(self, pair: Vetoed) -> tuple[Reason, ...]:
        """Why a pair is not ranked: every veto in one line."""
        return tuple(veto_reason(veto, pair, self._languages) for veto in pair.vetoes)

    def vetoed(self, found: Assessment) -> Vetoed:
        """The vetoes that the texts of a judged pair show by themselves, without a day; none in `vetoes` where it may rank."""
        return Vetoed(found.profile, found.vacancy, vetoes(found.profile, found.vacancy))

    def explain(self, found: Assessment) -> Reasons:
        """Why: the one explanation, whichever side asked."""
        return self._explainer.explain(found)

    def rank_all(
        self, vacancies: Sequence[VacancyFacts], profiles: Sequence[ProfileFacts], direction: Direction, top: int
    ) -> Iterator[tuple[str, list[Assessment]]]:
        """For each vacancy (`candidates`) or profile (`vacancies`): its reference and its ranking."""
        asked = [self.read_vacancy(facts) for facts in vacancies]
        offered = [self.read_profile(facts) for facts in profiles]
        if direction == "candidates":
            for vacancy in asked:
                yield vacancy.facts.ref, self.candidates_for(vacancy, offered, top)
        else:
            for profile in offered:
                yield profile.facts.ref, self.vacancies_for(profile, asked, top)


def _parted(
    pairs: Iterable[tuple[ProfileReading, VacancyReading]], day: date | None
) -> tuple[list[tuple[ProfileReading, VacancyReading]], list[Vetoed]]:
    """The pairs that may rank, and those that may not."""
    judged = [Vetoed(profile, vacancy, vetoes(profile, vacancy, day)) for profile, vacancy in pairs]
    return [(pair.profile, pair.vacancy) for pair in judged if not pair.vetoes], [p for p in judged if p.vetoes]
