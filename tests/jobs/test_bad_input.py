"""What people really send: nothing, one word, nonsense, contradictions, other alphabets, five megabytes. No crash, no free points."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.config import ROOT
from portal.jobs.facts import (
    CertificateAsk,
    LanguageAsk,
    LanguageClaim,
    ProfileFacts,
    SkillClaim,
    Stint,
    VacancyFacts,
)
from portal.jobs.formats.files import read_profiles, read_vacancies
from portal.jobs.matching.assessment import Assessment
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.score_rules import MAXIMUM
from portal.shared.problems import BadInput
from tests.jobs.samples import profile, vacancy

MATCHER = Matcher()
DEMO = ROOT / "content" / "demo"


def judged(person: ProfileFacts, job: VacancyFacts) -> Assessment:
    [found] = MATCHER.vacancies_for(MATCHER.read_profile(person), [MATCHER.read_vacancy(job)], top=1)
    assert sum(found.parts.values()) == found.score
    assert 0 <= found.score <= MAXIMUM
    MATCHER.explain(found)
    return found


def test_an_empty_profile_meets_nothing_and_is_told_what_is_missing() -> None:
    """No points, no line of praise, a second shelf; and nothing goes wrong with any vacancy of the demo."""
    for job in read_vacancies(DEMO / "vacancies.jsonl"):
        found = judged(ProfileFacts("p1"), job)
        assert found.score == 0
        told = MATCHER.explain(found)
        assert (told.meets, told.unused) == ((), ())
        assert told.lacks
        assert MATCHER.why_second(found) is not None


def test_an_empty_vacancy_is_met_by_nobody_and_asks_nothing() -> None:
    found = judged(profile(), VacancyFacts("v1", "…"))
    assert found.score == 0
    assert MATCHER.explain(found).lacks == ()


def test_one_skill_gives_the_points_of_that_skill_alone() -> None:
    job = vacancy(skills_required=("hàn TIG", "kế toán thuế"), skills_preferred=(), languages=())
    found = judged(ProfileFacts("p1", skills=(SkillClaim("hàn TIG", 5),)), job)
    assert {name for name, points in found.parts.items() if points} <= {"skills", "text", "occupation"}
    assert [fit.share for fit in found.lines] == [255, 0]


@pytest.mark.parametrize("language", ["tlh", "", "tiếng Sao Hoả", "zz-Hant", "日本", "🗣"])
@pytest.mark.parametrize("level", ["", "cấp 99", "N9", "TOPIK 12", "🙂", "-1", "C3", "như gió"])
def test_an_unknown_language_or_test_refuses_nobody_and_gives_no_full_marks(language: str, level: str) -> None:
    """Who asks for an unknown level gets what cannot be compared; who claims one never meets a level that is known."""
    person = profile(
        languages=(LanguageClaim(language, level, "Bài thi lạ"),), certificates=(), headline="", summary=""
    )
    judged(person, vacancy(languages=(LanguageAsk(language, level, "Bài thi lạ", required=True, strict=True),)))
    asked = judged(person, vacancy(languages=(LanguageAsk("ko", "TOPIK 3", "TOPIK", required=True),)))
    assert asked.shares["language"] == 0


@pytest.mark.parametrize("level", ["N9", "cấp 99", "🙂", "như gió"])
def test_a_level_that_says_nothing_is_not_taken_for_a_good_one(level: str) -> None:
    person = profile(languages=(LanguageClaim("ja", level),), certificates=(), headline="", summary="", experience=())
    found = judged(person, vacancy(languages=(LanguageAsk("ja", "N3", "JLPT", required=True),)))
    assert found.shares["language"] == MATCHER.weights.language_unknown
    assert [str(r.text) for r in MATCHER.explain(found).lacks if "chưa so được" in str(r.text)]


def test_fields_that_contradict_each_other_count_for_what_is_claimed_and_no_more() -> None:
    """Three years of a skill that the summary denies: the entry is the claim; a denial alone claims nothing."""
    denies = "Em chưa biết hàn TIG, chưa biết tiếng Nhật."
    job = vacancy(skills_required=("hàn TIG",), languages=(LanguageAsk("ja", "N3", "JLPT", required=True),))
    both = judged(ProfileFacts("p1", summary=denies, skills=(SkillClaim("hàn TIG", 3),)), job)
    only = judged(ProfileFacts("p1", summary=denies), job)
    assert both.lines[0].share > 200
    assert only.lines[0].share == 0
    assert only.shares["language"] == 0
    over = ProfileFacts("p1", experience=tuple(Stint("Thợ hàn TIG", "JP", "", 60, "") for _ in range(60)))
    assert judged(over, vacancy(experience_years=60)).score <= MAXIMUM


def test_an_offer_upside_down_or_of_nothing_is_judged() -> None:
    assert (
        judged(profile(expected_wage=9_000_000), vacancy(wage_min=20_000_000, wage_max=10_000_000)).shares["wage"]
        == 255
    )
    for low, high in ((None, 0), (0, 0), (0, None)):
        assert "wage" not in judged(profile(expected_wage=9_000_000), vacancy(wage_min=low, wage_max=high)).shares


def test_days_that_are_over() -> None:
    long_free = judged(profile(available_from=date(1990, 1, 1)), vacancy())
    assert long_free.shares["start"] == 255
    assert judged(profile(), vacancy(start_by=date(1990, 1, 1))).shares["start"] == 0
    assert judged(profile(available_from=date.max), vacancy(start_by=date.min)).shares["start"] == 0


FIVE_MEGABYTES = 5_000_000


@pytest.mark.parametrize("unit", ["hàn TIG ", "溶接", "а" * 9 + "н ", "chưa ", "(", "\u0301", "tiếng Nhật N3, ", "N3"])
def test_five_megabytes_of_text_are_read_from_the_beginning(unit: str) -> None:
    text = unit * (FIVE_MEGABYTES // len(unit.encode()))
    person = ProfileFacts(
        "p1", headline=text, summary=text, skills=(SkillClaim(text, 1),), certificates=(text,), education=text,
        languages=(LanguageClaim(text, text, text),), experience=(Stint(text, "JP", text, 1, text),), provinces=(text,),
        hidden_employers=(text,),
    )  # fmt: skip
    job = VacancyFacts(
        "v1", text, employer=text, sector=text, province=text, description=text, skills_required=(text,),
        languages=(LanguageAsk(text, text, text, required=True, strict=True),),
        certificates_required=(CertificateAsk(text, strict=True),),
    )  # fmt: skip
    judged(person, vacancy())
    judged(profile(), job)
    judged(person, job)


def test_a_file_with_five_megabytes_in_a_field_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    rows = [{"id": "p1"}, {"id": "p2", "summary": "x" * FIVE_MEGABYTES, "skills": [{"name": "y" * FIVE_MEGABYTES}]}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_profiles(path)
    assert [problem.field for problem in refused.value.problems] == ["2:summary", "2:skills[0].name"]


def test_letters_of_another_alphabet_are_not_taken_for_ours() -> None:
    """“hàn” with a Cyrillic а is another word: no skill, and no crash."""
    cyrillic, mixed = "hаn TIG, кế tоán", "đứng máy ép nhựa 射出成形 사출 Spritzguss литьё"
    twin = judged(ProfileFacts("p1", skills=(SkillClaim(cyrillic, 3),)), vacancy(skills_required=("kế toán",)))
    assert twin.lines[0].share == 0
    meant = judged(ProfileFacts("p1", skills=(SkillClaim(mixed, 3),)), vacancy(skills_required=("ép nhựa",)))
    assert meant.lines[0].share > 200


anything = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(anything, anything, anything, st.integers(-(10**12), 10**12), st.floats(0, 60))
def test_whatever_is_typed_is_judged(one: str, other: str, third: str, wage: int, years: float) -> None:
    person = ProfileFacts(
        "p1", headline=one, summary=other, skills=(SkillClaim(third, years),), languages=(LanguageClaim(one, other, third),),
        experience=(Stint(other, third, one, years, third),), certificates=(one, third), provinces=(other,),
        expected_wage=wage, hidden_employers=(one,),
    )  # fmt: skip
    job = VacancyFacts(
        "v1", other, employer=one, sector=third, province=other, description=one, skills_required=(third, one),
        skills_preferred=(other,), languages=(LanguageAsk(one, third, other, strict=True),), wage_max=wage,
        experience_years=years, certificates_required=(CertificateAsk(third, strict=True),),
    )  # fmt: skip
    judged(person, job)
    reading, offer = MATCHER.read_profile(person), MATCHER.read_vacancy(job)
    shelves = MATCHER.shelves_for_person(reading, [offer], date(2027, 1, 1))
    assert len(shelves.ranked) + len(shelves.vetoed) == 1
    assert all(MATCHER.why_not(pair) for pair in shelves.vetoed)
