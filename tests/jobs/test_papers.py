"""Certificates: read by every name they have, they imply skills, answer where a paper is asked for, and claim no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.content import service as content
from portal.jobs.facts import CertificateAsk, ProfileFacts, SkillClaim, VacancyFacts
from portal.jobs.matching.knowledge import knowledge
from portal.jobs.matching.must_haves import must_haves
from portal.jobs.matching.papers import papers_in
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.veto_rules import vetoes
from tests.jobs.strategies import jobs, people

MATCHER = Matcher()
ROWS = [item.data for item in content.all_of("certificate")]
NAMES = [(row["id"], word) for row in ROWS for words in row["synonyms"].values() for word in words]
PAPER, SKILL = "全身式安全帶特別教育", "Làm việc trên cao"
DEMANDED = "Chứng chỉ làm việc trên cao"


def held(person: ProfileFacts, skill: str) -> tuple[bool, bool, bool]:
    """(stated, a paper, implied by a paper) of the strongest evidence of this skill."""
    found = MATCHER.read_profile(person).skills[skill]
    return found.stated, found.proof, found.attested


def vetoed(person: ProfileFacts, job: VacancyFacts) -> list[str]:
    return [veto.kind for veto in vetoes(MATCHER.read_profile(person), MATCHER.read_vacancy(job))]


def strict(name: str) -> VacancyFacts:
    return VacancyFacts("v1", "x", certificates_required=(CertificateAsk(name, strict=True),))


def test_there_are_papers_of_every_country_that_people_return_from() -> None:
    assert {"JP", "KR", "TW", "DE", "VN", "INT"} <= {row["country"] for row in ROWS}
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("id", "name"), NAMES, ids=[f"{id}-{name}" for id, name in NAMES])
def test_every_name_is_read_as_its_paper(id: str, name: str) -> None:
    assert id in {paper.id for paper in papers_in(name, "certificates[0]", knowledge().dictionary)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("フォークリフト運転技能講習 修了", {"jp-xe-nang"}),
        ("技能検定3級（溶接）", {"jp-zuiji-3"}),
        ("技能検定2級", {"jp-zuiji-2"}),
        ("bang han 6G", {"int-han-6g"}),
        ("Chứng chỉ hàn 3G, 4G", {"int-han-3g"}),
        ("chưa có bằng lái xe B2", set()),
        ("muốn thi bằng FC", set()),
        ("mạng 3G, 4G", set()),
    ],
)
def test_papers_in_a_text(text: str, ids: set[str]) -> None:
    assert {paper.id for paper in papers_in(text, "f", knowledge().dictionary)} == ids


def test_a_paper_implies_skills_and_states_none() -> None:
    person = ProfileFacts("p1", certificates=(PAPER,))
    assert held(person, "lam-viec-cao") == (False, True, True)
    job = VacancyFacts("v1", "x", skills_required=(SKILL,))
    found = MATCHER.judge(MATCHER.read_profile(person), MATCHER.read_vacancy(job))
    assert [must.met for must in must_haves(found, MATCHER.weights)] == [False]
    [line] = [reason for reason in MATCHER.explain(found).lacks if reason.profile_field == "certificates[0]"]
    assert PAPER in str(line.text)
    assert line.profile_span == (0, len(PAPER))
    bare = ProfileFacts("p1", certificates=("x",))
    none = MATCHER.judge(MATCHER.read_profile(bare), MATCHER.read_vacancy(job))
    assert found.score > none.score


def test_what_is_said_comes_before_what_a_paper_speaks_for() -> None:
    person = ProfileFacts("p1", skills=(SkillClaim(SKILL, 3),), certificates=(PAPER,))
    assert held(person, "lam-viec-cao") == (True, False, False)
    job = VacancyFacts("v1", "x", skills_required=(DEMANDED,))
    found = MATCHER.judge(MATCHER.read_profile(person), MATCHER.read_vacancy(job))
    [line] = [reason for reason in MATCHER.explain(found).lacks if reason.vacancy_field == "skills_required[0]"]
    assert line.profile_field == "skills[0].name"


def test_papers_count_where_they_are_listed_and_not_in_running_text() -> None:
    for person in (
        ProfileFacts("p1", skills=(SkillClaim(PAPER, None),)),
        ProfileFacts("p1", education=PAPER),
    ):
        assert MATCHER.read_profile(person).papers
    assert not MATCHER.read_profile(ProfileFacts("p1", summary=f"Em đang học {PAPER}")).papers


def test_a_strict_paper_is_met_by_the_same_paper_under_another_name() -> None:
    job = strict("Kỳ thi kỹ năng Nhật bậc 3")
    assert vetoed(ProfileFacts("p1", certificates=("技能検定随時3級",)), job) == []
    assert vetoed(ProfileFacts("p1", certificates=("技能検定随時2級",)), job) == ["strict_certificate"]


def test_a_vacancy_that_names_only_a_paper_asks_for_the_skill_it_is_about() -> None:
    [line] = MATCHER.read_vacancy(strict("GPLX FC")).lines
    assert (line.skills, line.proof, line.papers) == (("lai-container",), True, ("vn-lai-xe-fc",))
    assert vetoed(ProfileFacts("p1", certificates=("bằng lái CE",)), strict("GPLX FC")) == []
    assert vetoed(ProfileFacts("p1", certificates=("GPLX B2",)), strict("GPLX FC")) == ["strict_certificate"]


@given(people, jobs, st.sampled_from(NAMES))
def test_a_further_paper_never_lowers_a_score_and_never_unmeets_a_must(
    person: ProfileFacts, job: VacancyFacts, name: tuple[str, str]
) -> None:
    vacancy = MATCHER.read_vacancy(job)
    more = replace(person, certificates=(*person.certificates, name[1]))
    before, after = (MATCHER.judge(MATCHER.read_profile(facts), vacancy) for facts in (person, more))
    assert after.score >= before.score
    met = {must.field for must in must_haves(before, MATCHER.weights) if must.met}
    assert met <= {must.field for must in must_haves(after, MATCHER.weights) if must.met}


def test_a_little_of_a_skill_is_quoted_before_a_paper_that_counts_for_more() -> None:
    person = ProfileFacts("p1", skills=(SkillClaim("giàn giáo sơ sơ", None),), certificates=("施工架特別教育",))
    job = VacancyFacts("v1", "x", skills_required=("Chứng chỉ giàn giáo",))
    found = MATCHER.judge(MATCHER.read_profile(person), MATCHER.read_vacancy(job))
    assert [fit.held.attested for line in found.lines for fit in line.fits if fit.held] == [True]
    [line] = [reason for reason in MATCHER.explain(found).lacks if reason.vacancy_field == "skills_required[0]"]
    assert line.profile_field == "skills[0].name"
