"""How much of a record is read: a whole life fits in it, and no record can hold the ranking up.

A profile or a vacancy is a few hundred words. What is longer is read from the beginning of each field, the most telling
fields first, until `MOST` characters in all; the rest is kept and shown, only not read for a match.
"""

from __future__ import annotations

from dataclasses import replace

from portal.jobs.facts import ProfileFacts, VacancyFacts

MOST = 8_000
LONGEST_LINE, LONGEST_TEXT = 300, 3_000
MOST_ITEMS = 60


class _Budget:
    def __init__(self) -> None:
        self._left = MOST

    def cut(self, text: str, longest: int = LONGEST_LINE) -> str:
        """The beginning of this text, as far as there is room."""
        text = text[: min(longest, self._left)]
        self._left -= len(text)
        return text

    def lines(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """The beginning of each of these; places in the row stay."""
        return tuple(self.cut(text) for text in texts[:MOST_ITEMS])


def shortened_profile(facts: ProfileFacts) -> ProfileFacts:
    """The profile as far as it is read."""
    budget = _Budget()
    headline = budget.cut(facts.headline)
    languages = tuple(
        replace(
            claim, language=budget.cut(claim.language), level=budget.cut(claim.level), test=budget.cut(claim.test or "")
        )
        for claim in facts.languages[:MOST_ITEMS]
    )
    skills = tuple(replace(skill, name=budget.cut(skill.name)) for skill in facts.skills[:MOST_ITEMS])
    stints = tuple(
        replace(s, occupation=budget.cut(s.occupation), sector=budget.cut(s.sector), country=budget.cut(s.country))
        for s in facts.experience[:MOST_ITEMS]
    )
    return replace(
        facts,
        headline=headline,
        languages=languages,
        skills=skills,
        certificates=budget.lines(facts.certificates),
        education=budget.cut(facts.education or "") or None,
        summary=budget.cut(facts.summary, LONGEST_TEXT),
        experience=tuple(replace(s, duties=budget.cut(s.duties, LONGEST_TEXT // 2)) for s in stints),
        provinces=facts.provinces[:MOST_ITEMS],
    )


def shortened_vacancy(facts: VacancyFacts) -> VacancyFacts:
    """The vacancy as far as it is read."""
    budget = _Budget()
    return replace(
        facts,
        title=budget.cut(facts.title),
        languages=tuple(
            replace(
                ask, language=budget.cut(ask.language), level=budget.cut(ask.level), test=budget.cut(ask.test or "")
            )
            for ask in facts.languages[:MOST_ITEMS]
        ),
        skills_required=budget.lines(facts.skills_required),
        skills_preferred=budget.lines(facts.skills_preferred),
        sector=budget.cut(facts.sector),
        description=budget.cut(facts.description, LONGEST_TEXT),
    )
