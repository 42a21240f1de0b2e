"""Pairs are ranked: candidates for each vacancy or vacancies for each profile, by one and the same judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from portal.content import service as content
from portal.jobs.facts import ProfileFacts, VacancyFacts
from portal.jobs.matching.assessment import Assessment, Assessor
from portal.jobs.matching.knowledge import Knowledge, knowledge
from portal.jobs.matching.reading_profile import read_profile
from portal.jobs.matching.reading_vacancy import read_vacancy
from portal.jobs.matching.readings import ProfileReading, VacancyReading
from portal.jobs.matching.reasons import Explainer, Reasons
from portal.jobs.matching.score_rules import tie
from portal.jobs.matching.weights import Weights, current_weights

Direction = Literal["candidates", "vacancies"]


class Matcher:
    """Reads, judges, orders and explains with one state of the knowledge and one version of the weights."""

    def __init__(self, known: Knowledge | None = None, weights: Weights | None = None) -> None:
        self._known = known or knowledge()
        weights = weights or current_weights()
        self._assessor = Assessor(self._known.dictionary, weights)
        languages = {item.id: item.data["name"] for item in content.all_of("language")}
        self._explainer = Explainer(weights, languages)

    def read_profile(self, facts: ProfileFacts) -> ProfileReading:
        """What a profile says."""
        return read_profile(facts, self._known)

    def read_vacancy(self, facts: VacancyFacts) -> VacancyReading:
        """What a vacancy asks."""
        return read_vacancy(facts, self._known)

    def vacancies_for(self, profile: ProfileReading, vacancies: Iterable[VacancyReading], top: int) -> list[Assessment]:
        """The best `top` vacancies for this profile, best first."""
        found = [self._assessor.assess(profile, vacancy) for vacancy in vacancies]
        ref = profile.facts.ref
        return sorted(found, key=lambda a: (-a.score, tie(ref, a.vacancy.facts.ref), a.vacancy.facts.ref))[:top]

    def candidates_for(self, vacancy: VacancyReading, profiles: Iterable[ProfileReading], top: int) -> list[Assessment]:
        """The best `top` profiles for this vacancy, best first."""
        found = [self._assessor.assess(profile, vacancy) for profile in profiles]
        ref = vacancy.facts.ref
        return sorted(found, key=lambda a: (-a.score, tie(ref, a.profile.facts.ref), a.profile.facts.ref))[:top]

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
