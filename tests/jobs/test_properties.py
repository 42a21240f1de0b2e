"""What a judgement promises, whoever stands before it."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.jobs.facts import LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.models import Profile
from tests.jobs.samples import profile, vacancy
from tests.jobs.strategies import LEVELS, WORDS, claims, jobs, people, phrases, skills, stints

MATCHER = Matcher()
quick = settings(max_examples=40, deadline=None)


def score(person: ProfileFacts, job: VacancyFacts) -> int:
    [found] = MATCHER.vacancies_for(MATCHER.read_profile(person), [MATCHER.read_vacancy(job)], top=1)
    assert sum(found.parts.values()) == found.score
    assert 0 <= found.score <= MAXIMUM
    assert sum(found.budgets.values()) in (0, 10_000)
    return found.score


@quick
@given(people, jobs, skills)
def test_a_further_skill_never_lowers(person: ProfileFacts, job: VacancyFacts, skill: SkillClaim) -> None:
    assert score(replace(person, skills=(*person.skills, skill)), job) >= score(person, job)


@quick
@given(people, jobs, phrases)
def test_a_further_certificate_never_lowers(person: ProfileFacts, job: VacancyFacts, text: str) -> None:
    assert score(replace(person, certificates=(*person.certificates, text)), job) >= score(person, job)


@quick
@given(people, jobs, claims)
def test_a_further_language_never_lowers(person: ProfileFacts, job: VacancyFacts, claim: LanguageClaim) -> None:
    assert score(replace(person, languages=(*person.languages, claim)), job) >= score(person, job)


@quick
@given(people, jobs, st.sampled_from(range(4)))
def test_a_higher_level_never_lowers(person: ProfileFacts, job: VacancyFacts, step: int) -> None:
    lower, higher = (replace(person, languages=(LanguageClaim("ja", LEVELS[at]),)) for at in (step, step + 1))
    assert score(higher, job) >= score(lower, job)


@quick
@given(people, jobs, stints)
def test_further_experience_never_lowers(person: ProfileFacts, job: VacancyFacts, stint: Stint) -> None:
    assert score(replace(person, experience=(*person.experience, stint)), job) >= score(person, job)


@quick
@given(people, jobs, stints, st.sampled_from([0.5, 1, 4]))
def test_more_years_never_lower(person: ProfileFacts, job: VacancyFacts, stint: Stint, more: float) -> None:
    shorter = replace(person, experience=(stint,))
    longer = replace(person, experience=(replace(stint, years=stint.years + more),))
    assert score(longer, job) >= score(shorter, job)


@quick
@given(people, jobs, st.integers(1, 40_000_000), st.integers(1, 40_000_000))
def test_a_lower_ask_never_lowers(person: ProfileFacts, job: VacancyFacts, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert score(replace(person, expected_wage=less), job) >= score(replace(person, expected_wage=more), job)


@quick
@given(people, jobs, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(person: ProfileFacts, job: VacancyFacts, rng: st.random) -> None:
    mixed = {}
    for name in ("skills", "languages", "experience", "certificates", "provinces"):
        entries = list(getattr(person, name))
        rng.shuffle(entries)
        mixed[name] = tuple(entries)
    assert score(replace(person, **mixed), job) == score(person, job)


@quick
@given(people, jobs)
def test_both_sides_get_the_same_judgement_and_reasons(person: ProfileFacts, job: VacancyFacts) -> None:
    read_person, read_job = MATCHER.read_profile(person), MATCHER.read_vacancy(job)
    [mine] = MATCHER.vacancies_for(read_person, [read_job], top=1)
    [theirs] = MATCHER.candidates_for(read_job, [read_person], top=1)
    assert (mine.score, mine.parts) == (theirs.score, theirs.parts)
    assert MATCHER.explain(mine) == MATCHER.explain(theirs)


def test_inside_the_offer_the_ask_changes_nothing() -> None:
    at = {score(profile(expected_wage=wage), vacancy()) for wage in (1, 12_000_000, 17_999_999, 18_000_000)}
    assert len(at) == 1
    assert score(profile(expected_wage=18_000_001), vacancy()) < at.pop()


def test_a_perfect_profile_gets_everything() -> None:
    job = vacancy()
    stint = Stint(
        job.title, "JP", job.sector, 10, f"{job.description} {'; '.join(job.skills_required + job.skills_preferred)}"
    )
    person = profile(
        headline=job.title,
        summary=f"{job.title} {job.description}",
        skills=tuple(SkillClaim(text, 10) for text in (*job.skills_required, *job.skills_preferred)),
        experience=(stint,),
    )
    assert score(person, job) == MAXIMUM


def test_an_empty_profile_is_judged_too() -> None:
    assert 0 <= score(ProfileFacts("p"), vacancy()) < MAXIMUM // 4


def test_saying_it_over_and_over_gains_nothing() -> None:
    once, often = (profile(skills=tuple(SkillClaim(word, 30) for word in WORDS * times)) for times in (5, 60))
    assert score(often, vacancy()) == score(once, vacancy())


PROTECTED = {
    "name",
    "gender",
    "sex",
    "birth",
    "age",
    "ethnicity",
    "photo",
    "religion",
    "phone",
    "address",
    "email",
    "family",
}


def test_no_place_for_who_a_person_is() -> None:
    columns = {column.name for column in Profile.__table__.columns} | {field.name for field in fields(ProfileFacts)}
    assert not [name for name in columns if PROTECTED & set(name.split("_"))]
