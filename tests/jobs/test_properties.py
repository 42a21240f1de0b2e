"""What a judgement promises, whoever stands before it."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.config import ROOT
from portal.jobs import service
from portal.jobs.facts import LanguageClaim, ProfileFacts, SkillClaim, Stint, VacancyFacts
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.people import fits_for
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading
from portal.jobs.matching.score_rules import MAXIMUM
from portal.jobs.models import Profile
from portal.storage.db import db
from tests.jobs.samples import profile, vacancy
from tests.jobs.strategies import LEVELS, WORDS, claims, jobs, people, phrases, skills, stints

MATCHER = Matcher()
DEMO = ROOT / "content" / "demo"
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


@quick
@given(people, jobs, skills, st.sampled_from([0.5, 1, 4]))
def test_more_years_of_a_skill_never_lower(
    person: ProfileFacts, job: VacancyFacts, skill: SkillClaim, more: float
) -> None:
    longer = replace(skill, years=(skill.years or 0) + more)
    shorter_score, longer_score = (score(replace(person, skills=(*person.skills, s)), job) for s in (skill, longer))
    assert longer_score >= shorter_score


@quick
@given(people, jobs, st.integers(1, 20_000_000), st.integers(1, 20_000_000))
def test_inside_the_offer_the_ask_changes_nothing(
    person: ProfileFacts, job: VacancyFacts, one: int, other: int
) -> None:
    offer = replace(job, wage_min=5_000_000, wage_max=20_000_000)
    assert score(replace(person, expected_wage=one), offer) == score(replace(person, expected_wage=other), offer)


def test_just_above_the_offer_the_ask_lowers() -> None:
    inside, above = (score(profile(expected_wage=wage), vacancy()) for wage in (18_000_000, 18_000_001))
    assert above < inside


@quick
@given(people, jobs, st.randoms(use_true_random=False))
def test_the_order_of_what_a_vacancy_asks_changes_nothing(
    person: ProfileFacts, job: VacancyFacts, rng: st.random
) -> None:
    """Whole points that are left over are dealt out by what a line says, not by where it stands."""
    mixed = {}
    for name in ("skills_required", "skills_preferred"):
        entries = list(getattr(job, name))
        rng.shuffle(entries)
        mixed[name] = tuple(entries)
    assert score(person, replace(job, **mixed)) == score(person, job)


def test_the_order_of_the_fields_of_a_record_changes_nothing(tmp_path: Path) -> None:
    row = json.loads((DEMO / "profiles.jsonl").read_text(encoding="utf-8").splitlines()[0])
    turned = {name: row[name] for name in reversed(row)}
    path = tmp_path / "p.jsonl"
    for record in (row, turned):
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        [facts] = read_profiles(path)
        assert facts == read_profiles(DEMO / "profiles.jsonl")[0]


def perfect(job: VacancyFacts) -> ProfileFacts:
    """Somebody who has done this very job for ten years in four countries, and says so in the vacancy's own words."""
    lines = (*job.skills_required, *job.skills_preferred)
    duties = f"{job.description}. {'. '.join(lines)}"
    return ProfileFacts(
        "p1", headline=job.title, summary=f"{job.title}. {job.description}", certificates=lines,
        skills=tuple(SkillClaim(text, 10) for text in lines), provinces=(job.province,),
        languages=tuple(LanguageClaim(ask.language, ask.level, ask.test) for ask in job.languages),
        experience=tuple(Stint(job.title, country, job.sector, 10, duties) for country in ("JP", "KR", "TW", "DE")),
        expected_wage=job.wage_max or job.wage_min, available_from=job.start_by,
    )  # fmt: skip


ONLY_A_LITTLE = {"v030", "v072"}
"""Their lines say “cơ bản”, or a fish that is caught and processed: who says the same says no more than that."""


def test_a_perfect_profile_gets_everything() -> None:
    for job in read_vacancies(DEMO / "vacancies.jsonl"):
        reached = score(perfect(job), job)
        assert reached == MAXIMUM or (job.ref in ONLY_A_LITTLE and reached > 0.99 * MAXIMUM), job.ref


def test_an_empty_profile_is_judged_too() -> None:
    assert 0 <= score(ProfileFacts("p"), vacancy()) < MAXIMUM // 4


def test_saying_it_over_and_over_gains_nothing() -> None:
    once, often = (profile(skills=tuple(SkillClaim(word, 30) for word in WORDS * times)) for times in (5, 60))
    assert score(often, vacancy()) == score(once, vacancy())


NONSENSE = tuple(SkillClaim(f"qwzx{n} vbkj{n}", 9) for n in range(300))


@quick
@given(people, jobs)
def test_300_skills_that_nobody_asks_for_gain_nothing(person: ProfileFacts, job: VacancyFacts) -> None:
    assert score(replace(person, skills=(*person.skills, *NONSENSE)), job) == score(person, job)


def test_a_profile_that_claims_the_whole_taxonomy_never_beats_an_honest_one() -> None:
    """Every skill there is, for thirty years, in every order: what counts is the best answer to each line, not how many."""
    names = [skill.label["vi"] for skill in knowledge().dictionary.skills.values()]
    for job in read_vacancies(DEMO / "vacancies.jsonl")[::6]:
        honest = score(perfect(job), job)
        for start in (0, 100, 200):
            stuffed = tuple(SkillClaim(name, 30) for name in (names[start:] + names[:start])[:300])
            assert score(replace(perfect(job), skills=(*perfect(job).skills, *stuffed)), job) <= honest
            assert score(ProfileFacts("p1", skills=stuffed), job) <= honest


def test_of_300_skills_thirty_are_read() -> None:
    listed = tuple(SkillClaim(skill.label["vi"]) for skill in list(knowledge().dictionary.skills.values())[:300])
    read = {held.field for held in MATCHER.read_profile(ProfileFacts("p1", skills=listed)).skills.values()}
    assert {f"skills[{place}].name" for place in (0, 29)} <= read
    assert not [field for field in read if int(field.split("[")[1].split("]")[0]) >= 30]


def test_a_further_entry_never_takes_the_room_of_another_field() -> None:
    """Sixty long skills fill the room that is read of skills; certificates and summary are read all the same."""
    job = vacancy(skills_required=("thay khuôn",))
    person = ProfileFacts("p1", certificates=("Chứng chỉ thay khuôn",), summary="Em biết thay khuôn.")
    stuffed = replace(person, skills=tuple(SkillClaim("x" * 300) for _ in range(60)))
    assert score(stuffed, job) == score(person, job)


_ENGLISH = """name fullname firstname surname gender sex birth birthday birthdate birthyear born age ethnicity ethnic race
religion photo picture image avatar face phone address email family marital married children pregnant height weight health
disability priority group party nationality hometown native cccd"""
_VIETNAMESE = "ten ho gioi tinh nam sinh tuoi dan toc ton giao anh uu tien que"
FORBIDDEN = frozenset(f"{_ENGLISH} {_VIETNAMESE}".split())
"""Who a person is, in the words that a column would have."""


def test_no_place_for_who_a_person_is() -> None:
    """Not in the table, not in what is read, and not in any table that will ever begin with profile_ or match_."""
    tables = [table for table in db.metadata.tables.values() if table.name.startswith(("profile", "match"))]
    assert Profile.__table__ in tables
    columns = {column.name for table in tables for column in table.columns}
    read = {field.name for kind in (ProfileFacts, ProfileReading, Assessment) for field in fields(kind)}
    assert [name for name in columns | read if FORBIDDEN & {name, *name.split("_")}] == []
    assert FORBIDDEN & {"birth_year", *["birth", "year"]}, "the list is looked into word by word"


IDENTITY = [
    {
        "name": "Nguyễn Văn Nam",
        "gender": "M",
        "birth_year": 1975,
        "ethnicity": "Kinh",
        "priority_group": None,
        "photo": "a.jpg",
    },
    {
        "name": "Giàng Thị Mỷ",
        "gender": "F",
        "birth_year": 2003,
        "ethnicity": "Mông",
        "priority_group": "hộ nghèo",
        "photo": None,
    },
]


def test_who_a_person_is_changes_nothing_from_the_file_to_the_page(app: Flask, tmp_path: Path) -> None:
    row = json.loads((DEMO / "profiles.jsonl").read_text(encoding="utf-8").splitlines()[3])
    service.import_vacancies(DEMO / "vacancies.jsonl", illustrative=True)
    told = []
    for identity in ({}, *IDENTITY):
        (tmp_path / "p.jsonl").write_text(json.dumps(row | identity, ensure_ascii=False), encoding="utf-8")
        service.import_profiles(tmp_path / "p.jsonl")
        told.append(fits_for(row["id"], size=100))
    assert len(told[0].fits) > 10
    assert told[0] == told[1] == told[2]


@quick
@given(people, jobs)
def test_words_for_sex_and_age_weigh_nothing(person: ProfileFacts, job: VacancyFacts) -> None:
    """Neither in what a person says of themselves, nor where a vacancy asks for them against the law."""
    asking = replace(job, description=f"{job.description}. Tuyển nữ, tuổi 18 - 30")
    woman, man = (
        replace(person, summary=f"{person.summary}. {said}")
        for said in ("Nữ, sinh 2001, 25 tuổi", "Nam, sinh 1975, 51 tuổi")
    )
    assert score(woman, asking) == score(man, asking)
