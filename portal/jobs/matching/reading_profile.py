"""A profile is read: which skills and occupations it shows, how well each is held, and in which field it says so."""

from __future__ import annotations

from collections.abc import Iterator

from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.knowledge import Knowledge
from portal.jobs.matching.normaliser import Finding, read_together
from portal.jobs.matching.papers import attested, papers_of
from portal.jobs.matching.reading_limits import shortened_profile
from portal.jobs.matching.readings import PROOF, Held, ProfileReading, Stay, employer_key
from portal.jobs.matching.score_rules import skill_level
from portal.jobs.matching.spoken import languages_of
from portal.jobs.matching.text_evidence import weigh
from portal.jobs.places import province_id

LIKELY, MENTIONED, MODEST, HELD, PROVEN = 2, 3, 3, 4, 5
"""Proficiency 1..5: made likely by an occupation; mentioned in passing; a little; listed; done for `LONG` years."""
LONG = 2
NAMES_A_TRADE = ("sector", "education")
"""Fields that name a trade or a course, not what somebody did in it: they make a skill likely, no more."""


def read_profile(facts: ProfileFacts, known: Knowledge) -> ProfileReading:
    """The reading of a profile (texts as typed)."""
    whole, facts = facts, shortened_profile(facts)
    skills: dict[str, Held] = {}
    occupations: dict[str, Held] = {}
    evidence: dict[str, list[Held]] = {}
    for held, kind in _evidence(facts, known):
        if held.id in facts.not_mine:
            continue
        if kind == "skill" and held.stated:
            evidence.setdefault(held.id, []).append(held)
        best = skills if kind == "skill" else occupations
        if held.id not in best or held.level > best[held.id].level:
            best[held.id] = held
    papers = [paper for paper in papers_of(facts, known.dictionary) if paper.id not in facts.not_mine]
    spoken_for = [
        held for paper in papers for held in attested(paper, known.dictionary) if held.id not in facts.not_mine
    ]
    for held in spoken_for:
        evidence.setdefault(held.id, []).append(held)
    for held in (*_likely(occupations, known, facts.not_mine), *spoken_for):
        if held.id not in skills or held.level > skills[held.id].level:
            skills[held.id] = held
    provinces: dict[str, str] = {}
    for place, name in enumerate(facts.provinces):
        if (province := province_id(name)) is not None:
            provinces.setdefault(province, f"provinces[{place}]")
    stays = tuple(
        Stay(stint.country.upper(), stint.years, f"experience[{place}].years", _occupations_of(facts, place, known))
        for place, stint in enumerate(facts.experience)
    )
    return ProfileReading(
        whole, skills, occupations, tuple(s for s in languages_of(facts, known) if s.language not in facts.not_mine),
        stays, provinces,
        frozenset(key for name in facts.hidden_employers if (key := employer_key(name))),
        {skill: tuple(found) for skill, found in evidence.items()}, frozenset(paper.id for paper in papers),
        weigh(profile_fields(facts)),
    )  # fmt: skip


def profile_fields(facts: ProfileFacts) -> list[tuple[int, str]]:
    """The texts of a profile with their weight in a comparison of texts."""
    fields = [(2, facts.headline), (1, facts.summary)]
    fields += [(2, skill.name) for skill in facts.skills] + [(1, text) for text in facts.certificates]
    for stint in facts.experience:
        fields += [(2, stint.occupation), (1, stint.sector), (1, stint.duties)]
    return fields


def _evidence(facts: ProfileFacts, known: Knowledge) -> Iterator[tuple[Held, str]]:
    """Everything stated. Fields that tell of one thing are read together: a skill, a time of work, the introduction."""
    for place, skill in enumerate(facts.skills):
        proficiency = PROVEN if (skill.years or 0) >= LONG else HELD
        yield from _held([(f"skills[{place}].name", skill.name, proficiency)], skill.years, known)
    for place, text in enumerate(facts.certificates):
        yield from _held([(f"certificates[{place}]", text, HELD)], None, known)
    for place, stint in enumerate(facts.experience):
        proficiency = PROVEN if stint.years >= LONG else HELD if stint.years >= 1 else MENTIONED
        texts = [
            (f"experience[{place}].occupation", stint.occupation, proficiency),
            (f"experience[{place}].duties", stint.duties, proficiency),
            (f"experience[{place}].sector", stint.sector, LIKELY),
        ]
        yield from _held(texts, stint.years, known)
    yield from _held([("headline", facts.headline, HELD), ("summary", facts.summary, MENTIONED)], None, known)
    yield from _held([("education", facts.education or "", LIKELY)], None, known)


def _held(texts: list[tuple[str, str, int]], years: float | None, known: Knowledge) -> Iterator[tuple[Held, str]]:
    """What these fields (field, text, proficiency) state."""
    proficiencies = {field: proficiency for field, _, proficiency in texts}
    proofs = {field for field, text, _ in texts if field.startswith("certificates") or PROOF.search(text)}
    for finding in read_together([(field, text) for field, text, _ in texts], known.dictionary):
        if finding.kind in ("skill", "occupation") and not finding.denied and not finding.wished:
            proficiency = proficiencies[finding.field]
            level = skill_level(min(proficiency, MODEST) if finding.modest else proficiency, years)
            said = not finding.field.endswith(NAMES_A_TRADE)
            yield (
                Held(
                    finding.id, level, finding.field, finding.text, said, years, finding.field in proofs, finding.start
                ),
                finding.kind,
            )
            if finding.kind == "skill" and finding.field.endswith((".occupation", "headline")):
                yield from _as_occupation(finding, level, years, known)


def _as_occupation(finding: Finding, level: int, years: float | None, known: Knowledge) -> Iterator[tuple[Held, str]]:
    """A title that names the core skill of an occupation names the occupation, a little less surely."""
    for occupation in known.dictionary.by_core(finding.id):
        held = Held(
            occupation, level * 4 // 5, finding.field, finding.text, stated=False, years=years, start=finding.start
        )
        yield held, "occupation"


def _likely(occupations: dict[str, Held], known: Knowledge, not_mine: tuple[str, ...]) -> Iterator[Held]:
    """The skills that an occupation makes likely: suggestions, so they weigh as the lowest proficiency."""
    for held in occupations.values():
        if held.stated:
            for skill in known.dictionary.occupations[held.id].skills:
                if skill in not_mine:
                    continue
                level = skill_level(LIKELY, held.years) * held.level >> 8
                yield Held(skill, level, held.field, held.quote, stated=False, start=held.start)


def _occupations_of(facts: ProfileFacts, place: int, known: Knowledge) -> tuple[str, ...]:
    """The occupations of one time of work: named by its title or by a core skill there; else by what its duties name."""
    stint = facts.experience[place]
    findings = read_together([("title", stint.occupation), ("duties", stint.duties)], known.dictionary)
    for field in ("title", "duties"):
        found: dict[str, None] = {}
        for finding in findings:
            if finding.field == field and not finding.denied:
                if finding.kind == "occupation":
                    found[finding.id] = None
                elif finding.kind == "skill":
                    found.update(dict.fromkeys(known.dictionary.by_core(finding.id)))
        mine = tuple(id for id in found if id not in facts.not_mine)
        if mine:
            return mine
    return ()
