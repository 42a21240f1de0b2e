"""One profile beside one vacancy: what each part is worth and why, the same whichever of the two is asking.

Everything below is whole numbers and sums of them, so that a column store can give the very same scores. What it must hold:

For each profile (all but the last from `ProfileReading`):
    skill → the level of its strongest evidence, 1..255 (`skills`); skill → the highest level with a paper (`evidence`, `proof`)
    occupation → level 1..255 (`occupations`)
    language → for claims, and apart for what stays make likely: the highest step on each test's own ladder with its CEFR
        rank, the highest rank without a ladder, and whether a level is claimed that cannot be compared (`spoken`)
    for each time of work: months (12 · years, rounded) and its occupations; the countries with years > 0 (`stays`)
    34 bits of provinces, one for "ready to move"; the wage asked in dong, the first day (each may be absent)
    term → mentions 1..5 (`words` has one of five values: `text_evidence.weigh`)
    vetoes: two bits (active, consented), a key for each hidden employer, the terms of each certificate

For each vacancy (from `VacancyReading`):
    for each line: weight, required, either, proof, strict, its skills, its asks, or its country, or its terms with weights
    occupation → sureness 1..256; for each ask: language, rank, test, step, required, strict
    months asked; province; wage from and to in dong; day to start by; last day to apply; closed; key of the employer
    term → weight, and the sum that is enough (`text_evidence.evidence`)
    of the part budgets at most 8: which parts can be judged depends on the profile only for place, wage and start

For each edition of the taxonomy: similarity of skills and closeness of occupations in 1/256, which skills are done in one
language; for each version of the weights its numbers. The months of each stay are scaled and cut to whole ones before they
are summed, shares of several skills or languages in a line are averaged by whole division: both in the order given here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portal.jobs.matching import score_rules as rules
from portal.jobs.matching.dictionary import Dictionary
from portal.jobs.matching.languages import gap
from portal.jobs.matching.readings import Ask, Held, Line, ProfileReading, Spoken, VacancyReading
from portal.jobs.matching.text_evidence import evidence
from portal.jobs.matching.weights import Weights


@dataclass(frozen=True)
class SkillFit:
    """How one asked skill is covered: 0..255, by which evidence, in full or by a related skill."""

    skill: str
    share: int
    held: Held | None


@dataclass(frozen=True)
class LanguageFit:
    """How one asked language is met. `spoken` None: not spoken; `short`: levels short, -1 not comparable."""

    ask: Ask
    share: int
    spoken: Spoken | None
    short: int | None


@dataclass(frozen=True)
class LineFit:
    """How one line of the vacancy is covered: 0..255. `fits` is empty where no skill of the taxonomy was read in it;
    `languages` holds what it asks of languages beside them."""

    line: Line
    share: int
    fits: tuple[SkillFit, ...] = ()
    languages: tuple[LanguageFit, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """A pair judged. `parts`: points of each part; their sum is `score`, at most `score_rules.MAXIMUM`."""

    profile: ProfileReading
    vacancy: VacancyReading
    score: int
    parts: Mapping[str, int]
    budgets: Mapping[str, int]
    shares: Mapping[str, int]
    lines: tuple[LineFit, ...]
    languages: tuple[LanguageFit, ...]
    occupation: tuple[str, Held] | None
    """The vacancy's occupation that comes nearest, and what of the profile comes near it."""
    near: tuple[int, ...]
    """How near the occupation of each time of work is to the vacancy's, 0..256."""
    worth: tuple[int, ...] = ()
    """What each line can give at most, of the budget of the skills."""

    @property
    def other_occupation(self) -> bool:
        """The vacancy names an occupation, and none of the profile comes half as near to it as that one itself would."""
        return "occupation" in self.shares and self.shares["occupation"] < rules.FULL // 2

    @property
    def required(self) -> tuple[int, int]:
        """What the required lines give, and what they could: Σ weight · share of 255. In the weights of the vacancy's own
        lines, so that nothing else a profile says (a wage, a date) moves it; further skills only raise it."""
        fits = [fit for fit in self.lines if fit.line.required]
        return sum(fit.line.weight * fit.share for fit in fits), sum(fit.line.weight * rules.FULL for fit in fits)


class Assessor:
    """Judges pairs with one dictionary and one version of the weights."""

    def __init__(self, dictionary: Dictionary, weights: Weights) -> None:
        self._dictionary = dictionary
        self._weights = weights

    def assess(self, profile: ProfileReading, vacancy: VacancyReading) -> Assessment:
        """Judge this pair."""
        languages = tuple(self.language(ask, profile) for ask in vacancy.asks)
        spoken = self._spoken_enough(languages)
        lines = tuple(self._line(line, profile, spoken) for line in vacancy.lines)
        nearest, closeness = self._occupation(profile, vacancy, spoken)
        near = self._near(profile, vacancy)
        months = sum(round(12 * s.years) * n >> 8 for s, n in zip(profile.stays, near, strict=True))
        shares = self._shares(profile, vacancy, languages, closeness, months)
        budgets = rules.budget(self._weights.parts, shares | {"skills": 0 if lines else None})
        known = {name: share for name in budgets if (share := shares.get(name)) is not None}
        parts = {name: budgets[name] * share for name, share in known.items()}
        if lines:
            worth = worths(vacancy.lines, budgets["skills"])
            parts["skills"] = sum(points * fit.share for points, fit in zip(worth, lines, strict=True))
            known["skills"] = parts["skills"] // max(budgets["skills"], 1)
        return Assessment(
            profile, vacancy, sum(parts.values()), {name: parts[name] for name in budgets}, budgets, known,
            lines, languages, nearest, near, worth if lines else (),
        )  # fmt: skip

    def _shares(
        self,
        profile: ProfileReading,
        vacancy: VacancyReading,
        languages: tuple[LanguageFit, ...],
        closeness: int,
        months: int,
    ) -> dict[str, int | None]:
        facts, offer = profile.facts, vacancy.facts
        asked_months = round(12 * (offer.experience_years or 0))
        named = vacancy.province in profile.provinces
        required, wished = language_shares([(fit.ask.required, fit.share) for fit in languages])
        return {
            "occupation": min(rules.FULL, closeness) if vacancy.occupations else None,
            "text": evidence(vacancy.words, profile.words, self._weights.text_scale) if vacancy.words else None,
            "language": required,
            "language_wished": wished,
            "experience": rules.experience_share(months, asked_months) if asked_months else None,
            "place": rules.place_share(named, facts.relocate, self._weights.place_willing)
            if vacancy.province and (profile.provinces or facts.relocate)
            else None,
            "wage": rules.wage_share(facts.expected_wage, offer.wage_min, offer.wage_max),
            "start": rules.start_share(facts.available_from, offer.start_by),
        }

    @property
    def other_language(self) -> int:
        """What is left of a skill that is done in one language where another one is asked for, 0..255."""
        return self._weights.other_language

    def enough_of(self, fits: Sequence[tuple[bool, int]]) -> int:
        """(required, share) of each language asked for → what a skill that is done in one language keeps of its share,
        0..255: all where that language is spoken at that level, little where it is another (an interpreter of Japanese does
        not interpret Korean)."""
        required = [share for must, share in fits if must]
        best = max(required or [share for _, share in fits], default=rules.FULL)
        return max(best, self.other_language)

    def _spoken_enough(self, languages: tuple[LanguageFit, ...]) -> int:
        return self.enough_of([(fit.ask.required, fit.share) for fit in languages])

    def _line(self, line: Line, profile: ProfileReading, spoken: int) -> LineFit:
        languages = tuple(self.language(ask, profile) for ask in line.asks)
        if languages:
            spoken = self._spoken_enough(languages)
        fits = tuple(self._skill(skill, profile, spoken) for skill in line.skills)
        if line.proof:
            fits = tuple(self._proven(fit, profile) for fit in fits)
        if fits or languages:
            if any(self._dictionary.skills[skill].of_a_language for skill in line.skills):
                languages = ()  # they are in the share of the skill that is done in them
            shares = [*(fit.share for fit in fits), *(fit.share for fit in languages)]
            return LineFit(line, max(shares) if line.either else sum(shares) // len(shares), fits, languages)
        if line.country is not None:
            been = any(stay.country == line.country and stay.years > 0 for stay in profile.stays)
            return LineFit(line, rules.FULL if been else 0)
        total = sum(line.words.values())
        shared = sum(weight for term, weight in line.words.items() if term in profile.words)
        whole = rules.FULL if shared == total else self._weights.silent_line
        return LineFit(line, whole * shared // total if total else 0)

    def _skill(self, skill: str, profile: ProfileReading, spoken: int) -> SkillFit:
        best, by = 0, None
        for other, similarity in self._dictionary.neighbours(skill):
            held = profile.skills.get(other)
            if held is not None and (share := rules.covered(similarity, held.level)) > best:
                best, by = share, held
        if self._dictionary.skills[skill].of_a_language:
            best = best * spoken // rules.FULL
        return SkillFit(skill, best, by)

    def _proven(self, fit: SkillFit, profile: ProfileReading) -> SkillFit:
        """Where a certificate is asked for: the certificate itself, or half for the skill without it."""
        proofs = [
            (rules.covered(similarity, held.level), held)
            for other, similarity in self._dictionary.neighbours(fit.skill)
            for held in profile.evidence.get(other, ())
            if held.proof
        ]
        share, by = max(proofs, key=lambda p: p[0], default=(0, None))
        return SkillFit(fit.skill, share, by) if share > fit.share // 2 else replace(fit, share=fit.share // 2)

    def language(self, ask: Ask, profile: ProfileReading) -> LanguageFit:
        """How this profile meets one asked language."""
        best = LanguageFit(ask, 0, None, None)
        for spoken in profile.spoken:
            if spoken.language != ask.language:
                continue
            short = gap(ask.level, spoken.level)
            if not spoken.stated and short == 0:
                short = 1  # years abroad make a level likely, they do not prove it: never as good as a claim that meets the ask
            share = rules.language_share(short, self._weights.language_by_gap, self._weights.language_unknown)
            if best.spoken is None or share > best.share:
                best = LanguageFit(ask, share, spoken, short)
        return best

    def _occupation(
        self, profile: ProfileReading, vacancy: VacancyReading, spoken: int
    ) -> tuple[tuple[str, Held] | None, int]:
        best: tuple[str, Held] | None = None
        top = 0
        for asked, sureness in vacancy.occupations.items():
            kept = spoken if self._dictionary.of_a_language(asked) else rules.FULL
            for held in profile.occupations.values():
                near = self._dictionary.closeness(asked, held.id) * held.level * sureness * kept // rules.FULL >> 16
                if near > top:
                    best, top = (asked, held), near
        return best, top

    def _near(self, profile: ProfileReading, vacancy: VacancyReading) -> tuple[int, ...]:
        """How near each time of work is to the vacancy's occupation: its months count in that proportion."""
        closeness, asked = self._dictionary.closeness, vacancy.occupations
        return tuple(
            max((closeness(a, o) for a in asked for o in stay.occupations), default=0) for stay in profile.stays
        )


def worths(lines: Sequence[Line], budget: int) -> tuple[int, ...]:
    """The points that each line can give at most; whole ones are dealt out by name, not by place."""
    in_order = sorted(range(len(lines)), key=lambda n: (lines[n].text, lines[n].field))
    points = rules.share_out(budget, [lines[n].weight for n in in_order])
    dealt = dict(zip(in_order, points, strict=True))
    return tuple(dealt[n] for n in range(len(lines)))


def language_shares(fits: Sequence[tuple[bool, int]]) -> tuple[int | None, int | None]:
    """(required, share) of each language → all required ones count alike; of those only wished for, the best one counts."""
    required = [share for must, share in fits if must]
    wished = [share for must, share in fits if not must]
    return (sum(required) // len(required) if required else None), (max(wished) if wished else None)
