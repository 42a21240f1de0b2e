"""How much of a record is read: a whole life fits in it, and no record can hold the ranking up.

A profile or a vacancy is a few hundred words. What is longer is read from the beginning of each field; the rest is kept and
shown, only not read for a match. In a profile each kind of field has room of its own, so that a further entry never takes
the room of another field away: adding something cannot cost a person what they had said before.
"""

from __future__ import annotations

from dataclasses import replace

from portal.jobs.facts import ProfileFacts, VacancyFacts

LONGEST_LINE, LONGEST_TEXT = 300, 2_500
MOST_ITEMS = 60
MOST_SKILLS = 30
"""Entries of the skill list that are read. Whoever lists three hundred is read as one who lists thirty."""
SKILLS, CERTIFICATES, LANGUAGES, STINTS, DUTIES = 2_000, 1_000, 900, 1_000, 2_000
MOST = LONGEST_LINE * 2 + LONGEST_TEXT + SKILLS + CERTIFICATES + LANGUAGES + STINTS + DUTIES
"""Characters read of a profile, and of a vacancy, at most."""


class _Room:
    def __init__(self, size: int) -> None:
        self._left = size

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
    languages, skills, stints, duties = _Room(LANGUAGES), _Room(SKILLS), _Room(STINTS), _Room(DUTIES)
    return replace(
        facts,
        headline=facts.headline[:LONGEST_LINE],
        education=(facts.education or "")[:LONGEST_LINE] or None,
        summary=facts.summary[:LONGEST_TEXT],
        languages=tuple(
            replace(
                claim,
                language=languages.cut(claim.language),
                level=languages.cut(claim.level),
                test=languages.cut(claim.test or ""),
            )
            for claim in facts.languages[:MOST_ITEMS]
        ),
        skills=tuple(replace(skill, name=skills.cut(skill.name)) for skill in facts.skills[:MOST_SKILLS]),
        certificates=_Room(CERTIFICATES).lines(facts.certificates),
        experience=tuple(
            replace(
                stint,
                occupation=stints.cut(stint.occupation),
                sector=stints.cut(stint.sector),
                country=stints.cut(stint.country),
                duties=duties.cut(stint.duties, DUTIES),
            )
            for stint in facts.experience[:MOST_ITEMS]
        ),
        provinces=tuple(name[:LONGEST_LINE] for name in facts.provinces[:MOST_ITEMS]),
    )


def shortened_vacancy(facts: VacancyFacts) -> VacancyFacts:
    """The vacancy as far as it is read."""
    room = _Room(MOST)
    return replace(
        facts,
        title=room.cut(facts.title),
        province=facts.province[:LONGEST_LINE],
        languages=tuple(
            replace(ask, language=room.cut(ask.language), level=room.cut(ask.level), test=room.cut(ask.test or ""))
            for ask in facts.languages[:MOST_ITEMS]
        ),
        certificates_required=tuple(
            replace(ask, name=room.cut(ask.name)) for ask in facts.certificates_required[:MOST_ITEMS]
        ),
        skills_required=room.lines(facts.skills_required),
        skills_preferred=room.lines(facts.skills_preferred),
        sector=room.cut(facts.sector),
        description=room.cut(facts.description, LONGEST_TEXT),
    )
