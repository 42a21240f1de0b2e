"""The skill gate: who stands on the first shelf, who on the second and why, and that the ranking itself stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from portal.jobs.facts import CertificateAsk, LanguageClaim, ProfileFacts, SkillClaim, VacancyFacts
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.score_rules import enough_skill
from portal.jobs.matching.shelves import Shelves
from tests.jobs.samples import profile, vacancy
from tests.jobs.strategies import jobs, people, phrases, skills, stints

MATCHER = Matcher()
quick = settings(max_examples=60, deadline=None)


def shelves(person: ProfileFacts, *offers: VacancyFacts) -> Shelves:
    return MATCHER.shelves_for_person(MATCHER.read_profile(person), [MATCHER.read_vacancy(job) for job in offers])


def judged(person: ProfileFacts, job: VacancyFacts) -> Assessment:
    [found] = shelves(person, job).ranked
    return found


def first(person: ProfileFacts, job: VacancyFacts) -> bool:
    return bool(shelves(person, job).first)


@pytest.mark.parametrize(
    ("points", "of", "enough"), [(30, 100, True), (299, 1000, False), (300, 1000, True), (0, 1, False), (0, 0, True)]
)
def test_the_gate_stands_at_30_percent(points: int, of: int, enough: bool) -> None:
    assert enough_skill(points, of, 30) is enough


def test_the_share_is_that_of_the_required_lines_alone() -> None:
    """Two required lines of one weight, one of them held: half, whatever else is wished for and held."""
    job = VacancyFacts("v1", "x", skills_required=("hàn TIG", "hàn TIG"), skills_preferred=("5S", "Excel"))
    holds = ProfileFacts("p1", skills=(SkillClaim("5S", 5), SkillClaim("Excel", 5)))
    assert judged(holds, job).required[0] == 0
    assert judged(holds, job).parts["skills"] > 0
    assert not first(holds, job)
    points, of = judged(replace(holds, skills=(SkillClaim("hàn TIG", 5),)), job).required
    assert points == of


def test_a_pair_below_the_gate_stands_on_the_second_shelf_and_says_so() -> None:
    job = vacancy(skills_required=("kế toán thuế", "khai thuế"), languages=())
    found = shelves(profile(), job)
    assert (found.first, len(found.second), found.vetoed) == ([], 1, [])
    why = MATCHER.why_second(found.second[0])
    assert why is not None
    assert str(why.text) == "Ít khớp kỹ năng: hồ sơ đạt 0% điểm kỹ năng bắt buộc, cần từ 30%."
    assert why.vacancy_field == "skills_required"
    assert MATCHER.why_second(judged(profile(), vacancy())) is None


def test_without_required_lines_no_gate_stands() -> None:
    assert first(ProfileFacts("p1"), VacancyFacts("v1", "Thợ hàn", skills_preferred=("hàn TIG",)))
    assert first(ProfileFacts("p1"), VacancyFacts("v1", "Thợ hàn"))


def test_a_required_certificate_is_a_required_line() -> None:
    job = VacancyFacts("v1", "x", certificates_required=(CertificateAsk("Chứng chỉ lái xe nâng"),))
    assert not first(ProfileFacts("p1"), job)
    assert first(ProfileFacts("p1", certificates=("Chứng chỉ lái xe nâng",)), job)


def test_the_first_shelf_comes_before_the_second_whatever_the_scores() -> None:
    """Place, wage and language alone never carry somebody without the skill before somebody who has it."""
    person = profile(skills=(SkillClaim("hàn TIG", 5),), experience=(), headline="", summary="")
    near = vacancy(ref="near", title="Kế toán", sector="", description="", skills_required=("kế toán thuế",))
    far = vacancy(
        ref="far",
        title="Thợ hàn",
        province="Cà Mau",
        skills_required=("hàn TIG", "đọc bản vẽ", "mài"),
        wage_max=9_000_000,
    )
    found = shelves(person, near, far)
    assert [a.vacancy.facts.ref for a in found.ranked] == ["far", "near"]
    assert [a.vacancy.facts.ref for a in found.first] == ["far"]


@quick
@given(people, jobs, skills, phrases, stints)
def test_more_in_a_profile_never_leads_to_the_second_shelf(
    person: ProfileFacts, job: VacancyFacts, skill: SkillClaim, paper: str, stint: object
) -> None:
    more = replace(
        person, skills=(*person.skills, skill), certificates=(*person.certificates, paper),
        experience=(*person.experience, stint),
    )  # fmt: skip
    assert first(more, job) >= first(person, job)


@quick
@given(people, jobs)
def test_nothing_but_skill_moves_a_pair_between_the_shelves(person: ProfileFacts, job: VacancyFacts) -> None:
    asking = replace(person, expected_wage=99_000_000, provinces=("Cà Mau",), available_from=date(2030, 1, 1))
    assert judged(asking, job).required == judged(person, job).required


@quick
@given(people, jobs)
def test_both_sides_find_the_pair_on_the_same_shelf(person: ProfileFacts, job: VacancyFacts) -> None:
    theirs = MATCHER.shelves_for_vacancy(MATCHER.read_vacancy(job), [MATCHER.read_profile(person)])
    mine = shelves(person, job)
    assert (len(mine.first), len(mine.second)) == (len(theirs.first), len(theirs.second))


def test_the_ranking_of_files_knows_no_shelves() -> None:
    offers = [
        vacancy(ref="v1", skills_required=("kế toán",)),
        vacancy(ref="v2"),
        vacancy(ref="v3", skills_required=("hàn",), province="Cà Mau"),
    ]
    person = profile(languages=(LanguageClaim("ja", "N1"),), active=False)
    [(_, ranked)] = MATCHER.rank_all(offers, [person], "vacancies", top=10)
    assert [a.score for a in ranked] == sorted((a.score for a in ranked), reverse=True)
    assert len(ranked) == len(offers)
